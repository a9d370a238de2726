"""Words that tell whether a capital letter means a person, written by hand from general knowledge.

Lists hold lemmas unless said otherwise; inflected forms are found through the dictionary.
"""

from soucinnost.kernel.czech.wordsets import word_set

FUNCTIONS = word_set(
    """
ředitel ředitelka starosta starostka místostarosta místostarostka primátor primátorka náměstek náměstkyně hejtman
hejtmanka vedoucí tajemník tajemnice koordinátor koordinátorka manažer manažerka strážník strážnice velitel
velitelka asistent asistentka kurátor kurátorka pracovník pracovnice referent referentka poradce poradkyně učitel
učitelka psycholog psycholožka lektor lektorka předseda předsedkyně místopředseda místopředsedkyně zástupce
zástupkyně člen členka garant garantka mluvčí radní zastupitel zastupitelka komisař komisařka inspektor inspektorka
policista policistka úředník úřednice kolega kolegyně host klient klientka občan občanka soused sousedka svědek
svědkyně nájemce nájemník nájemnice vlastník vlastnice matka otec syn dcera bratr sestra manžel manželka rodina
rodič manželé bratři dítě chlapec dívka žák žákyně pachatel oběť advokát advokátka soudce soudkyně lékař lékařka
doktor doktorka terapeut terapeutka mediátor mediátorka preventista preventistka metodik metodička domovník
domovnice správce správkyně školník školnice trenér trenérka dobrovolník dobrovolnice stážista stážistka student
studentka senior seniorka bezdomovec podezřelý podezřelá obviněný obviněná odsouzený odsouzená nezletilý nezletilá
zletilý poškozený poškozená zapisovatel zapisovatelka ověřovatel ověřovatelka moderátor moderátorka facilitátor
facilitátorka okrskář okrskářka teta strýc babička dědeček děda vnuk vnučka snacha zeť tchán tchyně přítel
přítelkyně kamarád kamarádka partner partnerka družka druh pěstoun pěstounka opatrovník opatrovnice žadatel
žadatelka stěžovatel stěžovatelka pán paní slečna oznamovatel oznamovatelka jednatel jednatelka farář farářka pastor
kněz sociolog socioložka kriminalista kriminalistka vyšetřovatel vyšetřovatelka specialista specialistka expert
expertka analytik analytička konzultant konzultantka ekonom ekonomka účetní sekretář sekretářka školitel školitelka
vychovatel vychovatelka nadporučík poručík kapitán major plukovník podplukovník praporčík strážmistr rotný jmenovaný
jmenovaná podepsaný podepsaná náhradník náhradnice nástupce nástupkyně předchůdce předchůdkyně
"""
)
"""Lemmas after which a capitalised word is a person: ředitel Novák, vedoucí Malá, klientka Horváthová."""

SPEAKING = word_set(
    """
informovat uvést sdělit upozornit říci říct dodat navrhnout představit poděkovat požádat zjistit předat zajistit
připravit zaslat poslat dotázat ptát zeptat odpovědět souhlasit nesouhlasit zmínit připomenout doplnit potvrdit
omluvit přijít odejít vysvětlit popsat seznámit shrnout prezentovat referovat svolat zapsat nabídnout slíbit
konstatovat oznámit přislíbit hovořit mluvit zahájit ukončit přivítat přivést vyzvat diskutovat reagovat namítnout
tvrdit stěžovat nahlásit ohlásit hlásit volat zavolat prověřit oslovit kontaktovat dojednat domluvit projednat
prodiskutovat vyjádřit poznamenat zdůraznit ocenit pochválit kritizovat poukázat avizovat převzít vzít bydlet napsat
psát mailovat žádat chtít vědět myslet nevědět znát umět moci muset mít dostat přinést dodávat zajišťovat vést
ověřit schválit podepsat rezignovat nastoupit skončit onemocnět pracovat odstěhovat nastěhovat přestěhovat dlužit
poprosit doprovázet doprovodit zúčastnit účastnit dorazit odjet přijet vrátit hledat najít řešit vyřídit vyplnit
doručit rozeslat rozdat zvát pozvat jednat kývnout nemoci nechtít odmítnout bát vadit líbit sejít setkat vidět
slyšet všimnout rozhodnout pomoci pomáhat rozumět děkovat moderovat zapisovat svěřit přiznat popřít vypovědět
zpochybnit dotknout hlídat doporučit nedoporučit vyslovit hlasovat zdržet
"""
)
"""Verbs whose subject is as a rule a person."""

SAYING = word_set(
    """
informovat uvést sdělit upozornit říci říct dodat navrhnout poděkovat požádat dotázat ptát zeptat tázat odpovědět
souhlasit nesouhlasit zmínit připomenout doplnit potvrdit omluvit vysvětlit popsat seznámit shrnout referovat slíbit
konstatovat oznámit přislíbit hovořit mluvit přivítat diskutovat namítnout tvrdit stěžovat zavolat poznamenat
zdůraznit ocenit pochválit kritizovat avizovat chtít myslet žádat prosit poprosit rezignovat děkovat přiznat popřít
zjistit prověřit svolat zapsat vyjádřit domluvit
"""
)
"""Verbs whose subject is a person even where the subject is a common noun otherwise."""

BEFALLING = word_set(
    """
vystěhovat zadržet předvést propustit navštívit převézt odvézt odvést hospitalizovat vyslechnout zranit napadnout okrást
zbít pobodat pozvat oslovit vyzvat kontaktovat zastoupit zastupovat nahradit hledat pohřešovat obvinit obžalovat
odsoudit podezírat podezřívat potrestat pokutovat doprovodit doprovázet poučit vyvést ubytovat ošetřit legitimovat
ztotožnit vyhostit
"""
)
"""Verbs whose object is as a rule a person."""

CAPITALISED = word_set(
    """
hlídka slovo policie magistrát úřad město městys obec kraj ministerstvo rada výbor komise odbor oddělení referát
agentura asociace azylový centrum charita diakonie armáda spása nadace fond spolek sdružení společnost organizace
ústav institut inspektorát středisko stanice služba škola gymnázium univerzita fakulta akademie školka družina
knihovna muzeum divadlo nemocnice poliklinika klinika domov dům klub poradna linka krizový intervenční nízkoprahový
probační mediační sociální prevence preventivní program projekt plán strategie koncepce akce kampaň zákon vyhláška
nařízení ústava listina sbírka kodex řád statut pravidlo metodika příloha tabulka graf obrázek strana bod usnesení
úkol termín zápis diskuse diskuze různé závěr úvod prezence jednání schůze zasedání porada setkání skupina pracovní
tým platforma koalice unie evropský evropa euroregion region mikroregion republika stát vláda parlament senát
poslanecký sněmovna prezident český moravský slezský pražský brněnský ostravský ústecký krajský městský obecní
okresní státní národní obvodní základní mateřský střední vysoký odborný praktický speciální dětský mládež mládí
senior rodinný ulice náměstí třída nábřeží park sídliště lokalita čtvrť areál nádraží den týden měsíc rok hodina
ples festival trh jarmark veletrh konference seminář workshop kurz školení beseda přednáška výstava kino hotel
restaurace bar herna hospoda zámek hrad kostel chrám farnost církev sbor biskupství římskokatolický katolický
evangelický československý husitský židovský romský vietnamský ukrajinský slovenský německý polský maďarský ruský
asistent terénní pracoviště hasičský záchranný záchranka hasič strážník střelnice vězeňský věznice soud
zastupitelství zastupitelstvo kancelář ombudsman veřejný ochránce správa pojišťovna banka pošta dráha dopravní
podnik bytový družstvo svaz federace konfederace hnutí odbory komora hospodářský technický služby teplárna vodovod
kanalizace povodí lesy zoo zahrada centrála dispečink operační integrovaný bezpečnost bezpečný bezpečí bezpečnostní
kriminalita kriminální situační primární sekundární terciární protidrogový drogový adiktologický protikorupční
protiextremismus azyl noclehárna kontaktní denní noční stacionář komunitní komunita multifunkční volnočasový volný
čas sport sportovní tělovýchovný jednota sokol fotbalový hokejový liga pohár mistrovství závod běh pochod vánoce
velikonoce advent silvestr nový starý dolní horní velký malý přední zadní svatý bílý černý červený zelený modrý
zlatý první druhý třetí čtvrtý pátý internet web facebook word excel e-mail email telefon mobil kontakt poznámka
pozn zdroj foto mapa příjem výdaj rozpočet dotace dotační výzva zaměstnanost výzkum vzdělávání věda kultura zdraví
zdravotnictví doprava životní prostředí regionální rozvoj vnitro obrana spravedlnost práce věc finance průmysl
obchod zemědělství školství tělovýchova bůh pán ježíš kristus bible korán země slunce mars severní jižní východní
západní sever jih východ západ evropan člověk tíseň doložka smlouva dohoda memorandum deklarace souhlas žádost návrh
zpráva protokol hlášení oznámení evidence registr seznam rejstřík katalog manuál příručka leták brožura zpravodaj
noviny deník list rozhlas televize rádio česko morava slezsko čechy praha radnice adresa datum místo předmět téma
odpovědnost zodpovědnost odpovědný zodpovědný podpora pomoc péče ochrana bydlení housing zaměstnání začleňování
inkluze integrace vyloučený odpad pořádek chvála hlas cesta most brána křižovatka maják kotva přístav krok start
šance naděje budoucnost život světlo
"""
)
"""Lemmas that minutes write with a capital although they name nobody: institutions, documents, headings."""

HEADS = word_set(
    """
policie magistrát úřad město městys obec kraj ministerstvo odbor oddělení agentura asociace centrum charita diakonie
armáda nadace fond spolek sdružení společnost organizace ústav institut středisko služba škola gymnázium univerzita
fakulta knihovna muzeum divadlo nemocnice domov dům klub poradna linka program projekt kampaň akce iniciativa
platforma noclehárna ubytovna azyl stacionář komunita herna hospoda restaurace bar kavárna hotel kino firma podnik
družstvo svaz aplikace systém software lokalita sídliště čtvrť park ulice náměstí obvod okres část okrsek stanice
zastávka hřiště stadion areál obchod market supermarket prodejna nádraží vlak řeka potok les vrch hrad zámek kostel
kaple farnost sbor školka výzva titul časopis film kniha skupina kapela festival soutěž cena fórum síť portál web
stránka značka výrobek léčebna věznice vazba dětský mateřský výchovný diagnostický zařízení vydavatelství
nakladatelství název téma heslo motto
"""
)
"""Lemmas of which a name of an organisation, place or thing may follow: klub Kotva, projekt Pochodeň, obec Lhotka."""

NATIONS = word_set(
    """
rom romka čech češka moravan moravanka slezan slezanka slovák slovenka ukrajinec ukrajinka vietnamec vietnamka polák
polka němec němka rus ruska maďar maďarka rakušan mongol mongolka rumun rumunka bulhar bulharka srb srbka chorvat
arab afghánec syřan žid židovka evropan američan angličan francouz ital španěl číňan turek řek ind pražan brňan
ostravan plzeňan olomoučan
"""
)

STREET_BEFORE = word_set(
    """
ulice ulici ulicí ulic ulicích ulicemi ulicím náměstích ul náměstí nám náměstím tř třída třídě třídu třídy třídou
nábřeží nábř sídliště sídlišti sídl
lokalita lokalitě lokalitu lokality park parku sad sady sadech most mostu alej aleji bulvár bulváru zastávka
zastávce zastávky stadion stadionu sv svatý svatého svaté svatou svatému kino kina kině
"""
)
"""Word forms (without the dot) before the name of a street or of a place named after somebody."""

STREET_AFTER = word_set(
    """
ulice ulici ulicí náměstí náměstím třída třídě třídu třídy třídou nábřeží sady sadech sadů most mostu alej aleji
univerzita univerzity univerzitě nemocnice nemocnici gymnázium gymnáziu gymnázia divadlo divadle divadla kolej
koleje park parku stadion stadionu knihovna knihovny knihovně ústav ústavu nadace nadaci cena ceny škola škole školy
věž pramen údolí vila vily vile kopec kopci kopce kopcem vrch vrchu mlýn mlýna mlýně rybník rybníka rybníku dvůr
dvora dvoře les lese lesa memoriál memoriálu pohár poháru cup cupu louka louky louce
"""
)
"""Word forms after a possessive that belongs to a place: Masarykova univerzita, Prokešovo náměstí."""

NAMED_AFTER = word_set(
    """
univerzita univerzity univerzitě univerzitou nadace nadaci nadací nadačního memoriál memoriálu zš mš zuš sš soš sou
gymnázium gymnázia gymnáziu knihovna knihovny divadlo divadla letiště
"""
)
"""Words after which a person's name in the genitive is the name of an institution: ZŠ Jana Husa."""

BRANDS = word_set(
    """
facebook instagram tiktok windows excel word outlook teams zoom youtube google meet skype whatsapp messenger signal
telegram android apple samsung iphone erasmus leader horizont interreg covid halloween black friday valentýn wifi
bitcoin netflix twitter linkedin wikipedia signpost pervitin subutex fentanyl kratom marihuana tesco kaufland lidl
albert billa penny globus ikea student agency streetwork housing first czechpoint czech point sociofaktor renarkon
adra elim podaný podané ruce in iustitia romodrom naproti laxus semiramis prostor sananim drop-in nipos microsoft
adobe acrobat sharepoint onedrive webex facebooku facebookem instagramu tiktoku wordu excelu teamsu teamsech zoomu
googlu youtubu whatsappu messengeru erasmu covidu
"""
)

LABELS = (
    r"přítomn[ií](?: členové| hosté)?|přítomen|přítomna|omluven[ií]?|omluvena|nepřítomn[ií]|neomluven[ií]|hosté"
    r"|host|účast(?:níci)?|"
    r"zapsala?|zapisovatel(?:ka)?|zápis (?:provedla?|vyhotovila?|pořídila?)|vyhotovila?|zrevidovala?|ověřila?"
    r"|ověřovatel(?:ka|é)?|"
    r"schválila?|předsedající|předseda|předsedkyně|moderátor(?:ka)?|moderovala?|řídila?|vedla?|svolala?"
    r"|svolavatel(?:ka)?|"
    r"zodpovídá|zodpovědn[áýí](?: osoba)?|odpovídá|odpovědn[áýí](?: osoba)?|odpovědnost|zodp|odp|garant(?:ka)?"
    r"|gestor(?:ka)?|nositel|"
    r"kontaktní osoba|kontakt|pro|proti|zdržela? se|zdrželi se|hlasovali|předložila?|předkladatel(?:ka)?"
    r"|zpracovala?|vypracovala?|"
    r"připravila?|jméno(?: a příjmení)?|příjmení(?: a jméno)?|klient(?:ka)?|žadatel(?:ka)?|oznamovatel(?:ka)?"
    r"|podpis|podepsán[ai]?|"
    r"v zastoupení|zastoupen[aá]?|zástup|zastupuje|členové|členky|na vědomí|rozdělovník|komu|od|referuje"
    r"|referovala?|prezentuje|"
    r"koordinátor(?:ka)?|vedoucí|tajemn(?:ík|ice)|ředitel(?:ka)?|starost(?:a|ka)|manažer(?:ka)?|zajistí|provede"
    r"|splní|řeší|úkol pro|"
    r"matka|otec|rodiče|syn|dcera|svědek|svědci|poškozen[ýá]|podezřel[ýá]|pachatel|spoluúčast|dále|distribuce|vyřizuje|"
    r"za [^:\n]{2,60}|losovala?|jednatel(?:ka)?|pozván[iay]?|pozvaní"
)
"""Labels (before a colon) whose values are people."""

ACRONYM_LIKE = word_set(
    """
PČR MP OSPOD APK SVL ASZ NNO MPSV MV MŠMT MMR MČ ÚMOb ZŠ MŠ SŠ SOU PMS OO OŘP KŘP MMO SMO ČR EU GDPR IČO DIČ PSČ MHD
VŠ SPC PPP NZDM SAS Kč Kčs Sb Sbírka kW MPa TP RVP HZS ZZS ÚP OSVČ SVJ BD VTOS SPSZ MDT MdT PS HIV ESF ESFR MAP MAS
KPSS TJ SK FC HC DPMO PO BOZP IT ID OK CD DVD TV PC USB SMS RČ ČÚ SPZ RZ DS ISDS ÚVN VZP KÚ RM ZM OÚ MÚ MěÚ ÚMČ KPPP
"""
)
PLACES = word_set(
    """
poruba vítkovice přívoz předlice chanov janov krásné březno mojžíř střekov neštěmice trmice cejl zábrdovice husovice
maniny bedřiška zárubek hrušov muglinov kunčičky radvanice lískovec mírová osada liščina fifejdy výškovice dubina
bělský les hrabůvka hrabová svinov hradec pardubice kladno karlovy vary teplice děčín znojmo prostějov přerov třinec
tábor písek příbram cheb třebíč trutnov kroměříž vsetín šumperk hodonín břeclav uherské hradiště valašské meziříčí
český těšín litoměřice nový jičín klatovy kolín kutná hora náchod jindřichův mladá boleslav mělník beroun rakovník
benešov blansko vyškov svitavy chrudim žatec louny kopřivnice jeseník bruntál rychnov semily turnov domažlice
rokycany tachov pelhřimov strakonice prachatice krumlov budějovice kyjov otrokovice rožnov hranice šternberk litovel
zábřeh bystřice kralupy brandýs říčany slaný vlašim sedlčany neratovice varnsdorf rumburk šluknov dubí krupka
podbořany sokolov ostrov mariánské lázně františkovy nejdek kraslice frýdek místek frýdlant jablonec tanvald nymburk
poděbrady hory zlíchov žižkov karlín smíchov vršovice modřany letňany prosek libeň holešovice bubny košíře stodůlky
chodov opatov háje koliba fryčovice karviná havířov orlová bohumín krnov obrnice litvínov postoloprty žlutice rotava
kynšperk luby aš duchcov bílina lom meziboří jirkov chomutov kadaň vejprty most souš chanově evropa praha brno
ostrava plzeň liberec olomouc zlín jihlava
lochotín bolevec skvrňany lobzy doubravka židenice líšeň bystrc žabovřesky řečkovice medlánky maloměřice obřany tuřany
bohunice kohoutovice jundrov bosonohy vinohrady ruprechtice rochlice vratislavice neředín hodolany chválkovice
slavonín řepčín nemilany malšovice kukleny plotiště pouchov věkoše polabiny svítkov pardubičky malenovice prštné
příluky mizerov fryštát šumbark podlesí životice bludovice kateřinky jaktař kylešovice kročehlavy velebudice podmokly
boletice chrochvice trnovany řetenice prosetice bedřichov helenín předmostí lověšice vysočina morava slezsko
valašsko slovácko šumava krkonoše jeseníky beskydy podkrušnohoří krušnohoří posázaví polabí chebsko sokolovsko
karlovarsko ústecko mostecko děčínsko šluknovsko liberecko ostravsko opavsko bruntálsko přerovsko zlínsko vsetínsko
brněnsko plzeňsko kladensko mělnicko
"""
)

OFFICE = word_set(
    """
soupis jubilant pasport rozdělovník doručenka půjčitel vypůjčitel pronajímatel zhotovitel objednatel poskytovatel
příjemce
odesílatel předkladatel navrhovatel svolavatel garantka gesce gestor kdyžtak lektor lektorka jednatel jednatelka
koordinátor koordinátorka mentor mentorka tutor supervize supervizor facilitace facilitátor workshop webinář
videokonference depistáž streetwork streetworker streetworkerka monitoring screening evaluace evaluátor participace
implementace dotazník dotazníkový mapování pasportizace kamerový domovník preventista šikana kyberšikana záškoláctví
dluhový oddlužení insolvence exekutor zadluženost výpůjčka nájemce podnájem dohled resocializace recidiva
recidivista výtržnictví vandalismus graffiti sprejer krádež vloupání loupež přestupek přestupce trestný šetření
pátrání hlídka obchůzka okrsek okrskář dispečer dispečink operační fotopast kamera osvětlení oplocení brigáda úklid
kontejner popelnice bezdomovectví noclehárna prostituce gambling hazard herna ubytovna prezenční prezence anketa
statistika tabulka přehled souhrn seznam příloha dodatek doplnění oprava zápis zapisovatel ověřovatel usnesení
hlasování pozvánka omluvenka účastník účastnice přednášející prezentující přítomný nepřítomný omluvený omluven
předseda místopředseda tajemník garant nositel zodpovědný termín splněno nesplněno trvá probíhá zrušeno přesunuto
odloženo závěrem úvodem diskutující zkontrolovat zmapovat zrealizovat zorganizovat vyhodnotit vyčíslit zveřejnit
oslovit obvolat dohledat zaktualizovat sepsáno usneseno podepsáno vyřízeno převzato uhrazeno zaplaceno doručeno
odesláno vloženo konec začátek přestávka token webhook sken náhled enter outlook polygon záložka server odkaz tel
mob fax mail email web www gdpr čj spis zn nezl zletilý opatrovník poručník pěstoun svěřenec adiktolog adiktoložka
etoped etopedka speciální logoped dyslektik peer mentoring koučink kouč teambuilding harm reduction streetball
hiphop rap breakdance parkour skatepark workout fitness crossfit paintball kuratela kurátor ospod sociálka pedagog
pedagožka výchovný metodik školní družinářka vychovatel asistentka senioři senior důchodce důchodkyně maminka
tatínek babička děda nezletilec mladistvý mladistvá dospělák dospívající
"""
)
"""Words of the office that the dictionary may lack."""

CARS = word_set(
    """
octavia fabia superb felicia favorit niva samara golf passat polo focus mondeo fiesta transit astra corsa vectra
clio megane laguna logan duster sandero dacia punto ducato brava berlingo picasso xsara jumper yaris corolla auris
avensis civic accord swift vitara ford opel renault peugeot citroën citroen fiat volkswagen audi bmw mercedes toyota
honda hyundai kia mazda nissan seat subaru suzuki volvo škoda lada avia tatra rapid kodiaq karoq scala roomster yeti
kamiq
"""
)

OF_PLACE = word_set(
    """
starosta starosty starostovi starostu starostou starostka starostky starostce starostku starostkou místostarosta
primátor primátora primátorka hejtman občan občané občanů občanům obyvatel obyvatelé obyvatelů obyvatelům zastupitel
zastupitelé policisté strážníci
"""
)
"""Word forms after which an inflected name of a place says where, not who: starosta Ostravy."""

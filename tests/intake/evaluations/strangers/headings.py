"""DOCX of a small town: Word headings, bullets, a typed table of contents, years as headings of the third level."""

from __future__ import annotations

from io import BytesIO

from docx import Document

TEXT = """
Title|Město Podhradec
Title|Vyhodnocení Strategie prevence kriminality města Podhradec na léta 2019–2022
Subtitle|Předkládá odbor sociálních věcí radě města v březnu 2023
Heading 1|Obsah
Normal|Úvod\t2
Normal|Cíl č. 1 Bezpečnější veřejná prostranství\t2
Normal|Cíl č. 2 Děti a mladí lidé mají kam jít\t3
Normal|Cíl č. 3 Senioři se umějí bránit podvodům\t4
Normal|Závěr\t5
Heading 1|Úvod
Normal|Strategii schválilo zastupitelstvo v prosinci 2018. Město v ní navázalo na předchozí dva roční programy a poprvé\
 si stanovilo úkoly na čtyři roky dopředu.
Normal|Podklady dodaly městská policie, obvodní oddělení Policie ČR, tři základní školy a dva spolky. Kde údaj chybí,\
 zpracovatel jej od organizací nedostal.
Heading 1|Cíl č. 1 Bezpečnější veřejná prostranství
Normal|Obyvatelé se mají po městě pohybovat beze strachu i po setmění. Cíl se týká hlavně okolí nádraží, podchodu a\
 sídliště Na Výsluní.
Heading 2|Opatření č. 1.1 Kamery a osvětlení na rizikových místech
Bold|Plánované aktivity:
List Bullet|Doplnit městský kamerový systém o čtyři kamerové body
List Bullet|Vyměnit svítidla v podchodu u nádraží a na obou schodištích
List Bullet|Jednou za rok projít s obyvateli místa, kterým se lidé večer vyhýbají
Heading 3|Plnění v roce 2019
Normal|Dva kamerové body byly uvedeny do provozu v červnu, náklady činily 412 000 Kč. Dotace pokryla 280 000 Kč.
Heading 3|Plnění v roce 2020
Normal|Svítidla v podchodu vyměnily technické služby. Schodiště zůstala bez změny, protože patří správci železnice.
Normal|Procházka s obyvateli se kvůli epidemii nekonala.
Heading 3|Plnění v letech 2021 a 2022
Normal|Přibyl třetí kamerový bod u autobusového nádraží. Čtvrtý bod se nepodařilo připojit.
Normal|Dvou večerních procházek se zúčastnilo 46 lidí, sepsali 19 podnětů a město jich vyřídilo 11.
Heading 2|Opatření č. 1.2 Asistenti prevence kriminality
Bold|Plánované aktivity:
List Bullet|Přijmout a vyškolit dva asistenty prevence
List Bullet|Zavést jejich pravidelné pochůzky před školami a v okolí ubytovny
Heading 3|Plnění v roce 2019
Normal|Opatření nebylo zahájeno, město neuspělo se žádostí o dotaci.
Heading 3|Plnění v letech 2020 až 2022
Normal|Od března 2020 pracují dva asistenti. Za tři roky odpracovali 2 910 pochůzek a řešili 640 podnětů, nejčastěji:
List Bullet|rušení nočního klidu (212 případů),
List Bullet|nepořádek kolem kontejnerů (188 případů),
List Bullet|pomoc při přecházení u školy v ulici Mlýnská.
Heading 2|Zhodnocení cíle č. 1
Normal|Cíl byl splněn z větší části. Počet přestupků proti veřejnému pořádku klesl z 318 v roce 2018 na 241 v roce 2022.
Normal|Čtvrtý kamerový bod přechází do další strategie.
Heading 1|Cíl č. 2 Děti a mladí lidé mají kam jít
Normal|Město chce nabídnout smysluplný volný čas těm, kdo do kroužků nechodí.
Heading 2|Opatření č. 2.1 Nízkoprahový klub
Bold|Plánované aktivity:
List Bullet|Najít prostory do 150 m² v docházkové vzdálenosti od školy
List Bullet|Otevřít klub alespoň čtyři odpoledne v týdnu
List Bullet|Zajistit dva pracovníky v přímé péči
List Bullet|Vyhodnocovat návštěvnost každé čtvrtletí
Heading 3|Plnění v roce 2019
Normal|Klub našel místo v přízemí bývalé prádelny (128 m²).
Heading 3|Plnění v roce 2020
Normal|Otevřeno bylo v únoru, od března do května byl provoz přerušen. Klub navštívilo 57 dětí.
Heading 3|Plnění v letech 2021 a 2022
Normal|V roce 2021 přišlo 94 dětí, v roce 2022 jich bylo 131. Průměrně je v klubu denně 17 návštěvníků.
Heading 2|Opatření č. 2.2 Programy pro třídy základních škol
Bold|Plánované aktivity:
List Bullet|Nabídnout každé šesté třídě dvouhodinový program o vztazích v kolektivu
List Bullet|Proškolit školní metodiky prevence
Heading 3|Plnění v roce 2019
Normal|Programem prošlo 9 tříd ze 12.
Heading 3|Plnění v letech 2020 až 2022
Normal|Uskutečnilo se 21 programů pro 498 žáků. Školení metodiků proběhlo v listopadu 2021, zúčastnili se čtyři lidé.
Heading 2|Opatření č. 2.3 Letní příměstské tábory
Bold|Plánované aktivity:
List Bullet|Uspořádat v každém létě dva turnusy pro děti z rodin, které spolupracují s OSPOD
Heading 3|Plnění v letech 2019 až 2022
Normal|Proběhlo sedm turnusů z osmi, jeden byl zrušen pro malý zájem. Vystřídalo se v nich 103 dětí.
Heading 2|Zhodnocení cíle č. 2
Normal|Cíl se podařilo naplnit. Nejviditelnější změnou je klub, který si děti vzaly za svůj.
List Bullet|Přetrvává nedostatek peněz na třetího pracovníka.
List Bullet|Školy žádají programy i pro druhé třídy.
Heading 1|Cíl č. 3 Senioři se umějí bránit podvodům
Normal|Cílovou skupinou jsou lidé starší 65 let, kteří žijí sami.
Heading 2|Opatření č. 3.1 Besedy a tištěné rady
Bold|Plánované aktivity:
List Bullet|Uspořádat ročně šest besed v klubech důchodců
List Bullet|Vydat kartičku s důležitými čísly a rozeslat ji do domácností
Heading 3|Plnění v letech 2019 až 2022
Normal|Besed bylo 15 místo plánovaných 24, přišlo na ně 377 posluchačů.
Normal|Kartička vyšla v nákladu 1 800 kusů a byla přiložena ke zpravodaji v září 2021.
Heading 2|Opatření č. 3.2 Bezpečnostní řetízky a panoramatická kukátka
Bold|Plánované aktivity:
List Bullet|Namontovat zdarma řetízek nebo kukátko 120 domácnostem
List Bullet|Předat s montáží i krátké poučení
Heading 3|Plnění v letech 2019 až 2022
Normal|Městská policie namontovala 86 řetízků a 74 kukátek, celkem ve 133 domácnostech.
Heading 2|Zhodnocení cíle č. 3
Normal|Opatření byla přijata dobře, počet nahlášených podvodů však neklesl; senioři je nyní častěji oznamují.
Heading 1|Závěr
Normal|Ze šestnácti plánovaných aktivit jich město dokončilo jedenáct. Rada doporučuje zastupitelstvu vzít\
 vyhodnocení na vědomí a uložit přípravu strategie na roky 2023 až 2026.
"""


def build() -> bytes:
    """Return the document as Word saves it."""
    document = Document()
    for line in TEXT.strip().splitlines():
        style, text = line.split("|", 1)
        if style == "Bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text.replace("\\t", "\t"), style=style)
    target = BytesIO()
    document.save(target)
    return target.getvalue()

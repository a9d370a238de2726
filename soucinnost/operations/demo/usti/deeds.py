"""What was done under the strategy and what was counted, each with the page of the evaluation it stands on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A statement or a number. ``years`` are „2016“ or „2012-2016“, ``of`` the total the number is taken from."""

    text: str = ""
    page: str = ""
    value: int | None = None
    unit: str = ""
    label: str = ""
    kind: str = "actual"
    years: str = ""
    of: int | None = None
    of_label: str = ""
    share: str = ""
    cost: bool = False
    risk: bool = False
    rows: tuple[tuple[str, str, str, int | None, bool], ...] = ()
    """The list behind: what, town, who runs or gets it, count, whether only planned."""
    mark: str = ""
    """By what the statement is found among those of its deed."""


@dataclass(frozen=True)
class Deed:
    """Something done once, serving the measures of the given numbers. Days are ``(from, to)`` in ISO, or a year."""

    key: str
    kind: str
    title: str
    when: str
    measures: tuple[str, ...]
    told: tuple[Told, ...] = ()
    description: str = ""
    place: str = ""
    who: str = ""
    with_: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """An indicator of a measure with its numbers."""

    measure: str
    title: str
    unit: str
    counting: str
    told: tuple[Told, ...]
    council: bool = False
    also: tuple[str, str] = ("", "")
    """A number of a deed that is counted here too: the deed's key and the number's mark."""


PEOPLE = "účastníků"


def _people(value: int, page: str, years: str, kind: str = "actual", share: str = "") -> Told:
    return Told(page=page, value=value, unit=PEOPLE, label="účastníci", kind=kind, years=years, share=share)


#: What was done, in words, by measure.
RESULTS: dict[str, tuple[Told, ...]] = {
    "1.1": (
        Told("Na webu kraje je samostatný oddíl prevence kriminality: bezpečnostní analýzy po letech, metodiky, "
             "strategie kraje i ministerstva, zprávy z akcí, projekty.", "1"),
        Told("O prevenci píší krajské noviny a Seniorské listy, průběžně i regionální deníky a jejich weby.", "1"),
        Told("Akce pro veřejnost i odborníky se konaly v každém roce.", "2"),
        Told("Informace od ústředních orgánů dostávají manažeři prevence obcí, OSPOD, probační služba "
             "a poskytovatelé služeb.", "2"),
        Told("Na metodických poradách se předávají informace a představují instituce.", "2"),
        Told("Většina obcí informuje na svém webu včetně analýz a strategií.", "3"),
        Told("Manažeři i partneři byli opakovaně upozorněni na centrální portál prevencekriminality.cz.", "3"),
        Told("V katalogu služeb se najdou služby obětem i pachatelům a adresář subjektů.", "3"),
    ),
    "1.2": (
        Told("O programech se informuje pravidelně elektronicky, v tisku, v rozhlase a v regionálních médiích.", "3"),
        Told("Dobrá praxe se představovala na akcích; prezentace dostali účastníci a jsou na webu.", "4"),
    ),
    "1.3": (
        Told("Počet asistentů prevence kriminality roste každý rok, nejdřív z národních zdrojů, pak i z evropských.",
             "4"),
        Told("Kraj oslovoval obce s nabídkou programu; obce kraje zaměstnávají nejvíc asistentů ze všech krajů.", "4"),
        Told("Konference, semináře a kulaté stoly pro obyvatele se konaly každý rok, s intervenčním centrem "
             "i Bílým kruhem bezpečí.", "5"),
    ),
    "2.1": (
        Told("Krajské skupiny: prevence kriminality, sociálně vyloučené lokality, plánování sociálních služeb, "
             "protidrogová politika.", "6"),
        Told("Skupiny a komise vznikly i v menších obcích; mít skupinu je podmínkou účasti v programu.", "6"),
        Told("O podporu z Programu prevence kriminality žádá vždy nejvíc obcí ze všech krajů. Z 50 milionů korun, "
             "které program rozděluje v celé republice, získají obce kraje vždy víc než 10 milionů.", "6"),
        Told("Obce přispívají na prevenci ze svých rozpočtů stále víc.", "6"),
        Told("Kraj s obcemi probírá bezpečnostní problémy a volbu projektů, kvalitu žádostí a sestavení skupin, "
             "například v Rumburku, Duchcově, Varnsdorfu a Šluknově.", "7"),
        Told("Setkání manažerů prevence se konají nejméně dvakrát ročně, před podáním žádostí přibývají "
             "konzultace.", "7"),
        Told("Metodické návštěvy na místě se konají podle poptávky, někdy i s konzultantem ministerstva.", "7"),
    ),
    "2.2": (
        Told("Vzdělávací akce se konaly každý rok, pořádal je krajský úřad sám nebo s partnery.", "7"),
        Told("Pro manažery prevence, OSPOD včetně kurátorů, sociální a terénní pracovníky, probační službu, úřad "
             "práce, neziskové organizace, městské policie a Policii ČR.", "7"),
    ),
    "2.3": (
        Told("Týmy pro mládež pracují pod metodickým vedením probační služby.", "8"),
        Told("Systém včasné intervence má v republice asi 30 obcí, v kraji jen obvod Most.", "8", risk=True),
        Told("Pohovorové místnosti jsou na všech úřadech obcí s rozšířenou působností.", "8"),
    ),
    "3.1": (
        Told("Kraj obnovuje bezpečnostní analýzu každý rok, obce, které žádají o podporu, také.", "10"),
        Told("Krajská analýza je podkladem obecních analýz i zdůvodněním žádostí.", "10"),
        Told("Nad rámec se sledují děti a mladiství v péči kurátorů, děti, které spáchaly trestný čin, děti "
             "v ústavní péči a dospělí propuštění z vězení.", "10"),
        Told("V roce 2015 obce i kraj konzultovaly analýzu vyloučených lokalit Ministerstva práce.", "10",
             years="2015"),
        Told("Sledují se ubytovny, neregistrované služby a lidé vyloučení z bydlení.", "10"),
        Told("Krajský průzkum mínění občanů se v letech 2012–2016 nezpracoval.", "10", risk=True),
        Told("Analytické materiály se rozesílají partnerům.", "10"),
    ),
    "3.2": (
        Told("Metodiku hodnocení nechalo zpracovat Ministerstvo vnitra; hodí se pro všechny druhy projektů.", "10"),
        Told("Priority stanovila strategie; podle plnění a vývoje ukazatelů vznikly návrhy pro další období.", "11"),
    ),
    "4.1": (
        Told("Kraj podporuje služby i jejich rozvoj; služby jsou v krajské základní síti.", "11"),
        Told("Služby platí stát, evropské fondy a kraj; od roku 2016 je samostatný protidrogový program.", "11"),
        Told("Nízkoprahová zařízení vznikla nebo se rozšířila v Mostě, Šluknově a Varnsdorfu.", "12"),
        Told("Služby jsou dostupné na celém území, málo je míst s nízkou dostupností.", "12"),
    ),
    "4.2": (
        Told("Probační programy jsou povinností probační služby, realizují je neziskové organizace; dostupnost je "
             "velmi omezená.", "13", risk=True),
        Told("Dluhové poradenství je běžnou součástí aktivizačních služeb a terénních programů.", "13"),
        Told("Fakultativně se nabízejí víkendové terapeutické pobyty, tábory a příměstské tábory.", "13"),
    ),
    "4.3": (
        Told("Děti a mládež mají v programu prevence přednost.", "13"),
        Told("Specifická prevence ve školách je systémově i finančně slabá.", "13", risk=True),
        Told("Certifikovaný program má Kadaňsko a Chomutovsko; na Litoměřicku, Teplicku a Děčínsku se certifikace "
             "připravuje, jinde pomáhají městské policie, Policie ČR, poradny a zdravotníci.", "14"),
        Told("Rozšíření přechází do strategie na roky 2017–2021.", "14"),
    ),
    "4.4": (
        Told("Výjezdy dětských obětí pořádá například OSPOD v Žatci.", "14"),
        Told("Probační služba pomáhá obětem bezplatně, stejně jako členové týmu pro oběti.", "15"),
        Told("Síť výslechových místností slouží obětem, svědkům i dětským a mladistvým pachatelům.", "15"),
    ),
    "4.5": (
        Told("Kraj metodicky vede situační prevenci, vzdělává a vydal příručku k bezpečnosti domu.", "15"),
        Told("Obce realizují kamerové systémy, osvětlení, oplocení a mříže.", "15"),
    ),
}

ROOMS = (
    ("výslechová místnost", "Kadaň", "", 1, False), ("výslechová místnost", "Chomutov", "", 1, False),
    ("výslechová místnost", "Most", "Policie ČR", 1, False),
    ("výslechová místnost", "Most", "magistrát", 1, False), ("výslechová místnost", "Žatec", "", 1, False),
    ("výslechová místnost", "Litoměřice", "Policie ČR", 1, False),
    ("výslechová místnost", "Litoměřice", "městský úřad", 1, False),
    ("výslechová místnost", "Ústí nad Labem", "", 1, False), ("výslechová místnost", "Rumburk", "", 1, False),
    ("výslechová místnost", "Děčín", "", None, True), ("výslechová místnost", "Teplice", "", None, True),
)

DEEDS = (
    Deed("doors", "project", "Zavřít dveře nestačí", "2012", ("1.1", "4.5"),
         description="Projekt a seminář pro preventisty a správce domů; výstupem je příručka.",
         who="uk", with_=("pcr_uk",)),
    Deed("home", "event", "Domov: Místo bezpečí a násilí", "2013", ("1.1", "4.4"), (_people(132, "14", "2013"),),
         "Konference s intervenčním centrem.", who="uk", with_=("spirala",)),
    Deed("property", "event", "Situační prevence – ochrana majetku", "2013", ("1.1", "4.5"),
         (_people(43, "2", "2013"),), "Konference.", who="uk"),
    Deed("film", "event", "Projekce filmu Šmejdi pro seniory", "2013", ("1.1",), (),
         "Projekce s besedou odborníků krajského úřadu.", who="uk"),
    Deed("bkb14", "event", "Mezioborové setkání s Bílým kruhem bezpečí 2014", "2014", ("1.1", "2.2", "4.4"),
         (_people(80, "2", "2014"), _people(80, "14", "2014", "approximate")), who="uk"),
    Deed("trade", "event", "Obchodování s lidmi a vykořisťování", "2014", ("1.1", "2.2"), (_people(33, "2", "2014"),),
         "Seminář.", who="uk"),
    Deed("bkb15", "event", "Mezioborové setkání s Bílým kruhem bezpečí 2015", "2015", ("1.1", "1.2", "2.2", "4.4"),
         (_people(73, "2", "2015"),), who="uk"),
    Deed("marking", "event", "Identifikační forenzní značení majetku", "2015", ("1.1", "1.2", "4.5"), (), "Seminář.",
         who="uk"),
    Deed("hope", "event", "Setkání s bezmocí a nadějí", "2015", ("1.1", "1.2", "4.4"), (_people(110, "2", "2015"),),
         "Konference s intervenčním centrem.", who="uk", with_=("spirala",)),
    Deed("refuge", "event", "Držitelé mezinárodní ochrany", "2015", ("1.1",), (), "Seminář.", who="uk"),
    Deed("day1", "event", "Situační opatření prevence kriminality", "2015", ("1.1", "1.2", "2.2"),
         (_people(80, "2", "2015"),), "První den dvoudenního vzdělávání.", who="uk", money=("program-pk",)),
    Deed("day2", "event", "Sociální opatření prevence kriminality", "2015", ("1.1", "1.2", "2.2"),
         (_people(90, "2", "2015"),), "Druhý den dvoudenního vzdělávání.", who="uk", money=("program-pk",)),
    Deed("roma", "event", "Romové a cikáni, známí a neznámí", "2016", ("1.1", "2.2"), (_people(74, "2", "2016"),),
         "Seminář pro manažery prevence a sociální pracovníky.", who="uk"),
    Deed("norm", "event", "Aplikace normy ČSN 73 4400 při zabezpečení škol a školských zařízení", "2016",
         ("1.1", "4.5"), (_people(80, "2", "2016"),), "Seminář.", who="uk"),
    Deed(
        "seniors", "project", "Senioři jako oběti trestné činnosti", "2016-05-01/2016-11-30",
        ("1.1", "1.2", "1.3", "4.4"),
        (
            Told(page="15", value=214, unit="osob", label="proškolení celkem", years="2016"),
            Told(page="15", value=134, unit="osob", label="proškolení", years="2016",
                 share="zdravotníci v nemocnicích"),
            Told(page="15", value=80, unit="osob", label="proškolení", years="2016", share="sociální pracovníci"),
            Told("Kampaň: od května do září tisk, od září do listopadu rozhlas a školení v nemocnicích, v září "
                 "hromadná doprava, v listopadu seminář na krajském úřadě.", "1", years="2016"),
        ),
        "Kampaň pro seniory a jejich blízké a školení těch, kdo s nimi pracují.", "Ústecký kraj", "uk", ("pcr_uk",),
        ("program-pk",),
    ),
    Deed("hospital", "event", "Senioři – pět seminářů v nemocnicích", "2016-09-01/2016-11-30", ("1.1", "4.4"),
         (_people(134, "15", "2016"),), "Akreditovaný seminář pro střední zdravotní personál.", who="uk",
         money=("program-pk",)),
    Deed("social", "event", "Senioři – seminář pro sociální pracovníky", "2016-11-01/2016-11-30", ("1.1", "4.4"),
         (_people(80, "15", "2016"),), who="uk", money=("program-pk",)),
    Deed("catalogue", "publication", "Katalog sociálních služeb v Ústeckém kraji", "2012-01-01/2016-12-31", ("1.2",),
         (
             Told("Elektronický katalog vznikl v letech 2012–2013 a každý rok se rozšiřuje.", "4"),
             Told(page="4", value=2, unit="záložky", label="nové záložky katalogu", years="2015-2016"),
         ), who="uk", money=("region-individual",)),
    Deed("spots", "publication", "Videospoty o sociálních službách protidrogové politiky", "2012-01-01/2016-12-31",
         ("1.2",), (Told(page="4", value=5, unit="druhů služeb", label="služby představené spotem"),),
         "Volně ke stažení, hlavně pro školy.", who="uk"),
    Deed("violence", "publication", "Videospot o domácím násilí", "2014", ("1.2",),
         (Told(page="4", value=1, unit="spot", label="videospoty", years="2014"),),
         "S kontakty na pomoc, pro úřady a školní informační kanál.", who="uk"),
    Deed("pilot", "project", "Asistenti prevence kriminality v Mostě-Chanově", "2009", ("1.3",), (),
         "První zkouška v kraji, z programu Úsvit.", "Most", money=("usvit",)),
    Deed("groupa", "project", "Asistenti prevence kriminality, skupina A", "2012-01-01/2014-06-30", ("1.3",), (),
         "Individuální projekt Ministerstva vnitra.", "Most s Obrnicemi, Děčín, Chomutov, Litvínov, Šluknov",
         money=("mv-individual",)),
    Deed("groupb", "project", "Asistenti prevence kriminality, skupina B", "2012-01-01/2015-12-31", ("1.3",), (),
         "Individuální projekt Ministerstva vnitra.", "Duchcov, Rumburk, Bílina, Ústí nad Labem",
         money=("mv-individual",)),
    Deed("caretaker", "project", "Domovník preventista", "2014-01-01/2016-12-31", ("1.3",),
         (Told("Obce vlastní málo bytů. Od roku 2016 se proto s ministerstvem a úřadem práce jedná o domech družstev "
               "a společenství vlastníků a o penězích na veřejně prospěšné práce.", "5"),),
         "Dohlíží na pořádek v obytných domech obcí.", "Obrnice, Štětí"),
    Deed("schoolwatch", "project", "Školní dohledová služba", "2012-01-01/2016-12-31", ("1.3",), (),
         place="Most, Ústí nad Labem a další města"),
    Deed("spirala", "event", "Konference o domácím násilí se Spirálou", "2012-01-01/2016-12-31", ("2.1",),
         (Told("Společné konference o domácím násilí se konaly v letech 2014 a 2015.", "7", mark="later"),
          Told("Společné konference s intervenčním centrem se konaly v letech 2013 a 2015.", "14", mark="earlier")),
         who="uk", with_=("spirala",)),
    Deed("rooms", "network", "Speciální výslechové místnosti", "2012-01-01/2016-12-31", ("2.3", "4.4"),
         (Told(page="8", value=9, unit="místností", label="výslechové místnosti", years="2016", rows=ROOMS,
               mark="rooms"),
          Told("Kraj má nejhustší síť výslechových místností ze všech krajů.", "8", mark="densest"),
          Told("Kraj má nejširší síť výslechových místností ze všech krajů.", "9", mark="widest")),
         "V provozu v sedmi městech, další dvě města je plánují.", who="pcr_uk"),
    Deed("services1", "project", "Podpora sociálních služeb v Ústeckém kraji", "2012-10-01/2015-03-31", ("4.1",),
         (
             Told(page="12", value=30, unit="služeb", label="podpořené služby celkem"),
             Told(page="12", value=12, unit="služeb", label="podpořené služby", share="azylové domy"),
             Told(page="12", value=4, unit="služeb", label="podpořené služby",
                  share="sociálně terapeutické dílny"),
             Told(page="12", value=14, unit="služeb", label="podpořené služby", share="nízkoprahová denní centra"),
             Told(page="12", value=135_000_000, unit="Kč", label="částka vyčleněná na projekt", cost=True),
             Told("Projekt trval od 1. října 2012 do 31. března 2015.", "12", mark="own"),
             Told("Oba individuální projekty kraje se uskutečnily v letech 2012–2014.", "12", years="2012-2014",
                  mark="both"),
         ), "Individuální projekt kraje.", who="uk", money=("region-individual", "esf")),
    Deed("roma2", "project", "Podpora integrace romské komunity v Ústeckém kraji 2", "2012-01-01/2014-12-31",
         ("4.1",),
         (
             Told(page="12", value=16, unit="služeb", label="podpořené služby celkem"),
             Told(page="12", value=10, unit="služeb", label="podpořené služby", share="aktivizační služby pro rodiny"),
             Told(page="12", value=6, unit="služeb", label="podpořené služby", share="terénní programy"),
             Told(page="12", value=37_000_000, unit="Kč", label="částka vyčleněná na projekt",
                  kind="approximate", cost=True),
         ), "Individuální projekt kraje.", who="uk", money=("region-individual", "esf")),
    Deed("services2", "project", "Podpora sociálních služeb v Ústeckém kraji 2", "2017-01-01/2020-06-30", ("4.1",),
         (Told(page="12", value=31, unit="služeb", label="podpořené služby celkem", kind="plan"),),
         "Navazující individuální projekt kraje.", who="uk", money=("region-individual", "opz")),
    Deed("mentor", "project", "Romský mentor", "2012-01-01/2016-12-31", ("4.2",), (), "Projekty obcí.",
         money=("program-pk",)),
    Deed("stays", "project", "Výjezdy a příměstské tábory pro ohrožené děti", "2012-01-01/2016-12-31",
         ("4.2", "4.3"),
         (Told(page="13", value=12, unit="obvodů ORP", label="obvody, které pobyty pořádají pravidelně"),),
         "Pořádají je obce, OSPOD, neziskové organizace i městské policie; vznikla metodická příručka.",
         money=("program-pk",)),
    Deed("equipment", "project", "Vybavení nízkoprahových klubů a hřišť", "2012-01-01/2016-12-31", ("4.3",), (),
         "Například skateboardové překážky.", money=("program-pk",)),
    Deed("toys", "handout", "Hračky pro dětské oběti", "2015", ("4.4",),
         (Told("Děti zhruba do deseti let; část hraček je ve výslechových místnostech.", "14", 2_100, "kusů",
               "předané hračky", years="2015",
               rows=(("hračky", "", "OSPOD obcí s rozšířenou působností", None, False),
                     ("hračky", "", "Krajské ředitelství policie", None, False))),),
         who="uk", money=("program-pk",)),
    Deed("why", "project", "Proč zrovna já?", "2012-01-01/2016-12-31", ("4.4",), (),
         "Projekt probační služby; kraj je partnerem týmu pro oběti.", who="pms_uk"),
    Deed("centre", "network", "Pracoviště intervenčního centra", "2012-01-01/2016-12-31", ("4.4",),
         (Told(page="15", value=6, unit="míst", label="detašovaná pracoviště", years="2016",
               rows=(*(("detašované pracoviště", town, "Spirála", 1, False)
                       for town in ("Louny", "Rumburk", "Litoměřice", "Most", "Děčín", "Chomutov")),)),
          Told("Hlavní pracoviště je v Ústí nad Labem, na objednání se přijímá také v Chřibské.", "15")),
         who="spirala"),
    Deed("probation", "network", "Pomoc obětem ve střediscích probační služby", "2012-01-01/2016-12-31", ("4.4",),
         (Told(page="15", value=8, unit="měst", label="města se střediskem", years="2016",
               rows=(*(("středisko", town, "Probační a mediační služba", 1, False)
                       for town in ("Rumburk", "Děčín", "Ústí nad Labem", "Teplice", "Most", "Chomutov", "Louny",
                                    "Litoměřice")),)),),
         who="pms_uk"),
    Deed("lockers", "handout", "Uzamykatelné skříňky na lůžkových odděleních nemocnic", "2016", ("4.5",),
         (
             Told(page="15", value=299, unit="skříněk", label="předané skříňky", years="2016",
                  rows=(*(("skříňky", town, "Krajská zdravotní", None, False)
                          for town in ("Ústí nad Labem", "Děčín", "Teplice", "Most", "Chomutov")),)),
             Told(page="15", value=5, unit="nemocnic", label="nemocnice se skříňkami", years="2016"),
             Told(page="16", value=17, unit="oddělení", label="lůžková oddělení se skříňkami", years="2016"),
         ), "Projekt se opakuje.", who="uk"),
)

COUNTED = (
    Counted(
        "1.3", "Asistenti prevence kriminality podle zdroje peněz", "asistentů", "latest",
        (
            Told(page="4", value=35, unit="asistentů", label="asistenti prevence kriminality", years="2016",
                 share="Program prevence kriminality"),
            Told(page="4", value=116, unit="asistentů", label="asistenti prevence kriminality", years="2016",
                 share="Aktivní politika zaměstnanosti"),
            Told(page="4", value=34, unit="asistentů", label="asistenti prevence kriminality", years="2016",
                 share="Koordinovaný přístup k vyloučeným lokalitám"),
            Told(page="5", value=45, unit="asistentů", label="asistenti prevence kriminality", kind="plan",
                 years="2017-2019", share="Integrované územní investice"),
        ), council=True,
    ),
    Counted(
        "2.1", "Projekty obcí v Programu prevence kriminality", "projektů", "sum",
        tuple(Told(page="6", value=count, unit="projektů", label="projekty obcí", years=year)
              for year, count in (("2014", 74), ("2015", 70), ("2016", 54))), council=True,
    ),
    Counted(
        "2.1", "Obce, které v programu žádaly", "obcí", "none",
        tuple(Told(page="6", value=count, unit="obcí", label="žádající obce", years=year)
              for year, count in (("2014", 24), ("2015", 27), ("2016", 23))), council=True,
    ),
    Counted(
        "2.3", "Speciální výslechové místnosti v provozu", "místností", "latest", (), council=True,
        also=("rooms", "rooms"),
    ),
)

#: Statements that contradict each other: the deed they stand at, their marks, and in what they differ.
CONFLICTS = (
    ("spirala", "later", "earlier", "Strana 7 uvádí roky 2014 a 2015, strana 14 roky 2013 a 2015."),
    ("services1", "own", "both", "Projekty se mají uskutečnit do roku 2014, tento ale skončil 31. března 2015."),
    ("rooms", "densest", "widest", "Strana 8 mluví o nejhustší síti, strana 9 o nejširší; srovnání s kraji chybí."),
)

#: The last regional survey: the baseline of what is carried over.
BASELINE = Told("Poslední krajský průzkum mínění občanů proběhl v roce 2009.", "10", years="2009")

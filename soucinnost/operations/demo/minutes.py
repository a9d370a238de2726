"""Minutes of the demonstration in the project's own words; facts as the sources give them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Number:
    """One number of a report: label, value, unit, of what total, kind."""

    label: str
    value: str
    unit: str = ""
    total: str = ""
    total_label: str = ""
    kind: str = "actual"


@dataclass(frozen=True)
class Line:
    """One entry: kind, text, and what its kind needs."""

    kind: str
    text: str
    org: str = ""
    owner: str = ""
    owner_org: str = ""
    due: str = ""
    votes: tuple[int, int, int] | None = None
    numbers: tuple[Number, ...] = ()
    problems: str = ""
    needs: str = ""


@dataclass(frozen=True)
class Item:
    """One agenda item with what was written at it."""

    title: str
    minutes: int
    presenter: str = ""
    kind: str = "ordinary"
    lines: tuple[Line, ...] = field(default=())


DECEMBER_2017 = [
    Item(
        "Úvod, představení",
        10,
        "pokorna",
        lines=(
            Line(
                "information",
                "Oblast prevence kriminality má za Agenturu pro sociální začleňování novou garantku. "
                "Členové skupiny se jí představili.",
            ),
        ),
    ),
    Item(
        "Aktuality z Ostravy a ASZ v rámci prevence rizikového jednání",
        30,
        "pokorna",
        lines=(
            Line(
                "decision",
                "V roce 2018 se skupina sejde dvakrát. Náplní bude sdílení o projektech a vzdělávání podle "
                "přání členů.",
                votes=(11, 0, 0),
            ),
            Line(
                "information",
                "Agentura nabídne v 1. pololetí 2018 vzdělávání o exekucích, o vedení a administraci "
                "projektů a o mediaci a facilitaci. O výzvách bude informovat dál a umí zprostředkovat "
                "projektové řízení.",
            ),
            Line("question", "Jaká témata mají mít jednání a vzdělávání v roce 2018?"),
            Line(
                "information",
                "Proběhly tři kulaté stoly k propojování protidrogových terénů, ohlas účastníků byl velmi "
                "dobrý: předali si informace a navázali spolupráci.",
            ),
            Line(
                "suggestion",
                "Určit u kulatých stolů stálé členy podle oblastí, aby se účastníci nemuseli pokaždé znovu "
                "představovat.",
            ),
            Line(
                "information",
                "Strategický plán sociálního začleňování 2015–2018 končí v červnu 2018. Projekty vyhodnotí "
                "dotazníkem garantka; s každou organizací se sejde dvakrát až třikrát.",
            ),
        ),
    ),
    Item(
        "Monitoring projektů a aktivit",
        40,
        kind="reports",
        lines=(
            Line(
                "report",
                "Od února 2017 má organizace pronajaté prostory, pracuje ale hlavně v terénu: rychlotesty, "
                "poradenství na dálku i právní poradenství. Služba je diskrétní. Nyní zve klientky do ambulance.",
                org="rozkos",
                numbers=(
                    Number("členů týmu", "5", "osob"),
                    Number("výjezdů venerologické sanitky v roce 2017", "3", "výjezdy"),
                ),
            ),
            Line(
                "report",
                "Tříletý projekt pomáhá lidem po výkonu trestu; pracovníci je kontaktují asi šest měsíců před "
                "propuštěním. Součástí jsou semináře, řešení dluhů, terapeutická skupina a dílny.",
                org="sance",
                numbers=(
                    Number("aktivních klientů", "20", "osob"),
                    Number("podpořených osob", "40", "osob", "120", "plánovaných osob", "approximate"),
                    Number("získalo práci", "15", "osob", "30", "klientů ve zprostředkování"),
                ),
            ),
            Line(
                "report",
                "Organizace vede tři projekty prevence: ve školách, sekundární do 15 let a sekundární od 15 let.",
                org="nosorozec",
                problems="Nedostatek klientů a malý zájem rodičů; rodičovskou skupinu se nedaří naplnit.",
                numbers=(
                    Number("účastníků do 15 let", "26", "osob"),
                    Number("obvodů, ze kterých účastníci jsou", "6", "obvodů"),
                    Number("dětí v terapeutické skupině", "10", "dětí"),
                    Number("dětí v uzavřené skupině od 15 let", "11", "dětí"),
                ),
            ),
            Line(
                "report",
                "Projekt Společně za práva a bezpečí běží od března 2017: depistáž a pochůzky s policií, účast "
                "v multidisciplinárních týmech, monitoring akcí a besedy na školách.",
                org="souziti",
                problems="Dlouhodobá nemocenská v týmu.",
                numbers=(Number("klíčových aktivit", "5", "aktivit"),),
            ),
            Line(
                "report",
                "Město na podzim vybíralo asistenty na uvolněná místa a nyní vybírá koordinátora "
                "multidisciplinárních týmů. Zapojit obyvatele do prevence je pro členy týmů náročné.",
                org="smo",
                numbers=(
                    Number("asistentů prevence kriminality", "6", "osob"),
                    Number("multidisciplinárních týmů", "7", "týmů"),
                    Number("multidisciplinárních týmů na počátku projektu", "5", "týmů"),
                ),
            ),
        ),
    ),
    Item(
        "Různé, závěr",
        15,
        "horinkova",
        lines=(
            Line(
                "information",
                "Zazněl dotaz, co nařízení o ochraně údajů (GDPR) změní v evidenci klientů v projektech ESF.",
            ),
            Line(
                "task",
                "Zjistit dopad GDPR na evidenci klientů v projektech ESF a předat členům.",
                owner="pokorna",
                due="next",
            ),
        ),
    ),
]

JUNE_2018 = [
    Item(
        "Úvod a kontrola úkolů",
        15,
        "horinkova",
        kind="tasks",
        lines=(
            Line(
                "information",
                "Do evidence klientů v projektech ESF patří jen údaje nutné pro ukazatele; osobní karty zůstávají "
                "u příjemce a skupina pracuje s počty.",
            ),
        ),
    ),
    Item(
        "Vyhodnocení Strategického plánu sociálního začleňování",
        40,
        "pokorna",
        lines=(
            Line("information", "Dotazníkové šetření v organizacích skončilo, souhrn dostanou členové elektronicky."),
            Line("task", "Rozeslat členům souhrn vyhodnocení projektů.", owner="pokorna", due="2018-09-30"),
        ),
    ),
    Item(
        "Monitoring projektů a aktivit",
        30,
        kind="reports",
        lines=(Line("report", "Týmy pracují ve všech sedmi obvodech, koordinátor je vybrán.", org="smo"),),
    ),
    Item("Různé, závěr", 10, "horinkova"),
]

DECEMBER_2018 = [
    Item("Úvod a kontrola úkolů", 10, "horinkova", kind="tasks"),
    Item(
        "Vzdělávání v roce 2019",
        30,
        "pokorna",
        lines=(
            Line("decision", "Jarní jednání bude spojeno s půldenním vzděláváním o mediaci.", votes=(9, 0, 2)),
            Line("task", "Zajistit lektora a místo pro vzdělávání o mediaci.", owner_org="smo", due="2019-02-28"),
        ),
    ),
    Item(
        "Monitoring projektů a aktivit",
        40,
        kind="reports",
        lines=(
            Line(
                "report",
                "Uzavřená skupina zahájila další běh.",
                org="nosorozec",
                problems="Zájem rodičů zůstává malý.",
            ),
        ),
    ),
    Item("Různé, závěr", 10, "horinkova"),
]

RECENT = [
    Item("Úvod a kontrola úkolů", 15, "horinkova", kind="tasks"),
    Item(
        "Příprava žádostí do Programu prevence kriminality",
        30,
        "doubravova",
        lines=(
            Line(
                "information",
                "Výzva se čeká v prosinci, uzávěrka v polovině února. Bezpečnostní analýza za minulý rok je "
                "rozpracovaná.",
            ),
            Line(
                "task", "Doplnit přehled uvolněných míst asistentů po výběrovém řízení.", owner="horinkova", due="-20"
            ),
            Line("task", "Dodat počty klientů v péči kurátorů do bezpečnostní analýzy.", owner="moravcova", due="+12"),
            Line("decision", "Skupina podporuje žádost města na asistenty prevence kriminality.", votes=(10, 0, 1)),
        ),
    ),
    Item(
        "Monitoring projektů a aktivit",
        40,
        kind="reports",
        lines=(
            Line(
                "report",
                "V terénu je živo, ambulance se pomalu plní.",
                org="rozkos",
                numbers=(Number("kontaktů v terénu za čtvrtletí", "148", "kontaktů"),),
            ),
            Line(
                "report",
                "Projekt pokračuje podle plánu, dílny jsou plné.",
                org="sance",
                needs="Tip na zaměstnavatele, kteří přijmou lidi po výkonu trestu.",
            ),
            Line(
                "report",
                "Skupina dětí se schází každý týden, školy si programy žádají samy.",
                org="nosorozec",
                numbers=(
                    Number("dětí ve skupině", "10", "dětí"),
                    Number("účastníků do 15 let", "24", "osob", "30", "míst v programu"),
                ),
                problems="Rodičovskou skupinu se nedaří naplnit.",
            ),
            Line(
                "report",
                "Pochůzky s policií a besedy na školách běží.",
                org="souziti",
                numbers=(Number("besed na školách", "6", "besed"),),
                problems="Jeden pracovník je dlouhodobě nemocný.",
            ),
        ),
    ),
    Item(
        "Různé, závěr",
        10,
        "horinkova",
        lines=(
            Line("suggestion", "Pozvat na příští jednání zástupce škol z obvodu Slezská Ostrava."),
            Line("task", "Navrhnout termín společné pochůzky s Policií ČR.", owner="toman", due="next"),
            Line(
                "project_idea",
                "Letní program pro mládež na sídlištích ve spolupráci městské policie a neziskových organizací.",
            ),
        ),
    ),
]

TEAM_TEXTS = [
    (
        "Situace v obvodu",
        "Přibylo stížností na hluk v okolí nákupního střediska, hlídky se na místo zaměří.",
        "Domluvit společnou pochůzku u nákupního střediska.",
        "toman",
    ),
    (
        "Děti a mládež",
        "Škola hlásí více zameškaných hodin, OSPOD o rodinách ví a pracuje s nimi. Ve skupině se mluví jen o počtech.",
        "Zjistit, kolik škol v obvodu má zájem o besedu.",
        "mala2",
    ),
    (
        "Bydlení",
        "V jednom domě se vyměnil správce, terénní pracovníci se s ním sejdou.",
        "Sejít se s novým správcem domu.",
        "moravcova",
    ),
]

"""Goals, measures and planned activities of the strategy, and how they turned out. Titles are the official ones."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Plan:
    """A planned activity; ``outcome`` and ``reason`` where it turned out otherwise than its measure.

    Without an outcome it turned out as a measure that is fulfilled or goes on; under a measure fulfilled in part, and
    where the outcome is ``UNKNOWN``, nobody said.
    """

    text: str
    outcome: str = ""
    reason: str = ""
    carried: str = ""
    """Title of the measure of the next strategy that takes it over."""


@dataclass(frozen=True)
class Step:
    """A measure: owner and partners are keys of organisations, ``money`` keys of the code list of financing."""

    number: str
    title: str
    planned: tuple[Plan, ...]
    outcome: str
    reason: str = ""
    owner: str = "uk"
    partners: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aim:
    """A goal with the findings of its evaluation."""

    title: str
    description: str
    findings: tuple[str, ...]
    steps: tuple[Step, ...] = field(default_factory=tuple)


UNKNOWN = "unknown"
"""The source does not say how a planned activity turned out."""
INTRODUCTION = (
    "Základní dokument kraje pro prevenci kriminality. Navazuje na strategii Ministerstva vnitra.\n\n"
    "Poznámka k ukázce: údaje jsou z veřejného vyhodnocení, převyprávěné. Den schválení, den vyhodnocení a to, jak "
    "opatření a aktivity dopadly, doplnila ukázka."
)
TITLE = "Strategie prevence kriminality na území Ústeckého kraje na období 2012–2016"
NEXT_TITLE = "Strategie prevence kriminality na území Ústeckého kraje na období 2017–2021"

SURVEY = "Zjišťování potřeb a postojů obyvatel kraje"
SCHOOLS = "Specifická primární prevence ve školách"
PROBATION = "Probační a motivační programy"
EARLY = "Včasná intervence a týmy pro mládež"

GOALS = (
    Aim(
        "Informace o systému prevence dostupné veřejnosti, podpora k aktivnímu přístupu",
        "Lidé v kraji mají vědět, jak se chránit před trestnou činností, kam se obrátit jako oběť, co se v prevenci "
        "dělá a kdo to dělá. Mají se do prevence sami zapojit. Kraj se napojí na centrální informační systém "
        "Ministerstva vnitra.",
        (
            "Pravidelné informování všech partnerů se osvědčilo. Účinné je, když se opakuje a jde více cestami naráz: "
            "spoty, tiskem i webem.",
            "Vzdělaní obyvatelé víc odpovídají za svou bezpečnost a dávají pachatelům méně příležitostí; vzdělaní "
            "odborníci umějí lépe pracovat třeba s oběťmi.",
            "Společné akce více institucí ujasňují, kdo má co na starosti, ukazují metody druhých a šíří dobrou praxi.",
            "Asistent prevence kriminality, školní dohledová služba i domovník plní několik funkcí najednou: dávají "
            "práci znevýhodněným, drží pořádek nejen ve vyloučených lokalitách, zapojují obyvatele a zvyšují bezpečí, "
            "pocit bezpečí i důvěru.",
            "Katalog sociálních služeb slouží odborníkům i laikům. Aby sloužil dál, musí se aktualizovat a rozvíjet; "
            "jeho neveřejná část umožňuje sledovat data o službách.",
        ),
        (
            Step(
                "1.1",
                "Podpora informačních systémů zaměřených na prevenci, informování o možnostech ochrany před TČ "
                "a o možnostech pomoci obětem TČ. Informace o realizaci preventivních aktivit",
                (
                    Plan("Podporovat stávající informační systémy a preventivně informační centra, věcně i penězi"),
                    Plan("Sbírat aktuální data z oblasti prevence"),
                    Plan("Dávat veřejnosti dost podstatných informací: web, média, tiskoviny, předměty, besedy"),
                    Plan("Napojit se na centrální portál Ministerstva vnitra"),
                    Plan("Rozesílat informační bulletin Ministerstva vnitra do všech obcí kraje"),
                ),
                "fulfilled", partners=("pcr_uk", "spirala", "pms_uk"), money=("program-pk", "region"),
            ),
            Step(
                "1.2",
                "Zlepšení veřejné prezentace programů prevence",
                (
                    Plan("Shromažďovat příklady dobré praxe"),
                    Plan("Představovat veřejnosti realizátory a jejich programy na webu kraje, obcí a policie"),
                    Plan("Zařazovat dobrou praxi do programu konferencí a seminářů"),
                ),
                "fulfilled", partners=("pcr_uk", "spirala"), money=("region", "region-individual"),
            ),
            Step(
                "1.3",
                "Zapojení obyvatel do aktivit v oblasti prevence kriminality",
                (
                    Plan("Šířit osvědčené projekty: asistent prevence kriminality, asistent městské policie, "
                         "školní dohledová služba"),
                    Plan("Vést občany k tomu, aby sami chránili sebe a svůj majetek"),
                ),
                "fulfilled", money=("program-pk", "apz", "kpsvl", "esf"),
            ),
        ),
    ),
    Aim(
        "Spolupráce všech partnerů jako základní pilíř pro kvalitní prevenci",
        "Rozvíjet síť spolupracujících skupin podle potřeb každého místa, odbornost lidí, kteří v nich pracují, "
        "a technické zázemí: systém včasné intervence, výslechové a pohovorové místnosti.",
        (
            "Bezpečnost v obcích a ve vyloučených lokalitách patří k prioritám; dokládá to počet zapojených obcí "
            "a koordinovaný přístup.",
            "Vzájemná koordinace zvyšuje účinnost. Předpokladem jsou včasné a kvalitní informace, které se sdílejí "
            "a společně vyhodnocují.",
            "Spolupráce se prohlubuje, na řadě míst ji ale musí kraj dál podporovat.",
            "Pracovní skupiny nejsou jen na papíře, pomáhají opatření provádět na všech úrovních.",
            "Síť výslechových místností v kraji patří k nejhustším; místnosti na úřadech slouží i pohovorům s dětmi, "
            "lidmi se zdravotním postižením a žadateli o náhradní rodinnou péči. Smyslem je zabránit druhotné "
            "viktimizaci.",
            "Pravidelné vzdělávání zvyšuje kvalitu akcí, schopnosti lidí i spolupráci.",
            "Metodickou podporu obcím zajišťuje krajský úřad a členové skupin.",
            "Přínosem včasné intervence a skupin je rychlé elektronické předání informací a provázaná pomoc dětem "
            "a rodinám.",
        ),
        (
            Step(
                "2.1",
                "Zapojení příslušných subjektů do systému prevence, podpora a prohlubování spolupráce, koordinace "
                "jejich činnosti",
                (
                    Plan("Zakládat a vést pracovní skupiny na místní a okresní úrovni, s využitím osvědčených "
                         "institucí"),
                    Plan("Koordinovat nové i stávající skupiny"),
                    Plan("Metodicky pomáhat skupinám: komunikace, součinnost, pravidelná setkání, noví členové"),
                    Plan("Podporovat činnost skupin"),
                ),
                "ongoing", partners=("pcr_uk", "pms_uk"), money=("program-pk", "municipality"),
            ),
            Step(
                "2.2",
                "Podpora systému vzdělávacích aktivit pro pracovníky institucí participujících v systému prevence",
                (
                    Plan("Nabízet kurzy, semináře, workshopy a akreditované programy"),
                    Plan("Vzdělávat podle potřeb zaměstnanců"),
                    Plan("Zpřístupnit akreditovaný program manažerům prevence obcí i kraje", UNKNOWN),
                ),
                "fulfilled", partners=("spirala",), money=("program-pk", "region"),
            ),
            Step(
                "2.3",
                "Zavádění systému včasné intervence (SVI) na území Ústeckého kraje a zřizování speciálních "
                "výslechových a pohovorových místností",
                (
                    Plan("Podporovat činnost týmů pro mládež", "ongoing"),
                    Plan(
                        "Zavést systém včasné intervence ve všech správních obvodech obcí s rozšířenou působností",
                        "not",
                        "Vláda přesunula systém z Ministerstva vnitra na Ministerstvo práce a sociálních věcí, kde pro "
                        "něj nebyl zájem ani peníze. V kraji pracuje jen v obvodu Most. Jestli ministerstvo nebo jiná "
                        "technická platforma začne, kraj ji podpoří.",
                        EARLY,
                    ),
                    Plan("Zřizovat další výslechové a pohovorové místnosti", "fulfilled"),
                ),
                "partly",
                "Místnosti vznikly, systém včasné intervence se plošně zavést nepodařilo.",
                partners=("pms_uk", "pcr_uk"),
            ),
        ),
    ),
    Aim(
        "Provedení analýzy rizikových jevů a lokalit na území Ústeckého kraje. Hodnocení efektivity realizovaných "
        "preventivních programů",
        "Znát riziková místa a jevy z pravidelně obnovovaných dat, znát potřeby a postoje obyvatel a vědět, které "
        "programy fungují.",
        (
            "Pravidelný sběr a porovnávání dat – mezi jevy, mezi obcemi a krajem i v čase – a jejich sdílení zlepšuje "
            "plánování i kvalitu koncepcí.",
            "Hodnocení se má připravit už při návrhu projektu: cíle, výstupy, dopady. Snižuje to rizika a zvyšuje "
            "účinnost.",
        ),
        (
            Step(
                "3.1",
                "Analýza rizikových jevů a lokalit na území kraje a aktualizace bezpečnostní analýzy, aktualizace "
                "analýzy potřeb a postojů občanů v oblasti prevence kriminality",
                (
                    Plan("Aktualizovat bezpečnostní analýzu", "fulfilled"),
                    Plan(
                        "Zapojit se do aktualizace analýzy veřejného mínění",
                        "carried",
                        "Krajský průzkum mínění se v letech 2012–2016 nezpracoval, pořídily si ho jen některé obce. "
                        "Má se zopakovat a porovnat s posledním krajským průzkumem.",
                        SURVEY,
                    ),
                    Plan("Zpracovat další analýzy rizikových lokalit a jevů", "fulfilled"),
                ),
                "partly",
                "Bezpečnostní analýza se obnovuje každý rok, krajský průzkum mínění občanů se nezpracoval.",
                partners=("pcr_uk", "pms_uk"), money=("region",),
            ),
            Step(
                "3.2",
                "Hodnocení realizovaných preventivních projektů",
                (
                    Plan("Zpracovat metodiku hodnocení efektivity"),
                    Plan("Stanovit priority projektů"),
                ),
                "fulfilled", money=("mv",),
            ),
        ),
    ),
    Aim(
        "Zajištění nabídky kvalitních programů sociální a situační prevence (úrovně primární, sekundární a terciární "
        "prevence)",
        "Dostupné služby sociální prevence pro rodiny, děti, oběti i ohrožené, podpůrné programy od výchovných po "
        "probační a opatření situační prevence.",
        (
            "Nejúčinnější je komplexní přístup: všichni partneři, návaznost v místě a čase.",
            "Sociální a situační prevence a informování mají běžet současně a na všech třech úrovních.",
            "Kraj platí ze svého rozpočtu semináře, konference a setkání a pomáhá obcím a organizacím se žádostmi.",
            "Vlastní celokrajské aktivity kraje navazují na práci partnerů.",
            "Kraj vyhlašuje řadu dotačních titulů: na sociální služby, školskou prevenci, sport i volný čas.",
        ),
        (
            Step(
                "4.1",
                "Zajištění dostupnosti kvalitních služeb sociální prevence na území Ústeckého kraje",
                (Plan("Podporovat nízkoprahová zařízení pro děti a mládež a další služby sociální prevence"),),
                "fulfilled", money=("mpsv-services", "esf", "region-grants", "region-drugs"),
            ),
            Step(
                "4.2",
                "Realizace podpůrných programů pro osoby ohrožené sociálním vyloučením",
                (
                    Plan("Zajistit rehabilitační a motivační programy, které předcházejí kriminalitě i vyloučení",
                         "ongoing"),
                    Plan(
                        "Realizovat akreditované probační programy, nejen pro mládež",
                        "partly",
                        "Dostupnost je velmi omezená: chybějí peníze, občas i zájem klientů.",
                        PROBATION,
                    ),
                    Plan("Udržet a rozšířit osvědčené projekty", "ongoing"),
                    Plan("Zavádět nové projekty, i tam, kde dosud nebyly, a s více subjekty", UNKNOWN),
                    Plan("Pomáhat lidem v tíživé finanční situaci: poradenství, bezplatné právní služby", "fulfilled"),
                    Plan("Nabízet v preventivních službách fakultativní služby", "fulfilled"),
                ),
                "partly",
                "Probační programy jsou dostupné jen velmi omezeně, ostatní aktivity se plní.",
                partners=("pms_uk",), money=("program-pk", "mpsv-services"),
            ),
            Step(
                "4.3",
                "Realizace podpůrných programů pro děti a mládež",
                (
                    Plan(
                        "Znovu zavést plošnou primární prevenci: kriminalita včetně virtuální, drogy, šikana, "
                        "záškoláctví, prostituce, finanční gramotnost",
                        "partly",
                        "Školská specifická prevence je systémově i finančně slabá a certifikaci má jediná "
                        "organizace.",
                        SCHOOLS,
                    ),
                    Plan("Udržet a rozšířit stávající programy", "fulfilled"),
                    Plan("Rozšířit probační programy pro mládež", UNKNOWN),
                    Plan("Nabízet další programy: víkendové a terapeutické pobyty, tábory, nízkoprahové kluby",
                         "fulfilled"),
                ),
                "partly",
                "Pobyty a nízkoprahové služby fungují, primární prevence ve školách zůstává slabá.",
                partners=("svetlo",), money=("program-pk", "region-risk-behaviour", "municipality"),
            ),
            Step(
                "4.4",
                "Realizace podpůrných programů pro osoby dotčené dopady kriminálního jednání",
                (
                    Plan("Podporovat programy a služby pro oběti trestné činnosti, například intervenční centrum"),
                    Plan("Iniciovat bezplatnou psychologickou a právní pomoc"),
                    Plan("Zajistit dostupnost pomoci v celém kraji"),
                ),
                "fulfilled", partners=("spirala", "pms_uk", "pcr_uk"), money=("program-pk", "region-individual"),
            ),
            Step(
                "4.5",
                "Cílené zaměření aktivit situační prevence",
                (
                    Plan("Snižovat kriminogenní podmínky podle druhu, času, místa a okolností"),
                    Plan("Ztěžovat páchání trestné činnosti"),
                    Plan("Zvyšovat riziko odhalení a odsouzení pachatele"),
                ),
                "ongoing", partners=("pcr_uk",), money=("program-pk", "municipality", "region"),
            ),
        ),
    ),
)

#: Measures of the successor that take something over, under goals of our own wording.
NEXT_GOALS = (
    (
        "Data, analýzy a hodnocení",
        ((SURVEY, "3.1", ("Zopakovat krajský průzkum mínění občanů a porovnat ho s rokem 2009",)),),
    ),
    (
        "Děti a mládež",
        (
            (SCHOOLS, "4.3", ("Rozšířit certifikované programy do regionů, kde chybějí",)),
            (EARLY, "2.3", ("Podpořit technickou platformu, která naváže na systém včasné intervence",)),
        ),
    ),
    ("Návrat a druhá šance", ((PROBATION, "4.2", ("Zajistit financování probačních programů",)),)),
)

#: Pairs of measures that belong together, and by what.
LINKS = (
    ("1.1", "1.3", "projekt Senioři jako oběti trestné činnosti"),
    ("1.1", "4.4", "projekt Senioři jako oběti trestné činnosti"),
    ("1.1", "1.2", "tytéž akce pro odborníky i veřejnost"),
    ("1.1", "4.5", "příručka k bezpečnosti domu a vzdělávání"),
    ("2.3", "4.4", "výslechové místnosti"),
    ("4.2", "4.3", "víkendové a terapeutické pobyty"),
)

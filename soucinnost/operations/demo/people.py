"""Organisations and invented people of the demonstration. No name here belongs to anybody in the source documents."""

from dataclasses import dataclass

from soucinnost.kernel.folding import fold


@dataclass(frozen=True)
class Org:
    """An organisation: key, kind (``OrganisationKind``), names, code of its municipality or region."""

    key: str
    kind: str
    name: str
    short: str = ""
    area: str = ""
    address: str = ""


@dataclass(frozen=True)
class Who:
    """An invented person: key, name with titles, organisation, position; ``signs_in`` gives a demo account.

    ``email`` replaces the address made of the name and the organisation.
    """

    key: str
    name: str
    org: str
    position: str
    signs_in: bool = False
    has_email: bool = True
    email: str = ""


ORGANISATIONS = [
    Org("smo", "municipality", "Statutární město Ostrava", "Ostrava", "554821", "Prokešovo náměstí 8, Ostrava"),
    Org("asz", "ministry", "Agentura pro sociální začleňování", "ASZ"),
    Org(
        "moap",
        "municipality",
        "Úřad městského obvodu Moravská Ostrava a Přívoz",
        "ÚMOb Moravská Ostrava a Přívoz",
        "554821",
    ),
    Org("pcr_ova", "state_police", "Policie ČR, Městské ředitelství policie Ostrava", "Policie ČR", "554821"),
    Org("mpo", "municipal_police", "Městská policie Ostrava", "MP Ostrava", "554821"),
    Org(
        "ospod_ova",
        "child_protection",
        "Magistrát města Ostravy, oddělení sociálně-právní ochrany dětí",
        "OSPOD",
        "554821",
    ),
    Org("pms_ova", "probation", "Probační a mediační služba, středisko Ostrava", "PMS", "554821"),
    Org("up_ova", "labour_office", "Úřad práce ČR, kontaktní pracoviště Ostrava", "Úřad práce", "554821"),
    Org("rozkos", "ngo", "Rozkoš bez rizika", "", "554821"),
    Org("sance", "ngo", "Nová Šance", "", "554821"),
    Org("nosorozec", "ngo", "Bílý nosorožec", "", "554821"),
    Org("souziti", "ngo", "Vzájemné soužití", "", "554821"),
    Org("prerov", "municipality", "Statutární město Přerov", "Přerov", "511382"),
    Org("pcr_prerov", "state_police", "Policie ČR, obvodní oddělení Přerov", "Policie ČR", "511382"),
    Org("mpp", "municipal_police", "Městská policie Přerov", "MP Přerov", "511382"),
    Org("ngo_prerov", "ngo", "Člověk v tísni, pobočka Přerov", "Člověk v tísni", "511382"),
    Org("uk", "region", "Ústecký kraj", "", "CZ042"),
    Org("pcr_uk", "state_police", "Krajské ředitelství policie Ústeckého kraje", "KŘP Ústí nad Labem", "554804"),
    Org("spirala", "ngo", "Spirála, Intervenční centrum pro Ústecký kraj", "Spirála", "554804"),
    Org("pms_uk", "probation", "Probační a mediační služba, středisko Ústí nad Labem", "PMS", "554804"),
    Org("svetlo", "ngo", "Světlo Kadaň", "", "563102"),
]

PEOPLE = [
    Who("horinkova", "Mgr. Eva Hořínková", "smo", "vedoucí oddělení prevence kriminality", signs_in=True),
    Who("doubravova", "Lenka Doubravová, DiS.", "smo", "manažerka prevence kriminality", signs_in=True),
    Who("pokorna", "Mgr. Iveta Pokorná", "asz", "garantka oblasti Prevence kriminality", signs_in=True),
    Who("strnadova", "Bc. Milada Strnadová", "moap", "vedoucí sociálního odboru", signs_in=True),
    Who("simunek", "por. Mgr. Radek Šimůnek", "pcr_ova", "koordinátor prevence", has_email=True),
    Who("toman", "Bc. Karel Toman", "mpo", "vedoucí okrsku prevence", signs_in=True),
    Who("moravcova", "Bc. Jitka Moravcová", "ospod_ova", "kurátorka pro děti a mládež", signs_in=True),
    Who("dvorska", "Mgr. Alena Dvorská", "pms_ova", "probační úřednice", signs_in=True),
    Who("kubicek", "Ing. Petr Kubíček", "up_ova", "vedoucí oddělení zprostředkování"),
    Who("hajek", "Ondřej Hájek", "nosorozec", "vedoucí programů"),
    Who("rezac", "Tomáš Řezáč, DiS.", "sance", "vedoucí projektu"),
    Who("vlckova", "Petra Vlčková", "rozkos", "vedoucí terénu"),
    Who("mala", "Zuzana Malá", "souziti", "koordinátorka projektu"),
    Who("mala2", "Zuzana Malá", "mpo", "preventistka"),
    Who("benda", "Michal Benda", "mpo", "asistent prevence kriminality"),
    Who("zednikova", "Bc. Tereza Zedníková", "prerov", "manažerka prevence kriminality", signs_in=True),
    Who("kolacek", "nprap. Jan Koláček", "pcr_prerov", "styčný důstojník pro menšiny"),
    Who("sedivy", "Lukáš Šedivý", "mpp", "strážník okrskář"),
    Who("ticha", "Bc. Monika Tichá", "ngo_prerov", "terénní pracovnice"),
    Who("havlikova", "Mgr. Dana Havlíková", "uk", "krajská koordinátorka prevence kriminality", signs_in=True),
    Who("brabec", "Ing. Vojtěch Brabec", "uk", "referent oddělení prevence", signs_in=True),
    Who("machacek", "mjr. Bc. Pavel Macháček", "pcr_uk", "vedoucí skupiny prevence"),
    Who("jandova", "Mgr. Simona Jandová", "spirala", "vedoucí intervenčního centra"),
    Who("vitkova", "Mgr. Klára Vítková", "pms_uk", "vedoucí střediska"),
    Who("rys", "Bc. Filip Rys", "svetlo", "vedoucí primární prevence"),
    Who("klima", "Marek Klíma", "smo", "správce informačních systémů", signs_in=True),
]

# The municipality's own people for the thirteen platforms: code, town, chair's name.
TOWNS = [
    ("567451", "Bílina", "Mgr. Adéla Kašparová"),
    ("584291", "Břeclav", "Ing. Roman Štěpánek"),
    ("555088", "Havířov", "Bc. Renata Olšarová"),
    ("554481", "Cheb", "Mgr. Jiří Lorenc"),
    ("562971", "Chomutov", "Bc. Naděžda Hrubá"),
    ("555215", "Jáchymov", "Josef Kalina"),
    ("563099", "Jirkov", "Mgr. Blanka Vaňková"),
    ("533955", "Kutná Hora", "Bc. Daniel Prokop"),
    ("567027", "Most", "Mgr. Ivana Křížová"),
    ("567337", "Obrnice", "Stanislava Rybová"),
    ("562858", "Šluknov", "Bc. Aleš Vacek"),
    ("555657", "Toužim", "Radka Bílková"),
    ("553697", "Trmice", "Bc. Miloš Ježek"),
]
#: Of the towns with a platform the one whose manager signs in: what the region sends to towns comes there.
WITH_ACCOUNT = {"567451": "adela.kasparova@bilina.example"}


def signs_in() -> list[tuple[str, str]]:
    """Who can sign in to the demonstration: e-mail and what they are."""
    words = [
        ("lenka.doubravova@smo.example", "manažerka prevence a zapisovatelka, Ostrava"),
        ("eva.horinkova@smo.example", "předsedkyně pracovní skupiny, Ostrava"),
        ("iveta.pokorna@asz.example", "revidující, předsedkyně platforem"),
        ("karel.toman@mpo.example", "člen, městská policie"),
        ("tereza.zednikova@prerov.example", "manažerka, předsedkyně a zapisovatelka v jednom, Přerov"),
        ("dana.havlikova@uk.example", "krajská koordinátorka, Ústecký kraj"),
        (WITH_ACCOUNT["567451"], "manažerka prevence kriminality, Bílina"),
        ("marek.klima@smo.example", "správce účtů"),
    ]
    return [(fold(address), what) for address, what in words]

"""Groups of the demonstration: titles of bodies and topics as they are in practice, members invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """A group: key, title, kind, lead organisation, rhythm, area codes, themes, purpose, parent's key."""

    key: str
    name: str
    type: str
    lead: str
    rhythm: str
    areas: tuple[str, ...] = ()
    purpose: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Platform:
    """One of the thirteen platforms in places with socially excluded localities: topic title and how alive it is.

    ``last`` is how many days ago it last met in the demonstration; None says that no meeting is recorded.
    """

    code: str
    topic: str
    rhythm: str
    last: int | None
    also: tuple[str, ...] = ()


OSTRAVA = Body(
    "ps",
    "Pracovní skupina Prevence kriminality",
    "municipal_working_group",
    "smo",
    "half_yearly",
    ("554821",),
    "Členové si sdělují, co v projektech běží a co vázne, domlouvají společný postup a dávají městu podněty. "
    "Závěry mají vždy řešitele a termín.",
)

DISTRICTS = [
    ("mhh", "Mariánské Hory a Hulváky", 12),
    ("moap", "Moravská Ostrava a Přívoz", 9),
    ("jih", "Ostrava-Jih", 5),
    ("por", "Poruba", 11),
    ("rab", "Radvanice a Bartovice", 20),
    ("slo", "Slezská Ostrava", 91),
    ("vit", "Vítkovice", 28),
]

ROUND_TABLE = Body(
    "stul",
    "Kulatý stůl protidrogových terénů",
    "round_table",
    "smo",
    "as_needed",
    ("554821",),
    "Propojuje terénní programy, aby se kolegové znali a předávali si zkušenosti z jednotlivých částí města.",
    "ps",
)

PREROV = Body(
    "dvur",
    "Tour de dvůr",
    "svl_platform",
    "prerov",
    "monthly",
    ("511382",),
    "Policisté, strážníci, město a neziskové organizace se jednou za měsíc sejdou přímo na dvorech, "
    "kde lidé bydlí: záškoláctví, drobná kriminalita, obavy z extremismu.",
)

PLATFORMS = [
    Platform("567451", "Bezpečnost a prevence sociopatologických jevů", "quarterly", 40),
    Platform("584291", "Bezpečnost a prevence kriminality", "quarterly", 63),
    Platform("555088", "Bezpečnost", "quarterly", 18),
    Platform("554481", "Prevence sociopatologických jevů", "bimonthly", 75),
    Platform("562971", "Prevence sociopatologických jevů a bezpečnost", "quarterly", 33),
    Platform("555215", "Zaměstnanost a prevence sociopatologických jevů a bezpečnost", "quarterly", 260),
    Platform("563099", "Bezpečnost", "half_yearly", 120),
    Platform("533955", "Prevence sociopatologických jevů a bezpečnost", "quarterly", 51),
    Platform("567027", "Prevence sociopatologických jevů", "monthly", 14),
    Platform("567337", "Prevence sociopatologických jevů a bezpečnost – společně se vzděláváním", "quarterly", 84),
    Platform("562858", "Bezpečnost, sociální služby a prevence kriminality", "quarterly", 29, ("562777", "562882")),
    Platform("555657", "Bezpečnost a prevence sociopatologických jevů", "half_yearly", None, ("555631",)),
    Platform("553697", "Prevence sociopatologických jevů", "quarterly", 46),
]

REGIONAL = [
    Body(
        "uk_pk",
        "Pracovní skupina prevence kriminality Ústeckého kraje",
        "regional_working_group",
        "uk",
        "half_yearly",
        ("CZ042",),
        "Metodické vedení obcí, spolupráce a koordinace prevence kriminality v kraji.",
    ),
    Body(
        "uk_svl",
        "Pracovní skupina pro sociálně vyloučené lokality v Ústeckém kraji",
        "regional_working_group",
        "uk",
        "half_yearly",
        ("CZ042",),
        "Sleduje rizikové lokality a slaďuje podporu obcí.",
    ),
    Body(
        "uk_kp",
        "Pracovní skupina pro plánování sociálních služeb Ústeckého kraje",
        "regional_working_group",
        "uk",
        "quarterly",
        ("CZ042",),
        "Plánuje síť sociálních služeb na úrovni kraje a s lokálními skupinami.",
    ),
    Body(
        "uk_drogy",
        "Pracovní skupina protidrogové politiky Ústeckého kraje",
        "regional_working_group",
        "uk",
        "half_yearly",
        ("CZ042",),
        "Koordinuje protidrogovou politiku kraje.",
    ),
    Body(
        "uk_mng",
        "Setkání manažerů prevence kriminality Ústeckého kraje",
        "managers_meeting",
        "uk",
        "half_yearly",
        ("CZ042",),
        "Nejméně dvakrát ročně; před podáním žádostí navíc konzultace pro jednotlivé obce.",
    ),
]

"""Ostrava's plan of social inclusion: its evidence is taken over from what organisations reported in the group.

That the plan ran from 2015 to June 2018 and how its evaluation went is told by the sources; goals, measures and who
answers for them are invented, which the introduction says.
"""

from dataclasses import dataclass
from datetime import date

from soucinnost.evidence.models import Claim
from soucinnost.operations.demo.stage import Stage
from soucinnost.strategy.actions.frame import approve, create_strategy
from soucinnost.strategy.actions.goals import add_goal
from soucinnost.strategy.actions.measures import add_measure
from soucinnost.strategy.actions.proving import state, take_over
from soucinnost.strategy.actions.team import give_team_seat
from soucinnost.strategy.enums import StrategyKind
from soucinnost.strategy.models import Measure, Strategy

WRITER = "doubravova"
TEAM = ("horinkova", "pokorna", "rezac", "hajek", "mala", "vlckova", "toman")
INTRODUCTION = (
    "Plán sociálního začleňování města s Agenturou pro sociální začleňování, končí v červnu 2018.\n\n"
    "Poznámka k ukázce: cíle, opatření, kdo za ně odpovídá a den schválení jsou vymyšlené. Čísla uvedly organizace na "
    "jednání pracovní skupiny v prosinci 2017 a do plánu se odtud převzala."
)


@dataclass(frozen=True)
class _Step:
    """A measure with its owner, what it plans and the numbers (by label) that its owner reported in the group."""

    title: str
    owner: str
    planned: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    risk: str = ""


GOALS = (
    ("Návrat a druhá šance", (
        _Step(
            "Práce, dluhy a bydlení po výkonu trestu", "sance",
            ("Kontaktovat klienty půl roku před propuštěním", "Vést semináře, dluhové poradenství a dílny"),
            ("aktivních klientů", "podpořených osob", "získalo práci"),
        ),
    )),
    ("Děti, mladí a rodiny", (
        _Step(
            "Sekundární prevence pro děti a mladé", "nosorozec",
            ("Otevřít skupiny pro děti do 15 let a od 15 let", "Zapojit rodiče"),
            ("účastníků do 15 let", "obvodů, ze kterých účastníci jsou", "dětí v terapeutické skupině",
             "dětí v uzavřené skupině od 15 let"),
            risk="Klientů je málo a rodiče se nezapojují, rodičovskou skupinu se nedaří naplnit.",
        ),
    )),
    ("Bezpečná sousedství", (
        _Step(
            "Asistenti prevence a multidisciplinární týmy", "smo",
            ("Obsadit místa asistentů", "Rozšířit týmy do dalších obvodů"),
            ("asistentů prevence kriminality", "multidisciplinárních týmů",
             "multidisciplinárních týmů na počátku projektu"),
        ),
        _Step(
            "Depistáž, pochůzky s policií a besedy na školách", "souziti",
            ("Chodit do terénu s policií", "Vést besedy o levicovém extremismu na základních školách"),
            ("klíčových aktivit",),
            ("Projekt běží od března 2017, ohlasy klientů jsou kladné.",),
            "Jeden pracovník je dlouhodobě nemocný.",
        ),
        _Step(
            "Terénní práce a poradenství pro ženy", "rozkos",
            ("Otevřít ambulanci vedle terénní práce",),
            ("členů týmu", "výjezdů venerologické sanitky v roce 2017"),
        ),
    )),
)


def inclusion_plan(stage: Stage) -> Strategy:
    """The plan with its team, tree and claims taken over from the group's reports."""
    plan = create_strategy(
        by=stage.actor(WRITER), organisation=stage.organisations["smo"], kind=StrategyKind.SOCIAL_INCLUSION,
        title="Strategický plán sociálního začleňování, Ostrava 2015–2018", short_name="ostrava-zaclenovani-2015-2018",
        area=stage.area("554821"), period_from=date(2015, 1, 1), period_to=date(2018, 6, 30),
        introduction=INTRODUCTION,
    )
    for who in TEAM:
        place = stage.people[who].affiliations.order_by("id").get()
        give_team_seat(
            by=stage.actor(WRITER), strategy=plan, person=stage.people[who], organisation=place.organisation
        )
    approve(
        by=stage.actor(WRITER), strategy=plan, approved_on=date(2015, 6, 24), approved_by="Zastupitelstvo města Ostravy"
    )
    for title, steps in GOALS:
        goal = add_goal(by=stage.actor(WRITER), strategy=plan, title=title)
        for step in steps:
            measure = add_measure(
                by=stage.actor(WRITER), goal=goal, title=step.title, owner=stage.organisations[step.owner],
                activities=step.planned,
            )
            _prove(stage, plan, measure, step)
    return plan


def _prove(stage: Stage, plan: Strategy, measure: Measure, step: _Step) -> None:
    by, circle, owner = stage.actor(WRITER), stage.groups["ps"].circle, stage.organisations[step.owner]
    reported = Claim.objects.filter(circle=circle, organisation=owner, superseded_by__isnull=True).order_by("pk")
    first: dict[str, Claim] = {}
    for claim in reported:
        first.setdefault(claim.label, claim)
    for label in step.numbers:
        take_over(by=by, strategy=plan, claim=first[label], measure=measure)
    for text, is_risk in (*((text, False) for text in step.told), *(((step.risk, True),) if step.risk else ())):
        state(
            by=by, strategy=plan, measure=measure, text=text, organisation=owner, stated_on=date(2017, 12, 7),
            period_from=date(2017, 1, 1), period_to=date(2017, 12, 31), is_risk=is_risk,
            source_label="Jednání pracovní skupiny 7. 12. 2017",
        )

"""A strategy that runs today, with its yearly collection, and the draft of the next one with remarks. All invented.

Periods follow the day on which the demonstration is loaded, so that there is always a year being collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from soucinnost.operations.demo.stage import Stage
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.collecting import open_collection
from soucinnost.strategy.actions.collecting_answers import Written, hand_in, save_answers
from soucinnost.strategy.actions.drafting import add_remark, answer_remark, open_round
from soucinnost.strategy.actions.frame import approve, create_strategy
from soucinnost.strategy.actions.goals import add_goal
from soucinnost.strategy.actions.measures import add_measure
from soucinnost.strategy.actions.proving import state
from soucinnost.strategy.actions.team import give_team_seat
from soucinnost.strategy.actions.undertakings import add_indicator, add_undertaking
from soucinnost.strategy.enums import AnswerKind, Outcome
from soucinnost.strategy.models import Ask, Collection, Indicator, Measure, Strategy

WRITER = "havlikova"
YEARS = 5
SOURCE = "Roční podklady (údaj vymyšlený pro ukázku)"
INTRODUCTION = "Poznámka k ukázce: cíle, opatření, čísla i připomínky této strategie jsou vymyšlené."


@dataclass(frozen=True)
class _Counted:
    """An indicator: its first year's number, how it grows, and what is planned for the last year."""

    title: str
    unit: str
    counting: str
    first: int
    step: int
    plan: int
    council: bool = True


@dataclass(frozen=True)
class _Step:
    """A measure; ``continues`` is the title of the measure before that it continues."""

    title: str
    owner: str
    planned: tuple[str, ...]
    counted: tuple[_Counted, ...] = ()
    continues: str = ""
    risk: str = ""


GOALS = (
    ("Bezpečí dětí a seniorů", (
        _Step(
            "Besedy a kampaně pro seniory", "pcr_uk",
            ("Besedy v klubech seniorů ve všech okresech", "Kampaň proti podvodům po telefonu"),
            (_Counted("Účastníci besed pro seniory", "účastníků", "sum", 640, 85, 1_000),),
        ),
        _Step(
            "Certifikované programy ve školách", "svetlo", ("Získat pro program školy v okresech, kde chybí",),
            (_Counted("Školy s certifikovaným programem", "škol", "none", 31, 4, 55),),
            continues="Specifická primární prevence ve školách",
            risk="Lektorů je málo a smlouvy se uzavírají jen na rok.",
        ),
    )),
    ("Pomoc obětem a práce s pachateli", (
        _Step(
            "Pomoc obětem domácího násilí ve všech okresech", "spirala",
            ("Udržet detašovaná pracoviště", "Školit policisty a zdravotníky"),
            (_Counted("Konzultace obětem", "konzultací", "sum", 1_120, 60, 1_400),),
        ),
        _Step(
            "Probační programy", "pms_uk", ("Najít peníze na programy pro mladistvé",),
            (_Counted("Klienti probačních programů", "klientů", "latest", 48, 3, 70, council=False),),
            continues="Probační a motivační programy",
        ),
    )),
    ("Obce a data", (
        _Step(
            "Podpora obcí a jejich pracovních skupin", "uk", ("Dvě setkání manažerů ročně", "Konzultace žádostí"),
            (
                _Counted("Projekty obcí v dotačním programu", "projektů", "sum", 58, 2, 70),
                _Counted("Obce, které o dotaci žádaly", "obcí", "none", 25, 1, 30),
            ),
        ),
        _Step(
            "Průzkum mínění občanů", "uk", ("Zopakovat průzkum a porovnat ho s rokem 2009",),
            continues="Zjišťování potřeb a postojů obyvatel kraje",
        ),
    )),
)
NEXT_GOALS = (
    ("Bezpečí na internetu", (("Besedy o podvodech na internetu", "pcr_uk"), ("Kyberšikana ve školách", "svetlo"))),
    ("Pomoc obětem", (("Krizová pomoc do 24 hodin", "spirala"),)),
)


def running_strategy(stage: Stage, before: Strategy) -> Strategy:
    """The strategy of this time, following ``before``, with its collection; then the draft of the next one."""
    today = timezone.localdate()
    first = before.period_to.year + 1 + YEARS * ((today.year - before.period_to.year - 1) // YEARS)
    now = _frame(stage, first, before)
    approve(
        by=stage.actor(WRITER), strategy=now, approved_on=date(first - 1, 12, 13),
        approved_by="Zastupitelstvo Ústeckého kraje",
    )
    measures = _tree(stage, now, before)
    collected = max(today.year - 1, first)
    counted = _numbers(stage, now, measures, collected)
    _deeds(stage, now, measures, collected)
    _collection(stage, now, counted, collected, today)
    _draft(stage, _frame(stage, first + YEARS, now), today)
    return now


def _frame(stage: Stage, first: int, before: Strategy) -> Strategy:
    last = first + YEARS - 1
    strategy = create_strategy(
        by=stage.actor(WRITER), organisation=stage.organisations["uk"], area=stage.area("CZ042"), previous=before,
        title=f"Strategie prevence kriminality na území Ústeckého kraje na období {first}–{last}",
        short_name=f"usti-{first}-{last}", period_from=date(first, 1, 1), period_to=date(last, 12, 31),
        introduction=INTRODUCTION,
    )
    for who in ("brabec", "machacek", "jandova", "vitkova", "rys"):
        place = stage.people[who].affiliations.order_by("id").get()
        give_team_seat(
            by=stage.actor(WRITER), strategy=strategy, person=stage.people[who], organisation=place.organisation,
            is_recorder=who == "brabec",
        )
    return strategy


def _tree(stage: Stage, strategy: Strategy, before: Strategy) -> dict[str, Measure]:
    by = stage.actor(WRITER)
    known = {one.title: one for one in Measure.objects.filter(strategy=before)}
    found: dict[str, Measure] = {}
    for title, steps in GOALS:
        goal = add_goal(by=by, strategy=strategy, title=title)
        for step in steps:
            found[step.title] = add_measure(
                by=by, goal=goal, title=step.title, owner=stage.organisations[step.owner], activities=step.planned,
                carried_from=known.get(step.continues),
            )
    return found


def _numbers(stage: Stage, strategy: Strategy, measures: Mapping[str, Measure], until: int) -> dict[str, Indicator]:
    """Numbers of the years before ``until`` and plans for the last year; the year itself is being collected."""
    by, found = stage.actor(WRITER), {}
    for step in (step for _title, steps in GOALS for step in steps):
        measure, owner = measures[step.title], stage.organisations[step.owner]
        for one in step.counted:
            indicator = found[one.title] = add_indicator(
                by=by, measure=measure, title=one.title, unit=one.unit, counting=one.counting,
                is_for_council=one.council,
            )
            start = strategy.period_from.year
            told = [(year, "actual", one.first + one.step * (year - start)) for year in range(start, until)]
            for year, kind, value in (*told, (strategy.period_to.year, "plan", one.plan)):
                stated = strategy.approved_on if kind == "plan" else date(year + 1, 1, 28)
                state(
                    by=by, strategy=strategy, indicator=indicator, value=value, kind=kind, organisation=owner,
                    period_from=date(year, 1, 1), period_to=date(year, 12, 31), source_label=SOURCE, stated_on=stated,
                )
        if step.risk:
            state(
                by=by, strategy=strategy, measure=measure, text=step.risk, organisation=owner, is_risk=True,
                source_label=SOURCE,
            )
    ongoing = measures["Besedy a kampaně pro seniory"]
    assess(by=by, measure=ongoing, outcome=Outcome.ONGOING, reason="Besedy běží ve všech okresech kromě Teplic.")
    return found


def _deeds(stage: Stage, strategy: Strategy, measures: Mapping[str, Measure], year: int) -> None:
    """A conference with a number and a cost, a meeting nobody counted."""
    by, region = stage.actor(WRITER), stage.organisations["uk"]
    span: dict[str, Any] = {"period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}
    stated = min(timezone.localdate(), date(year + 1, 1, 28))
    conference = add_undertaking(
        by=by, strategy=strategy, kind="event", title=f"Konference Bezpečné stáří {year}", organisation=region,
        measures=[measures["Besedy a kampaně pro seniory"], measures["Podpora obcí a jejich pracovních skupin"]],
        **span,
    )
    for value, unit, label, is_cost in ((96, "účastníků", "účastníci", False), (184_500, "Kč", "náklady", True)):
        state(
            by=by, strategy=strategy, undertaking=conference, value=value, unit=unit, label=label, is_cost=is_cost,
            organisation=region, source_label=SOURCE, stated_on=stated, **span,
        )
    add_undertaking(
        by=by, strategy=strategy, kind="event", title=f"Setkání manažerů prevence {year}", organisation=region,
        measures=[measures["Podpora obcí a jejich pracovních skupin"]], **span,
    )


def _collection(stage: Stage, strategy: Strategy, counted: Mapping[str, Indicator], year: int, today: date) -> None:
    """Two owners handed in, one has begun, the others owe."""
    last = min(date(year, 12, 31), max(today, date(year, 1, 1)))
    collection = open_collection(
        by=stage.actor(WRITER), strategy=strategy, period_from=date(year, 1, 1), period_to=last,
        due_on=today + timedelta(days=9), title=f"Podklady za rok {year}",
        note="Prosíme o čísla i o to, co se nepodařilo. Formulář si pamatuje rozepsané.",
    )
    _answer(
        stage, collection, "machacek", "Besedy a kampaně pro seniory", counted["Účastníci besed pro seniory"], "912",
        "Besedy proběhly v 31 klubech, nově i v domovech pro seniory.", "V Teplicích chybí preventista, besedy stojí.",
    )
    _answer(
        stage, collection, "jandova", "Pomoc obětem domácího násilí ve všech okresech", counted["Konzultace obětem"],
        "1297", "Pracoviště v Lounech má otevřeno o den v týdnu déle.", "",
    )
    _answer(
        stage, collection, "rys", "Certifikované programy ve školách", counted["Školy s certifikovaným programem"],
        "", "Na jaře přibyly dvě školy na Děčínsku", "", ends=False,
    )


def _answer(
    stage: Stage, collection: Collection, who: str, title: str, indicator: Indicator, value: str, text: str,
    obstacles: str, *, ends: bool = True,
) -> None:
    by = stage.actor(who)
    ask = Ask.objects.get(collection=collection, person=stage.people[who])
    measure = Measure.objects.get(strategy=collection.strategy, title=title)
    figures = {indicator.uid: {"value": value, "kind": "actual"}} if value else {}
    typed = {"text": text, "obstacles": obstacles, "nothing": False, "figures": figures}
    save_answers(by=by, ask=ask, written=[Written(measure.uid, typed)])
    if ends:
        hand_in(by=by, ask=ask)


def _draft(stage: Stage, draft: Strategy, today: date) -> None:
    """The next strategy: a tree, a round of remarks with answers, one that waits, a comment outside of the round."""
    by = stage.actor(WRITER)
    measures: dict[str, Measure] = {}
    for title, named in NEXT_GOALS:
        goal = add_goal(by=by, strategy=draft, title=title)
        for name, owner in named:
            measures[name] = add_measure(by=by, goal=goal, title=name, owner=stage.organisations[owner])
    add_remark(
        by=stage.actor("brabec"), strategy=draft, goal=measures["Krizová pomoc do 24 hodin"].goal,
        text="Doplním počty ze zpráv intervenčního centra.",
    )
    round_ = open_round(
        by=by, strategy=draft, due_on=today + timedelta(days=12),
        note="Posíláme první návrh cílů a opatření. Připomínky pište přímo k opatřením.",
    )
    said = (
        ("machacek", "Besedy o podvodech na internetu", "Doplňte banky jako partnery, bez nich to nepůjde.",
         AnswerKind.ACCEPTED, "Banky doplníme."),
        ("rys", "Kyberšikana ve školách", "Opatření by mělo platit i pro mateřské školy.",
         AnswerKind.REJECTED, "Program je certifikovaný až od druhého stupně základních škol."),
        ("jandova", "Krizová pomoc do 24 hodin", "Lhůta 24 hodin o víkendu bez dalších lidí nevyjde.",
         AnswerKind.WAITING, ""),
    )
    for who, title, text, kind, words in said:
        remark = add_remark(
            by=stage.actor(who), strategy=draft, measure=measures[title], text=text, round_=round_
        )
        if kind != AnswerKind.WAITING:
            answer_remark(by=by, remark=remark, kind=kind, answer=words)

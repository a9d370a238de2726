"""Strategies full of evidence, for tests of the evaluation report; records are written directly where shorter."""

from datetime import date
from decimal import Decimal
from typing import Any

from soucinnost.evidence.models import Claim
from soucinnost.strategy.enums import Counting, Outcome, UndertakingKind
from soucinnost.strategy.models import (
    Activity,
    Assessment,
    ClaimUse,
    Goal,
    Indicator,
    ListRow,
    Measure,
    Strategy,
    Undertaking,
)
from tests.cast import Cast
from tests.strategy import kit

YEARS = (date(2012, 1, 1), date(2016, 12, 31))


def year(number: int) -> dict[str, date]:
    """The period of a year as fields of a claim."""
    return {"period_from": date(number, 1, 1), "period_to": date(number, 12, 31)}


def told(made: Strategy, *, share: str = "", use: dict[str, Any] | None = None, **fields: Any) -> ClaimUse:
    """A claim of the strategy's circle, used where ``use`` says."""
    fields.setdefault("stated_on", date(2017, 1, 31))
    fields.setdefault("source_label", "Závěrečná zpráva")
    fields.setdefault("source_page", "4")
    claim = Claim.objects.create(
        circle=made.circle, source_kind="strategy.strategy", source_uid=made.uid, **fields
    )
    return ClaimUse.objects.create(strategy=made, claim=claim, share=share, **(use or {}))


def filled(cast: Cast, **frame: Any) -> Strategy:
    """Two goals with two measures each and everything that a report speaks of. Numbers are those of the tests."""
    made = kit.planted(cast, period_from=YEARS[0], period_to=YEARS[1], **frame)
    first, second, third, fourth = kit.measures(made)
    Goal.objects.filter(pk=first.goal_id).update(
        evaluation="Společné akce vyjasňují kompetence.\nInformování má být opakované.", evaluated_on=date(2017, 2, 1)
    )
    assistants = Indicator.objects.create(
        strategy=made, measure=first, title="Asistenti prevence", unit="osob", counting=Counting.LATEST,
        is_for_council=True,
    )
    for name, value in (("Program prevence", 35), ("Veřejně prospěšné práce", 116), ("Pilotní projekt", 34)):
        told(made, share=name, use={"indicator": assistants}, label="Asistenti prevence", unit="osob",
             value=Decimal(value), **year(2016))
    told(made, use={"indicator": assistants}, label="Asistenti prevence", unit="osob", value=Decimal(45), kind="plan",
         period_from=date(2017, 1, 1), period_to=date(2019, 12, 31))
    _events(cast, made, first, second)
    told(made, use={"measure": third, "is_cost": True}, label="Podpora služeb", unit="Kč", value=Decimal(135_000_000))
    told(made, use={"measure": third}, label="Podpořené osoby", unit="osob", value=Decimal(40),
         denominator=Decimal(120), denominator_label="plánovaných osob", **year(2016))
    told(made, use={"measure": fourth, "is_risk": True}, text="Dostupnost programů je velmi omezená.")
    _rooms(made, fourth)
    baseline = told(made, use={"measure": fourth}, label="Pocit bezpečí", unit="%", value=Decimal(62), **year(2009))
    Assessment.objects.create(
        strategy=made, measure=third, outcome=Outcome.PARTLY, reason="Chyběly peníze na plošné zavedení."
    )
    survey = Activity.objects.filter(measure=fourth).first()
    Assessment.objects.create(
        strategy=made, measure=fourth, activity=survey, outcome=Outcome.CARRIED_OVER, reason="Průzkum nikdo nezadal.",
        carried_note="Strategie 2017–2021", baseline=baseline.claim,
    )
    Assessment.objects.create(strategy=made, measure=first, outcome=Outcome.FULFILLED)
    return made


def _events(cast: Cast, made: Strategy, first: Measure, second: Measure) -> None:
    for title, number, values in (
        ("Konference s poradnou", 2013, ((132, "actual"), (130, "actual"))),
        ("Setkání s organizací", 2014, ((80, "approximate"),)),
        ("Seminář pro ředitele", 2015, ((110, "actual"),)), ("Kulatý stůl", 2015, ()),
    ):
        event = Undertaking.objects.create(
            strategy=made, kind=UndertakingKind.EVENT, title=title, organisation=cast.ngo, place="Zkušebnice",
            **year(number),
        )
        event.measures.set([first, second] if number == 2013 else [first])
        for place, (value, kind) in enumerate(values):
            told(made, use={"undertaking": event}, label="Účastníci", unit="osob", value=Decimal(value), kind=kind,
                 source_page=str(4 + place), **year(number))


def _rooms(made: Strategy, measure: Measure) -> None:
    network = Undertaking.objects.create(
        strategy=made, kind=UndertakingKind.NETWORK, title="Výslechové místnosti", **year(2016)
    )
    network.measures.set([measure])
    use = told(made, use={"undertaking": network}, label="Výslechové místnosti", unit="místností", value=Decimal(2))
    rooms = (("Místnost policie", False), ("Místnost města", False), ("Místnost třetí", True))
    for place, (label, planned) in enumerate(rooms, 1):
        ListRow.objects.create(strategy=made, claim=use.claim, position=place, label=label, is_planned=planned)


def large(cast: Cast, goals: int = 4, measures: int = 400) -> Strategy:
    """A strategy whose report has about a hundred pages: made in bulk."""
    made = kit.strategy(cast, period_from=YEARS[0], period_to=YEARS[1])
    tops = [Goal.objects.create(strategy=made, position=place, title=f"Cíl spolupráce {place}", description=WORDS,
                                evaluation=WORDS) for place in range(1, goals + 1)]
    each = measures // goals
    rows = Measure.objects.bulk_create(
        Measure(strategy=made, goal=top, position=place, title=f"Zavádění společných postupů {top.position}.{place}",
                description=WORDS, owner=cast.ngo)
        for top in tops for place in range(1, each + 1)
    )
    Activity.objects.bulk_create(
        Activity(strategy=made, measure=one, position=place, text=f"Rozvíjet spolupráci v oblasti číslo {place}")
        for one in rows for place in (1, 2, 3)
    )
    Assessment.objects.bulk_create(
        Assessment(strategy=made, measure=one, outcome=Outcome.PARTLY if number % 5 == 0 else Outcome.FULFILLED,
                   reason="Chyběly peníze.") for number, one in enumerate(rows)
    )
    counted = Indicator.objects.bulk_create(
        Indicator(strategy=made, measure=one, title="Proškolené osoby", unit="osob", counting=Counting.SUM)
        for number, one in enumerate(rows) if number % 4 == 0
    )
    claims = Claim.objects.bulk_create(
        Claim(circle=made.circle, source_kind="strategy.strategy", source_uid=made.uid, source_label="Závěrečná zpráva",
              source_page=str(number % 90), label="Účastníci", unit="osob", value=Decimal(number % 97 + 1),
              organisation=cast.ngo, **year(2012 + number % 5))
        for number in range(len(rows) + 5 * len(counted))
    )
    uses = [ClaimUse(strategy=made, claim=claim, measure=one) for claim, one in zip(claims, rows, strict=False)]
    rest = claims[len(rows):]
    uses += [ClaimUse(strategy=made, claim=claim, indicator=counted[place // 5]) for place, claim in enumerate(rest)]
    ClaimUse.objects.bulk_create(uses)
    return made


WORDS = (
    "Společné akce více institucí vyjasňují kompetence, seznamují s metodami a šíří dobrou praxi. Pravidelné "
    "informování má být opakované a vícekanálové; vzdělávání odborníků zvyšuje kvalitu práce s oběťmi."
)

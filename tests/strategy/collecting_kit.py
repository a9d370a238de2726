"""What the tests of collections start from."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from soucinnost.agencies.models import Person
from soucinnost.notices.models import Message
from soucinnost.strategy.actions import proving, tree, undertakings
from soucinnost.strategy.actions.collecting import open_collection
from soucinnost.strategy.answering import state_of
from soucinnost.strategy.models import Answer, Ask, Collection, Indicator, Measure, Strategy
from soucinnost.strategy.selectors.collecting_sheet import sheet_of
from tests import factories
from tests.cast import Cast
from tests.strategy import kit

START, END = date(2025, 1, 1), date(2025, 12, 31)


@dataclass
class Collected:
    """A collection of two owners: the NGO (two measures, one with an indicator) and the police (one measure)."""

    strategy: Strategy
    collection: Collection
    ngo: Ask
    police: Ask
    measure: Measure
    other: Measure
    indicator: Indicator


def ready(cast: Cast) -> Strategy:
    """A strategy whose first goal has two measures of the NGO and the second one of the police."""
    made = kit.strategy(cast)
    kit.plant(cast, made, (2,))
    kit.plant(cast, made, (1,), owner=cast.police)
    undertakings.add_indicator(by=kit.SYSTEM, measure=kit.measures(made)[0], title="Asistenti", unit="osob")
    return made


def told(strategy: Strategy, value: int, year: int, **fields: Any) -> Any:
    """A number of the indicator, told for a year."""
    indicator = Indicator.objects.get(strategy=strategy)
    fields.setdefault("organisation", None)
    return proving.state(
        by=kit.SYSTEM, strategy=strategy, indicator=indicator, value=Decimal(value),
        period_from=date(year, 1, 1), period_to=date(year, 12, 31), **fields,
    )


def opened(cast: Cast, strategy: Strategy | None = None, **fields: Any) -> Collected:
    """The collection of 2025, opened by the recorder."""
    strategy = strategy or ready(cast)
    fields.setdefault("due_on", factories.today() + timedelta(days=14))
    found = open_collection(
        by=cast.actor("recorder"), strategy=strategy, period_from=START, period_to=END, **fields
    )
    asks = {ask.organisation_id: ask for ask in Ask.objects.filter(collection=found)}
    first, second, *_rest = kit.measures(strategy)
    return Collected(
        strategy, found, asks[cast.ngo.pk], asks[cast.police.pk], first, second,
        Indicator.objects.get(strategy=strategy),
    )


def fields_of(one: Collected, actor: Any, *, text: str = "", value: str = "", second: str = "", **more: str) -> dict:
    """The NGO's form as a browser sends it: words and a number at the first measure, words at the second."""
    sheet = sheet_of(actor, Ask.objects.get(pk=one.ngo.pk))
    data = {f"{part.measure.uid}-stav": state_of(part.typed) for part in sheet.parts}
    figure = f"{one.measure.uid}-{one.indicator.uid}"
    data |= {
        f"{one.measure.uid}-text": text, f"{figure}-value": value, f"{figure}-kind": "actual",
        f"{one.other.uid}-text": second,
    }
    for name, sent in more.items():
        data[name.replace("figure_", f"{figure}-").replace("first_", f"{one.measure.uid}-")] = sent
    return data


def add_worker(cast: Cast) -> Person:
    """Somebody of the NGO without an account and without a seat in the team."""
    return factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False, works_at=cast.ngo)


def link_path(person: Person) -> str:
    """The path of the newest one-time link that was mailed to the person."""
    return Message.objects.filter(person=person).exclude(link="").latest("pk").link.removeprefix(
        "https://soucinnost.test"
    )


def answer_of(one: Collected) -> Answer:
    """The NGO's answer on the first measure."""
    return Answer.objects.get(ask=one.ngo, measure=one.measure)


def own(cast: Cast, strategy: Strategy, title: str = "Nové opatření") -> Measure:
    """One more measure of an organisation that was not asked."""
    goal = strategy.goals.order_by("position").first()
    return tree.add_measure(by=kit.SYSTEM, goal=goal, title=title, owner=cast.town)

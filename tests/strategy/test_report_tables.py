"""Tables of the report: many parts of a whole, plans by parts, lists that do not agree, a goal's own indicator."""

from datetime import date
from typing import Any

import pytest

from soucinnost.access.actions import break_glass
from soucinnost.documents.actions import attach
from soucinnost.evidence.models import Claim
from soucinnost.strategy.actions import proving, tree, undertakings
from soucinnost.strategy.actions.proving import Row
from soucinnost.strategy.enums import Counting
from soucinnost.strategy.evaluation.drafting.figures import figure_blocks
from soucinnost.strategy.evaluation.nodes import Grid, base_text, plain_block
from soucinnost.strategy.models import ClaimUse, Strategy
from soucinnost.strategy.selectors.figures import overlap
from soucinnost.strategy.selectors.ratios import ratios_of
from soucinnost.strategy.selectors.reporting import drafted_both
from soucinnost.strategy.selectors.whole import IndicatorView, whole
from tests import factories
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.proving_kit import state, year

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def counted(made: Strategy, *told: tuple[int, str, int], counting: str = Counting.SUM, **plans: Any) -> IndicatorView:
    """An indicator with parts of years; ``plans`` are parts of the plan for the year after."""
    (measure, *_rest) = kit.measures(made)
    indicator = undertakings.add_indicator(
        by=kit.SYSTEM, measure=measure, title="Asistenti", unit="osob", counting=counting
    )
    for when, share, value in told:
        state(made, indicator=indicator, value=value, share=share, **year(when))
    for share, value in plans.items():
        state(made, indicator=indicator, value=value, share=share, kind="plan", **year(2027))
    (found,) = whole(kit.SYSTEM, made).measures[0].indicators
    return found


def table(made: Strategy, view: IndicatorView) -> list[str]:
    """The rows of the table as lines."""
    grid = figure_blocks(view, made, TODAY)[0]
    assert isinstance(grid, Grid)
    return [" ".join(line.split()) for line in plain_block(grid)]


@pytest.fixture
def made(cast: Cast) -> Strategy:
    return kit.planted(cast, (1,), period_from=date(2024, 1, 1), period_to=date(2027, 12, 31))


def test_many_parts_stand_under_one_another_with_what_is_planned_of_each(made: Strategy) -> None:
    parts = [(when, share, 10) for when in (2024, 2025) for share in ("A", "B", "C", "D")]
    assert table(made, counted(made, *parts, A=12, E=3)) == [
        *(f"{when} | {share} | {told}" for when in (2024, 2025) for share, told in (
            ("A", "10 | –"), ("B", "10 | –"), ("C", "10 | –"), ("D", "10 | –"), ("celkem", "40 | –"),
        )),
        "2027 | A | – | 12", "2027 | E | – | 3", "2027 | celkem | – | 15",
        "Součet období | | 80 |",
    ]


def test_a_plan_by_parts_names_them_beside_its_sum(made: Strategy) -> None:
    view = counted(made, (2024, "", 10), (2025, "", 20), counting=Counting.NONE, ITI=30, Úřad=5)
    assert table(made, view) == ["2024 | 10 | –", "2025 | 20 | –", "2027 | – | 35 (ITI 30, Úřad 5)"]


def test_before_anything_is_told_the_table_says_so(cast: Cast) -> None:
    ahead = kit.planted(cast, (1,), period_from=date(2030, 1, 1), period_to=date(2031, 12, 31))
    assert table(ahead, counted(ahead)) == ["období neuvedeno | neuvedeno"]


def test_periods_that_meet() -> None:
    one, other = (date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))
    assert [overlap(periods) for periods in ([one, other], [one, (None, None)], [(None, None)], [one, one])] == [
        False, True, False, True
    ]


def test_nothing_is_divided_by_nothing(made: Strategy) -> None:
    (measure,) = kit.measures(made)
    places = {}
    for title, unit, counting in (
        ("Projekty", "projektů", Counting.SUM), ("Obce", "obcí", Counting.NONE), ("Kurzy", "kurzů", Counting.NONE),
    ):
        places[title] = undertakings.add_indicator(
            by=kit.SYSTEM, measure=measure, title=title, unit=unit, counting=counting
        )
    state(made, indicator=places["Projekty"], value=12, **year(2024))
    state(made, indicator=places["Obce"], value=0, **year(2024))
    state(made, indicator=places["Kurzy"], value=4, **year(2025))
    (found,) = ratios_of(whole(kit.SYSTEM, made).measures[0].indicators, made, TODAY)
    assert found.lower == places["Obce"], "courses were told for another year"
    assert [row.text for row in found.rows] == ["neuvedeno"]


def drafted(cast: Cast, made: Strategy) -> dict[str, str]:
    """Passages of the report as text, by key."""
    report = drafted_both(cast.actor("chair"), made, for_team=True)[0]
    return {key: " ".join(base_text(passage).split()) for key, passage in report.passages.items()}


def test_the_frame_of_a_measure_names_partners_years_and_what_it_goes_with(cast: Cast) -> None:
    made = kit.strategy(cast)
    kit.plant(cast, made, (2,), activities=0)
    one, other = kit.measures(made)
    (before,) = kit.measures(kit.planted(cast, (1,), title="Dřívější plán"))
    tree.change_measure(by=kit.SYSTEM, measure=other, carried_from=before)
    tree.change_measure(
        by=kit.SYSTEM, measure=one, partners=[cast.police], funding_note="z rozpočtu města", **year(2024)
    )
    tree.link_measures(by=kit.SYSTEM, one=one, other=other, note="stejná kampaň")
    tree.approve(by=kit.SYSTEM, strategy=made, approved_on=kit.FIRST, approved_by="Rada", resolution="7/2022")
    found = drafted(cast, Strategy.objects.get(pk=made.pk))
    said = found[f"m.{one.uid}.frame"]
    for words in (
        "Partneři: Policie Zkušebnice", "Financování: z rozpočtu města", "Období: 2024",
        "Souvisí s: opatření 1.2 (stejná kampaň)",
    ):
        assert words in said
    assert "Období" not in found[f"m.{other.uid}.frame"]
    assert "Pokračuje z: " in found[f"m.{other.uid}.frame"]
    report = drafted_both(cast.actor("chair"), Strategy.objects.get(pk=made.pk))[0]
    assert any("usnesení č. 7/2022" in " ".join(text.split()) for _label, text in report.facts)


def test_a_goals_own_indicator_and_a_list_that_does_not_agree(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    (measure,) = kit.measures(made)
    goal = measure.goal
    offenders = undertakings.add_indicator(by=kit.SYSTEM, goal=goal, title="Pachatelé", unit="osob")
    state(made, indicator=offenders, value=5, **year(2025))
    closed = state(made, indicator=offenders, value=77, **year(2024)).claim
    Claim.objects.filter(pk=closed.pk).update(is_closed=True)
    paper = attach(by=cast.actor("member"), circle=made.circle, upload=factories.upload("zprava.txt"), title="Zpráva")
    rows = [Row("první", value=1), Row("druhá", value=1)]
    use = state(made, measure=measure, value=3, unit="místností", label="síť", rows=rows)
    ClaimUse.objects.filter(pk=use.pk).update(document=paper)
    Claim.objects.filter(pk=use.claim.pk).update(source_kind="elsewhere", source_uid="x")
    proving.use_also(by=kit.SYSTEM, strategy=made, claim=use.claim, measure=measure, share="v provozu")
    found = drafted(cast, made)
    about = found[f"g.{goal.uid}.about"]
    assert "2025 | 5" in about and "77" not in about
    assert "v seznamu 2" in found[f"list.{use.claim.uid}"]
    report = drafted_both(cast.actor("chair"), made, for_team=True)[0]
    assert report.sources[use.claim.uid].source == "Zpráva"


def test_who_reads_by_break_glass_hides_no_strategy_from_the_team(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    ahead = kit.strategy(cast, title="Příští strategie", period_from=date(2027, 1, 1), period_to=date(2031, 12, 31))
    Strategy.objects.filter(pk=made.pk).update(previous=ahead)
    made.refresh_from_db()
    break_glass(
        by=cast.actor("administrator"), circle=ahead.circle, person=cast.person("administrator"),
        reason="Zástup za nemocnou předsedkyni.",
    )
    report = drafted_both(cast.actor("chair"), made, for_team=True)[0]
    assert any("Příští strategie" in text for _label, text in report.facts)

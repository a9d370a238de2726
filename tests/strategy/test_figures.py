"""Numbers of a strategy: what may be added, what contradicts, what nobody said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from soucinnost.evidence.wording import value_text
from soucinnost.strategy.actions import proving, undertakings
from soucinnost.strategy.actions.proving import Row
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.models import Measure, Strategy, Undertaking
from soucinnost.strategy.selectors import figures
from soucinnost.strategy.selectors.contradictions import ContradictionKind
from soucinnost.strategy.selectors.doubts import doubts
from soucinnost.strategy.selectors.owing import owing, running_year
from soucinnost.strategy.selectors.tree import evidence_text
from soucinnost.strategy.selectors.whole import whole
from tests import factories
from tests.cast import Cast
from tests.strategy import kit

pytestmark = pytest.mark.django_db
SYSTEM = factories.SYSTEM
TODAY = date(2027, 3, 1)


def year(number: int, last: int | None = None) -> dict[str, date]:
    return {"period_from": date(number, 1, 1), "period_to": date(last or number, 12, 31)}


def planted(cast: Cast) -> tuple[Strategy, Measure]:
    made = kit.planted(cast, shape=(1,))
    return made, kit.measures(made)[0]


def state(made: Strategy, **fields: Any) -> Any:
    return proving.state(by=SYSTEM, strategy=made, **fields)


def counted(made: Strategy, measure: Measure, *told: tuple[int, int, dict[str, Any]], counting: str) -> Any:
    indicator = undertakings.add_indicator(
        by=SYSTEM, measure=measure, title="Asistenti", unit="osob", counting=counting
    )
    for when, value, more in told:
        state(made, indicator=indicator, value=value, **{**year(when), **more})
    return figures.strategy_figures(whole(SYSTEM, made), TODAY)[0]


class TestIndicators:
    def test_parts_make_a_whole_and_the_plan_stands_apart(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(
            made, measure, (2026, 35, {"share": "Program"}), (2026, 116, {"share": "APZ"}),
            (2026, 34, {"share": "KPSVL"}),
            (2027, 45, {"share": "ITI", "kind": "plan", "period_to": date(2029, 12, 31)}), counting=Counting.LATEST,
        )
        last = found.last
        assert [(part.name, part.amount.text) for part in last.actual.parts] == [
            ("Program", "35"), ("APZ", "116"), ("KPSVL", "34"),
        ]
        assert (last.actual.total.value, found.total.value) == (185, 185)
        assert (found.periods[-1].label, found.periods[-1].plan.total.value) == ("2027–2029", 45)
        assert found.periods[-1].actual.total is None
        assert (found.periods[-1].only_part, found.periods[-1].part_names) == ("ITI", [])
        assert [one.label for one in found.rows] == ["2022–2025", "2026", "2027–2029"]
        assert [one.label for one in found.missing] == ["2022", "2023", "2024", "2025"]

    @pytest.mark.parametrize(
        ("counting", "total", "note"),
        [
            (Counting.SUM, 100, "součet období, 3 období číslo neuvedl"), (Counting.LATEST, 60, "poslední stav: 2024"),
            (Counting.NONE, None, "roky se nesčítají"),
        ],
    )
    def test_years_are_added_only_where_they_may_be(self, cast: Cast, counting: str, total: int, note: str) -> None:
        made, measure = planted(cast)
        found = counted(made, measure, (2023, 40, {}), (2024, 60, {}), counting=counting)
        assert (found.total.value if found.total else None) == total
        assert " ".join(found.total_note.split()).startswith(note)

    def test_a_whole_is_checked_against_its_parts(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(
            made, measure, (2022, 30, {}), (2022, 12, {"share": "domy"}), (2022, 4, {"share": "denní"}),
            (2022, 14, {"share": "centra"}), (2023, 31, {}), (2023, 30, {"share": "domy"}), counting=Counting.NONE,
        )
        assert [one.actual.matches for one in found.periods[:3]] == [True, False, None]

    def test_a_whole_is_compared_with_shares_of_its_own_only(self, cast: Cast) -> None:
        made, measure = planted(cast)
        ngo, police = {"organisation": cast.ngo}, {"organisation": cast.police}
        found = counted(
            made, measure, (2022, 100, ngo), (2022, 60, ngo | {"share": "ženy"}), (2022, 30, ngo | {"share": "muži"}),
            (2022, 50, police), (2022, 20, police | {"share": "ženy"}), (2022, 30, police | {"share": "muži"}),
            (2022, 7, {"share": "děti"}),
            (2023, 214, {}), (2023, 134, ngo), (2023, 80, police),
            (2024, 185, {}), (2024, 100, {"share": "kraj"}), (2024, 85, {"share": "stát"}), (2024, 40, ngo),
            (2025, 30, ngo | {"share": "ženy"}), (2025, 20, police | {"share": "ženy"}),
            (2026, 40, ngo), (2026, 41, ngo | {"share": "ženy"}), (2026, 9, police | {"share": "ženy"}),
            counting=Counting.NONE,
        )
        several, whole_of_all, other_cut, shares, mixed = (one.actual for one in found.periods)
        assert (several.whole, several.total.value, several.matches) == (None, 150, None)
        assert [(one.whole.value, one.total.value, one.matches) for one in several.checks] == [
            (100, 90, False), (50, 50, True)
        ]
        assert [part.name for part in several.parts if not part.is_counted] == [
            "děti", "ženy, Most k lidem", "muži, Most k lidem", "ženy, Policie Zkušebnice", "muži, Policie Zkušebnice",
        ]
        assert (whole_of_all.matches, whole_of_all.sum_of_parts.value) == (True, 214)
        assert (other_cut.matches, other_cut.total.value) == (True, 185)
        assert [part.name for part in other_cut.parts] == ["kraj", "stát", "Most k lidem"]
        assert [(part.name, part.amount.value) for part in shares.counted] == [
            ("ženy, Most k lidem", 30), ("ženy, Policie Zkušebnice", 20)
        ]
        assert (mixed.total.value, [one.matches for one in mixed.checks]) == (49, [False])

    def test_one_share_told_by_two_sources_is_one_number(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(
            made, measure, (2022, 35, {"share": "Program"}), (2022, 36, {"share": "program", "organisation": cast.ngo}),
            (2022, 10, {"share": "Úřad", "organisation": cast.police}), counting=Counting.NONE,
        )
        assert [(part.name, part.amount.text) for part in found.periods[0].actual.parts] == [
            ("program", "35–36"), ("Úřad", "10")
        ]

    def test_contradictory_years_have_bounds(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(
            made, measure, (2022, 30, {}), (2022, 32, {"source_label": "jiný zdroj"}), (2023, 5, {}),
            counting=Counting.SUM,
        )
        assert (found.periods[0].actual.total.text, found.total.text) == ("30–32", "35–37")
        assert found.total.value is None
        serious = figures.contradictions(whole(SYSTEM, made))
        assert [(one.kind, [claim.value for claim in one.claims]) for one in serious] == [
            (ContradictionKind.VALUES, [30, 32])
        ]
        assert len(figures.contradicted(whole(SYSTEM, made))) == 2

    def test_overlapping_periods_are_not_added(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(
            made, measure, (2022, 30, {}), (2022, 90, {"period_to": date(2024, 12, 31)}), counting=Counting.SUM
        )
        assert found.total is None
        assert found.total_note == "období se překrývají, nesčítají se"
        assert [one.label for one in found.missing] == ["2025", "2026"]

    def test_nobody_said_anything(self, cast: Cast) -> None:
        made, measure = planted(cast)
        found = counted(made, measure, counting=Counting.SUM)
        assert (found.total, found.total_note, found.is_told, len(found.missing)) == (None, "neuvedeno", False, 5)


def event(made: Strategy, when: int, title: str, *told: int, **more: Any) -> Undertaking:
    done = undertakings.add_undertaking(
        by=SYSTEM, strategy=made, kind=UndertakingKind.EVENT, title=title, **year(when)
    )
    for value in told:
        state(made, undertaking=done, value=value, unit="účastníků", label="účastníci", **{**year(when), **more})
    return done


class TestUndertakings:
    def test_participants_with_events_that_gave_no_number(self, cast: Cast) -> None:
        made, _measure = planted(cast)
        for title, value in (("A", 73), ("B", 110), ("C", 80), ("D", 90)):
            event(made, 2025, title, value)
        for title in ("E", "F"):
            event(made, 2025, title)
        event(made, 2026, "G", 134, kind="plan")
        done = event(made, 2026, "H")
        state(made, undertaking=done, value=134, unit="účastníků", label="účastníci", share="nemocnice")
        state(made, undertaking=done, value=80, unit="účastníků", label="účastníci", share="úřady")
        years, everything = figures.undertaking_totals(whole(SYSTEM, made).undertakings)
        assert [(one.year, one.units[0].amount.value, len(one.units[0].untold)) for one in years] == [
            (2025, 353, 2), (2026, 214, 1),
        ]
        assert (everything.units[0].amount.value, len(everything.units[0].untold)) == (567, 3)
        assert [[total.unit for total in one.main] for one in (*years, everything)] == [["účastníků"]] * 3

    def test_kinds_of_things_are_not_counted_together(self, cast: Cast) -> None:
        made, _measure = planted(cast)
        toys, lockers = event(made, 2025, "Hračky"), event(made, 2026, "Skříňky")
        state(made, undertaking=toys, value=2100, unit="kusů")
        state(made, undertaking=lockers, value=299, unit="skříněk")
        years, everything = figures.undertaking_totals(whole(SYSTEM, made).undertakings)
        assert (everything.main, [one.main for one in years]) == ([], [[], []])
        assert len(everything.units) == 2

    def test_different_things_in_one_unit_are_not_added(self, cast: Cast) -> None:
        made, _measure = planted(cast)
        done = event(made, 2025, "A", 73)
        state(made, undertaking=done, value=20, unit="účastníků", label="přihlášení", **year(2025))
        total = figures.undertaking_totals(whole(SYSTEM, made).undertakings)[1].units[0]
        assert (total.amount, len(total.unclear), total.untold) == (None, 1, [])


class TestLists:
    ROOMS = (
        Row("Kadaň"), Row("Most, policie", organisation="Policie ČR"), Row("Most, město", organisation="město"),
        Row("Děčín", is_planned=True),
    )

    def test_a_network_with_its_list(self, cast: Cast) -> None:
        made, measure = planted(cast)
        town = factories.municipality("Městov")
        use = state(
            made, measure=measure, value=3, unit="místností", label="síť",
            rows=[Row(row.label, town if "Most" in row.label else None, row.organisation, None, row.is_planned)
                  for row in self.ROOMS],
        )
        rows = whole(SYSTEM, made).rows[use.claim_id]
        found = figures.list_figures(use.claim, rows)
        assert (found.counted, found.planned, found.places, found.matches) == (3, 1, 1, True)
        assert found.organisations == ["Policie ČR", "město"]
        police = figures.list_figures(use.claim, rows, organisation="policie čr")
        assert ([row.label for row in police.rows], police.matches) == (["Most, policie"], None)

    @pytest.mark.parametrize(
        ("values", "counted", "matches", "untold"),
        [
            ((200, 99), 299, True, 0), ((200, 98), 298, False, 0), ((200, None), 200, None, 1),
            ((None, None), 2, None, 2),
        ],
    )
    def test_a_handout_with_who_was_given_how_many(
        self, cast: Cast, values: tuple[int | None, ...], counted: int, matches: bool | None, untold: int
    ) -> None:
        made, measure = planted(cast)
        rows = [Row(f"Nemocnice {place}", value=value) for place, value in enumerate(values)]
        use = state(made, measure=measure, value=299, unit="skříněk", rows=rows)
        found = figures.list_figures(use.claim, whole(SYSTEM, made).rows[use.claim_id])
        assert (found.counted, found.matches, found.untold) == (Decimal(counted), matches, untold)
        assert found.is_of_things == (values != (None, None))


class TestContradictions:
    def test_words_different_bases_and_precision(self, cast: Cast) -> None:
        made, measure = planted(cast)
        one = state(made, measure=measure, text="Konference byly 2014 a 2015.", source_page="7")
        other = state(made, measure=measure, text="Konference byly 2013 a 2015.", source_page="14")
        for kind in ("actual", "approximate"):
            state(made, measure=measure, value=80, unit="osob", label="setkání", kind=kind, **year(2024))
        state(made, measure=measure, value=40, unit="osob", label="podpoření", denominator=120)
        state(made, measure=measure, value=15, unit="osob", label="zaměstnaní", denominator=30)
        proving.mark_conflict(by=SYSTEM, strategy=made, one=one.claim, other=other.claim, note="roky konferencí")
        view = whole(SYSTEM, made)
        found = figures.contradictions(view)
        assert [one.kind for one in found] == [
            ContradictionKind.MARKED, ContradictionKind.PRECISION, ContradictionKind.BASES,
        ]
        assert (found[0].note, found[0].place) == ("roky konferencí", "1.1 Opatření 1.1")
        assert figures.contradicted(view) == {one.claim_id: [other.claim], other.claim_id: [one.claim]}

    def test_a_plan_contradicts_nothing(self, cast: Cast) -> None:
        made, measure = planted(cast)
        state(made, measure=measure, value=31, unit="služeb", label="služby", kind="plan")
        state(made, measure=measure, value=30, unit="služeb", label="služby")
        state(made, measure=measure, value=30, unit="služeb", label="podobné služby")
        assert not figures.contradictions(whole(SYSTEM, made))


def test_doubts_are_said(cast: Cast) -> None:
    made, measure = planted(cast)
    tight = state(made, measure=measure, value=110, unit="osob", label="x", denominator=100, denominator_label="osob")
    assert [" ".join(text.split()) for text in doubts(tight.claim, made)] == [
        "Hodnota 110 je větší než celek 100 (110 %)."
    ]
    tight.claim.kind = "plan"
    assert not doubts(tight.claim, made)
    early = state(made, measure=measure, text="Výchozí průzkum", stated_on=date(2022, 2, 1), **year(2009)).claim
    assert "před začátkem strategie" in doubts(early, made)[0]
    late = state(made, measure=measure, text="Kurz", stated_on=date(2025, 2, 1), **year(2026)).claim
    assert "až po dni" in doubts(late, made, source_day=date(2025, 1, 1))[0]
    assert "po svém zdroji" in doubts(early, made, source_day=date(2009, 6, 1))[0]
    goal = measure.goal
    goal.evaluated_on = date(2026, 6, 1)
    assert "po hodnocení cíle" in " ".join(doubts(late, made, goal=goal))


def test_who_owes_evidence(cast: Cast) -> None:
    made = kit.planted(cast, shape=(3,))
    first, second, third = kit.measures(made)
    state(made, measure=first, text="Proběhl kurz.", **year(2025))
    state(made, measure=second, text="Proběhl kurz.", stated_on=date(2025, 5, 1))
    Measure.objects.filter(pk=third.pk).update(period_to=date(2024, 12, 31))
    state(made, measure=first, value=4, unit="kurzů", label="kurzy", kind="plan", **year(2026))
    view = whole(SYSTEM, made)
    assert view.measures[0].last_evidence.text == "Proběhl kurz."
    part = state(made, measure=third, value=34, unit="asistentů", label="počet", share="pilotní projekt", **year(2024))
    assert evidence_text(part) == "počet: 34 asistentů, 2024 (pilotní projekt)"
    assert not owing(view, 2025)
    assert [[place.number for place in one.measures] for one in owing(view, 2026)] == [["1.1", "1.2"]]
    assert owing(view, 2024)[0].organisation == cast.ngo
    assert (running_year(made, date(2031, 1, 1)), running_year(made, date(2023, 1, 1))) == (2026, 2023)


def test_a_missing_number_is_words(cast: Cast) -> None:
    made, measure = planted(cast)
    assert value_text(state(made, measure=measure, text="Seminář").claim) == "neuvedeno"

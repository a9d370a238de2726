"""Writing the tree of a strategy: who may, what is refused, what is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from soucinnost.audit.models import Entry
from soucinnost.strategy.actions import tree
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.common import MEASURE_KIND, numbers
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.models import Activity, Assessment, ClaimUse, Measure, MeasureLink, Strategy
from soucinnost.strategy.selectors.whole import whole
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast, make_cast
from tests.strategy import kit
from tests.strategy.kit import refused

pytestmark = pytest.mark.django_db

WRITERS = ("chair", "recorder")


def test_everybody_writes_only_what_the_rules_let(cast: Cast) -> None:
    made = kit.planted(cast)
    goal, measure = made.goals.first(), kit.measures(made)[0]
    activity = measure.activities.first()
    assert goal is not None and activity is not None
    writes: list[Callable[[Any], Any]] = [
        lambda by: tree.change_strategy(by=by, strategy=made, title="Jiná"),
        lambda by: tree.add_goal(by=by, strategy=made, title="Cíl"),
        lambda by: tree.change_goal(by=by, goal=goal, title="Cíl"),
        lambda by: tree.evaluate_goal(by=by, goal=goal, text="Daří se."),
        lambda by: tree.add_measure(by=by, goal=goal, title="Opatření"),
        lambda by: tree.change_measure(by=by, measure=measure, title="Opatření"),
        lambda by: tree.move_measure(by=by, measure=measure, goal=goal, position=1),
        lambda by: tree.add_activity(by=by, measure=measure, text="Besedy"),
        lambda by: tree.change_activity(by=by, activity=activity, text="Besedy"),
        lambda by: assess(by=by, measure=measure, outcome=Outcome.FULFILLED),
    ]
    for role in ROLES:
        for write in writes:
            before = Entry.objects.count()
            if role in WRITERS:
                write(cast.actor(role))
                assert Entry.objects.count() > before
                continue
            with pytest.raises(PermissionDenied):
                write(cast.actor(role))
            assert Entry.objects.count() == before


def test_only_the_manager_begins_and_only_the_chair_answers(cast: Cast) -> None:
    for role in ROLES:
        if role != "manager":
            with pytest.raises(PermissionDenied):
                tree.create_strategy(
                    by=cast.actor(role), organisation=cast.town, title="S", period_from=kit.FIRST, period_to=kit.LAST
                )
    made = tree.create_strategy(
        by=cast.actor("manager"), organisation=cast.town, title="S", area=cast.town.area, period_from=kit.FIRST,
        period_to=kit.LAST,
    )
    assert made.short_name == "zkusebnice-2022-2026"
    assert made.region == cast.region
    seat = made.circle.seats.get()
    assert seat.is_chair and seat.is_recorder and seat.person == cast.person("manager")
    kit.seat_team(cast, made)
    for role in ROLES:
        if role not in ("chair", "manager"):
            with pytest.raises(PermissionDenied):
                tree.approve(by=cast.actor(role), strategy=made, approved_on=factories.today(), approved_by="Rada")


def test_short_names_never_repeat(cast: Cast) -> None:
    names = [kit.strategy(cast).short_name for _ in range(3)]
    assert names == ["zkusebnice-2022-2026", "zkusebnice-2022-2026-2", "zkusebnice-2022-2026-3"]
    assert kit.strategy(cast, kind="inclusion").short_name == "zkusebnice-inclusion-2022-2026"
    assert kit.strategy(cast, area=None, period_to=kit.FIRST).short_name == "zkusebnice-2022"
    assert refused(lambda: kit.strategy(cast, short_name="Velká Písmena"), "short_name")
    assert refused(lambda: kit.strategy(cast, short_name=names[0]), "short_name")


def test_the_frame_says_what_is_wrong(cast: Cast) -> None:
    made = kit.strategy(cast)
    other = kit.strategy(cast, previous=made)
    third = kit.strategy(cast, previous=other)
    assert "sama na sebe" in refused(
        lambda: tree.change_strategy(by=kit.SYSTEM, strategy=made, previous=made), "previous"
    )
    assert "kruh" in refused(lambda: tree.change_strategy(by=kit.SYSTEM, strategy=made, previous=third), "previous")
    begun = kit.FIRST.replace(year=kit.FIRST.year + 1)
    later = kit.strategy(cast, period_from=begun, title="Pozdější plán")
    assert "později než tato" in refused(
        lambda: tree.change_strategy(by=kit.SYSTEM, strategy=made, previous=later), "previous"
    )
    assert refused(lambda: kit.strategy(cast, title="   "), "title")
    assert "dřív" in refused(lambda: kit.strategy(cast, period_from=kit.LAST, period_to=kit.FIRST), "period_to")
    foreign = tree.create_strategy(
        by=kit.SYSTEM, organisation=cast.other_town, title="Cizí", period_from=kit.FIRST, period_to=kit.LAST
    )
    assert refused(
        lambda: tree.change_strategy(by=cast.actor("chair"), strategy=made, previous=foreign), "previous"
    )


def test_approval_goes_there_and_back(cast: Cast) -> None:
    made, chair = kit.strategy(cast), cast.actor("chair")
    assert refused(lambda: tree.mark_evaluated(by=chair, strategy=made))
    late = factories.today() + timedelta(days=1)
    assert refused(
        lambda: tree.approve(by=chair, strategy=made, approved_on=late, approved_by="Zastupitelstvo"), "approved_on"
    )
    made = tree.approve(
        by=chair, strategy=made, approved_on=kit.FIRST, approved_by="Zastupitelstvo", resolution="12/2022"
    )
    made = tree.mark_evaluated(by=chair, strategy=made)
    assert made.state == StrategyState.EVALUATED
    made = tree.reopen_draft(by=chair, strategy=made)
    assert (made.state, made.resolution) == (StrategyState.APPROVED, "12/2022")
    made = tree.reopen_draft(by=chair, strategy=made)
    assert (made.state, made.approved_on) == (StrategyState.DRAFT, None)
    assert refused(lambda: tree.reopen_draft(by=chair, strategy=made))
    kept = Version.objects.filter(kind="strategy", object_uid=made.uid)
    assert "12/2022" in [version.data["resolution"] for version in kept]


def test_a_goal_with_measures_stays(cast: Cast) -> None:
    made = kit.planted(cast, (1, 0, 2))
    first, second, third = made.goals.order_by("position")
    assert "1 opatření" in refused(lambda: tree.remove_goal(by=kit.SYSTEM, goal=first))
    tree.remove_goal(by=kit.SYSTEM, goal=second)
    assert list(made.goals.order_by("position").values_list("position", "title")) == [(1, "Cíl 1"), (2, "Cíl 3")]
    assert numbers(made)[third.measures.order_by("position").first().pk] == "2.1"  # type: ignore[union-attr]
    assert not Version.objects.filter(kind="strategy.goal", object_uid=second.uid).exists()
    assert "odebral" in refused(lambda: tree.change_goal(by=kit.SYSTEM, goal=second, title="Pozdě"))


def test_a_measure_moves_with_its_evidence_and_old_number(cast: Cast) -> None:
    made = kit.planted(cast)
    tree.approve(by=kit.SYSTEM, strategy=made, approved_on=kit.FIRST, approved_by="Zastupitelstvo")
    made.refresh_from_db()
    one, neighbour, *_rest = kit.measures(made)
    proof = kit.claim(cast, one)
    assess(by=kit.SYSTEM, measure=one, outcome=Outcome.NOT_FULFILLED, reason="Nebyly peníze.")
    target = made.goals.get(position=2)
    tree.move_measure(by=kit.SYSTEM, measure=one, goal=target, position=2)
    assert kit.shape_of(made) == [
        ("Cíl 1", ["Opatření 1.2"]), ("Cíl 2", ["Opatření 2.1", "Opatření 1.1", "Opatření 2.2"])
    ]
    view = whole(kit.SYSTEM, made)
    place = next(found for found in view.measures if found.measure.pk == one.pk)
    assert (place.number, place.last_evidence) == ("2.2", proof)
    assert place.assessment is not None and len(place.activities) == 2
    kept = Version.objects.filter(kind=MEASURE_KIND, object_uid=one.uid).order_by("number")
    assert [version.data["number"] for version in kept] == ["1.1", "2.2"]
    shifted = Version.objects.filter(kind=MEASURE_KIND, object_uid=neighbour.uid).order_by("number")
    assert [version.data["number"] for version in shifted] == ["1.2", "1.1"]
    foreign = kit.planted(cast, (1,)).goals.get()
    assert refused(lambda: tree.move_measure(by=kit.SYSTEM, measure=one, goal=foreign, position=1), "goal")


def test_what_is_needed_is_not_removed(cast: Cast) -> None:
    made = kit.planted(cast, (4,))
    proved, judged, continued, free = kit.measures(made)
    kit.claim(cast, proved)
    assess(by=kit.SYSTEM, measure=judged, outcome=Outcome.FULFILLED)
    later = kit.planted(cast, (1,), previous=made)
    tree.change_measure(by=kit.SYSTEM, measure=kit.measures(later)[0], carried_from=continued)
    for needed, why in ((proved, "doklady"), (judged, "hodnocení"), (continued, "navazuje")):
        assert why in refused(lambda needed=needed: tree.remove_measure(by=kit.SYSTEM, measure=needed))
    tree.remove_measure(by=kit.SYSTEM, measure=free)
    assert [one.position for one in kit.measures(made)] == [1, 2, 3]
    assert refused(lambda: tree.remove_strategy(by=kit.SYSTEM, strategy=made))
    assert "odebral" in refused(lambda: tree.change_measure(by=kit.SYSTEM, measure=free, title="Pozdě"))
    activity = proved.activities.first()
    assert activity is not None
    ClaimUse.objects.filter(measure=proved).update(activity=activity)
    assert refused(lambda: tree.remove_activity(by=kit.SYSTEM, activity=activity))


def test_a_bare_draft_goes_whole(cast: Cast) -> None:
    made = kit.planted(cast)
    uids = [one.uid for one in kit.measures(made)]
    with pytest.raises(PermissionDenied):
        tree.remove_strategy(by=cast.actor("recorder"), strategy=made)
    tree.remove_strategy(by=cast.actor("chair"), strategy=made)
    assert not Strategy.objects.exists() and not Measure.objects.exists() and not Activity.objects.exists()
    assert not Version.objects.filter(object_uid__in=uids).exists()
    assert not made.circle.seats.exists()


def test_measures_continue_without_circles(cast: Cast) -> None:
    early, late = kit.planted(cast, (2,)), kit.planted(cast, (1,))
    (one, other), (next_one,) = kit.measures(early), kit.measures(late)
    tree.change_measure(by=kit.SYSTEM, measure=next_one, carried_from=one)
    change = tree.change_measure
    assert "kruh" in refused(lambda: change(by=kit.SYSTEM, measure=one, carried_from=next_one), "carried_from")
    assert "jiné strategie" in refused(lambda: change(by=kit.SYSTEM, measure=one, carried_from=other), "carried_from")
    foreign = tree.create_strategy(
        by=kit.SYSTEM, organisation=cast.other_town, title="Cizí", period_from=kit.FIRST, period_to=kit.LAST
    )
    hidden = tree.add_measure(
        by=kit.SYSTEM, goal=tree.add_goal(by=kit.SYSTEM, strategy=foreign, title="Cíl"), title="Skryté"
    )
    assert refused(lambda: change(by=cast.actor("chair"), measure=one, carried_from=hidden), "carried_from")
    assert refused(
        lambda: assess(
            by=cast.actor("chair"), measure=one, outcome=Outcome.CARRIED_OVER, reason="Dál", carried_to=hidden
        ), "carried_to",
    )


def test_who_is_named_must_be_active(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    measure = kit.measures(made)[0]
    gone = factories.organisation("Zaniklý spolek", is_active=False)
    assert "nepůsobí" in refused(lambda: tree.change_measure(by=kit.SYSTEM, measure=measure, owner=gone), "owner")
    assert "Zaniklý spolek" in refused(
        lambda: tree.change_measure(by=kit.SYSTEM, measure=measure, partners=[gone]), "partners"
    )
    cast.ngo.is_active = False
    cast.ngo.save()
    tree.change_measure(by=kit.SYSTEM, measure=measure, title="Dál u téhož", owner=cast.ngo)
    backwards = {"period_from": kit.LAST, "period_to": kit.FIRST}
    assert refused(lambda: tree.change_measure(by=kit.SYSTEM, measure=measure, **backwards), "period_to")


def test_links_are_mutual_and_said_once(cast: Cast) -> None:
    made = kit.planted(cast, (2,))
    one, other = kit.measures(made)
    tree.link_measures(by=kit.SYSTEM, one=other, other=one, note="stejný projekt")
    tree.link_measures(by=kit.SYSTEM, one=one, other=other, note="stejná kampaň")
    link = MeasureLink.objects.get()
    assert (link.one, link.other, link.note) == (one, other, "stejná kampaň")
    assert refused(lambda: tree.link_measures(by=kit.SYSTEM, one=one, other=one), "other")
    tree.unlink_measures(by=kit.SYSTEM, one=other, other=one)
    tree.unlink_measures(by=kit.SYSTEM, one=other, other=one)
    assert not MeasureLink.objects.exists()


def test_an_assessment_says_why_and_where(cast: Cast) -> None:
    made, later = kit.planted(cast, (2,)), kit.planted(cast, (1,))
    one, other = kit.measures(made)
    say: Any = {"by": kit.SYSTEM, "measure": one}
    assert refused(lambda: assess(**say, outcome="skoro"), "outcome")
    for outcome in (Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.CARRIED_OVER):
        assert "důvod" in refused(lambda outcome=outcome: assess(**say, outcome=outcome), "reason")
    carried: Any = {**say, "outcome": Outcome.CARRIED_OVER, "reason": "Chyběly peníze."}
    assert "kam" in refused(lambda: assess(**carried), "carried_note")
    assert refused(lambda: assess(**carried, carried_to=one), "carried_to")
    tomorrow = factories.today() + timedelta(days=1)
    assert refused(lambda: assess(**say, outcome=Outcome.FULFILLED, assessed_on=tomorrow), "assessed_on")
    assert refused(lambda: assess(**say, outcome=Outcome.FULFILLED, carried_note="dál"), "outcome")
    assert refused(
        lambda: assess(**say, outcome=Outcome.FULFILLED, activity=other.activities.first()), "activity"
    )
    baseline = kit.claim(cast, one, value=56, unit="%", label="Pocit bezpečí")
    assess(**say, outcome=Outcome.FULFILLED)
    last = assess(**carried, carried_to=kit.measures(later)[0], baseline=baseline)
    assert whole(kit.SYSTEM, made).measures[0].assessment == last
    assert Assessment.objects.filter(measure=one).count() == 2


MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2), st.integers(-2, 9), st.booleans()), max_size=6)


class Moving(TestCase):
    """However goals and measures are moved, places stay 1, 2, 3 and nothing is lost."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = make_cast()
        cls.made = kit.planted(cls.cast, (3, 0, 4))

    @settings(max_examples=15)
    @given(MOVES)
    def test_moves(self, moves: list[tuple[int, int, int, bool]]) -> None:
        everything = {one.pk for one in kit.measures(self.made)}
        for which, under, position, whole_goal in moves:
            goals = list(self.made.goals.order_by("position"))
            held = kit.measures(self.made)
            if whole_goal:
                tree.move_goal(by=kit.SYSTEM, goal=goals[under], position=position)
            else:
                measure = held[which % len(held)]
                tree.move_measure(by=kit.SYSTEM, measure=measure, goal=goals[under], position=position)
                order = list(goals[under].measures.order_by("position"))
                assert order.index(measure) + 1 == min(max(position, 1), len(order))
        goals = list(self.made.goals.order_by("position"))
        assert [goal.position for goal in goals] == [1, 2, 3]
        for goal in goals:
            places = list(goal.measures.order_by("position").values_list("position", flat=True))
            assert places == list(range(1, len(places) + 1))
        assert {one.pk for one in kit.measures(self.made)} == everything


def test_what_the_database_refuses_is_not_called_a_taken_short_name(cast: Cast, monkeypatch) -> None:
    made = kit.strategy(cast)

    def broken(*_args: object, **_more: object) -> None:
        raise IntegrityError("another constraint")

    monkeypatch.setattr(Strategy, "save", broken)
    with pytest.raises(IntegrityError):
        tree.change_strategy(by=cast.actor("chair"), strategy=made, title="Jiná")

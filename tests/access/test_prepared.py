"""Statements that are kept: the same rows as the query built anew, never those of another reader or another day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.signals import post_init
from django.utils import timezone

from soucinnost.access import prepared
from soucinnost.access.actors import actor_for_person
from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Fixed, Prepared, Rows
from soucinnost.access.rows import is_plain
from soucinnost.assignments.listing import _count, _groups_with_tasks, _shown
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry as Row
from soucinnost.groups.models import Group, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Entry
from soucinnost.meetings.selectors import minutes
from tests import factories
from tests.cast import ROLES, Cast

pytestmark = pytest.mark.django_db


@Prepared
def _topics(actor: Actor) -> QuerySet[Topic]:
    return Topic.objects.visible_to(actor).order_by("pk")


@Prepared
def _seats(circle: int, day: date) -> QuerySet[Seat]:
    return Seat.objects.on(day).filter(circle=circle).order_by("pk")


def test_each_reader_gets_what_the_query_gives(cast: Cast) -> None:
    factories.topic(cast.group)
    factories.topic(cast.other_group)
    seen = set()
    for role in (*ROLES, *ROLES):
        actor = cast.actor(role)
        found = _topics(actor)
        assert found == list(Topic.objects.visible_to(actor).order_by("pk")), role
        seen.add(tuple(topic.pk for topic in found))
    assert len(seen) == 3, "both groups are somebody's, and some see nothing"
    assert _topics.is_prepared(cast.actor("member"))


def test_a_day_is_an_argument(cast: Cast) -> None:
    today = factories.today()
    circle = cast.group.circle_id
    held = {seat.pk for seat in _seats(circle, today)}
    assert held != {seat.pk for seat in _seats(circle, today - timedelta(days=1))}, "the former member left yesterday"
    assert held == set(Seat.objects.on(today).filter(circle=circle).values_list("pk", flat=True))
    assert _seats.is_prepared(circle, today)


def test_a_revoked_seat_gives_nothing_at_once(cast: Cast) -> None:
    factories.topic(cast.group)
    assert _topics(cast.actor("member"))
    Seat.objects.filter(person=cast.person("member")).update(valid_to=factories.today() - timedelta(days=1))
    assert not _topics(cast.actor("member"))


@pytest.mark.parametrize("build", [
    lambda actor: Topic.objects.filter(pk__in=[1] if actor.has(1) else [2]),
    lambda actor: Topic.objects.filter(group__circle__in=[one for one in (*actor.circle_ids, 9) if actor.has(one)]),
    lambda actor: Topic.objects.filter(group__circle__in=[1] if 1 in actor.circle_ids else [2]),
    lambda actor: Topic.objects.filter(raised_by__in=actor.colleague_ids),
    lambda actor: Seat.objects.on(timezone.localdate()),
    lambda actor: Seat.objects.prefetch_related("deputies"),
    lambda actor: Seat.objects.select_for_update(),
])
def test_what_a_shape_does_not_tell_runs_as_it_is(cast: Cast, build: Any, transactional: None) -> None:
    made = Prepared(build)
    actor = cast.actor("member")
    assert not made.is_prepared(actor)
    assert set(made(actor)) == set(build(actor))


@pytest.fixture
def transactional(db: None) -> None:
    """``select_for_update`` asks for a transaction, which every test has."""


def test_an_argument_must_stand_in_the_statement() -> None:
    twice = Prepared(lambda number: Seat.objects.filter(pk=number * 2))
    prefix = Prepared(lambda text: Seat.objects.filter(note__startswith=text))
    assert not twice.is_prepared(4)
    assert not prefix.is_prepared("a")
    assert not Prepared(lambda number: Seat.objects.filter(is_chair=number > 3)).is_prepared(4)


def test_what_is_computed_of_an_argument_does_not_stay_that_of_the_first(cast: Cast) -> None:
    """Also where the argument stands in the statement as it is, and what is computed looks like another argument."""
    pattern = Prepared(lambda text: Seat.objects.filter(Q(note=text) | Q(note__startswith=text)))
    number = Prepared(lambda number: Seat.objects.filter(pk__in=[number, number * 2]))
    less = Prepared(lambda number: Seat.objects.filter(pk__in=[number, number - 1]))
    negative = Prepared(lambda number: Seat.objects.filter(pk__in=[number, -number]))
    day = Prepared(lambda day, other: Seat.objects.on(day + timedelta(days=1)).exclude(valid_from__in=[day, other]))
    Seat.objects.filter(circle=cast.group.circle).update(note="abc")
    today = factories.today()
    assert not any((pattern.is_prepared("ab"), number.is_prepared(4), day.is_prepared(today, today)))
    assert not any((less.is_prepared(4), negative.is_prepared(4)))
    assert {seat.note for seat in pattern("ab")} == {"abc"}


def test_other_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="Seat"):
        _seats(Seat(), factories.today())
    with pytest.raises(TypeError, match="bool"):
        _seats(True, factories.today())


def test_a_fixed_argument_makes_another_statement(cast: Cast) -> None:
    made: Prepared[Seat] = Prepared(
        lambda circle, standing: Seat.objects.filter(circle=circle, standing=standing).order_by("pk")
    )
    for standing in Standing:
        found = made(cast.group.circle_id, Fixed(str(standing)))
        assert found == list(Seat.objects.filter(circle=cast.group.circle_id, standing=standing).order_by("pk"))


def test_sets_texts_and_counts(cast: Cast) -> None:
    some: Prepared[Any] = Prepared(
        lambda numbers, uid: Seat.objects.filter(pk__in=numbers).exclude(uid=uid).values_list(Rows(), flat=True)
    )
    seats = list(Seat.objects.order_by("pk")[:4])
    assert some([seat.pk for seat in seats], seats[0].uid) == [3]
    assert some(tuple(seat.pk for seat in seats[:2]), "none") == [2]
    assert some((), "none") == [], "of nothing the database is not asked"


@Prepared
def _run_by(actor: Actor) -> QuerySet[Topic]:
    runs = [one for one in actor.circle_ids if actor.has(one, Function.CHAIR, Function.RECORDER)]
    return Topic.objects.filter(group__circle__in=runs).order_by("pk")


def test_what_the_reader_is_in_each_circle_may_be_asked(cast: Cast) -> None:
    """A member here and chair there runs the other circle than who is the chair here and a member there."""
    here, there = factories.topic(cast.group), factories.topic(cast.other_group)
    both = factories.person(), factories.person()
    for person, led, other in zip(both, (cast.group, cast.other_group), (cast.other_group, cast.group), strict=True):
        Seat.objects.create(circle=led.circle, person=person, is_chair=True)
        Seat.objects.create(circle=other.circle, person=person)
    for person, topic in zip(both * 2, (here, there) * 2, strict=True):
        assert _run_by(actor_for_person(person)) == [topic]
    assert _run_by.is_prepared(cast.actor("recorder"))
    assert _run_by(cast.actor("member")) == []
    assert _run_by(cast.actor("public")) == []


def test_where_no_row_can_answer_nothing_is_asked(
    cast: Cast, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Prepared, "check_every", 0)
    built: list[int] = []

    def build(actor: Actor) -> QuerySet[Topic]:
        built.append(1)
        return Topic.objects.visible_to(actor)

    made: Prepared[Topic] = Prepared(build)
    with django_assert_num_queries(0):
        assert made(cast.actor("public")) == []
        times = len(built)
        assert made(cast.actor("public")) == []
    assert len(built) == times


def test_a_column_of_small_numbers_is_not_taken_for_empty(cast: Cast) -> None:
    """On PostgreSQL no small column can hold what stands for a number, so such a query runs as it is."""
    made: Prepared[Group] = Prepared(lambda days: Group.objects.filter(remarks_days=days))
    Group.objects.filter(pk=cast.group.pk).update(remarks_days=13)
    assert made(13) == [cast.group]
    assert made(14) == []


def test_records_are_those_of_django(cast: Cast) -> None:
    """Values, what was not read, related records and the state; a record can be saved and read again."""
    read: Prepared[Seat] = Prepared(
        lambda circle: Seat.objects.filter(circle=circle).select_related("person", "organisation", "deputy_for__person")
        .defer("note", "person__email").annotate(twice=F("pk") * 2).order_by("pk")
    )
    made, plain = read(cast.group.circle_id), list(read.build(cast.group.circle_id))
    assert read.is_prepared(cast.group.circle_id)
    assert made == plain
    for one, other in zip(made, plain, strict=True):
        assert _state_of(one) == _state_of(other)
        assert (one.person.email, one.note) == (other.person.email, other.note)
    seat = made[0]
    seat.note = "Změna"
    seat.save(update_fields=["note"])
    seat.refresh_from_db()
    assert (seat.note, seat._state.adding) == ("Změna", False)


def _state_of(record: Any) -> dict[str, Any]:
    """Everything that a record holds, related ones by their own state."""
    held = {name: value for name, value in vars(record).items() if name != "_state"}
    held["_cached"] = {
        name: None if one is None else _state_of(one)
        for name, one in record._state.fields_cache.items() if name != "user"
    }
    return {**held, "_db": record._state.db, "_adding": record._state.adding, "_class": type(record)}


def test_a_model_that_does_more_is_made_by_django(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Seat] = []

    def listens(*, instance: Seat, **_named: Any) -> None:
        heard.append(instance)

    seats: Prepared[Seat] = Prepared(lambda circle: Seat.objects.filter(circle=circle).order_by("pk"))
    assert is_plain(Seat)
    post_init.connect(listens, sender=Seat)
    try:
        assert not is_plain(Seat)
        monkeypatch.setattr(Prepared, "check_every", 0)
        assert seats(cast.group.circle_id) == heard != []
    finally:
        post_init.disconnect(listens, sender=Seat)
    monkeypatch.setattr(Seat, "from_db", classmethod(lambda *told: Model.from_db(*told)))
    assert not is_plain(Seat)


def test_a_comparison_notices_another_statement(cast: Cast) -> None:
    called: list[int] = []

    def build(circle: int) -> QuerySet[Seat]:
        called.append(circle)
        return Seat.objects.filter(circle=circle, is_chair=len(called) > 1)

    with pytest.raises(AssertionError, match="another one"):
        Prepared(build)(cast.group.circle_id)


def test_a_comparison_notices_rows_where_none_were_thought_possible(cast: Cast) -> None:
    called: list[int] = []

    def build(circle: int) -> QuerySet[Seat]:
        called.append(circle)
        return Seat.objects.filter(circle=circle) if len(called) > 2 else Seat.objects.none()

    with pytest.raises(AssertionError, match="where none can be: build"):
        Prepared(build)(cast.group.circle_id)


def test_what_only_the_size_of_a_number_makes_empty_runs_as_it_is(cast: Cast) -> None:
    """As a column of small numbers on PostgreSQL, on any database."""
    made: Prepared[Seat] = Prepared(
        lambda circle: Seat.objects.filter(circle=circle).order_by("pk") if circle < 10**9 else Seat.objects.none()
    )
    assert not made.is_prepared(cast.group.circle_id)
    assert made(cast.group.circle_id) == list(Seat.objects.filter(circle=cast.group.circle).order_by("pk"))


def test_what_stands_for_small_numbers_is_never_below_one(cast: Cast) -> None:
    """As many arguments as there are: one below zero would make a column that holds none empty."""
    made: Prepared[Seat] = Prepared(
        lambda circle, *rest: Seat.objects.filter(circle=circle).order_by("pk")
        if all(0 < one < 10**9 for one in rest) else Seat.objects.none()
    )
    assert made(cast.group.circle_id, 1, 2, 3) == list(Seat.objects.filter(circle=cast.group.circle).order_by("pk"))


def test_what_is_asked_rarely_is_not_kept(cast: Cast) -> None:
    kept = connections["default"].__dict__.setdefault("prepared_statements", {})
    kept.clear()
    assert _seats.unprepared(cast.group.circle_id, factories.today()) == list(
        Seat.objects.on(factories.today()).filter(circle=cast.group.circle).order_by("pk")
    )
    assert not kept


def test_the_pages_measured_run_what_is_kept(cast: Cast) -> None:
    actor = cast.actor("member")
    for one in (minutes._presences, minutes.papers_of, minutes.carried_to, minutes._agenda, minutes._lines):
        assert one.is_prepared(actor, 1)
    assert _groups_with_tasks.is_prepared(actor)
    asked = (actor, Fixed("vse"), Fixed("vse"), Fixed(""))
    assert _count.is_prepared(*asked)
    assert _shown.is_prepared(*asked, Fixed((0, 50)))
    assert _count.is_prepared(actor, Fixed("vse"), Fixed("vse"), cast.group.uid)


def test_nested_questions_keep_their_order(cast: Cast) -> None:
    asks: Prepared[Any] = Prepared(
        lambda actor, group: Assignment.objects.visible_to(actor).filter(
            Exists(Entry.objects.visible_to(actor).filter(assignment=OuterRef("pk"))), group=group
        )
    )
    for role in ROLES:
        asks(cast.actor(role), cast.group.pk)  # compared with the query built anew, see conftest
    assert asks.is_prepared(cast.actor("member"), cast.group.pk)


def test_a_moment_is_an_argument_whatever_its_zone() -> None:
    since: Prepared[Any] = Prepared(lambda uid, moment: Row.objects.filter(object_uid=uid, at__gte=moment))
    row = record(by=factories.SYSTEM, verb="thing.made", object_uid="x1")
    assert since.is_prepared("x1", row.at)
    assert since("x1", row.at.astimezone(UTC)) == [row]
    assert since("x1", timezone.localtime(row.at)) == [row]
    assert since("x1", timezone.localtime(row.at) + timedelta(microseconds=1)) == []
    assert since("x1", datetime(2018, 3, 14, 9, tzinfo=UTC)) == [row]
    assert since("x2", datetime(2018, 3, 14, 9, tzinfo=UTC)) == []


def test_rows_as_dictionaries(cast: Cast) -> None:
    named: Prepared[Any] = Prepared(lambda circle: Seat.objects.filter(circle=circle).order_by("pk").values("uid"))
    assert named.is_prepared(cast.group.circle_id)
    expected = Seat.objects.filter(circle=cast.group.circle).order_by("pk").values("uid")
    assert named(cast.group.circle_id) == list(expected)


def test_shapes_without_end_do_not_fill_the_memory(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_LIMIT", 3)
    kept = connections["default"].__dict__.setdefault("prepared_statements", {})
    kept.clear()
    some: Prepared[Any] = Prepared(lambda numbers: Seat.objects.filter(pk__in=numbers).order_by("pk"))
    seats = list(Seat.objects.order_by("pk")[:5])
    for length in range(1, 6):
        assert some([seat.pk for seat in seats[:length]]) == seats[:length]
        assert len(kept) <= 3
    assert some([seats[0].pk]) == seats[:1]


def test_in_the_product_nothing_is_compared(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prepared, "check_every", 0)
    built: list[int] = []

    def build(circle: int) -> QuerySet[Seat]:
        built.append(circle)
        return Seat.objects.filter(circle=circle).order_by("pk")

    seats: Prepared[Seat] = Prepared(build)
    for _ in range(3):
        assert seats(cast.group.circle_id) == list(Seat.objects.filter(circle=cast.group.circle).order_by("pk"))
    assert len(built) == 1, "the query was built for its shape and never again"

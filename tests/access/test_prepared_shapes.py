"""Which statements are shared, how often they are compared, what may stand in them besides arguments."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.signals import post_init, pre_init
from django.utils import timezone

from soucinnost.access.actors import PersonActor, actor_for_person
from soucinnost.access.enums import Function
from soucinnost.access.models import Controller, Seat
from soucinnost.access.prepared import Fixed, Prepared, shape_of
from soucinnost.access.rows import Maker, is_plain
from soucinnost.audit.models import Entry as Row
from soucinnost.groups.models import Topic
from soucinnost.kernel.actor import Actor
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> dict[Any, Any]:
    """What is kept on the connection, nothing at first."""
    statements: dict[Any, Any] = connections["default"].__dict__.setdefault("prepared_statements", {})
    statements.clear()
    return statements


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the product: nothing is compared."""
    monkeypatch.setattr(Prepared, "check_every", 0)


def members_here(*, is_chair_here: bool, cast: Cast) -> PersonActor:
    """Somebody who sits in both circles, chair of one of them."""
    person = factories.person(has_account=False)
    Seat.objects.create(circle=cast.group.circle, person=person, is_chair=is_chair_here)
    Seat.objects.create(circle=cast.other_group.circle, person=person, is_chair=not is_chair_here)
    return actor_for_person(person)


def test_who_sits_in_as_many_circles_shares_a_statement_whatever_the_function(
    cast: Cast, kept: dict[Any, Any], unchecked: None
) -> None:
    built: list[Actor] = []

    def build(actor: Actor) -> QuerySet[Topic]:
        built.append(actor)
        return Topic.objects.visible_to(actor)

    made: Prepared[Topic] = Prepared(build)
    for role in ("chair", "member", "recorder"):
        assert made(cast.actor(role)) == []
    assert len(built) == 1
    assert [shape for one, shape in kept if one is made] == [shape_of([cast.actor("member")])[0]]
    made(members_here(is_chair_here=True, cast=cast))
    assert len(built) == 2, "two circles are another statement"


def test_where_functions_are_asked_those_alike_share_a_statement(
    cast: Cast, kept: dict[Any, Any], unchecked: None
) -> None:
    """Whichever of the circles it is in which they are the same."""
    built: list[Actor] = []

    def build(actor: Actor) -> QuerySet[Topic]:
        built.append(actor)
        led = [one for one in actor.circle_ids if actor.has(one, Function.CHAIR)]
        return Topic.objects.filter(group__circle__in=led).order_by("pk")

    here, there = factories.topic(cast.group), factories.topic(cast.other_group)
    made: Prepared[Topic] = Prepared(build)
    first, second = members_here(is_chair_here=True, cast=cast), members_here(is_chair_here=False, cast=cast)
    assert shape_of([first], with_functions=True)[0] == shape_of([second], with_functions=True)[0]
    assert made(first) == [here]
    assert made.asks_functions
    times = len(built)
    assert made(second) == [there] and made(first) == [here]
    assert len(built) == times
    assert made(cast.actor("chair")) == [here]
    assert len([shape for one, shape in kept if one is made]) == 2


def test_shapes_tell_kinds_numbers_and_who_is_nobody(cast: Cast) -> None:
    member, public = cast.actor("member"), cast.actor("public")
    shapes = [
        shape_of(given)[0] for given in (
            [1], ["a"], [factories.today()], [timezone.now()], [(1,)], [(1, 2)], [("a",)], [Fixed(1)], [Fixed(2)],
            [member], [public], [cast.actor("administrator")], [1, 1],
        )
    ]
    assert len(set(shapes)) == len(shapes), "each is another statement"
    assert shape_of([[]])[0] == shape_of([()])[0], "of nothing it does not matter what kind"
    assert shape_of([(1, 2)]) == (shape_of([{1, 2}])[0], [1, 2])
    values = shape_of([member])[1]
    assert sorted(values) == sorted([*member.circle_ids, *member.seat_ids, member.person_id])
    assert shape_of([public])[1] == []
    assert shape_of([public], with_functions=True)[1] == []


def test_constants_of_every_kind_stand_beside_arguments(cast: Cast) -> None:
    text: Prepared[Seat] = Prepared(
        lambda circle, note: Seat.objects.filter(circle=circle, note=note, standing="member", is_chair=False)
    )
    Seat.objects.filter(person=cast.person("member")).update(note="n")
    assert text.is_prepared(cast.group.circle_id, "n")
    assert [seat.person for seat in text(cast.group.circle_id, "n")] == [cast.person("member")]
    number: Prepared[Seat] = Prepared(lambda circle: Seat.objects.filter(circle=circle, pk__lt=10**11, note="n"))
    assert number.is_prepared(cast.group.circle_id) and len(number(cast.group.circle_id)) == 1
    bytes_too: Prepared[Any] = Prepared(lambda pk: Controller.objects.filter(pk=pk).exclude(logo=b"x"))
    assert bytes_too.is_prepared(1)


def test_a_constant_day_or_moment_is_never_kept() -> None:
    today, now = factories.today(), timezone.now()
    assert not Prepared(lambda number: Seat.objects.filter(pk=number, valid_from=today)).is_prepared(1)
    assert not Prepared(lambda number: Row.objects.filter(pk=number, at__lt=now)).is_prepared(1)
    assert not Prepared(lambda number: Seat.objects.filter(pk=number, note="2018-03-14")).is_prepared(1)


def test_days_and_moments_of_one_question_are_told_apart(cast: Cast) -> None:
    """Each goes to its own place, also where several of a kind are asked for."""
    asked: Prepared[Seat] = Prepared(
        lambda first, number, last: Seat.objects.filter(valid_from__gte=first, circle=number, valid_from__lte=last)
        .order_by("pk")
    )
    today, one = factories.today(), timedelta(days=1)
    seats = [
        Seat.objects.create(circle=cast.group.circle, person=cast.person("solo"), valid_from=today + at * one)
        for at in range(5)
    ]
    assert asked.is_prepared(today, 1, today)
    for first in range(5):
        for last in range(5):
            found = asked(today + first * one, cast.group.circle_id, today + last * one)
            assert found == seats[first : last + 1]
    rows: Prepared[Row] = Prepared(lambda since, till: Row.objects.filter(at__gte=since, at__lt=till))
    now = timezone.now()
    assert rows.is_prepared(now, now)
    assert rows(now, now - one) == rows(now, now) == []
    assert len(rows(now - one, now + one)) == Row.objects.count()


def test_an_argument_may_stand_in_several_places(cast: Cast) -> None:
    twice: Prepared[Seat] = Prepared(
        lambda circle: Seat.objects.filter(circle=circle, deputy_for__circle=circle).order_by("pk")
    )
    assert twice.is_prepared(1)
    assert [seat.person for seat in twice(cast.group.circle_id)] == [cast.person("deputy")]
    assert twice(cast.other_group.circle_id) == []


def test_an_actor_need_not_stand_in_the_statement(cast: Cast) -> None:
    """Who asks may decide nothing, as where the installation sees all; another argument must stand there."""
    whole: Prepared[Seat] = Prepared(lambda actor: Seat.objects.order_by("pk"))
    assert whole.is_prepared(cast.actor("member"))
    assert not Prepared(lambda actor, day: Seat.objects.order_by("pk")).is_prepared(cast.actor("member"), 1)


def test_how_often_a_statement_is_compared(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones as many as it is told, then each such one."""
    monkeypatch.setattr(Prepared, "check_every", 2)
    built: list[int] = []

    def build(circle: int) -> QuerySet[Seat]:
        built.append(circle)
        return Seat.objects.filter(circle=circle)

    made: Prepared[Seat] = Prepared(build)
    counts = []
    for _ in range(8):
        made(cast.group.circle_id)
        counts.append(len(built))
    assert counts == [2, 3, 3, 4, 4, 5, 5, 6], "once to make it, the others to compare"


@pytest.mark.parametrize("second", [
    lambda rows: rows.order_by("-pk"), lambda rows: rows.filter(is_chair=True), lambda rows: rows.filter(note="x"),
])
def test_a_comparison_looks_at_the_text_and_at_the_values(cast: Cast, second: Any) -> None:
    called: list[int] = []

    def build(circle: int) -> QuerySet[Seat]:
        called.append(circle)
        rows = Seat.objects.filter(circle=circle).order_by("pk")
        first = rows.filter(note="y") if second(rows).query.where != rows.query.where else rows
        return second(rows) if len(called) > 1 else first

    with pytest.raises(AssertionError, match="The prepared statement is another one: SELECT"):
        Prepared(build)(cast.group.circle_id)


def test_a_shape_answers_only_for_circles_of_the_actor(cast: Cast) -> None:
    """A circle of nobody knows whom, and a property that no shape tells, make the query run as it is."""
    other = cast.other_group.circle_id
    for build in (
        lambda actor: Topic.objects.filter(pk__in=[1] if actor.has(other, Function.CHAIR) else [2]),
        lambda actor: Topic.objects.filter(title=actor.audit_ref),
    ):
        made: Prepared[Topic] = Prepared(build)
        assert not made.is_prepared(cast.actor("member"))
        assert made(cast.actor("member")) == []
    sits: Prepared[Topic] = Prepared(
        lambda actor: Topic.objects.filter(group__circle__in=[one for one in actor.circle_ids if actor.has(one)])
    )
    topic = factories.topic(cast.group)
    assert sits.is_prepared(cast.actor("member")) and sits(cast.actor("member")) == [topic]
    mine: Prepared[Seat] = Prepared(lambda actor: Seat.objects.filter(person=actor.person_id))
    assert mine(cast.actor("member")) == list(Seat.objects.filter(person=cast.person("member")))
    shown: Prepared[Any] = Prepared(
        lambda actor: Topic.objects.all() if actor.is_signed_in and not actor.is_administrator else Topic.objects.none()
    )
    assert [len(shown(cast.actor(role))) for role in ("member", "administrator", "public")] == [1, 0, 0]


def test_a_kept_question_is_explained_as_it_was_written() -> None:
    def build(number: int) -> QuerySet[Seat]:
        """Seats by their number."""
        return Seat.objects.filter(pk=number)

    assert Prepared(build).__doc__ == "Seats by their number."


def test_only_a_record_that_is_nothing_but_its_values_is_made_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def listens(**_named: Any) -> None:
        """Somebody wants to hear of each record."""

    class Keeper:
        """A field that does more than keep its value."""

        def __get__(self, record: Any, of: Any = None) -> Any:
            return self

        def __set__(self, record: Any, value: Any) -> None:
            """Do something with it."""

    assert is_plain(Seat)
    for signal in (pre_init, post_init):
        signal.connect(listens, sender=Seat)
        try:
            assert not is_plain(Seat)
        finally:
            signal.disconnect(listens, sender=Seat)
    for name, value in (
        ("__init__", lambda self, *told, **named: Model.__init__(self, *told, **named)), ("note", Keeper()),
        ("from_db", classmethod(lambda cls, *told: Model.from_db.__func__(cls, *told))),  # type: ignore[attr-defined]
    ):
        with monkeypatch.context() as changed:
            changed.setattr(Seat, name, value)
            assert not is_plain(Seat), name
    assert is_plain(Seat)


def test_plain_records_and_those_read_with_them_are_made_without_asking_each_field(cast: Cast) -> None:
    seats: Prepared[Seat] = Prepared(
        lambda circle: Seat.objects.filter(circle=circle).select_related("organisation__area").order_by("pk")
    )
    statement, _values = seats._found([cast.group.circle_id])
    about = statement.compiler.klass_info  # type: ignore[union-attr]
    [organisation] = about["related_klass_infos"]
    [area] = organisation["related_klass_infos"]
    assert [type(one["model"]) for one in (about, organisation, area)] == [Maker] * 3
    assert seats(cast.group.circle_id) == list(seats.build(cast.group.circle_id))
    found = statement.compiler.get_converters(())  # type: ignore[union-attr]
    assert statement.compiler.get_converters(()) is found, "what turns columns into values is looked up once"  # type: ignore[union-attr]

"""Building the actor, held against a slow oracle that reads the rules of the house sentence by sentence."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from soucinnost.access.actors import PublicActor, SystemActor, actor_for_person, actor_for_user
from soucinnost.access.enums import GrantRole, Standing
from soucinnost.access.models import BreakGlass, CircleScopedQuerySet, Controller, Grant, Seat
from soucinnost.access.rules import chairs, may_export, reviews, runs, sits_in, takes_part
from soucinnost.accounts.models import User
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from tests import factories
from tests.cast import Cast

DAY = date(2018, 3, 14)
CIRCLES = 3
DAYS = st.integers(-4, 4).map(lambda shift: DAY + timedelta(days=shift))


@dataclass
class Plan:
    """A seat as drawn: whose, where, how, when, whom it stands in for (index of an earlier plan)."""

    person: int
    circle: int
    standing: str
    chair: bool
    recorder: bool
    reviewer: bool
    first: date
    last: date | None
    of: int
    closed: bool


@st.composite
def plans(draw: st.DrawFn) -> list[Plan]:
    """Up to nine seats of three people in three circles; deputies also of deputies, of other circles, of the past."""
    drawn: list[Plan] = []
    for index in range(draw(st.integers(0, 9))):
        standing = draw(st.sampled_from([Standing.MEMBER, Standing.MEMBER, Standing.DEPUTY, Standing.BREAK_GLASS]))
        if standing == Standing.DEPUTY and not drawn:
            standing = Standing.MEMBER
        first = draw(DAYS)
        glass = standing == Standing.BREAK_GLASS
        last = first + timedelta(days=draw(st.integers(0, 4))) if glass or draw(st.booleans()) else None
        flags = [False] * 3 if glass else [draw(st.booleans()) for _ in range(3)]
        drawn.append(
            Plan(
                person=draw(st.integers(0, 2)), circle=draw(st.integers(0, CIRCLES - 1)), standing=str(standing),
                chair=flags[0], recorder=flags[1], reviewer=flags[2], first=first, last=last,
                of=draw(st.integers(0, index - 1)) if standing == Standing.DEPUTY else -1,
                closed=glass and draw(st.booleans()),
            )
        )
    return drawn


def runs_on(plan: Plan, day: date) -> bool:
    """First and last day included; a closed break-glass entry lets nobody in."""
    return plan.first <= day and (plan.last is None or day <= plan.last) and not plan.closed


def gives(drawn: list[Plan], plan: Plan, day: date) -> bool:
    """A deputy's seat gives something while a full member's seat in the same circle, stood in for, gives something."""
    if not runs_on(plan, day):
        return False
    if plan.standing != "deputy":
        return True
    principal = drawn[plan.of]
    return principal.standing == "member" and principal.circle == plan.circle and runs_on(principal, day)


def oracle(drawn: list[Plan], person: int, day: date) -> tuple[dict[int, set[str]], set[int]]:
    """Functions by circle and seats whose closed records may be seen, by index of the plans."""
    functions: dict[int, set[str]] = {}
    seats: set[int] = set()
    for index, plan in enumerate(drawn):
        if plan.person != person or not gives(drawn, plan, day):
            continue
        held = functions.setdefault(plan.circle, set())
        held.add(plan.standing)
        if plan.chair:
            held.add("chair")
        if plan.recorder:
            held.add("recorder")
        if plan.reviewer:
            held.add("reviewer")
        seats.add(index)
        if plan.standing == "deputy":
            seats.add(plan.of)
    return functions, seats


class TestAgainstOracle(TestCase):
    """Random seats, every person, every day around."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.groups = [factories.group() for _ in range(CIRCLES)]
        cls.circles = [group.circle for group in cls.groups]
        cls.people = [factories.person(has_account=False) for _ in range(3)]

    def _store(self, drawn: list[Plan]) -> list[Seat]:
        seats: list[Seat] = []
        for plan in drawn:
            seat = Seat.objects.create(
                circle=self.circles[plan.circle], person=self.people[plan.person], standing=plan.standing,
                is_chair=plan.chair, is_recorder=plan.recorder, is_reviewer=plan.reviewer, valid_from=plan.first,
                valid_to=plan.last, deputy_for=seats[plan.of] if plan.of >= 0 else None,
            )
            if plan.standing == Standing.BREAK_GLASS:
                moment = factories.timezone.now() if plan.closed else None
                BreakGlass.objects.create(seat=seat, reason="Důvod vstupu", closed_at=moment)
            seats.append(seat)
        return seats

    @given(plans(), DAYS)
    def test_seats(self, drawn: list[Plan], day: date) -> None:
        seats = self._store(drawn)
        for index, person in enumerate(self.people):
            functions, held = oracle(drawn, index, day)
            actor = actor_for_person(person, day=day)
            assert {self.circles.index(c) for c in self.circles if c.pk in actor.circle_ids} == set(functions)
            assert actor.seat_ids == {seats[one].pk for one in held}
            for number, circle in enumerate(self.circles):
                mine = functions.get(number, set())
                assert {
                    word
                    for word in ("member", "deputy", "break_glass", "chair", "recorder", "reviewer")
                    if actor.has(circle.pk, word)
                } == mine
                assert sits_in(actor, circle) == bool(mine)
                assert runs(actor, circle) == bool(mine & {"chair", "recorder"})
                assert chairs(actor, circle) == ("chair" in mine)
                assert reviews(actor, circle) == ("reviewer" in mine)
                assert takes_part(actor, circle) == bool(mine & {"member", "deputy"})

    @given(plans(), DAYS, st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.sets(st.integers(0, 8)))))
    def test_visible_records(
        self, drawn: list[Plan], day: date, records: list[tuple[int, bool, set[int]]]
    ) -> None:
        """A record of a circle: its sitters see it; closed, only named seats and who stands in for them."""
        seats = self._store(drawn)
        stored = []
        for circle, closed, named in records[:4]:
            record = Assignment.objects.create(
                group=self.groups[circle], circle=self.circles[circle], text="Úkol", due_kind="none",
                is_closed=closed, given_on=DAY, owner_person=self.people[0],
            )
            chosen = {one for one in named if one < len(seats)}
            record.named_seats.set([seats[one] for one in chosen])
            stored.append((record, circle, closed, chosen))
        for index, person in enumerate(self.people):
            functions, held = oracle(drawn, index, day)
            expected = {
                record.pk
                for record, circle, closed, named in stored
                if circle in functions and (not closed or named & held)
            }
            visible = CircleScopedQuerySet(Assignment).visible_to(actor_for_person(person, day=day))
            assert sorted(visible.values_list("pk", flat=True)) == sorted(expected)


@pytest.mark.django_db
class TestGrants:
    """Roles outside circles by day."""

    @pytest.mark.parametrize(
        ("first", "last", "valid"),
        [(-1, None, True), (0, 0, True), (0, None, True), (1, None, False), (-2, -1, False), (-2, 0, True)],
    )
    def test_days(self, first: int, last: int | None, valid: bool) -> None:
        person, region, town = factories.person(), factories.region(), factories.organisation()
        common = {
            "valid_from": DAY + timedelta(days=first),
            "valid_to": None if last is None else DAY + timedelta(days=last),
        }
        Grant.objects.create(person=person, role=GrantRole.ADMINISTRATOR, **common)
        Grant.objects.create(person=person, role=GrantRole.COORDINATOR, region=region, **common)
        Grant.objects.create(person=person, role=GrantRole.MANAGER, organisation=town, **common)
        actor = actor_for_person(person, day=DAY)
        assert actor.is_administrator is valid
        assert actor.coordinated_region_ids == ({region.pk} if valid else set())
        assert actor.managed_organisation_ids == ({town.pk} if valid else set())
        assert actor.needs_second_factor is valid
        assert actor.circle_ids == set()

    def test_second_factor_follows_the_controller(self, cast: Cast) -> None:
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
        asked = {role for role in cast.people if cast.actor(role).needs_second_factor}
        assert asked == {"chair", "recorder", "reviewer", "member", "deputy", "manager", "administrator"}


def test_break_glass_reads_and_nothing_else(cast: Cast) -> None:
    circle, person = cast.group.circle, cast.person("outsider")
    Seat.objects.create(
        circle=circle, person=person, standing=Standing.BREAK_GLASS, valid_from=factories.today(),
        valid_to=factories.today(),
    )
    actor = cast.actor("outsider")
    assert sits_in(actor, circle)
    assert not takes_part(actor, circle)
    assert not runs(actor, circle)
    assert not may_export(actor, circle)
    assert may_export(cast.actor("member"), circle)
    assert may_export(cast.actor("recorder"), circle)
    Controller.objects.filter(pk=circle.controller_id).update(members_may_export=False)
    circle.refresh_from_db()
    circle.controller.refresh_from_db()
    assert not may_export(cast.actor("member"), circle)
    assert may_export(cast.actor("recorder"), circle)


@pytest.mark.parametrize("flag", ["is_chair", "is_recorder", "is_reviewer"])
def test_database_refuses_break_glass_with_a_function(cast: Cast, flag: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            circle=cast.group.circle, person=cast.person("outsider"), standing=Standing.BREAK_GLASS,
            valid_from=factories.today(), valid_to=factories.today(), **{flag: True},
        )


def test_two_mandates_in_one_circle_add_up(cast: Cast) -> None:
    """A member who also stands in for another, and ends one of the two, keeps what the other gives."""
    reviewer = cast.person("reviewer")
    member = cast.mandates["member"]
    second = factories.mandate(cast.group, reviewer, organisation=cast.ngo, deputy_for=member)
    actor = cast.actor("reviewer")
    circle = cast.group.circle_id
    assert actor.seat_ids == {cast.mandates["reviewer"].seat_id, second.seat_id, member.seat_id}
    assert all(actor.has(circle, word) for word in ("member", "deputy", "reviewer"))
    Seat.objects.filter(pk=cast.mandates["reviewer"].seat_id).update(
        valid_to=factories.today() - timedelta(days=1)
    )
    actor = cast.actor("reviewer")
    assert actor.seat_ids == {second.seat_id, member.seat_id}
    assert not actor.has(circle, "reviewer")
    assert actor.has(circle)


def test_revocation_at_the_next_request(cast: Cast) -> None:
    """A seat, a grant and an account taken away between two clicks."""
    member = cast.client("member")
    address = f"/skupiny/{cast.group.uid}/"
    assert member.get(address).status_code == 200
    Seat.objects.filter(pk=cast.mandates["member"].seat_id).update(valid_to=factories.today() - timedelta(days=1))
    assert member.get(address).status_code == 404

    manager = cast.client("manager")
    assert manager.get("/sprava/ucty/").status_code == 200
    Grant.objects.filter(person=cast.person("manager")).delete()
    assert manager.get("/sprava/ucty/").status_code == 404

    chair = cast.client("chair")
    assert chair.get(address).status_code == 200
    cast.person("chair").user.__class__.objects.filter(pk=cast.person("chair").user_id).update(is_active=False)
    answer = chair.get(address)
    assert answer.status_code == 302
    assert "/prihlaseni" in answer["Location"] or "login" in answer["Location"]


def test_deputy_falls_with_the_member_at_once(cast: Cast) -> None:
    Seat.objects.filter(pk=cast.mandates["member"].seat_id).update(valid_to=factories.today() - timedelta(days=1))
    actor = cast.actor("deputy")
    assert actor.circle_ids == set()
    assert actor.seat_ids == set()


@pytest.mark.parametrize(
    ("first", "last", "gives"), [(0, 0, True), (-9, None, True), (1, None, False), (-9, -1, False)]
)
def test_a_deputy_on_the_first_and_last_day_of_the_member(
    cast: Cast, first: int, last: int | None, gives: bool
) -> None:
    member, deputy, day = cast.mandates["member"].seat, cast.mandates["deputy"].seat, timedelta(days=1)
    days = {"valid_from": factories.today() + first * day}
    if last is not None:
        days["valid_to"] = factories.today() + last * day
    Seat.objects.filter(pk=member.pk).update(**days)
    assert cast.actor("deputy").seat_ids == ({member.pk, deputy.pk} if gives else set())
    assert cast.actor("deputy").has(cast.group.circle_id, "deputy") == gives


def test_towns_of_an_actor(cast: Cast) -> None:
    """Lead organisations of the circles one sits in; of those managed only the ones that lead something."""
    town = (cast.town.name, cast.town.uid)
    assert (cast.actor("member").towns, cast.actor("member").managed_towns) == ({town}, set())
    assert (cast.actor("manager").towns, cast.actor("manager").managed_towns) == (set(), {town})
    factories.grant(cast.person("manager"), GrantRole.MANAGER, organisation=cast.police)
    assert cast.actor("manager").managed_towns == {town}
    assert cast.actor("manager").managed_organisation_ids == {cast.town.pk, cast.police.pk}


@pytest.mark.django_db
def test_actor_of_an_account() -> None:
    person = factories.person()
    assert actor_for_user(person.user).person_id == person.pk
    loose = factories.user()
    assert isinstance(actor_for_user(loose), PublicActor)
    person.user.is_active = False
    assert isinstance(actor_for_user(person.user), PublicActor)


def test_queries_of_an_actor(cast: Cast, django_assert_num_queries: object) -> None:
    user = User.objects.get(person=cast.person("deputy"))
    with django_assert_num_queries(2):  # type: ignore[operator]
        actor = actor_for_user(user)
        assert actor.has(cast.group.circle_id)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert actor.colleague_ids == {
            cast.person(role).pk for role in ("chair", "recorder", "reviewer", "member", "deputy", "former")
        }
        assert actor.colleague_ids


def test_system_and_public() -> None:
    system, public = SystemActor(name="test"), PublicActor()
    assert system.audit_ref == "system:test"
    assert public.audit_ref == "public"
    assert system.has(1, "chair") and not public.has(1)
    assert not system.is_signed_in and not public.is_signed_in


def test_person_s_audit_name(cast: Cast) -> None:
    assert cast.actor("chair").audit_ref == f"person:{cast.person('chair').uid}"
    assert not cast.actor("outsider").has(cast.group.circle_id)
    assert not cast.actor("member").has(cast.group.circle_id, "chair", "recorder")


def test_how_the_actor_came_stays_with_the_actor(cast: Cast) -> None:
    """The log says it of each row: by a page, by a program, by a link."""
    person = cast.person("chair")
    assert actor_for_person(person).channel == actor_for_user(person.user).channel == "web"
    assert actor_for_person(person, channel="api").channel == "api"
    assert actor_for_user(person.user, channel="api").channel == "api"
    assert actor_for_user(factories.user(), channel="api").channel == "api"
    assert actor_for_user(factories.user(is_active=False), channel="api").channel == "api"
    record(by=actor_for_person(person, channel="api"), verb="thing.made")
    assert Entry.objects.latest("sequence").channel == "api"


def test_an_actor_knows_the_account_and_the_person(cast: Cast) -> None:
    chair = cast.person("chair")
    actor = actor_for_person(chair)
    assert (actor.user_id, actor.person_id, actor.person_uid) == (chair.user_id, chair.pk, chair.uid)
    assert (actor.kind, actor.is_signed_in, actor.is_system) == ("person", True, False)
    assert actor_for_user(chair.user).circle_ids == actor.circle_ids == {cast.group.circle_id}


def test_a_deputy_of_a_deputy_or_of_somebody_elsewhere_gives_nothing(cast: Cast) -> None:
    """However such a seat came about: by an import, by hand in the database."""
    deputy = cast.mandates["deputy"].seat
    elsewhere = Seat.objects.get(person=cast.person("outsider"))
    second = Seat.objects.create(
        circle=cast.group.circle, person=cast.person("solo"), standing=Standing.DEPUTY, deputy_for=deputy
    )
    assert not cast.actor("solo").has(cast.group.circle_id)
    assert second.pk not in cast.actor("solo").seat_ids
    Seat.objects.filter(pk=deputy.pk).update(deputy_for=elsewhere)
    assert (cast.actor("deputy").circle_ids, cast.actor("deputy").seat_ids) == (set(), set())

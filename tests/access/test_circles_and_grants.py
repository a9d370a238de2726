"""Seats and grants: what the actions refuse, what they write into the audit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access import actions
from soucinnost.access.actors import actor_for_person
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Circle, Grant, Seat
from soucinnost.access.rules import require
from soucinnost.audit.models import Entry
from soucinnost.meetings.models import Meeting, Presence
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM, today

DAY = timedelta(days=1)


def verbs() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("verb", flat=True))


def test_manager_opens_circles_of_her_organisation_only(cast: Cast) -> None:
    circle = actions.open_circle(by=cast.actor("manager"), organisation=cast.town)
    assert circle.controller == cast.group.circle.controller
    before = Circle.objects.count()
    for role in ("chair", "coordinator", "administrator", "outsider", "public"):
        with pytest.raises(PermissionDenied):
            actions.open_circle(by=cast.actor(role), organisation=cast.town)
    with pytest.raises(PermissionDenied):
        actions.open_circle(by=cast.actor("manager"), organisation=cast.other_town)
    assert Circle.objects.count() == before


def give(cast: Cast, **fields: object) -> Seat:
    common = {"circle": cast.group.circle, "person": factories.person(), "organisation": None, "valid_from": today()}
    return actions.give_seat(by=SYSTEM, **{**common, **fields})


def test_seats_that_cannot_be(cast: Cast) -> None:
    member, deputy = cast.mandates["member"].seat, cast.mandates["deputy"].seat
    elsewhere = Seat.objects.get(person=cast.person("outsider"))
    for fields, where in (
        ({"valid_to": today() - DAY}, "valid_to"),
        ({"deputy_for": elsewhere}, "deputy_for"),
        ({"deputy_for": deputy}, "deputy_for"),
    ):
        with pytest.raises(ValidationError) as caught:
            give(cast, **fields)
        assert list(caught.value.message_dict) == [where]
    assert give(cast, deputy_for=member).standing == "deputy"
    one_day = give(cast, valid_to=today(), organisation=cast.police, note="Na zkoušku")
    one_day.refresh_from_db()
    assert (one_day.valid_from, one_day.valid_to) == (today(), today())
    assert (one_day.organisation, one_day.note, one_day.standing) == (cast.police, "Na zkoušku", "member")


def test_changing_and_ending_a_seat(cast: Cast) -> None:
    seat = give(cast)
    assert actions.change_seat(by=SYSTEM, seat=seat, is_chair=True, note="Od rady města") is seat
    seat.refresh_from_db()
    assert (seat.is_chair, seat.note) == (True, "Od rady města")
    with pytest.raises(TypeError):
        actions.change_seat(by=SYSTEM, seat=seat, person=cast.person("chair"))
    with pytest.raises(ValidationError):
        actions.change_seat(by=SYSTEM, seat=seat, valid_to=today() - DAY)
    seat.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.end_seat(by=SYSTEM, seat=seat, last_day=today() - DAY)
    actions.end_seat(by=SYSTEM, seat=seat, last_day=today())
    seat.refresh_from_db()
    assert seat.valid_to == today()
    assert verbs()[-3:] == ["seat.given", "seat.changed", "seat.ended"]


def test_rows_of_a_seat_name_it_its_circle_and_its_person(cast: Cast) -> None:
    seat = give(cast, valid_from=today() + DAY, is_chair=True, is_recorder=True, is_reviewer=True)
    seat.refresh_from_db()
    assert (seat.is_chair, seat.is_recorder, seat.is_reviewer) == (True, True, True)
    uid, person = seat.uid, seat.person.uid
    actions.change_seat(by=SYSTEM, seat=seat, note="x", valid_to=seat.valid_from)
    actions.end_seat(by=SYSTEM, seat=seat, last_day=seat.valid_from)
    actions.withdraw_seat(by=SYSTEM, seat=seat)
    rows = Entry.objects.filter(object_uid=uid).order_by("sequence").values_list("verb", "circle", "ids")
    circle = cast.group.circle.uid
    assert list(rows) == [
        (f"seat.{step}", circle, [person]) for step in ("given", "changed", "ended", "withdrawn")
    ]


def test_a_role_of_another_kind_or_place_may_be_held_besides(cast: Cast) -> None:
    by, person = cast.actor("administrator"), cast.person("chair")
    for scope in (
        {"role": GrantRole.ADMINISTRATOR}, {"role": GrantRole.MANAGER, "organisation": cast.town},
        {"role": GrantRole.MANAGER, "organisation": cast.police},
        {"role": GrantRole.COORDINATOR, "region": cast.region},
        {"role": GrantRole.COORDINATOR, "region": cast.other_region},
    ):
        actions.grant_role(by=by, person=person, **scope)
        with pytest.raises(ValidationError, match="už má"):
            actions.grant_role(by=by, person=person, **scope)
    assert Grant.objects.filter(person=person).count() == 5


def test_withdrawing_a_seat(cast: Cast) -> None:
    coming = give(cast, valid_from=today() + DAY)
    actions.withdraw_seat(by=SYSTEM, seat=coming)
    assert not Seat.objects.filter(uid=coming.uid).exists()
    begun = give(cast)
    with pytest.raises(ValidationError):
        actions.withdraw_seat(by=SYSTEM, seat=begun)
    needed = give(cast, valid_from=today() + DAY)
    now = timezone.now()
    meeting = Meeting.objects.create(
        group=cast.group, circle=cast.group.circle, number=99, year=now.year, starts_at=now, ends_at=now + DAY
    )
    Presence.objects.create(meeting=meeting, seat=needed, person=needed.person)
    with pytest.raises(ValidationError):
        actions.withdraw_seat(by=SYSTEM, seat=needed)
    assert Seat.objects.filter(pk=needed.pk).exists()


def test_only_administrators_give_roles(cast: Cast) -> None:
    for role in ("manager", "coordinator", "chair", "public"):
        with pytest.raises(PermissionDenied):
            actions.grant_role(by=cast.actor(role), person=cast.person("chair"), role=GrantRole.ADMINISTRATOR)
    grant = actions.grant_role(
        by=cast.actor("administrator"), person=cast.person("chair"), role=GrantRole.MANAGER, organisation=cast.town
    )
    assert cast.actor("chair").managed_organisation_ids == {cast.town.pk}
    with pytest.raises(PermissionDenied):
        actions.end_grant(by=cast.actor("manager"), grant=grant)
    actions.end_grant(by=cast.actor("administrator"), grant=grant)
    assert cast.actor("chair").managed_organisation_ids == set()
    assert verbs()[-2:] == ["grant.given", "grant.ended"]
    rows = Entry.objects.filter(verb__startswith="grant.", object_uid=grant.uid).values_list("ids", flat=True)
    assert list(rows) == [[cast.person("chair").uid]] * 2


def test_a_role_may_last_one_day(cast: Cast) -> None:
    grant = actions.grant_role(
        by=cast.actor("administrator"), person=cast.person("chair"), role=GrantRole.ADMINISTRATOR, valid_to=today()
    )
    assert (grant.valid_from, grant.valid_to) == (today(), today())
    assert cast.actor("chair").is_administrator
    assert not actor_for_person(cast.person("chair"), day=today() + DAY).is_administrator


def test_roles_that_cannot_be(cast: Cast) -> None:
    person, by = cast.person("chair"), cast.actor("administrator")
    wrong = [
        ({"role": "emperor"}, "role"),
        ({"role": GrantRole.COORDINATOR}, "region"),
        ({"role": GrantRole.ADMINISTRATOR, "region": cast.region}, "region"),
        ({"role": GrantRole.MANAGER}, "organisation"),
        ({"role": GrantRole.ADMINISTRATOR, "organisation": cast.town}, "organisation"),
        ({"role": GrantRole.ADMINISTRATOR, "valid_to": today() - DAY}, "valid_to"),
    ]
    for fields, where in wrong:
        with pytest.raises(ValidationError) as caught:
            actions.grant_role(by=by, person=person, **fields)
        assert list(caught.value.message_dict) == [where]
    assert Grant.objects.filter(person=person).count() == 0


@pytest.mark.parametrize(
    ("first", "last", "free"), [(10, 20, False), (4, 5, True), (4, 10, False), (20, None, False), (21, None, True)]
)
def test_the_same_role_once_at_a_time(cast: Cast, first: int, last: int | None, free: bool) -> None:
    common = {
        "by": cast.actor("administrator"), "person": cast.person("chair"), "role": GrantRole.COORDINATOR,
        "region": cast.region,
    }
    actions.grant_role(**common, valid_from=today() + 10 * DAY, valid_to=today() + 20 * DAY)
    again = {"valid_from": today() + first * DAY, "valid_to": None if last is None else today() + last * DAY}
    if free:
        actions.grant_role(**common, **again)
    else:
        with pytest.raises(ValidationError):
            actions.grant_role(**common, **again)
    actions.grant_role(**{**common, "region": cast.other_region}, **again)


def test_the_last_administrator_stays(cast: Cast) -> None:
    by = cast.actor("administrator")
    own = Grant.objects.get(person=cast.person("administrator"))
    with pytest.raises(ValidationError):
        actions.end_grant(by=by, grant=own)
    asleep = factories.person()
    asleep.user.is_active = False
    asleep.user.save()
    factories.grant(asleep, GrantRole.ADMINISTRATOR)
    over = factories.person()
    Grant.objects.create(person=over, role=GrantRole.ADMINISTRATOR, valid_from=today() + DAY)
    without_account = factories.person(has_account=False)
    factories.grant(without_account, GrantRole.ADMINISTRATOR)
    with pytest.raises(ValidationError):
        actions.end_grant(by=by, grant=own)
    second = factories.person()
    other = actions.grant_role(by=by, person=second, role=GrantRole.ADMINISTRATOR)
    actions.end_grant(by=by, grant=own)
    assert not cast.actor("administrator").is_administrator
    with pytest.raises(ValidationError):
        actions.end_grant(by=SYSTEM, grant=other)


def test_grants_are_seen_by_administrators_and_their_holder(cast: Cast) -> None:
    everything = set(Grant.objects.values_list("pk", flat=True))
    seen = {role: set(Grant.objects.visible_to(cast.actor(role)).values_list("pk", flat=True)) for role in cast.people}
    own = {
        role: set(Grant.objects.filter(person=cast.person(role)).values_list("pk", flat=True)) for role in cast.people
    }
    assert seen == {role: everything if role == "administrator" else own[role] for role in cast.people}
    assert not Grant.objects.visible_to(cast.actor("public")).exists()
    assert set(Grant.objects.visible_to(SYSTEM).values_list("pk", flat=True)) == everything


def test_seats_are_seen_by_the_circle_and_its_manager(cast: Cast) -> None:
    here = set(Seat.objects.filter(circle=cast.group.circle).values_list("pk", flat=True))
    inside = {"chair", "recorder", "reviewer", "member", "deputy", "manager"}
    for role in (*cast.people, "public"):
        visible = set(Seat.objects.visible_to(cast.actor(role)).values_list("pk", flat=True))
        assert visible & here == (here if role in inside else set()), role
    assert set(Seat.objects.visible_to(SYSTEM).values_list("pk", flat=True)) > here


def test_require_says_why() -> None:
    require(True)
    with pytest.raises(PermissionDenied, match="nemáte oprávnění"):
        require(False)
    with pytest.raises(PermissionDenied, match="Protože"):
        require(False, "Protože.")


def test_opening_a_circle_leaves_its_row(cast: Cast) -> None:
    circle = actions.open_circle(by=cast.actor("manager"), organisation=cast.town)
    row = Entry.objects.latest("sequence")
    assert (row.verb, row.object_uid, row.circle, row.ids, row.actor, row.channel) == (
        "circle.opened", circle.uid, circle.uid, [], cast.actor("manager").audit_ref, "web",
    )
    lead = factories.organisation()
    assert actions.open_circle(by=SYSTEM, organisation=lead).controller.organisation == lead


def test_changing_a_seat_leaves_alone_what_somebody_else_changed_meanwhile(cast: Cast) -> None:
    seat = give(cast)
    read_before = Seat.objects.get(pk=seat.pk)
    actions.change_seat(by=SYSTEM, seat=seat, note="Od rady města", is_reviewer=True)
    actions.change_seat(by=SYSTEM, seat=read_before, is_recorder=True)
    seat.refresh_from_db()
    assert (seat.note, seat.is_reviewer, seat.is_recorder) == ("Od rady města", True, True)
    read_before = Seat.objects.get(pk=seat.pk)
    actions.change_seat(by=SYSTEM, seat=seat, note="")
    actions.end_seat(by=SYSTEM, seat=read_before, last_day=today())
    seat.refresh_from_db()
    assert (seat.note, seat.valid_to) == ("", today())


def test_what_cannot_be_changed_is_named(cast: Cast) -> None:
    with pytest.raises(TypeError, match="^a seat has no changeable circle, person$"):
        actions.change_seat(by=SYSTEM, seat=give(cast), person=cast.person("chair"), circle=None, note="x")


def test_a_seat_of_one_day_may_be_changed_to_and_a_longer_one_not_turned_round(cast: Cast) -> None:
    seat = give(cast)
    for step in ("change", "end"):
        with pytest.raises(ValidationError) as caught:
            if step == "change":
                actions.change_seat(by=SYSTEM, seat=seat, valid_to=today() - DAY)
            else:
                actions.end_seat(by=SYSTEM, seat=seat, last_day=today() - DAY)
        assert list(caught.value.message_dict) == ["valid_to"]
        seat.refresh_from_db()
        assert seat.valid_to is None
    assert verbs().count("seat.changed") == 0
    actions.change_seat(by=SYSTEM, seat=seat, valid_to=today())
    assert Seat.objects.get(pk=seat.pk).valid_to == today()


def test_rows_of_a_role(cast: Cast) -> None:
    by, person = cast.actor("administrator"), cast.person("chair")
    grant = actions.grant_role(
        by=by, person=person, role=GrantRole.COORDINATOR, region=cast.region, valid_from=today() + DAY,
        valid_to=today() + 2 * DAY,
    )
    stored = Grant.objects.get(pk=grant.pk)
    assert (stored.region, stored.organisation, stored.valid_from, stored.valid_to) == (
        cast.region, None, today() + DAY, today() + 2 * DAY,
    )
    actions.end_grant(by=by, grant=grant)
    rows = Entry.objects.filter(object_uid=grant.uid).values_list("verb", "ids", "circle", "actor")
    assert list(rows) == [(f"grant.{verb}", [person.uid], "", by.audit_ref) for verb in ("given", "ended")]


def test_the_last_administrator_is_told_by_a_code(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        actions.end_grant(by=SYSTEM, grant=Grant.objects.get(person=cast.person("administrator")))
    assert caught.value.code == "last_administrator"
    assert Grant.objects.filter(person=cast.person("administrator")).exists()
    manager = Grant.objects.get(person=cast.person("manager"))
    actions.end_grant(by=SYSTEM, grant=manager)
    assert not Grant.objects.filter(pk=manager.pk).exists(), "other roles end freely"


def test_two_grants_of_one_administrator_are_not_two_administrators(cast: Cast) -> None:
    """The grant that ends today counts, the one that ended yesterday does not."""
    own = Grant.objects.get(person=cast.person("administrator"))
    second = factories.person()
    Grant.objects.create(
        person=second, role=GrantRole.ADMINISTRATOR, valid_from=today() - 3 * DAY, valid_to=today() - DAY
    )
    with pytest.raises(ValidationError, match="Poslední"):
        actions.end_grant(by=SYSTEM, grant=own)
    Grant.objects.filter(person=second).update(valid_to=today())
    actions.end_grant(by=SYSTEM, grant=own)

"""Reads over circles, seats and grants that more than one page needs: who is in and who is just not."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.urls import reverse

from soucinnost.access import actions, pages, sections
from soucinnost.access.actors import PublicActor, actor_in_circle
from soucinnost.access.branding import colour_for, frame_for
from soucinnost.access.enums import GrantRole, Standing
from soucinnost.access.few import few, in_all
from soucinnost.access.forms import GrantForm
from soucinnost.access.models import Controller, Seat
from soucinnost.access.rules import (
    administers_account,
    administers_circle,
    breaks_glass,
    grants_roles,
    manages_controller,
    opens_account,
    reads_audit_of,
)
from soucinnost.access.selectors import (
    circles_of,
    list_people,
    open_glass,
    people_for_accounts,
    people_with_second_factor,
    watchers,
)
from soucinnost.agencies.models import Organisation, Person
from soucinnost.ui import navigation
from tests import factories
from tests.cast import ROLES, Cast
from tests.factories import SYSTEM, today

ONE = timedelta(days=1)
REASON = "Důvod k mimořádnému vstupu"


def enter(cast: Cast, group: str = "group") -> Seat:
    """The administrator's exceptional seat."""
    return actions.break_glass(
        by=cast.actor("administrator"), circle=getattr(cast, group).circle, person=cast.person("administrator"),
        reason=REASON,
    ).seat


def test_a_manager_deals_with_those_who_sit_or_will_sit_in_her_groups(cast: Cast) -> None:
    def dealt(role: str) -> set[str]:
        return {person.surname for person in people_for_accounts(cast.actor(role))}

    people = {name: factories.person(has_account=False, surname=name) for name in ("Dnešní", "Budoucí", "Včerejší")}
    for name, days in (
        ("Dnešní", {"valid_to": today()}), ("Budoucí", {"valid_from": today() + ONE}),
        ("Včerejší", {"valid_to": today() - ONE}),
    ):
        Seat.objects.create(circle=cast.group.circle, person=people[name], **{"valid_from": today() - 3 * ONE, **days})
    enter(cast)
    assert dealt("manager") == {
        "Předsedová", "Zapisovatelová", "Revidující", "Členová", "Zástupný", "Dnešní", "Budoucí",
    }
    assert dealt("solo") == {"Samotná"} and dealt("chair") == set()
    assert people_for_accounts(SYSTEM).count() == people_for_accounts(cast.actor("administrator")).count()
    assert people_for_accounts(SYSTEM).count() == Person.objects.count()


def test_people_are_found_by_what_begins_the_name_or_stands_in_an_e_mail(cast: Cast) -> None:
    def found(words: str) -> list[str]:
        return [person.surname for person in list_people(SYSTEM, words=words)]

    member = cast.person("member")
    Person.objects.filter(pk=member.pk).update(email="dana.soukroma@priklad.test")
    factories.person(has_account=False, surname="Bezúčtová", email="bez@priklad.test")
    assert found("clen") == found("DANA členová") == found("soukrom") == found("member@") == ["Členová"]
    assert found("bez@pri") == ["Bezúčtová"]
    assert found("lenova") == found("dana cizi") == found("xx") == []
    assert "Bezúčtová" not in [person.surname for person in list_people(SYSTEM, having="account")]
    assert [person.surname for person in list_people(SYSTEM, having="none")] == ["Bezúčtová"]
    assert len(list_people(SYSTEM, having="account")) == len(cast.people)
    assert found("")[:3] == ["Bezúčtová", "Bývalý", "Cizí"], "in Czech order"


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    people = [cast.person(role) for role in ("administrator", "member", "chair", "recorder")]
    kinds = Authenticator.Type
    for role, kind in (("member", kinds.RECOVERY_CODES), ("chair", kinds.RECOVERY_CODES), ("chair", kinds.WEBAUTHN)):
        Authenticator.objects.create(user=cast.person(role).user, type=kind, data={})
    people.append(factories.person(has_account=False))
    assert people_with_second_factor(people) == {cast.person("administrator").pk, cast.person("chair").pk}


def test_seats_of_a_person_are_those_of_today_and_later(cast: Cast) -> None:
    person = cast.person("administrator")
    assert circles_of(person) == []
    enter(cast)
    common = {"circle": cast.group.circle, "person": person}
    later = Seat.objects.create(**common, valid_from=today() + ONE)
    last_day = Seat.objects.create(**common, valid_from=today() - ONE, valid_to=today())
    Seat.objects.create(**common, valid_from=today() - 2 * ONE, valid_to=today() - ONE)
    first = Seat.objects.create(**common, valid_from=today() - ONE)
    assert circles_of(person) == [last_day, first, later]


def test_exceptional_entries_are_listed_in_their_order_and_circle(cast: Cast) -> None:
    first, elsewhere = enter(cast), enter(cast, "other_group")
    second = Seat.objects.create(
        circle=cast.group.circle, person=cast.person("solo"), standing=Standing.BREAK_GLASS, valid_from=today(),
        valid_to=today(),
    )
    moment = first.break_glass.opened_at
    type(first.break_glass).objects.create(seat=second, reason=REASON, opened_at=moment - ONE)
    assert [entry.seat for entry in open_glass(SYSTEM, cast.group.circle)] == [second, first]
    assert [entry.seat for entry in open_glass(SYSTEM, cast.other_group.circle)] == [elsewhere]


def test_who_watches_over_a_circle_is_told_by_seats_of_today(cast: Cast) -> None:
    circle = cast.group.circle
    Seat.objects.filter(person=cast.person("chair")).update(valid_to=today() - ONE)
    assert watchers(circle) == [cast.person("recorder")]
    Seat.objects.filter(person=cast.person("recorder")).update(valid_from=today() + ONE)
    assert watchers(circle) == [cast.person("manager")]
    second = factories.manager(cast.town, given_name="Zora", surname="Čapek")
    factories.grant(cast.person("reviewer"), GrantRole.MANAGER, organisation=cast.police)
    assert watchers(circle) == [second, cast.person("manager")]
    cast.person("manager").grants.update(valid_to=today() - ONE)
    assert watchers(circle) == [second]


def test_predicates_over_the_whole_cast(cast: Cast) -> None:
    circle, member = cast.group.circle, cast.person("member")
    controller = circle.controller

    def those(allowed: object) -> set[str]:
        return {role for role in ROLES if allowed(cast.actor(role))}  # type: ignore[operator]

    assert those(lambda actor: administers_circle(actor, circle)) == {"chair", "recorder", "manager"}
    assert those(grants_roles) == those(breaks_glass) == {"administrator"}
    assert those(lambda actor: administers_account(actor, member)) == {"administrator"}
    assert those(lambda actor: manages_controller(actor, controller)) == {"administrator", "manager"}
    assert those(lambda actor: reads_audit_of(actor, circle)) == {"chair"}
    assert grants_roles(SYSTEM) and manages_controller(SYSTEM, controller) and administers_circle(SYSTEM, circle)
    assert not breaks_glass(SYSTEM), "the installation announces itself to nobody"


@pytest.mark.parametrize(("shift", "opens"), [(-1, True), (0, False)])
def test_a_seat_elsewhere_counts_till_its_last_day(cast: Cast, shift: int, opens: bool) -> None:
    person = factories.person(has_account=False)
    factories.mandate(cast.group, person)
    Seat.objects.create(
        circle=cast.other_group.circle, person=person, valid_from=today() - 3 * ONE, valid_to=today() + shift * ONE
    )
    assert opens_account(cast.actor("manager"), person) is opens


def test_an_own_member_opens_with_the_last_day_of_the_only_seat(cast: Cast) -> None:
    person = factories.person(has_account=False)
    Seat.objects.create(circle=cast.group.circle, person=person, valid_from=today() - ONE, valid_to=today())
    assert opens_account(cast.actor("manager"), person)
    factories.grant(person, GrantRole.MANAGER, organisation=cast.police)
    assert not opens_account(cast.actor("manager"), person), "a manager of another organisation"
    waiting = factories.person()
    waiting.user.set_unusable_password()
    factories.mandate(cast.group, waiting)
    assert opens_account(cast.actor("manager"), waiting), "who has not used the account yet"


def test_the_beginning_of_a_list_knows_how_long_the_whole_is(cast: Cast) -> None:
    everybody = Person.objects.order_by("pk")
    rows = list(few(everybody, 3))
    assert rows == list(everybody[:3])
    assert in_all(rows) == everybody.count()
    assert len(few(everybody, None)) == everybody.count()
    assert in_all(list(few(everybody, 1))) == everybody.count()
    assert in_all([]) == 0


def test_roles_are_offered_over_regions_and_organisations_that_work(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.ngo.pk).update(is_active=False)
    form = GrantForm()
    assert [label for _value, label in form.fields["region"].choices] == ["—", "Druhý kraj", "Zkušební kraj"]
    assert list(form.fields["organisation"].choices) == [
        ("", "—"), (cast.other_town.pk, "Jinov"), (cast.police.pk, "Policie Zkušebnice"),
        (cast.solo_town.pk, "Samotín"), (cast.town.pk, "Zkušebnice"),
    ]
    posted = GrantForm({"role": "manager", "organisation": str(cast.ngo.pk)})
    assert list(posted.errors) == ["organisation"]


def test_pages_of_the_administration_leave_room_between_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "_entries", {})
    pages.register_pages()
    found = list(sections._entries.values())
    assert [(entry.key, entry.url_name, entry.order) for entry in found] == [
        ("people", "access:people", 10), ("grants", "access:grants", 20), ("controllers", "access:controllers", 30),
        ("glass", "access:glass", 40), ("audit", "access:audit", 50), ("retention", "access:retention", 60),
    ]
    allowed = {
        role: [entry.key for entry in sections.entries_for(cast.actor(role))] for role in ("administrator", "solo")
    }
    assert allowed == {"administrator": [entry.key for entry in found], "solo": ["people", "controllers"]}
    assert sections.entries_for(cast.actor("chair")) == sections.entries_for(PublicActor()) == []


def test_the_administration_stands_in_the_navigation_of_whom_it_offers_something(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    apps.get_app_config("access").ready()
    assert navigation._entries["administration"].order == 90
    shown = navigation.entries_for(cast.actor("manager"))
    assert [(entry["key"], entry["url"]) for entry in shown] == [("administration", reverse("access:administration"))]
    assert navigation.entries_for(cast.actor("member")) == []


def test_the_frame_of_an_account_without_a_person(rf, cast: Cast) -> None:  # noqa: ANN001
    request = rf.get("/")
    request.user, request.actor = factories.user("loose@priklad.test"), PublicActor()
    frame = frame_for(request)
    assert (frame.town, frame.sheet, frame.person, frame.user_uid) == ("", "", "loose@priklad.test", request.user.uid)
    request.user, request.actor = cast.person("chair").user, cast.actor("chair")
    frame = frame_for(request)
    assert (frame.town, frame.sheet, frame.person) == ("Zkušebnice", cast.town.uid, "Alena Předsedová")
    Controller.objects.filter(organisation=cast.town).update(colour="#7a1f3d")
    assert (colour_for(cast.town.uid), colour_for(cast.ngo.uid)) == ("#7a1f3d", None)


def test_a_link_into_a_strict_circle_needs_a_second_factor_too(cast: Cast) -> None:
    Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
    actor = actor_in_circle(cast.person("member"), cast.group.circle_id)
    assert actor is not None and actor.needs_second_factor
    other = actor_in_circle(cast.person("outsider"), cast.other_group.circle_id)
    assert other is not None and not other.needs_second_factor

"""Who gives something of a circle to the public, whose names may leave in its texts, who comes by a link."""

import pytest
from django.conf import settings

from soucinnost.access.actors import SystemActor, actor_in_circle
from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.rules import releases
from soucinnost.access.selectors import language_of, name_in_texts, public_people, seated_people
from soucinnost.agencies.models import Person
from tests import factories
from tests.cast import ROLES, Cast

pytestmark = pytest.mark.django_db


def test_the_chair_releases_and_a_manager_only_from_a_seat(cast: Cast) -> None:
    assert {role for role in ROLES if releases(cast.actor(role), cast.group.circle)} == {"chair"}
    assert releases(SystemActor("test"), cast.group.circle)
    factories.mandate(cast.group, cast.person("manager"))
    factories.mandate(cast.other_group, cast.person("manager"))
    assert releases(cast.actor("manager"), cast.group.circle)
    assert not releases(cast.actor("manager"), cast.other_group.circle), "of another organisation she manages nothing"


def test_names_that_may_leave_are_of_public_roles_who_sat_here(cast: Cast) -> None:
    circle = cast.group.circle_id
    here = {cast.person(role).pk for role in ("chair", "recorder", "reviewer", "member", "deputy", "former")}
    assert {person.pk for person in seated_people(circle)} == here
    assert not public_people(circle).exists()
    for role in ("chair", "former", "outsider"):
        Person.objects.filter(pk=cast.person(role).pk).update(is_public_role=True, public_role_reason="Starosta")
    assert {person.pk for person in public_people(circle)} == {cast.person("chair").pk, cast.person("former").pk}
    factories.mandate(cast.group, cast.person("chair"), organisation=cast.police)
    assert public_people(circle).count() == 2, "two seats are one person"
    Person.objects.filter(pk=cast.person("chair").pk).update(surname="")
    assert [person.pk for person in public_people(circle)] == [cast.person("former").pk]


def test_names_in_texts_have_no_titles() -> None:
    assert name_in_texts(Person(given_name="Alena", surname="Předsedová", titles_before="Mgr.")) == "Alena Předsedová"
    assert name_in_texts(Person(surname="Předsedová")) == "Předsedová"


def test_the_language_is_the_account_s_or_the_installation_s() -> None:
    person = factories.person()
    person.user.language = "en"
    assert language_of(person) == "en"
    assert language_of(factories.person(has_account=False)) == settings.LANGUAGE_CODE == "cs"


@pytest.mark.parametrize(("role", "standing"), [
    ("chair", Standing.MEMBER), ("recorder", Standing.MEMBER), ("member", Standing.MEMBER), ("deputy", Standing.DEPUTY),
])
def test_a_link_gives_a_member_s_eyes_in_one_circle(cast: Cast, role: str, standing: Standing) -> None:
    person, circle = cast.person(role), cast.group.circle_id
    factories.mandate(cast.other_group, person, is_chair=True)
    actor = actor_in_circle(person, circle)
    assert actor is not None
    assert actor.circle_ids == {circle}
    assert actor.has(circle, standing) and not actor.has(circle, "chair", "recorder", "reviewer")
    assert actor.seat_ids == {pk for pk in cast.actor(role).seat_ids if _circle_of(pk) == circle}
    assert (actor.person_id, actor.person_uid, actor.user_id) == (person.pk, person.uid, None)
    assert (actor.channel, actor.is_administrator) == ("link", False)
    assert not actor.managed_organisation_ids and not actor.coordinated_region_ids


def test_a_link_gives_nothing_where_one_does_not_sit(cast: Cast) -> None:
    for role in ("former", "outsider", "manager", "coordinator", "administrator"):
        assert actor_in_circle(cast.person(role), cast.group.circle_id) is None, role
    solo = actor_in_circle(cast.person("solo"), cast.solo_group.circle_id, channel="feed")
    assert solo is not None and solo.channel == "feed"
    assert not solo.managed_organisation_ids, "a manager's grant does not travel by a link"


def _circle_of(seat: int) -> int:
    return Seat.objects.get(pk=seat).circle_id

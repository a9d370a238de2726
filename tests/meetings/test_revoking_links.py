"""One single link is revoked on the list of links; the list tells of nothing closed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.assignments.actions import create_assignment
from soucinnost.assignments.models import Assignment
from soucinnost.meetings.actions.invitation import send_invitation
from soucinnost.notices.models import Message, OneTimeLink
from tests.cast import Cast
from tests.meetings import link_kit


@pytest.fixture
def guest(cast: Cast, settings: Any) -> Iterator[Person]:
    link_kit.be_public(settings)
    yield link_kit.without_account(cast)
    cache.clear()


def test_one_link_is_revoked_in_the_list_by_who_runs_the_group(cast: Cast, guest: Person) -> None:
    send_invitation(by=cast.actor("chair"), meeting=link_kit.coming(cast))
    link, listed = OneTimeLink.objects.get(), reverse("notices:links")
    opens = Message.objects.get(person=guest).link.removeprefix(link_kit.ADDRESS)
    chair = cast.client("chair")
    revoke = reverse("notices:revoke_link", args=[link.uid])
    page = " ".join(chair.get(listed).text.split())
    assert guest.name in page and "Odpověď na pozvánku" in page and revoke in page
    assert listed in chair.get(reverse("notices:queue")).text
    for role in ("member", "outsider", "administrator"):
        assert cast.client(role).post(revoke).status_code == 404, role
    assert Client().get(opens).status_code == 200
    assert chair.post(revoke).status_code == 302
    assert Client().get(opens).status_code == 410
    assert revoke not in chair.get(listed).text
    assert chair.post(revoke).status_code == 404


def test_a_link_to_what_is_closed_is_not_listed_to_who_does_not_see_it(cast: Cast, guest: Person) -> None:
    task = create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Tajný úkol", owner_person=guest, is_closed=True,
        named_seats=[Seat.objects.get(person=guest)],
    )
    link = OneTimeLink.objects.get(object_uid=task.uid)
    for role in ("chair", "recorder"):
        sees = Assignment.objects.visible_to(cast.actor(role)).filter(pk=task.pk).exists()
        assert (link.uid in cast.client(role).get(reverse("notices:links")).text) is sees, role
        sent = cast.client(role).post(reverse("notices:revoke_link", args=[link.uid]))
        assert (sent.status_code == 302) is sees, role
    assert not Assignment.objects.visible_to(cast.actor("recorder")).filter(pk=task.pk).exists()

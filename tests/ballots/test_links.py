"""Voting without an account: a one-time link; used, late, by another, where a second factor is wanted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from soucinnost.access.models import Controller, Seat
from soucinnost.audit.models import Entry
from soucinnost.ballots.actions import add_paper, close_ballot, enter_vote, open_ballot, voting, withdraw_ballot
from soucinnost.ballots.duties import look_after_ballots
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.notices import actions as post
from soucinnost.notices.models import Message, OneTimeLink
from tests import factories
from tests.ballots.kit import QUESTION, all_for, prepared
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.notices.race_kit import used_meanwhile


@pytest.fixture(autouse=True)
def public(settings: Any, db: None) -> Iterator[None]:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    yield
    cache.clear()


@pytest.fixture
def guest(cast: Cast) -> Any:
    """A member without an account."""
    person = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    factories.mandate(cast.group, person, organisation=cast.police)
    return person


@pytest.fixture
def ballot(cast: Cast, guest: Any) -> Ballot:
    made = prepared(cast, days=3)
    open_ballot(by=cast.actor("chair"), ballot=made)
    return Ballot.objects.get(pk=made.pk)


def path_of(person: Any, kind: str = "ballot") -> str:
    """The path of the one-time link in the newest message."""
    message = Message.objects.filter(person=person, kind=kind).order_by("-pk").first()
    assert message is not None and message.link.startswith("https://soucinnost.test/odkaz/")
    return message.link.removeprefix("https://soucinnost.test")


def field_of(person: Any) -> str:
    """The name of the form's field for the person's own seat."""
    return f"hlas-{Vote.objects.get(seat__person=person).uid}"


def test_only_who_has_no_account_gets_a_link_that_lives_to_the_deadline(ballot: Ballot, guest: Any) -> None:
    link = OneTimeLink.objects.get()
    assert (link.person, link.purpose, link.expires_at) == (guest, "ballot", ballot.deadline)
    assert "odkazem na konci zprávy" in Message.objects.get(person=guest).body.replace("\xa0", " ")


def test_opening_shows_a_post_votes_and_a_used_one_offers_another(ballot: Ballot, guest: Any) -> None:
    path, client = path_of(guest), Client()
    for _again in range(3):  # mail scanners open links
        page = client.get(path)
        assert page.status_code == 200 and QUESTION in page.text.replace("\xa0", " ")
    assert OneTimeLink.objects.get().used_at is None and not Vote.objects.exclude(choice="").exists()
    name = field_of(guest)
    assert "Hlas je zapsaný" in client.post(path, {name: "against"}).text.replace("\xa0", " ")
    given = Vote.objects.get(seat__person=guest)
    assert (given.choice, given.channel, given.cast_by, given.entered_by) == ("against", "link", guest, None)
    again = client.post(path, {name: "for"})
    assert again.status_code == 410
    assert "Poslat nový odkaz" in again.text.replace("\xa0", " ") and QUESTION not in again.text.replace("\xa0", " ")
    given.refresh_from_db()
    assert given.choice == "against"
    answer = client.post(f"{path}novy/")
    fresh = path_of(guest)
    assert answer.status_code == 410 and fresh != path and fresh not in answer.text
    assert Client().post(fresh, {name: "for"}).status_code == 200
    given.refresh_from_db()
    assert given.choice == "for"
    row = Entry.objects.filter(verb="ballot.viewed").latest("sequence")
    assert (row.actor, row.channel) == (f"person:{guest.uid}", "link")


def test_an_empty_or_strange_vote_consumes_nothing(cast: Cast, ballot: Ballot, guest: Any) -> None:
    path, name = path_of(guest), field_of(guest)
    other = f"hlas-{Vote.objects.get(seat=cast.mandates['member'].seat_id).uid}"
    for data in ({}, {name: "snad"}, {other: "for"}):
        page = Client().post(path, data)
        assert page.status_code == 422 and "Vyberte" in page.text
    assert OneTimeLink.objects.get().used_at is None
    assert not Vote.objects.exclude(choice="").exists()


def test_opened_in_time_and_sent_late(ballot: Ballot, guest: Any) -> None:
    path, name = path_of(guest), field_of(guest)
    assert Client().get(path).status_code == 200
    now = timezone.now()
    OneTimeLink.objects.update(expires_at=now)
    Ballot.objects.update(asked_at=now - timedelta(days=3), deadline=now)
    page = Client().post(path, {name: "for"})
    assert page.status_code == 410 and "Platil do" in page.text.replace("\xa0", " ")
    assert "Poslat nový odkaz" not in page.text.replace("\xa0", " ")
    OneTimeLink.objects.update(expires_at=now + timedelta(days=1))  # a link that outlives the deadline
    page = Client().post(path, {name: "for"})
    assert page.status_code == 422 and "Lhůta už uplynula" in page.text.replace("\xa0", " ")
    assert OneTimeLink.objects.get().used_at is None and not Vote.objects.exclude(choice="").exists()


def test_of_two_presses_one_votes(ballot: Ballot, guest: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path, name = path_of(guest), field_of(guest)
    used_meanwhile(monkeypatch, voting)
    page = Client().post(path, {name: "for"})
    assert page.status_code == 410 and QUESTION not in page.text.replace("\xa0", " ")
    assert not Vote.objects.exclude(choice="").exists() and not Entry.objects.filter(verb="vote.cast").exists()


def test_who_left_opens_nothing(ballot: Ballot, guest: Any) -> None:
    path, name = path_of(guest), field_of(guest)
    yesterday = timezone.localdate() - timedelta(days=1)
    Seat.objects.filter(person=guest).update(valid_from=yesterday, valid_to=yesterday)
    assert Client().get(path).status_code == 410
    assert Client().post(path, {name: "for"}).status_code == 410
    assert not Vote.objects.exclude(choice="").exists()


def test_a_deputy_of_two_without_an_account_votes_for_each(cast: Cast, guest: Any) -> None:
    deputy = factories.person("Otakar", "Zastupující", email="ota@x.test", has_account=False)
    for role in ("member", "reviewer"):
        factories.mandate(cast.group, deputy, organisation=cast.ngo, deputy_for=cast.mandates[role])
    open_ballot(by=cast.actor("chair"), ballot=prepared(cast))
    names = {role: f"hlas-{Vote.objects.get(seat=cast.mandates[role].seat_id).uid}" for role in ("member", "reviewer")}
    page = Client().get(path_of(deputy))
    assert all(name in page.text for name in names.values())
    none = Client().post(path_of(deputy), {})
    assert none.status_code == 422 and "Vyberte, jak hlasujete" in none.text.replace("\xa0", " ")
    done = Client().post(path_of(deputy), {names["member"]: "for", names["reviewer"]: "against"})
    assert done.status_code == 200
    assert {one.choice for one in Vote.objects.filter(cast_by=deputy)} == {"for", "against"}


def test_where_a_second_factor_is_wanted_a_link_takes_votes_and_shows_no_content(ballot: Ballot, guest: Any) -> None:
    Controller.objects.update(requires_mfa=True)
    page = Client().get(path_of(guest))
    assert page.status_code == 200 and QUESTION not in page.text.replace("\xa0", " ")
    assert Client().post(path_of(guest), {field_of(guest): "for"}).status_code == 200
    assert Vote.objects.get(seat__person=guest).choice == "for"


def test_papers_travel_and_open_until_the_link_is_used(cast: Cast, guest: Any) -> None:
    made = prepared(cast)
    paper = add_paper(by=cast.actor("chair"), ballot=made, upload=factories.upload(name="rozpocet.txt")).attachment
    open_ballot(by=cast.actor("chair"), ballot=made)
    path = path_of(guest)
    assert Client().get(f"{path}soubor/{paper.uid}/").status_code == 200
    post.deliver_due(by=SYSTEM)
    sent = next(one for one in mail.outbox if one.to == ["gustav@x.test"])
    assert "rozpocet.txt" in [part.get_filename() for part in sent.message().walk()] and path in sent.body
    Client().post(path, {field_of(guest): "for"})
    assert Client().get(f"{path}soubor/{paper.uid}/").status_code == 404


def test_papers_stay_where_a_second_factor_is_wanted(cast: Cast, guest: Any) -> None:
    Controller.objects.update(requires_mfa=True)
    made = prepared(cast)
    paper = add_paper(by=cast.actor("chair"), ballot=made, upload=factories.upload()).attachment
    open_ballot(by=cast.actor("chair"), ballot=made)
    assert not Message.objects.filter(papers__isnull=False).exists()
    assert Client().get(f"{path_of(guest)}soubor/{paper.uid}/").status_code == 404


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_the_end_revokes_links(cast: Cast, ballot: Ballot, guest: Any, end: str) -> None:
    path, name = path_of(guest), field_of(guest)
    if end == "withdrawn":
        withdraw_ballot(by=cast.actor("chair"), ballot=ballot, reason="Přepracuje se.")
    else:
        all_for(cast, ballot)
        enter_vote(
            by=cast.actor("recorder"), ballot=ballot, vote=Vote.objects.get(seat__person=guest), choice="for",
            received_on=factories.today(),
        )
        close_ballot(by=cast.actor("chair"), ballot=ballot)
    page = Client().post(path, {name: "against"})
    assert page.status_code == 410
    assert Client().post(f"{path}novy/").status_code == 404
    assert Message.objects.filter(person=guest, kind="ballot").count() == 1


def test_the_reminder_brings_a_new_link(ballot: Ballot, guest: Any) -> None:
    first = path_of(guest)
    Ballot.objects.update(asked_at=timezone.now() - timedelta(days=20), deadline=timezone.now() + timedelta(hours=2))
    look_after_ballots(by=SYSTEM)
    second = path_of(guest, "ballot_reminder")
    assert second != first and "Váš hlas zatím chybí" in Message.objects.get(
        person=guest, kind="ballot_reminder"
    ).body.replace("\xa0", " ")
    assert Client().get(second).status_code == 200
    assert Client().get(first).status_code == 410

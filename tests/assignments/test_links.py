"""A task answered without an account: known of, reported done, a word; with an account by one press."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.actors import actor_in_circle
from soucinnost.access.models import Controller, Seat
from soucinnost.assignments import links
from soucinnost.assignments.actions import (
    acknowledge,
    cancel,
    change_assignment,
    finish,
    hand_on,
    reopen,
    send_link_again,
    working,
)
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry
from soucinnost.meetings.actions.signoff import sign_as_recorder, sign_as_reviewer
from soucinnost.notices.models import Message, OneTimeLink
from tests import factories
from tests.assignments.kit import closed_task, history, task
from tests.cast import Cast
from tests.meetings.signoff_kit import drafted, newest, put
from tests.notices.race_kit import used_meanwhile

BASE = "https://soucinnost.test"


@pytest.fixture(autouse=True)
def public(settings: Any, db: None) -> Iterator[None]:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = BASE, True
    yield
    cache.clear()


@pytest.fixture
def guest(cast: Cast) -> Any:
    """A member without an account."""
    person = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    cast.mandates["guest"] = factories.mandate(cast.group, person, organisation=cast.police)
    cast.people["guest"] = person
    return person


def given(cast: Cast, **fields: Any) -> tuple[Assignment, str]:
    """A task given to the guest by hand, and the path of the link in the mail."""
    made = task(cast, "guest", due_kind="date", due_on=factories.today() + timedelta(days=5), **fields)
    return made, path_to(cast.person("guest"))


def path_to(person: Any) -> str:
    message = Message.objects.filter(person=person).exclude(link="").order_by("-pk").first()
    assert message is not None
    return message.link.splitlines()[-1].removeprefix(BASE)


def test_the_mail_says_everything(cast: Cast, guest: Any) -> None:
    made, path = given(cast, text="Sehnat přehled bytů")
    message = Message.objects.get(person=guest)
    body = message.body.replace("\xa0", " ")
    for said in ("Sehnat přehled bytů", "Bezpečná Zkušebnice", "Termín: ", "Zadává: Alena Předsedová"):
        assert said in body
    assert message.kind == "task" and "odkaz" not in body
    assert path.startswith("/odkaz/")
    task(cast, "member", text="S účtem")
    assert Message.objects.get(person=cast.person("member")).link == ""
    assert not Message.objects.filter(person=cast.person("chair")).exists()  # who gave it


def test_known_of_then_weeks_later_done_by_the_same_link(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    browser = Client()
    for _again in range(3):
        page = browser.get(path)
        assert page.status_code == 200
        assert made.text in page.text.replace("\xa0", " ")
    made.refresh_from_db()
    assert made.acknowledged_at is None
    assert "Vzato na vědomí" in browser.post(path, {"krok": "na-vedomi"}).text.replace("\xa0", " ")
    browser.post(path, {"krok": "na-vedomi"})
    made.refresh_from_db()
    assert made.acknowledged_by == guest
    assert history(made) == ["created", "noted"]
    assert browser.post(path, {"krok": "splneno", "text": ""}).status_code == 422
    done = browser.post(path, {"krok": "splneno", "text": "Přehled je na úřadě."})
    assert "označený za splněný" in done.text
    made.refresh_from_db()
    assert (made.state, made.evidence) == ("done", "Přehled je na úřadě.")
    again = browser.post(path, {"krok": "splneno", "text": "Jinak"})
    assert again.status_code == 410 and "už byl použit" in again.text
    assert "Poslat nový odkaz" not in again.text  # there is nothing more to answer
    row = Entry.objects.filter(verb="assignment.finished").latest("sequence")
    assert (row.actor, row.channel) == (f"person:{guest.uid}", "link")


def test_a_word_uses_the_link_up_and_a_new_one_comes_by_mail(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    browser = Client()
    assert "Vzkaz je uložený" in browser.post(path, {"krok": "vzkaz", "text": "Čekám na podklady."}).text
    assert history(made) == ["created", "remark"]
    spent = browser.get(path)
    assert spent.status_code == 410 and "Poslat nový odkaz" in spent.text
    assert browser.post(f"{path}novy/").status_code == 410
    fresh = path_to(guest)
    assert fresh != path
    assert browser.get(fresh).status_code == 200


@pytest.mark.parametrize("step", ["vzkaz", "splneno"])
def test_of_two_presses_one_answers(
    cast: Cast, guest: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    made, path = given(cast)
    used_meanwhile(monkeypatch, working)
    assert Client().post(path, {"krok": step, "text": "Přehled je na úřadě."}).status_code == 410
    made.refresh_from_db()
    assert (made.state, made.evidence, history(made)) == ("open", "", ["created"])


def test_what_the_action_refuses_is_said_and_the_link_stays(
    cast: Cast, guest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else finished it while the page was sent."""
    made, path = given(cast)
    report = links.actions.finish

    def late(*, by: Any, assignment: Assignment, **said: Any) -> Any:
        report(by=cast.actor("chair"), assignment=made, evidence="Hotovo")
        return report(by=by, assignment=assignment, **said)

    monkeypatch.setattr(links.actions, "finish", late)
    answer = Client().post(path, {"krok": "splneno", "text": "Přehled je na úřadě."})
    assert answer.status_code == 422 and "otevřen" in answer.text
    assert OneTimeLink.objects.get(person=guest).used_at is None
    made.refresh_from_db()
    assert made.evidence == "Hotovo"


def test_no_new_link_for_a_task_that_ended(cast: Cast, guest: Any) -> None:
    made, _path = given(cast)
    reader = actor_in_circle(guest, cast.group.circle_id)
    assert reader is not None
    finish(by=cast.actor("chair"), assignment=made, evidence="Hotovo")
    Message.objects.all().delete()
    assert send_link_again(by=reader, assignment=made, person=guest) is False
    assert not Message.objects.exists() and not OneTimeLink.objects.usable().exists()


@pytest.mark.parametrize("end", ["hand_on", "cancel", "finish", "change"])
def test_a_link_ends_with_the_task_or_its_owner(cast: Cast, guest: Any, end: str) -> None:
    made, path = given(cast)
    chair, member = cast.actor("chair"), cast.person("member")
    if end == "hand_on":
        hand_on(by=chair, assignment=made, to_person=member)
    elif end == "cancel":
        cancel(by=chair, assignment=made, text="Odpadlo")
    elif end == "finish":
        finish(by=chair, assignment=made, evidence="Hotovo")
    else:
        change_assignment(by=chair, assignment=made, text=made.text, owner_person=member, due_kind="none")
    answer = Client().post(path, {"krok": "splneno", "text": "Já"})
    assert answer.status_code == 410
    assert made.text not in answer.text.replace("\xa0", " ")
    assert not OneTimeLink.objects.usable().filter(person=guest).exists()


def test_who_left_yesterday_opens_nothing(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    Seat.objects.filter(person=guest).update(valid_to=factories.today() - timedelta(days=1))
    for answer in (Client().get(path), Client().post(path, {"krok": "na-vedomi"})):
        assert answer.status_code == 410
        assert made.text not in answer.text.replace("\xa0", " ")
    made.refresh_from_db()
    assert made.acknowledged_at is None


def test_closed_meanwhile_it_is_not_there(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    made.is_closed = True
    made.save()
    made.named_seats.set([cast.mandates["chair"].seat])
    assert Client().get(path).status_code == 404


def test_a_closed_task_is_told_to_its_owner_privately(cast: Cast, guest: Any) -> None:
    made = closed_task(cast, "guest", "guest", "chair")
    message = Message.objects.get(person=guest)
    assert message.is_private
    assert Client().get(path_to(guest)).status_code == 200
    assert not Message.objects.visible_to(cast.actor("recorder")).filter(pk=message.pk).exists()
    assert made.is_closed


def test_a_strict_organisation_shows_no_content_by_a_link(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
    page = Client().get(path)
    assert made.text not in page.text.replace("\xa0", " ")
    assert Client().post(path, {"krok": "na-vedomi"}).status_code == 200
    made.refresh_from_db()
    assert made.acknowledged_at is not None


def test_nonsense_and_an_outdated_link_change_nothing(cast: Cast, guest: Any) -> None:
    made, path = given(cast)
    assert Client().post(path, {"krok": "smazat", "text": "x"}).status_code == 200
    assert Client().post(path).status_code == 200
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(path, {"krok": "na-vedomi"}).status_code == 410
    assert history(made) == ["created"]


def test_minutes_tell_of_their_tasks_once_with_a_link_for_each(cast: Cast, guest: Any) -> None:
    meeting = drafted(cast, "<p>Úvod</p>")
    for text in ("<p>Zavolat na úřad</p>", "<p>Napsat přehled</p>"):
        put(cast, meeting, text, kind="task", details={"owner": {"text": guest.name, "person": guest.uid}})
    Message.objects.all().delete()
    sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    sign_as_reviewer(by=cast.actor("reviewer"), meeting=meeting, read_version=newest(meeting))
    kinds = list(Message.objects.filter(person=guest).values_list("kind", flat=True))
    assert kinds == ["final"]
    message = Message.objects.get(person=guest)
    assert "Zavolat na úřad" in message.body.replace("\xa0", " ")
    paths = [line.removeprefix(BASE) for line in message.link.splitlines() if line.startswith(BASE)]
    assert len(paths) == 2
    assert {Client().get(path).status_code for path in paths} == {200}
    assert Message.objects.get(person=cast.person("member")).link == ""


class TestWithAnAccount:
    """One press on the task's page, by its owner only; forgotten when it is somebody else's."""

    def test_one_press(self, cast: Cast) -> None:
        made = task(cast, "member")
        url = reverse("assignments:acknowledge", args=[made.uid])
        page = reverse("assignments:assignment", args=[made.uid])
        assert "Beru na vědomí" in cast.client("member").get(page).text.replace("\xa0", " ")
        assert "Beru na vědomí" not in cast.client("chair").get(page).text.replace("\xa0", " ")
        assert cast.client("member").post(url).status_code == 302
        text = cast.client("chair").get(page).text.replace("\xa0", " ")
        assert "Vzato na vědomí" in text and "Dana Členová" in text

    @pytest.mark.parametrize("role", ["chair", "recorder", "reviewer", "deputy", "former", "outsider", "manager"])
    def test_nobody_on_their_behalf(self, cast: Cast, role: str) -> None:
        made = task(cast, "member")
        with pytest.raises(PermissionDenied):
            acknowledge(by=cast.actor(role), assignment=made)

    def test_whoever_represents_the_organisation(self, cast: Cast) -> None:
        made = task(cast, "", owner_organisation=cast.ngo)
        acknowledge(by=cast.actor("deputy"), assignment=made)
        made.refresh_from_db()
        assert made.acknowledged_by == cast.person("deputy")

    def test_another_owner_and_an_opened_task_begin_anew(self, cast: Cast) -> None:
        made = task(cast, "member")
        acknowledge(by=cast.actor("member"), assignment=made)
        hand_on(by=cast.actor("member"), assignment=made, to_person=cast.person("reviewer"))
        made.refresh_from_db()
        assert (made.acknowledged_at, made.acknowledged_by) == (None, None)
        acknowledge(by=cast.actor("reviewer"), assignment=made)
        finish(by=cast.actor("reviewer"), assignment=made, evidence="Hotovo")
        reopen(by=cast.actor("chair"), assignment=made, text="Ještě ne")
        made.refresh_from_db()
        assert made.acknowledged_at is None

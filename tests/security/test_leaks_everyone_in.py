"""Single leaks that a review of links, mail, feeds and circulars found; each test is the way in which it was seen."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import settings as installation
from soucinnost.access.actions import break_glass
from soucinnost.access.models import Controller, Seat
from soucinnost.assignments.actions import create_assignment
from soucinnost.audit.models import Entry
from soucinnost.documents import storage
from soucinnost.kernel.tokens import TokenlessFormatter, hide_tokens, new_token
from soucinnost.meetings.actions.agenda import add_paper, change_item
from soucinnost.meetings.actions.invitation import send_invitation
from soucinnost.meetings.actions.scheduling import cancel_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.notices import actions as post
from soucinnost.notices.letters import draft_file
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.support import actions as support
from soucinnost.support.models import Circular, Delivery
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.meetings import link_kit
from tests.reports.kit import CLIENTS, call, reported_then
from tests.support import kit


@pytest.fixture(autouse=True)
def public(settings: Any, db: None) -> Iterator[None]:
    link_kit.be_public(settings)
    yield
    cache.clear()


@pytest.fixture
def guest(cast: Cast) -> Any:
    return link_kit.without_account(cast)


@pytest.fixture
def meeting(cast: Cast, guest: Any) -> Meeting:
    return link_kit.coming(cast)


def _path(person: Any, kind: str = "invitation") -> str:
    message = Message.objects.filter(person=person, kind=kind).order_by("-pk").first()
    assert message is not None
    return message.link.removeprefix("https://soucinnost.test")


def _leaves(person: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Seat.objects.filter(person=person).update(valid_from=yesterday, valid_to=yesterday)


def test_opening_a_spent_link_is_audited(cast: Cast, meeting: Meeting, guest: Any) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    path = _path(guest)
    assert Client().post(path, {"answer": "not"}).status_code == 200
    assert Client().get(path).status_code == 410
    row = Entry.objects.get(verb="link.refused")
    assert (row.actor, row.object_uid) == (f"person:{guest.uid}", meeting.uid)
    assert row.ids == [OneTimeLink.objects.get().uid]


def test_a_new_link_is_not_mailed_again_and_again(cast: Cast, meeting: Meeting, guest: Any) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    path, client = _path(guest), Client()
    client.post(path, {"answer": "not"})
    for _press in range(5):
        assert client.post(path + "novy/").status_code == 410
    assert Message.objects.filter(person=guest, kind="invitation").count() == 2
    assert client.get(_path(guest)).status_code == 200, "the new link still opens"
    OneTimeLink.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    client.post(path + "novy/")
    assert Message.objects.filter(person=guest, kind="invitation").count() == 3


@pytest.mark.parametrize("status", [422, 404])
def test_a_link_that_still_opens_is_not_in_the_log(
    cast: Cast, meeting: Meeting, guest: Any, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    path = _path(guest)
    token = path.split("/")[2]
    with caplog.at_level(logging.WARNING, logger="django.request"):
        answer = Client().post(path, {}) if status == 422 else Client().get(f"{path}soubor/neni/")
    assert answer.status_code == status
    assert any(token in record.getMessage() for record in caplog.records), "Django logs the address"
    logs: Any = installation.LOGGING
    config = dict(logs["formatters"]["plain"])
    assert config.pop("()").endswith(TokenlessFormatter.__name__)
    lines = [TokenlessFormatter(**config).format(record) for record in caplog.records]
    assert not any(token in line for line in lines)
    assert any("/odkaz/[token]/" in line for line in lines)


def test_tokens_are_hidden_wherever_they_stand() -> None:
    token = new_token()
    for text in (f"/kalendar/{token}.ics", f"Bearer soucinnost_{token}", f"'{token}'"):
        assert token not in hide_tokens(text)
    kept = "a" * 64 + " /jednani/abcdefghjkmnpq/ " + "b" * 42
    assert hide_tokens(kept) == kept


def test_mail_that_waited_goes_to_nobody_who_left(cast: Cast, meeting: Meeting, guest: Any) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    _leaves(guest)
    waiting = Message.objects.get(person=guest)
    assert not post.deliver(by=SYSTEM, uid=waiting.uid)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.link, mail.outbox) == ("cancelled", "", [])
    other = Message.objects.get(person=cast.person("member"))
    assert post.deliver(by=SYSTEM, uid=other.uid)


def test_mail_goes_to_a_member_to_be(cast: Cast, meeting: Meeting, guest: Any) -> None:
    Seat.objects.filter(person=guest).update(valid_from=timezone.localdate() + timedelta(days=5))
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert post.deliver(by=SYSTEM, uid=Message.objects.get(person=guest).uid)


def test_a_draft_carries_no_paper_closed_since(cast: Cast, meeting: Meeting, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    Controller.objects.update(members_may_export=True)
    chair, item = cast.actor("chair"), meeting.items.get(title="Veřejný bod")
    add_paper(by=chair, item=item, upload=factories.upload(), title="Podklad")
    send_invitation(by=chair, meeting=meeting)
    message = Message.objects.get(person=cast.person("member"))
    assert message.papers.count() == 1

    def names() -> list[str | None]:
        sent = message_from_bytes(draft_file(message, sender="tajemnik@x.test"))
        return [part.get_filename() for part in sent.walk()]

    paper = message.papers.get()
    assert paper.name in names()
    item.refresh_from_db()
    change_item(
        by=chair, item=item, title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["chair"].seat, cast.mandates["member"].seat],
    )
    assert paper.name not in names(), "the recorder, who saves the file, may not see it any more"


def test_the_subject_says_nothing_of_a_closed_task(cast: Cast) -> None:
    told: dict[str, Any] = {"by": cast.actor("chair"), "group": cast.group, "owner_person": cast.person("member")}
    create_assignment(
        **told, text="Tajný úkol", due_kind="none", is_closed=True, named_seats=[cast.mandates["member"].seat]
    )
    create_assignment(**told, text="Otevřený úkol", due_kind="none")
    closed, shown = Message.objects.filter(kind="task").order_by("pk")
    assert "Tajný" not in closed.subject and "Tajný úkol" in closed.body
    assert "Otevřený úkol" in shown.subject


def test_a_feed_shows_nothing_read_by_break_glass(cast: Cast, meeting: Meeting) -> None:
    administrator = cast.person("administrator")
    _feed, token = post.start_feed(by=cast.actor("administrator"), person=administrator)
    break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=administrator,
        reason="Zástup za nemocnou zapisovatelku.",
    )
    text = Client().get(f"/kalendar/{token}.ics").text
    assert "BEGIN:VEVENT" not in text and "Veřejný bod" not in text


def test_a_feed_shows_no_agenda_where_a_second_factor_is_wanted(cast: Cast, meeting: Meeting, guest: Any) -> None:
    Meeting.objects.update(title="Nadpis jednání")
    _feed, token = post.start_feed(by=SYSTEM, person=guest)
    assert "Nadpis" in Client().get(f"/kalendar/{token}.ics").text
    Controller.objects.update(requires_mfa=True)
    text = Client().get(f"/kalendar/{token}.ics").text
    assert "BEGIN:VEVENT" in text and "Radnice" in text
    assert "Nadpis" not in text and "bod" not in text


def test_a_damaged_file_holds_up_no_other_mail(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    partner = kit.contact(cast.ngo, email="partner@x.test")
    made = kit.circular(cast)
    support.add_file(by=cast.actor("coordinator"), circular=made, upload=factories.upload())
    kit.sent(cast, made)
    after = post.queue(by=SYSTEM, person=cast.person("member"), kind="task", subject="Další", body="Text")
    assert after is not None
    bad = Message.objects.get(person=partner)

    def broken(*_args: object) -> None:
        raise storage.StorageError("damaged")

    monkeypatch.setattr(storage, "verify", broken)
    assert post.deliver_due(by=SYSTEM) == 1
    assert [one.subject for one in mail.outbox] == ["Další"]
    bad.refresh_from_db()
    assert (bad.state, bad.error) == ("queued", "StorageError")
    Message.objects.filter(pk=bad.pk).update(tries=len(post.PAUSES), next_try_at=timezone.now())
    post.deliver_due(by=SYSTEM)
    bad.refresh_from_db()
    assert bad.state == "failed"


def test_the_draft_of_a_circular_shows_no_recipient_to_the_others(cast: Cast, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    for name in ("prvni", "druha"):
        kit.contact(cast.ngo, email=f"{name}@x.test")
    made = kit.sent(cast)
    coordinator = cast.person("coordinator")
    coordinator.email = ""
    coordinator.save()
    answer = cast.client("coordinator").get(f"/metodika/obezniky/{made.uid}/obeznik.eml")
    assert answer.status_code == 200
    sent = message_from_bytes(answer.content)
    assert coordinator.user is not None
    assert sent["From"] == sent["To"] == coordinator.user.email
    assert "prvni@x.test" in sent["Bcc"]


def test_taking_out_recipients_is_audited_with_their_copies(cast: Cast, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    kit.contact(cast.ngo, email="prvni@x.test")
    made = Circular.objects.get(pk=kit.sent(cast).pk)
    client, copies = cast.client("coordinator"), set(Delivery.objects.values_list("uid", flat=True))
    for path in ("prijemci.xlsx", "obeznik.eml"):
        answer = client.get(f"/metodika/obezniky/{made.uid}/{path}")
        assert answer.status_code == 200 and io.BytesIO(answer.content).read(1)
        assert set(Entry.objects.filter(verb="circular.exported").latest("sequence").ids) == copies


def test_a_link_gives_no_earlier_report_where_a_second_factor_is_wanted(cast: Cast) -> None:
    worker = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    factories.mandate(cast.group, worker, organisation=cast.ngo, reports=True)
    reported_then(cast, CLIENTS)
    call(cast)
    path = Message.objects.filter(person=worker).latest("pk").link.removeprefix("https://soucinnost.test")
    pressed = {"cisel": "0", "text": "", "problems": "", "needs": "", "vzit": "minule.text"}
    assert "Minule jsme začínali." in Client().post(path, pressed).text
    Controller.objects.update(requires_mfa=True)
    taken = Client().post(path, pressed)
    assert taken.status_code == 200 and "Minule jsme" not in taken.text
    assert "klientů" not in Client().get(path).text, "rows of the last report's numbers are not offered either"
    assert "beze změny" in Client().post(path, {**pressed, "vzit": "", "beze_zmeny": "1"}).text


def test_links_to_a_closed_task_are_not_in_the_log_of_who_does_not_see_it(cast: Cast, guest: Any) -> None:
    seat = Seat.objects.get(person=guest)
    told: dict[str, Any] = {"by": cast.actor("recorder"), "group": cast.group, "owner_person": guest}
    create_assignment(
        **told, text="Tajný úkol", due_kind="none", is_closed=True,
        named_seats=[seat, cast.mandates["recorder"].seat],
    )
    path, browser = _path(guest, "task"), Client()
    assert browser.post(path, {"krok": "vzkaz", "text": "Pracuji na tom."}).status_code == 200
    assert browser.get(path).status_code == 410
    log = reverse("access:circle_audit", args=[cast.group.circle.uid])
    assert "jednorázového odkazu" not in cast.client("chair").get(log).text
    create_assignment(**told, text="Otevřený úkol", due_kind="none")
    assert "jednorázového odkazu" in cast.client("chair").get(log).text


def test_drafts_of_a_cancelled_meeting_are_not_offered_any_more(cast: Cast, meeting: Meeting, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    chair = cast.client("chair")
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    drafts = reverse("notices:drafts", args=[meeting.uid])
    assert chair.get(drafts).status_code == 200
    cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Povodeň")
    assert chair.get(drafts).status_code == 404, "nobody was invited, nobody is told"

"""Answering an invitation and remarking on a draft without an account; what does not go."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Controller, Seat
from soucinnost.audit.models import Entry
from soucinnost.meetings import links
from soucinnost.meetings.actions import replies
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.invitation import note_invited, send_invitation
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, change_meeting, create_meeting
from soucinnost.meetings.actions.signoff import send_draft
from soucinnost.meetings.digest import waiting_minutes
from soucinnost.meetings.enclosing import draft_of
from soucinnost.meetings.models import Meeting, Presence, Remark, Reply
from soucinnost.meetings.selectors.calendar import calendar_for
from soucinnost.notices import actions as post
from soucinnost.notices.models import Message, OneTimeLink
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.meetings import link_kit
from tests.meetings.minutes_kit import line
from tests.notices.race_kit import used_meanwhile


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


def invited(cast: Cast, meeting: Meeting) -> None:
    send_invitation(by=cast.actor("chair"), meeting=Meeting.objects.get(pk=meeting.pk))


def link_of(person: Any, kind: str = "invitation") -> str:
    """The path of the one-time link in the newest message."""
    message = Message.objects.filter(person=person, kind=kind).order_by("-pk").first()
    assert message is not None and message.link.startswith("https://soucinnost.test/odkaz/")
    return message.link.removeprefix("https://soucinnost.test")


def test_only_who_has_no_account_gets_a_link(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    assert {link.person_id for link in OneTimeLink.objects.all()} == {guest.pk}
    assert not Message.objects.exclude(person=guest).exclude(link="").exists()


def test_opening_shows_and_consumes_nothing_a_post_does(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    path, client = link_of(guest), Client()
    for _again in range(3):  # mail scanners open links
        page = client.get(path)
        assert page.status_code == 200
        assert "Veřejný bod" in page.text
        assert page["Cache-Control"] and "no-store" in page["Cache-Control"]
    assert OneTimeLink.objects.get().used_at is None
    answered = client.post(path, {"answer": "not", "note": "Dovolená"})
    assert "Odpověď je zapsaná" in answered.text
    given = Reply.objects.get()
    assert (given.person_id, given.answer, given.channel, given.entered_by_id) == (guest.pk, "not", "link", None)
    again = client.post(path, {"answer": "coming"})
    assert again.status_code == 410
    assert "Odkaz už byl použit" in again.text
    assert "Veřejný bod" not in again.text
    given.refresh_from_db()
    assert given.answer == "not"


def test_a_refused_answer_does_not_consume(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    path, client = link_of(guest), Client()
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"answer": "deputy"}).status_code == 422
    assert OneTimeLink.objects.get().used_at is None
    assert client.post(path, {"answer": "deputy", "deputy_name": "Jan Náhradní"}).status_code == 200


def test_of_two_presses_one_answers(
    cast: Cast, meeting: Meeting, guest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(cast, meeting)
    used_meanwhile(monkeypatch, replies)
    assert Client().post(link_of(guest), {"answer": "coming"}).status_code == 410
    assert not Reply.objects.exists()


def test_every_opening_is_audited_as_the_person(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    Client().get(link_of(guest))
    row = Entry.objects.filter(verb="invitation.viewed").latest("sequence")
    assert (row.actor, row.channel, row.object_uid) == (f"person:{guest.uid}", "link", meeting.uid)


def test_a_link_opens_only_to_who_still_sits_there(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    path = link_of(guest)
    yesterday = timezone.localdate() - timedelta(days=1)
    Seat.objects.filter(person=guest).update(valid_from=yesterday, valid_to=yesterday)
    page = Client().get(path)
    assert page.status_code == 410
    assert "Veřejný bod" not in page.text
    assert Client().post(path, {"answer": "coming"}).status_code == 410
    assert not Reply.objects.exists()


def test_late_revoked_and_unknown(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    path = link_of(guest)
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 410
    OneTimeLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert Client().get(path).status_code == 200
    post.revoke_link(by=cast.actor("chair"), link=OneTimeLink.objects.select_related("circle").get())
    assert Client().post(path, {"answer": "coming"}).status_code == 410
    assert Client().get("/odkaz/" + "x" * 43 + "/").status_code == 404
    assert Client().get("/odkaz/kratky/").status_code == 404
    with pytest.raises(PermissionDenied):
        post.revoke_link(by=cast.actor("member"), link=OneTimeLink.objects.select_related("circle").get())


def test_a_thousand_guesses_open_nothing_and_are_held(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    client = Client()
    answers = [client.get(f"/odkaz/{number:043d}/").status_code for number in range(1000)]
    assert set(answers) == {404, 429}
    assert answers.count(404) <= 30
    assert client.get(link_of(guest)).status_code == 200, "who shares the address is not shut out"


def test_a_link_gives_no_more_than_its_person_sees(cast: Cast, meeting: Meeting, guest: Any) -> None:
    seat = cast.mandates["member"].seat
    add_item(by=cast.actor("chair"), meeting=meeting, title="Uzavřený bod", is_closed=True, named_seats=[seat])
    invited(cast, meeting)
    assert "Uzavřený bod" not in Client().get(link_of(guest)).text
    message = Message.objects.get(person=guest)
    assert "Uzavřený bod" not in message.body + message.calendar
    named = Message.objects.get(person=cast.person("member"))
    assert "Uzavřený bod" in named.body and "Uzavřený bod" in vobject.readOne(named.calendar).vevent.description.value
    assert named.is_private


def test_a_chair_comes_by_a_link_as_an_ordinary_member(cast: Cast, meeting: Meeting) -> None:
    path = post.make_link(
        by=SYSTEM, circle=cast.group.circle, person=cast.person("chair"), purpose="invitation",
        object_uid=meeting.uid, expires_at=meeting.starts_at,
    ).removeprefix("https://soucinnost.test")
    client = Client()
    assert client.get(path).status_code == 200
    assert client.get(f"/jednani/{meeting.uid}/priprava/").status_code == 302  # not signed in by it


def test_papers_travel_and_open_where_members_may_take_them(cast: Cast, meeting: Meeting, guest: Any) -> None:
    paper = add_paper(
        by=cast.actor("chair"), item=meeting.items.first(), upload=factories.upload(name="mapa.txt")
    ).attachment
    Controller.objects.update(members_may_export=True)
    invited(cast, meeting)
    path = link_of(guest)
    assert Client().get(f"{path}soubor/{paper.uid}/").status_code == 200
    Message.objects.update(next_try_at=timezone.now())
    post.deliver_due(by=SYSTEM)
    sent = next(one for one in mail.outbox if one.to == ["gustav@x.test"])
    names = [part.get_filename() for part in sent.message().walk() if part.get_filename()]
    assert "mapa.txt" in names and "jednani.ics" in names and any(name.endswith(".pdf") for name in names)
    assert sent.reply_to and path in sent.body
    Client().post(path, {"answer": "coming"})
    assert Client().get(f"{path}soubor/{paper.uid}/").status_code == 404


def test_papers_stay_where_members_may_take_nothing_out(cast: Cast, meeting: Meeting, guest: Any) -> None:
    paper = add_paper(by=cast.actor("chair"), item=meeting.items.first(), upload=factories.upload()).attachment
    Controller.objects.update(members_may_export=False)
    invited(cast, meeting)
    assert not Message.objects.get(person=guest).papers.exists()
    assert Client().get(f"{link_of(guest)}soubor/{paper.uid}/").status_code == 403


def test_where_a_second_factor_is_wanted_a_link_shows_no_content(cast: Cast, meeting: Meeting, guest: Any) -> None:
    Controller.objects.update(requires_mfa=True)
    invited(cast, meeting)
    page = Client().get(link_of(guest))
    assert page.status_code == 200 and "Veřejný bod" not in page.text
    assert Client().post(link_of(guest), {"answer": "coming"}).status_code == 200


def test_a_used_link_can_be_renewed_to_the_mailbox_only(cast: Cast, meeting: Meeting, guest: Any) -> None:
    invited(cast, meeting)
    path, client = link_of(guest), Client()
    client.post(path, {"answer": "coming"})
    answer = client.post(f"{path}novy/")
    assert answer.status_code == 410 and "Nový odkaz odchází" in answer.text
    fresh = link_of(guest)
    assert fresh != path and fresh not in answer.text
    assert Client().post(fresh, {"answer": "not"}).status_code == 200
    assert Reply.objects.get().answer == "not"
    post.revoke_links(by=SYSTEM, object_uid=meeting.uid, purposes=["invitation"])


def test_without_a_public_address_no_link_is_sent(cast: Cast, meeting: Meeting, guest: Any, settings: Any) -> None:
    settings.PUBLIC_URL = ""
    invited(cast, meeting)
    message = Message.objects.get(person=guest)
    assert message.link == "" and "http" not in message.body
    assert not OneTimeLink.objects.exists()


def test_calendar_number_rises_with_a_change_and_a_cancellation(cast: Cast, meeting: Meeting, guest: Any) -> None:
    chair = cast.actor("chair")
    invited(cast, meeting)
    later = meeting.starts_at + timedelta(days=1)
    change_meeting(
        by=chair, meeting=Meeting.objects.get(pk=meeting.pk), starts_at=later, ends_at=later + timedelta(hours=1),
        place=Place(text="Knihovna"),
    )
    invited(cast, meeting)
    cancel_meeting(by=chair, meeting=Meeting.objects.get(pk=meeting.pk), reason="Nemoc")
    events = [vobject.readOne(one.calendar) for one in Message.objects.filter(person=guest).order_by("pk")]
    assert [one.method.value for one in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.vevent.sequence.value for one in events] == ["0", "1", "2"]
    assert len({one.vevent.uid.value for one in events}) == 1
    assert events[1].vevent.dtstart.value == later.replace(microsecond=0)
    assert events[1].vevent.location.value == "Knihovna"
    link = OneTimeLink.objects.order_by("-pk").first()
    assert link is not None and link.revoked_at is not None


class TestReplies:
    def test_own_and_on_behalf(self, cast: Cast, meeting: Meeting, guest: Any) -> None:
        reply(by=cast.actor("member"), meeting=meeting, answer="coming")
        reply(by=cast.actor("recorder"), meeting=meeting, person=guest, answer="not")
        noted = Reply.objects.get(person=guest)
        assert (noted.channel, noted.entered_by_id) == ("entered", cast.person("recorder").pk)
        with pytest.raises(PermissionDenied):
            reply(by=cast.actor("member"), meeting=meeting, person=guest, answer="coming")
        for role in ("former", "outsider", "manager", "administrator"):
            with pytest.raises(PermissionDenied):
                reply(by=cast.actor(role), meeting=meeting, answer="coming")
        with pytest.raises(ValidationError):
            reply(by=cast.actor("chair"), meeting=meeting, person=cast.person("outsider"), answer="coming")
        with pytest.raises(ValidationError):
            reply(by=cast.actor("chair"), meeting=meeting, answer="možná")

    def test_the_last_answer_holds_and_presence_is_foretold(self, cast: Cast, meeting: Meeting, guest: Any) -> None:
        reply(by=cast.actor("member"), meeting=meeting, answer="coming")
        reply(by=cast.actor("member"), meeting=meeting, answer="deputy", deputy_name="Eva Jiná")
        reply(by=cast.actor("chair"), meeting=meeting, person=guest, answer="not")
        start_meeting(by=cast.actor("chair"), meeting=meeting)
        rows = {row.person_id: (row.status, row.deputy_name) for row in Presence.objects.filter(meeting=meeting)}
        assert rows[cast.person("member").pk] == ("deputy", "Eva Jiná")
        assert rows[guest.pk] == ("excused", "")
        assert rows[cast.person("reviewer").pk] == ("unknown", "")
        with pytest.raises(PermissionDenied):
            reply(by=cast.actor("member"), meeting=Meeting.objects.get(pk=meeting.pk), answer="not")

    def test_a_deputy_of_two_answers_once(self, cast: Cast, meeting: Meeting) -> None:
        factories.mandate(
            cast.group, cast.person("deputy"), organisation=cast.police, deputy_for=cast.mandates["reviewer"]
        )
        reply(by=cast.actor("deputy"), meeting=meeting, answer="coming")
        invited(cast, meeting)
        assert Message.objects.filter(person=cast.person("deputy")).count() == 1
        assert Reply.objects.count() == 1

    def test_pages(self, cast: Cast, meeting: Meeting, guest: Any) -> None:
        member, chair = cast.client("member"), cast.client("chair")
        own, everybody = f"/jednani/{meeting.uid}/odpoved/", f"/jednani/{meeting.uid}/odpovedi/"
        assert member.post(own, {"answer": "deputy"}).status_code == 422
        assert member.post(own, {"answer": "coming", "note": "Přijdu později"}).status_code == 302
        assert "Přijdu později" in chair.get(everybody).text
        assert chair.post(everybody, {"person": guest.uid, "answer": "not"}).status_code == 302
        assert chair.post(everybody, {"person": "nikdo", "answer": "not"}).status_code == 422
        assert member.get(everybody).status_code == 403


def test_a_remark_on_a_draft_by_a_link(
    cast: Cast, meeting: Meeting, guest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = cast.actor("chair")
    start_meeting(by=chair, meeting=meeting)
    line(chair, Meeting.objects.get(pk=meeting.pk), "<p>Řádek zápisu</p>")
    end_meeting(by=chair, meeting=Meeting.objects.get(pk=meeting.pk))
    send_draft(
        by=chair, meeting=Meeting.objects.get(pk=meeting.pk), until=timezone.localdate() + timedelta(days=3)
    )
    path, client = link_of(guest, "draft"), Client()
    assert "Řádek zápisu" in client.get(path).text
    with monkeypatch.context() as racing:
        used_meanwhile(racing, links)
        assert client.post(path, {"text": "Doplnit termín"}).status_code == 410
    assert not Remark.objects.exists()
    assert client.post(path, {"text": ""}).status_code == 422
    assert "Připomínka je uložená" in client.post(path, {"text": "Doplnit termín"}).text
    said = Remark.objects.get()
    assert (said.person_id, said.text, said.entered_by_id) == (guest.pk, "Doplnit termín", None)
    assert client.post(path, {"text": "Ještě něco"}).status_code == 410
    assert Remark.objects.count() == 1
    assert client.post(f"{path}novy/").status_code == 410
    assert link_of(guest, "draft") != path
    Meeting.objects.update(remarks_until=timezone.localdate() - timedelta(days=1))
    late = link_of(guest, "draft")
    assert Client().post(late, {"text": "Pozdě"}).status_code == 422
    assert Remark.objects.count() == 1


def test_the_draft_travels_while_it_is_with_the_members_and_its_reminder_brings_a_link(
    cast: Cast, meeting: Meeting, guest: Any
) -> None:
    chair, day = cast.actor("chair"), timezone.localdate()
    start_meeting(by=chair, meeting=meeting)
    end_meeting(by=chair, meeting=Meeting.objects.get(pk=meeting.pk))
    send_draft(by=chair, meeting=Meeting.objects.get(pk=meeting.pk), until=day + timedelta(days=3))
    message = Message.objects.get(person=guest, kind="draft")
    [(name, mime, _content)] = draft_of(message, False)
    assert "Zápis k připomínkám" in name.replace("\xa0", " ") and mime == "application/pdf"
    [waits] = waiting_minutes(actor_for_person(guest), day)
    assert waits.link is not None and waits.link(SYSTEM, guest).startswith("https://soucinnost.test/odkaz/")
    assert waits.link(SYSTEM, cast.person("member")) == ""  # signs in
    Meeting.objects.filter(pk=meeting.pk).update(state="draft")
    assert list(draft_of(message, False)) == []


def test_drafts_for_ones_own_mailbox(cast: Cast, meeting: Meeting, guest: Any, settings: Any) -> None:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    from email import message_from_bytes, policy  # noqa: PLC0415

    settings.MAIL_ENABLED = False
    chair = cast.client("chair")
    assert chair.post(f"/jednani/{meeting.uid}/pozvanka/odeslat/", {"podklady": "1"}).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).invited_at is None
    packed = chair.get(f"/posta/koncepty/{meeting.uid}.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        drafts = [message_from_bytes(archive.read(name), policy=policy.default) for name in archive.namelist()]
    assert len(drafts) == Message.objects.filter(about=meeting.uid).count()
    mine = next(draft for draft in drafts if draft["To"] == "gustav@x.test")
    assert mine["X-Unsent"] == "1"
    assert cast.person("chair").user.email in mine["From"]
    kinds = [part.get_content_type() for part in mine.walk()]
    assert "text/calendar" in kinds and "application/pdf" in kinds
    assert "/odkaz/" not in mine.get_body(("plain",)).get_content()
    assert cast.client("member").get(f"/posta/koncepty/{meeting.uid}.zip").status_code == 404
    note_invited(by=cast.actor("chair"), meeting=Meeting.objects.get(pk=meeting.pk))
    assert set(Message.objects.filter(about=meeting.uid).values_list("state", flat=True)) == {"outside"}
    assert Meeting.objects.get(pk=meeting.pk).invited_at is not None


def test_a_hidden_item_changes_nothing_for_who_may_not_see_it(cast: Cast, meeting: Meeting, guest: Any) -> None:
    """The page behind the link, the feed and the calendar file are the same to the byte with and without it."""
    person = cast.person("reviewer")
    _feed, token = post.start_feed(by=cast.actor("reviewer"), person=person)
    path = post.make_link(
        by=SYSTEM, circle=cast.group.circle, person=guest, purpose="invitation", object_uid=meeting.uid,
        expires_at=meeting.starts_at,
    ).removeprefix("https://soucinnost.test")

    def seen() -> list[str]:
        client = Client()
        fixed = re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", client.get(path).text)
        feed = Client().get(f"/kalendar/{token}.ics").text
        current = Meeting.objects.get(pk=meeting.pk)
        mine = calendar_for(actor_for_person(person), person, current)
        return [fixed, feed, re.sub(r"(DTSTAMP|LAST-MODIFIED):\S+", "", mine)]

    before = seen()
    seat = cast.mandates["member"].seat
    hidden = add_item(by=cast.actor("chair"), meeting=meeting, title="Tajné", is_closed=True, named_seats=[seat])
    add_paper(by=SYSTEM, item=hidden, upload=factories.upload())
    assert seen() == before


class TestFeeds:
    def start(self, cast: Cast, role: str = "member", group: str = "") -> str:
        page = cast.client(role).post("/kalendar/", {"skupina": group})
        address = page.context["address"]
        return "/" + address.split("/", 3)[3]

    def test_reads_with_todays_seats_and_is_audited_once_a_day(self, cast: Cast, meeting: Meeting) -> None:
        path = self.start(cast)
        for _again in range(3):
            feed = vobject.readOne(Client().get(path).text)
            assert feed.vevent.uid.value == f"{meeting.uid}@soucinnost"
        assert Entry.objects.filter(verb="feed.read").count() == 1
        Seat.objects.filter(person=cast.person("member")).update(valid_to=timezone.localdate() - timedelta(days=1))
        assert "VEVENT" not in Client().get(path).text

    def test_of_a_group_and_ended(self, cast: Cast, meeting: Meeting) -> None:
        path = self.start(cast, group=cast.group.circle.uid)
        assert meeting.uid in Client().get(path).text
        client = cast.client("member")
        feed = cast.person("member").feeds.get()
        assert cast.client("chair").post(f"/kalendar/{feed.uid}/ukoncit/").status_code == 404
        assert client.post(f"/kalendar/{feed.uid}/ukoncit/").status_code == 302
        assert Client().get(path).status_code == 404
        assert Client().get("/kalendar/nesmysl.ics").status_code == 404
        assert cast.client("member").post("/kalendar/", {"skupina": cast.other_group.circle.uid}).status_code == 404

    def test_a_switched_off_account_reads_nothing(self, cast: Cast, meeting: Meeting) -> None:
        path = self.start(cast)
        type(cast.person("member").user).objects.filter(pk=cast.person("member").user_id).update(is_active=False)
        assert Client().get(path).status_code == 404

    def test_queries_do_not_grow(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        path = self.start(cast)
        Client().get(path)
        for number in range(6):
            starts = timezone.now() + timedelta(days=number + 1)
            made = create_meeting(
                by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1),
                place=Place(text="Radnice"),
            )
            add_item(by=cast.actor("chair"), meeting=made, title="Bod")
        with django_assert_max_num_queries(12):
            assert Client().get(path).text.count("BEGIN:VEVENT") == 6

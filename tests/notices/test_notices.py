"""The post: queueing, sending, servers that are down, who reads what."""

import smtplib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.audit.models import Entry
from soucinnost.documents.actions import attach
from soucinnost.notices import actions, composing, letters
from soucinnost.notices.jobs import send_due
from soucinnost.notices.models import Message
from soucinnost.notices.own import carry_to_user
from soucinnost.notices.rules import reads_text, sees_queue, steers
from soucinnost.notices.words import kind_label, name_kinds, trouble_label
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM

BACKEND = "tests.notices.test_notices.Server"


class Server(BaseEmailBackend):
    """A mail server that does what the test tells it."""

    answers: list[Exception | None] = []
    took: list[str] = []
    pause: Callable[[], None] = staticmethod(lambda: None)

    def send_messages(self, messages: list[EmailMessage]) -> int:
        for message in messages:
            type(self).pause()
            answer = type(self).answers.pop(0) if type(self).answers else None
            if answer is not None:
                raise answer
            message.message()
            type(self).took.append(message.extra_headers["Message-ID"])
        return len(messages)


@pytest.fixture
def server(settings: object) -> type[Server]:
    settings.EMAIL_BACKEND = BACKEND  # type: ignore[attr-defined]
    Server.answers, Server.took, Server.pause = [], [], staticmethod(lambda: None)
    return Server


def queue(cast: Cast, **fields: object) -> Message:
    common = {
        "by": SYSTEM, "person": cast.person("member"), "kind": "invitation", "subject": "Pozvánka",
        "body": "Přijďte.", "circle": cast.group.circle,
    }
    message = actions.queue(**{**common, **fields})
    assert message is not None
    return message


class TestQueueing:
    """What is stored and what goes out."""

    def test_goes_out_after_the_commit(self, cast: Cast, django_capture_on_commit_callbacks: Callable) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            message = queue(cast)
            assert mail.outbox == []
        assert [sent.to for sent in mail.outbox] == [[cast.person("member").email]]
        message.refresh_from_db()
        assert (message.state, message.tries) == ("sent", 1)
        assert message.sent_at is not None
        assert mail.outbox[0].subject == "Pozvánka"
        assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
        verbs = list(Entry.objects.filter(object_uid=message.uid).values_list("verb", flat=True))
        assert verbs == ["message.queued", "message.sent"]

    @pytest.mark.django_db(transaction=True)
    def test_nothing_goes_out_when_the_action_fails(self, transactional_db: None) -> None:
        person = factories.person()
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.queue(by=SYSTEM, person=person, kind="x", subject="S", body="B")
            raise RuntimeError
        assert not Message.objects.exists()
        assert mail.outbox == []

    def test_greeting_only_where_confirmed(self, cast: Cast) -> None:
        assert queue(cast).body.startswith("Přijďte.")
        member = cast.person("member")
        member.salutation = "Vážená paní Členová,"
        assert queue(cast, person=member).body.startswith("Vážená paní Členová,\n\nPřijďte.")

    def test_no_dead_link(self, cast: Cast, settings: object) -> None:
        settings.PUBLIC_URL = ""  # type: ignore[attr-defined]
        assert "http" not in queue(cast).body
        assert composing.absolute("/stul/") == ""
        settings.PUBLIC_URL = "https://prevence.test/"  # type: ignore[attr-defined]
        assert queue(cast).body.endswith("Součinnost: https://prevence.test/")
        assert composing.absolute("/stul/") == "https://prevence.test/stul/"

    def test_without_an_address(self, cast: Cast) -> None:
        nobody = factories.person(has_account=False, email="")
        assert actions.queue(by=SYSTEM, person=nobody, kind="x", subject="S", body="B") is None
        only_account = factories.person()
        only_account.email = ""
        assert queue(cast, person=only_account).address == only_account.user.email

    def test_without_a_server_it_is_held(self, cast: Cast, settings: object) -> None:
        settings.MAIL_ENABLED = False  # type: ignore[attr-defined]
        message = queue(cast)
        assert message.state == "held"
        assert actions.deliver_due(by=SYSTEM) == 0
        assert not actions.deliver(by=SYSTEM, uid=message.uid)
        browser = cast.client("recorder")
        page = browser.get(reverse("notices:message", args=[message.uid])).content.decode()
        assert "Přijďte." in page and "pošta není nastavena" in page
        with pytest.raises(ValidationError):
            actions.try_again(by=cast.actor("recorder"), message=message)
        settings.MAIL_ENABLED = True  # type: ignore[attr-defined]
        assert actions.deliver_due(by=SYSTEM) == 0
        actions.try_again(by=cast.actor("recorder"), message=message)
        assert actions.deliver_due(by=SYSTEM) == 1

    def test_link_is_encrypted_and_forgotten(self, cast: Cast) -> None:
        message = queue(cast, link="https://prevence.test/heslo/KANAREK/")
        with connection.cursor() as cursor:
            cursor.execute("SELECT link, body FROM notices_message")
            assert "KANAREK" not in str(cursor.fetchone())
        assert actions.deliver(by=SYSTEM, uid=message.uid)
        text = mail.outbox[0].body
        assert "Přijďte.\n\nhttps://prevence.test/heslo/KANAREK/\n\n-- \n" in text
        message.refresh_from_db()
        assert message.link == ""


HEADERS = st.text(st.sampled_from("ab č\r\n\x00\x0b\x85\u2028:,;\t<>@"), max_size=60)


@given(HEADERS)
def test_no_header_can_be_added(text: str) -> None:
    line = composing.one_line("Bcc: x" + text)
    assert "\n" not in line and "\r" not in line
    message = composing.letter(uid="u", address="a@b.test", subject=line, body="b", link="")
    message.message()
    headers = [name.lower() for name, _value in message.message().items()]
    assert headers.count("bcc") == 0
    assert len(line) <= 200


def test_headers_and_bodies() -> None:
    assert composing.one_line("Pozvánka\r\nBcc: cizi@priklad.test") == "Pozvánka Bcc: cizi@priklad.test"
    assert len(composing.one_line("x" * 500)) == 200
    assert composing.plain(" a\r\nb\rc\x00\x07\td ") == "a\nb\nc\td"
    bare = composing.letter(uid="u", address="a@b.test", subject="s", body="bez podpisu", link="L")
    assert bare.body.endswith("\n\nL")


def test_a_mail_about_an_account_without_a_person_goes_nowhere(cast: Cast) -> None:
    carry_to_user(user=factories.user(), kind="x", subject="S", body="B")
    assert not Message.objects.exists()
    carry_to_user(user=cast.person("member").user, kind="x", subject="S", body="B")
    assert str(Message.objects.get()) == "S"


class TestDownServer:
    """Retries with longer and longer pauses, up to about a day."""

    def test_retries_then_success(self, cast: Cast, server: type[Server]) -> None:
        message = queue(cast)
        server.answers = [ConnectionRefusedError(111, "x"), smtplib.SMTPServerDisconnected("y"), TimeoutError()]
        for expected in range(1, 4):
            assert not actions.deliver(by=SYSTEM, uid=message.uid)
            message.refresh_from_db()
            assert (message.state, message.tries) == ("queued", expected)
            assert message.next_try_at > timezone.now()
            assert not actions.deliver(by=SYSTEM, uid=message.uid), "not due yet"
            Message.objects.update(next_try_at=timezone.now())
        assert actions.deliver(by=SYSTEM, uid=message.uid)
        message.refresh_from_db()
        assert (message.state, message.tries, message.error) == ("sent", 4, "")

    def test_gives_up_after_a_day(self, cast: Cast, server: type[Server]) -> None:
        message = queue(cast)
        waited = timedelta()
        for _ in range(20):
            server.answers = [ConnectionRefusedError(111, "x")]
            actions.deliver(by=SYSTEM, uid=message.uid)
            message.refresh_from_db()
            if message.state == "failed":
                break
            waited += message.next_try_at - timezone.now()
            Message.objects.update(next_try_at=timezone.now())
        assert message.state == "failed"
        assert message.tries == len(actions.PAUSES) + 1
        assert timedelta(hours=20) < waited <= timedelta(days=1)
        assert message.error == "ConnectionRefusedError 111"
        assert Entry.objects.filter(verb="message.failed").count() == 1

    def test_a_refused_address_is_final(self, cast: Cast, server: type[Server]) -> None:
        message = queue(cast)
        server.answers = [smtplib.SMTPRecipientsRefused({"dana@x.test": (550, b"no such user dana")})]
        assert not actions.deliver(by=SYSTEM, uid=message.uid)
        message.refresh_from_db()
        assert message.state == "failed"
        assert message.error == "SMTPRecipientsRefused 550"
        soft = queue(cast)
        server.answers = [smtplib.SMTPRecipientsRefused({"dana@x.test": (450, b"greylisted")})]
        actions.deliver(by=SYSTEM, uid=soft.uid)
        soft.refresh_from_db()
        assert soft.state == "queued"
        server.answers = [smtplib.SMTPDataError(554, b"spam")]
        Message.objects.update(next_try_at=timezone.now())
        actions.deliver(by=SYSTEM, uid=soft.uid)
        soft.refresh_from_db()
        assert soft.error == "SMTPDataError 554"

    def test_the_round_goes_on_past_a_failure(self, cast: Cast, server: type[Server]) -> None:
        for _ in range(3):
            queue(cast)
        server.answers = [ConnectionRefusedError(111, "x"), None, None]
        assert actions.deliver_due(by=SYSTEM) == 2
        assert send_due(by=SYSTEM) == ""
        Message.objects.update(next_try_at=timezone.now())
        assert send_due(by=SYSTEM) == "Odeslaných zpráv: 1"

    def test_the_same_message_keeps_its_identifier(self, cast: Cast, server: type[Server]) -> None:
        message = queue(cast)
        actions.deliver(by=SYSTEM, uid=message.uid)
        assert server.took == [f"<{message.uid}@localhost>"]


def test_a_paper_that_cannot_travel_is_named_instead(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_BYTES", 60)
    texts = {"Malý": b"dvacet bajtu dohromady", "Velký": b"x" * 61, "Poškozený": b"dvacet bajtu dohromady"}
    papers = [
        attach(by=cast.actor("chair"), circle=cast.group.circle, title=title, upload=factories.upload("a.txt", text))
        for title, text in texts.items()
    ]
    papers[2].path.chmod(0o600)
    papers[2].path.write_bytes(b"neco jineho, tez dlouhe")
    assert actions.deliver(by=SYSTEM, uid=queue(cast, papers=papers).uid)
    sent = mail.outbox[0]
    assert [content for _name, content, _kind in sent.attachments] == [texts["Malý"].decode()]
    missing = str(sent.body).replace("\xa0", " ").partition("Nepřiloženo, vyžádejte si u tajemníka skupiny: ")[2]
    assert sorted(missing.split(", ")) == sorted(map(str, papers[1:]))


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_once(settings: object, server: type[Server]) -> None:
    """Six threads want the same ten messages at once; each goes out exactly once."""
    person = factories.person()
    messages = [actions.queue(by=SYSTEM, person=person, kind="x", subject="S", body="B") for _ in range(10)]
    Message.objects.update(state="queued", tries=0, next_try_at=timezone.now(), sent_at=None)
    server.took.clear()
    start, results, trouble = threading.Barrier(6), [], []

    def work() -> None:
        try:
            start.wait(60)
            results.append(actions.deliver_due(by=SYSTEM))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert trouble == []
    assert sum(results) == 10
    assert sorted(server.took) == sorted(f"<{message.uid}@localhost>" for message in messages if message)
    assert set(Message.objects.values_list("state", "tries")) == {("sent", 1)}


class TestWhoReads:
    """Texts are for the addressee and for who runs the circle; administrators see that something waits."""

    def test_table(self, cast: Cast) -> None:
        open_, private = queue(cast), queue(cast, private=True)
        own = queue(cast, circle=None)
        sees = {"administrator", "chair", "recorder", "member"}
        for role in (*cast.people, "public"):
            actor = cast.actor(role)
            visible = set(Message.objects.visible_to(actor).values_list("pk", flat=True))
            expected = {open_.pk} if role in sees else set()
            if role in {"administrator", "member"}:
                expected |= {own.pk, private.pk}
            assert visible == expected, role
            assert reads_text(actor, open_) == (role in {"chair", "recorder", "member"}), role
            assert reads_text(actor, private) == (role == "member"), role
            assert reads_text(actor, own) == (role == "member"), role
            assert steers(actor, open_) == (role in {"administrator", "chair", "recorder"}), role
            assert sees_queue(actor) == (role in {"administrator", "chair", "recorder", "outsider", "solo"}), role
        assert Message.objects.visible_to(SYSTEM).count() == 3

    def test_pages(self, cast: Cast) -> None:
        message = queue(cast, subject="KANAREK-PREDMET", body="KANAREK-TEXT")
        address = reverse("notices:message", args=[message.uid])
        statuses = {role: cast.client(role).get(address).status_code for role in cast.people}
        expected = dict.fromkeys(cast.people, 404) | {
            "administrator": 403, "chair": 200, "recorder": 200, "member": 200,
        }
        assert statuses == expected
        listed = cast.client("administrator").get(reverse("notices:queue")).content.decode()
        assert "KANAREK" not in listed
        assert cast.person("member").surname in listed
        assert "KANAREK-PREDMET" in cast.client("chair").get(reverse("notices:queue")).content.decode()
        assert "KANAREK-PREDMET" in cast.client("member").get(reverse("accounts:profile")).content.decode()
        assert cast.client("outsider").get(reverse("notices:queue")).context["rows"] == []
        for state in ("queued", "failed", "nonsense"):
            assert cast.client("chair").get(reverse("notices:queue"), {"stav": state}).status_code == 200

    def test_steps(self, cast: Cast) -> None:
        message = queue(cast)
        again, stop = (reverse(f"notices:{name}", args=[message.uid]) for name in ("try_again", "cancel"))
        assert cast.client("member").post(stop).status_code == 403
        assert cast.client("outsider").post(stop).status_code == 404
        assert cast.client("recorder").post(stop).status_code == 302
        message.refresh_from_db()
        assert message.state == "cancelled"
        assert not actions.deliver(by=SYSTEM, uid=message.uid)
        cast.client("recorder").post(again)
        message.refresh_from_db()
        assert message.state == "cancelled"
        Message.objects.update(state="failed", tries=8)
        cast.client("administrator").post(again)
        message.refresh_from_db()
        assert (message.state, message.tries) == ("queued", 0)
        Message.objects.update(state="sent")
        with pytest.raises(ValidationError):
            actions.cancel(by=cast.actor("chair"), message=message)
        with pytest.raises(PermissionDenied):
            actions.try_again(by=cast.actor("member"), message=message)

    def test_mail_switched_off_what_waits_says_so(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = True
        message, browser = queue(cast), cast.client("chair")
        pages = (reverse("notices:queue"), reverse("notices:message", args=[message.uid]))
        for enabled in (True, False):
            settings.MAIL_ENABLED = enabled
            for page in pages:
                assert ("bude znovu nastavena" in " ".join(browser.get(page).text.split())) is not enabled, page

    def test_queries(self, cast: Cast, django_assert_max_num_queries: object) -> None:
        for _ in range(40):
            queue(cast)
        browser = cast.client("chair")
        browser.get(reverse("notices:queue"))
        with django_assert_max_num_queries(18):  # type: ignore[operator]
            browser.get(reverse("notices:queue"))


def test_retention(cast: Cast) -> None:
    old, waiting, new = queue(cast), queue(cast), queue(cast)
    past = timezone.now() - timedelta(days=500)
    Message.objects.filter(pk__in=(old.pk, waiting.pk)).update(created_at=past)
    Message.objects.filter(pk__in=(old.pk, new.pk)).update(state="sent")
    cutoff = timezone.now() - timedelta(days=365)
    assert list(actions.expired(cutoff)) == [old]
    assert actions.forget_texts(by=SYSTEM, records=actions.expired(cutoff), cutoff=cutoff) == 1
    assert actions.forget_texts(by=SYSTEM, records=actions.expired(cutoff), cutoff=cutoff) == 0
    old.refresh_from_db()
    assert (old.subject, old.body) == ("", "")
    assert cast.client("chair").get(reverse("notices:message", args=[old.uid])).status_code == 200
    assert cast.client("chair").get(reverse("notices:queue")).status_code == 200
    assert cast.client("member").get(reverse("accounts:profile")).status_code == 200
    assert actions.dispose(by=SYSTEM, records=actions.expired(cutoff), cutoff=cutoff) == 1
    assert set(Message.objects.values_list("pk", flat=True)) == {waiting.pk, new.pk}


def test_words() -> None:
    assert kind_label("invitation") == "pozvánka na jednání"
    assert kind_label("unknown") == "unknown"
    assert trouble_label("") == ""
    assert trouble_label("SMTPRecipientsRefused 550") == "poštovní server adresu odmítl (550)"
    assert trouble_label("TimeoutError") == "poštovní server neodpovídá"
    name_kinds({"test_kind": "zkouška"})
    assert kind_label("test_kind") == "zkouška"

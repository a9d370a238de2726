"""Webhooks: who has them, what is told, to which addresses, what happens when nobody listens."""

import hashlib
import hmac
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Seat
from soucinnost.assignments.actions import create_assignment, finish, remark
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.notices.models import Message
from soucinnost.webhooks import actions, sending
from soucinnost.webhooks.enums import DeliveryState, Event, WebhookState
from soucinnost.webhooks.models import Delivery, Webhook
from tests.cast import Cast

SYSTEM = SystemActor("test")
OUTSIDE = "https://program.priklad.test/prijem"


class Program:
    """A program that listens on loopback: what came, and how it answers."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location, self.address = 204, "", ""


@pytest.fixture
def program() -> Iterator[Program]:
    one = Program()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - a name of the standard library
            one.came.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(one.status)
            if one.location:
                self.send_header("Location", one.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    one.address = f"http://127.0.0.1:{server.server_port}/prijem?klic=1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _hook(cast: Cast, address: str = OUTSIDE, *events: str, role: str = "chair") -> tuple[Webhook, str]:
    return actions.create_webhook(
        by=cast.actor(role), person=cast.person(role), circle=cast.group.circle, address=address,
        events=events or Event.values,
    )


def _task(cast: Cast, **fields: Any) -> Assignment:
    return create_assignment(
        by=cast.actor("recorder"), group=cast.group, text="Kanárek u nádraží", owner_person=cast.person("member"),
        due_kind="none", **fields,
    )


def _again(delivery: Delivery) -> bool:
    """Try once more, as if the pause were over."""
    Delivery.objects.filter(pk=delivery.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    return actions.deliver(by=SYSTEM, uid=delivery.uid)


class TestSettingUp:
    @pytest.mark.parametrize("role", ["reviewer", "member", "deputy", "former", "manager", "administrator"])
    def test_who_does_not_run_the_group_may_not(self, cast: Cast, role: str) -> None:
        with pytest.raises(PermissionDenied):
            _hook(cast, role=role)

    def test_not_for_somebody_else(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            actions.create_webhook(
                by=cast.actor("chair"), person=cast.person("recorder"), circle=cast.group.circle, address=OUTSIDE,
                events=["meeting.created"],
            )

    @pytest.mark.parametrize(
        "address",
        [
            "", "program.test", "ftp://program.test", "http://program.test/", "https://", "https://a:b@program.test/",
            "https://program.test/#x", "https://program.test:99999/", "https://pro gram.test/", "https://10.0.0.1/",
            "https://192.168.1.1/", "https://169.254.169.254/latest", "https://[fe80::1]/", "https://[fc00::1]/",
            "https://0.0.0.0/", "https://224.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://žluť.test/",
            "https://program.test/\n", "https://" + "a" * 500 + ".test/", "javascript:alert(1)", "https://[",
        ],
    )
    def test_addresses_that_are_never_spoken_to(self, cast: Cast, address: str) -> None:
        if address.endswith("\n"):
            assert actions.checked_address(address) == "https://program.test/"
            return
        with pytest.raises(ValidationError) as refused:
            _hook(cast, address)
        assert set(refused.value.message_dict) == {"address"}

    @pytest.mark.parametrize("address", [
        "http://127.0.0.1:1/", "https://127.0.0.1/", "https://[::1]/", "http://localhost/", "https://pokus.localhost/",
    ])
    def test_loopback_is_for_trying_out(self, cast: Cast, settings: Any, address: str) -> None:
        assert actions.checked_address(address) == address
        settings.PRODUCTION = True
        with pytest.raises(ValidationError):
            actions.checked_address(address)

    def test_events_are_known_ones_and_at_least_one(self, cast: Cast) -> None:
        for events in ([], ["account.created"]):
            with pytest.raises(ValidationError) as refused:
                actions.create_webhook(
                    by=cast.actor("chair"), person=cast.person("chair"), circle=cast.group.circle, address=OUTSIDE,
                    events=events,
                )
            assert set(refused.value.message_dict) == {"events"}

    def test_not_without_end(self, cast: Cast) -> None:
        for _ in range(actions.MOST):
            _hook(cast)
        with pytest.raises(ValidationError):
            _hook(cast)

    def test_the_secret_is_shown_once_and_kept_encrypted(self, cast: Cast) -> None:
        from django.db import connection

        client = cast.client("chair")
        page = client.post(
            "/muj-ucet/webhooky/novy/",
            {"circle": cast.group.circle.uid, "address": OUTSIDE, "events": ["meeting.created"]},
        )
        hook, secret = Webhook.objects.get(), page.context["secret"]
        assert secret in page.content.decode() and hook.secret == secret
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM webhooks_webhook")
            assert secret not in str(cursor.fetchall())
        for path in ("", f"{hook.uid}/"):
            shown = client.get(f"/muj-ucet/webhooky/{path}").content.decode()
            assert OUTSIDE in shown and secret not in shown

    def test_the_form_says_what_is_wrong(self, cast: Cast) -> None:
        page = cast.client("chair").post("/muj-ucet/webhooky/novy/", {"circle": "x", "address": "http://a.test"})
        assert page.status_code == 422 and set(page.context["form"].errors) == {"circle", "events"}
        page = cast.client("chair").post(
            "/muj-ucet/webhooky/novy/",
            {"circle": cast.group.circle.uid, "address": "http://a.test", "events": ["meeting.created"]},
        )
        assert page.status_code == 422 and set(page.context["form"].errors) == {"address"}


class TestNoting:
    def test_in_the_transaction_of_the_action_and_only_what_was_chosen(self, cast: Cast) -> None:
        hook, _secret = _hook(cast, OUTSIDE, "assignment.created", "meeting.created")
        task = _task(cast)
        remark(by=cast.actor("chair"), assignment=task, text="Poznámka")
        finish(by=cast.actor("chair"), assignment=task, evidence="Hotovo")
        start = timezone.now() + timedelta(days=9)
        meeting = create_meeting(
            by=cast.actor("chair"), group=cast.group, starts_at=start, ends_at=start + timedelta(hours=1),
            place=Place(text="Radnice"),
        )
        told = [(one.verb, one.object_uid) for one in Delivery.objects.order_by("pk")]
        assert told == [("assignment.created", task.uid), ("meeting.created", meeting.uid)]
        assert hook.deliveries.count() == 2

    def test_what_is_closed_to_its_person_is_not_told(self, cast: Cast) -> None:
        _hook(cast)
        _task(cast, is_closed=True, named_seats=[cast.mandates["recorder"].seat])
        assert not Delivery.objects.exists()
        _hook(cast, role="recorder")
        _task(cast, is_closed=True, named_seats=[cast.mandates["recorder"].seat])
        assert [one.webhook.person for one in Delivery.objects.all()] == [cast.person("recorder")]

    @pytest.mark.parametrize("how", ["function", "account", "paused"])
    def test_nothing_for_who_lost_it(self, cast: Cast, how: str) -> None:
        hook, _secret = _hook(cast)
        if how == "function":
            Seat.objects.filter(pk=cast.mandates["chair"].seat.pk).update(is_chair=False)
        elif how == "account":
            type(cast.person("chair").user).objects.filter(pk=cast.person("chair").user_id).update(is_active=False)
        else:
            actions.switch_webhook(by=cast.actor("chair"), webhook=hook, active=False)
        _task(cast)
        assert not Delivery.objects.exists()

    def test_other_groups_are_not_told(self, cast: Cast) -> None:
        _hook(cast)
        create_assignment(
            by=cast.actor("outsider"), group=cast.other_group, text="Jinde", owner_person=cast.person("outsider"),
            due_kind="none",
        )
        assert not Delivery.objects.exists()


class TestTelling:
    def test_ids_and_time_signed_and_nothing_else(
        self, cast: Cast, program: Program, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        hook, secret = _hook(cast, program.address)
        with django_capture_on_commit_callbacks(execute=True):
            task = _task(cast)
        delivery = Delivery.objects.get()
        (headers, body), = program.came
        assert json.loads(body) == {
            "id": delivery.uid, "event": "assignment.created", "object": task.uid, "circle": cast.group.circle.uid,
            "at": delivery.happened_at.isoformat(),
        }
        assert b"Kan" not in body
        moment, _comma, digest = headers["X-Soucinnost-Signature"].partition(",v1=")
        signed = f"{moment.removeprefix('t=')}.".encode() + body
        assert hmac.compare_digest(digest, hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest())
        assert headers["X-Soucinnost-Event"] == "assignment.created"
        assert (delivery.state, delivery.tries) == (DeliveryState.SENT, 1)
        row = Entry.objects.get(verb="webhook.told")
        assert row.object_uid == hook.uid and row.ids == [delivery.uid, task.uid]
        assert not actions.deliver(by=SYSTEM, uid=delivery.uid)
        assert len(program.came) == 1

    def test_retries_like_mail_and_then_gives_up(self, cast: Cast, program: Program) -> None:
        program.status = 500
        _hook(cast, program.address)
        _task(cast)
        delivery = Delivery.objects.get()
        assert not actions.deliver(by=SYSTEM, uid=delivery.uid)
        assert not actions.deliver(by=SYSTEM, uid=delivery.uid), "the pause is not over"
        assert len(program.came) == 1
        for _ in range(len(actions.PAUSES)):
            _again(delivery)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "500")
        assert len(program.came) == len(actions.PAUSES) + 1
        assert Entry.objects.filter(verb="webhook.told").count() == 1

    def test_comes_back_and_counts_anew(self, cast: Cast, program: Program) -> None:
        program.status = 503
        hook, _secret = _hook(cast, program.address)
        _task(cast)
        actions.deliver_due(by=SYSTEM)
        hook.refresh_from_db()
        assert hook.failures == 1
        program.status = 200
        assert _again(Delivery.objects.get())
        hook.refresh_from_db()
        assert hook.failures == 0

    def test_redirects_are_not_followed(self, cast: Cast, program: Program) -> None:
        program.status, program.location = 307, program.address
        _hook(cast, program.address)
        _task(cast)
        assert not actions.deliver(by=SYSTEM, uid=Delivery.objects.get().uid)
        assert len(program.came) == 1 and Delivery.objects.get().error == "307"

    def test_switched_off_after_many_failures_and_its_person_is_told(
        self, cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "FAILURES", 3)
        program.status = 500
        hook, _secret = _hook(cast, program.address)
        for _ in range(4):
            _task(cast)
        actions.deliver_due(by=SYSTEM)
        hook.refresh_from_db()
        assert hook.state == WebhookState.BROKEN and len(program.came) == 3
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DROPPED}
        note = Message.objects.get(kind="webhook_broken")
        assert note.person == cast.person("chair") and program.address in note.body and note.is_private
        client = cast.client("chair")
        page = client.get(f"/muj-ucet/webhooky/{hook.uid}/").content.decode()
        assert "vypnuto po chybách" in page.replace("\xa0", " ")
        client.post(f"/muj-ucet/webhooky/{hook.uid}/zapnout/")
        hook.refresh_from_db()
        assert (hook.state, hook.failures) == (WebhookState.ACTIVE, 0)

    def test_what_may_not_be_known_any_more_is_dropped(self, cast: Cast, program: Program) -> None:
        _hook(cast, program.address)
        task = _task(cast)
        Assignment.objects.filter(pk=task.pk).update(is_closed=True)
        assert not actions.deliver(by=SYSTEM, uid=Delivery.objects.get().uid)
        assert Delivery.objects.get().state == DeliveryState.DROPPED and not program.came

    def test_of_two_processes_one_tells(self, cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        _hook(cast, program.address)
        _task(cast)
        told = Delivery.objects.get()

        def another_was_faster(*_args: Any) -> bool:
            Delivery.objects.update(tries=1)
            return True

        monkeypatch.setattr(actions, "_may_know", another_was_faster)
        assert not actions.deliver(by=SYSTEM, uid=told.uid)
        assert not program.came and not Entry.objects.filter(verb="webhook.told").exists()
        told.refresh_from_db()
        assert (told.state, told.tries) == (DeliveryState.QUEUED, 1)

    def test_removed_with_what_it_told(self, cast: Cast) -> None:
        hook, _secret = _hook(cast)
        _task(cast)
        assert cast.client("recorder").post(f"/muj-ucet/webhooky/{hook.uid}/odebrat/").status_code == 404
        assert cast.client("chair").post(f"/muj-ucet/webhooky/{hook.uid}/odebrat/").status_code == 302
        assert not Webhook.objects.exists() and not Delivery.objects.exists()

    def test_erased_when_its_term_is_over(self, cast: Cast) -> None:
        _hook(cast)
        _task(cast)
        cutoff = timezone.now() + timedelta(seconds=1)
        assert not actions.expired(cutoff).exists(), "what waits is not over"
        Delivery.objects.update(state=DeliveryState.SENT)
        assert actions.erase_deliveries(by=SYSTEM, records=actions.expired(cutoff), cutoff=cutoff) == 1


class TestAddresses:
    @pytest.mark.parametrize(
        ("number", "public"),
        [
            ("93.184.216.34", True), ("2606:4700::1111", True), ("10.1.2.3", False), ("172.16.0.1", False),
            ("192.168.0.1", False), ("127.0.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
            ("0.0.0.0", False), ("224.0.0.5", False), ("255.255.255.255", False), ("::1", False), ("fe80::1", False),
            ("fd00::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False),
            ("64:ff9b::a00:1", False), ("::", False),
        ],
    )
    def test_public_numbers(self, number: str, public: bool) -> None:
        assert sending.is_public(ipaddress.ip_address(number)) is public

    @pytest.mark.parametrize(
        "numbers", [["10.0.0.5"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["169.254.169.254"], []]
    )
    def test_a_name_that_leads_inside_is_not_spoken_to(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch, numbers: list[str]
    ) -> None:
        settings.PRODUCTION = True
        spoken: list[Any] = []
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
        monkeypatch.setattr(sending.requests.Session, "post", lambda *args, **kwargs: spoken.append(args))
        with pytest.raises(sending.NotDelivered, match="inside"):
            sending.post(OUTSIDE, "s", {"id": "a", "event": "b"})
        assert not spoken

    def test_the_connection_goes_to_the_number_that_was_checked(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.PRODUCTION = True
        monkeypatch.setattr(sending, "resolve", lambda parts: "2606:4700::1111")
        seen: dict[str, Any] = {}

        def post(session: Any, url: str, **given: Any) -> Any:
            seen.update(given, url=url, trust=session.trust_env, adapter=session.get_adapter(url))
            raise sending.requests.ConnectTimeout

        monkeypatch.setattr(sending.requests.Session, "post", post)
        with pytest.raises(sending.NotDelivered, match="ConnectTimeout"):
            sending.post("https://program.test:8443/a?b=1", "s", {"id": "a", "event": "b"})
        assert seen["url"] == "https://[2606:4700::1111]:8443/a?b=1"
        assert seen["headers"]["Host"] == "program.test:8443"
        assert seen["timeout"] == (5, 5) and seen["allow_redirects"] is False and seen["trust"] is False
        keywords = seen["adapter"].poolmanager.connection_pool_kw
        assert keywords["server_hostname"] == keywords["assert_hostname"] == "program.test"

    def test_a_name_that_nobody_knows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*args: Any, **kwargs: Any) -> Any:
            raise socket.gaierror

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(sending.NotDelivered, match="name"):
            sending.post(OUTSIDE, "s", {"id": "a", "event": "b"})

    def test_nobody_listens(self) -> None:
        with pytest.raises(sending.NotDelivered, match="ConnectionError"):
            sending.post("http://127.0.0.1:9/", "s", {"id": "a", "event": "b"})


@pytest.fixture
def tls_program(tmp_path: Any) -> Iterator[tuple[int, str]]:
    """A program on loopback with a certificate for program.test; the port, and the file that makes it trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "program.test")])
    now = timezone.now()
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("program.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted = tmp_path / "cert.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = tmp_path / "key.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - a name of the standard library
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, str(trusted)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_certificate_is_held_against_the_name_not_the_number(
    tls_program: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, trusted = tls_program
    monkeypatch.setattr(sending, "resolve", lambda parts: "127.0.0.1")
    told = {"id": "a", "event": "b"}
    with pytest.raises(sending.NotDelivered, match="SSLError"):
        sending.post(f"https://program.test:{port}/", "s", told)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", trusted)
    assert sending.post(f"https://program.test:{port}/", "s", told) == 204
    with pytest.raises(sending.NotDelivered, match="SSLError"):
        sending.post(f"https://jiny.test:{port}/", "s", told)


def test_every_event_is_one_that_actions_write() -> None:
    """An event that no action writes would never be told."""
    from pathlib import Path

    text = "\n".join(path.read_text() for path in Path("soucinnost").rglob("actions/**/*.py"))
    assert [event for event in Event.values if f'"{event}"' not in text] == []

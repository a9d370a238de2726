"""Signing in: throttling over processes, demo accounts, marks of passwords, forgotten passwords, closed pages."""

import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from soucinnost.accounts.loopback import demo_may_enter, from_loopback
from soucinnost.accounts.models import User
from soucinnost.audit.models import Entry
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import Cast

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
NEW = "tri slova bez souvislosti"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def sign_in(browser: Client, user: User, password: str = factories.PASSWORD, **meta: str) -> int:
    return browser.post(
        reverse("account_login"), {"login": user.email, "password": password}, **meta
    ).status_code


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (HERE, True),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "127.0.0.1:8000"}, True),
        ({"REMOTE_ADDR": "127.9.9.9", "HTTP_HOST": "127.0.0.1"}, True),
        ({**HERE, "REMOTE_ADDR": "10.0.0.5"}, False),
        ({**HERE, "REMOTE_ADDR": ""}, False),
        ({**HERE, "REMOTE_ADDR": "unix:"}, False),
        ({**HERE, "HTTP_HOST": "testserver"}, False),
        ({**HERE, "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({**HERE, "HTTP_X_REAL_IP": "127.0.0.1"}, False),
        ({**HERE, "HTTP_FORWARDED": "for=127.0.0.1"}, False),
        ({**HERE, "HTTP_X_FORWARDED_HOST": "localhost"}, False),
    ],
)
def test_loopback(meta: dict[str, str], expected: bool, settings: object) -> None:
    request = RequestFactory().get("/", **meta)
    assert from_loopback(request) is expected
    assert demo_may_enter(request) is expected
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    assert demo_may_enter(request) is False


class TestDemo:
    """Demo accounts, whose password everybody knows."""

    @pytest.fixture
    def demo(self, cast: Cast) -> User:
        user = cast.person("outsider").user
        user.is_demo = True
        user.save()
        return user

    def test_on_loopback_only(self, demo: User, settings: object) -> None:
        assert sign_in(Client(), demo, **HERE) == 302
        assert sign_in(Client(), demo, REMOTE_ADDR="10.0.0.5", HTTP_HOST="localhost") == 200
        assert sign_in(Client(), demo, **HERE, HTTP_X_FORWARDED_FOR="10.0.0.5") == 200
        settings.PRODUCTION = True  # type: ignore[attr-defined]
        assert sign_in(Client(), demo, **HERE) == 200

    def test_a_session_does_not_travel(self, demo: User) -> None:
        browser = Client()
        sign_in(browser, demo, **HERE)
        assert browser.get(reverse("accounts:profile"), **HERE).status_code == 200
        assert browser.get(reverse("accounts:profile"), REMOTE_ADDR="10.0.0.5").status_code == 302
        assert browser.get(reverse("accounts:profile"), **HERE).status_code == 302

    def test_real_accounts_sign_in_from_anywhere(self, cast: Cast) -> None:
        assert sign_in(Client(), cast.person("member").user, REMOTE_ADDR="10.0.0.5") == 302


class TestThrottling:
    """Wrong passwords run out, on one count for all processes."""

    def test_over_processes(self, transactional_db: None, settings: object) -> None:
        """Each try comes from a thread with its own connection and cache object, as from another process."""
        settings.CACHES = {  # type: ignore[attr-defined]
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries_of_test"
            }
        }
        call_command("createcachetable", verbosity=0)
        user, answers = factories.person().user, []

        def wrong() -> None:
            try:
                browser = Client()
                answers.append(sign_in(browser, user, "spatne heslo"))
            finally:
                connection.close()

        for _ in range(8):
            thread = threading.Thread(target=wrong)
            thread.start()
            thread.join(120)
        assert answers[:5] == [200] * 5
        assert sign_in(Client(), user) != 302, "even the right password waits"
        other = factories.person().user
        assert Entry.objects.filter(verb="account.sign_in_failed", object_uid=user.uid).count() == 5
        assert sign_in(Client(), other, REMOTE_ADDR="10.0.0.9") == 302
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE cache_entries_of_test")

    def test_unknown_addresses_leave_no_trace(self, db: None) -> None:
        Client().post(reverse("account_login"), {"login": "nikdo@priklad.test", "password": "x"})
        assert not Entry.objects.filter(verb="account.sign_in_failed").exists()


def test_signing_in_is_noted(cast: Cast) -> None:
    user = cast.person("member").user
    sign_in(Client(), user)
    assert Entry.objects.filter(verb="account.signed_in", object_uid=user.uid).count() == 1


def test_changing_the_password_marks_it_and_ends_other_sessions(cast: Cast) -> None:
    user = cast.person("member").user
    here, there = Client(), Client()
    sign_in(here, user)
    sign_in(there, user)
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.password_set_at is not None
    assert there.get(reverse("accounts:profile")).status_code == 302


class TestForgotten:
    """A forgotten password goes through the queue; strangers get no mail."""

    ADDRESS = "/ucet/password/reset/"

    def test_link_by_mail(
        self, cast: Cast, settings: object, django_capture_on_commit_callbacks: object
    ) -> None:
        settings.PUBLIC_URL = "https://prevence.test"  # type: ignore[attr-defined]
        user = cast.person("member").user
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            answer = Client().post(reverse("account_reset_password"), {"email": user.email.upper()})
        assert answer.status_code == 302
        assert [sent.to for sent in mail.outbox] == [[user.email]]
        assert Message.objects.get().kind == "password_reset"
        line = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("https://"))
        path = line.removeprefix("https://prevence.test")
        browser = Client()
        opened = browser.get(path, follow=True)
        assert opened.status_code == 200
        done = browser.post(opened.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
        assert done.status_code == 302
        assert sign_in(Client(), user, NEW) == 302
        user.refresh_from_db()
        assert user.password_set_at is not None

    @pytest.mark.parametrize("public_url", ["", "https://prevence.test"])
    def test_strangers_and_installations_without_an_address(
        self, cast: Cast, settings: object, public_url: str
    ) -> None:
        settings.PUBLIC_URL = public_url  # type: ignore[attr-defined]
        Client().post(reverse("account_reset_password"), {"email": "nikdo@priklad.test"})
        assert not Message.objects.exists()
        if not public_url:
            Client().post(reverse("account_reset_password"), {"email": cast.person("member").user.email})
            assert not Message.objects.exists()


def test_pages_of_the_library_that_are_closed(cast: Cast) -> None:
    browser = cast.client("member")
    for path in ("/ucet/email/", "/ucet/password/set/", "/ucet/confirm-email/"):
        assert browser.get(path).status_code == 404, path
    closed = Client().get("/ucet/signup/")
    assert "name=\"password1\"" not in closed.content.decode()
    before = User.objects.count()
    Client().post("/ucet/signup/", {"email": "novy@priklad.test", "password1": NEW, "password2": NEW})
    assert User.objects.count() == before


def test_second_factor_with_a_code(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    """Set up right after signing in, asked for at the next sign-in, secret sealed in the database."""
    user = cast.person("member").user
    browser = Client()
    sign_in(browser, user)
    page = browser.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert browser.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    again = Client()
    halfway = again.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    assert halfway["Location"].startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("accounts:profile")).status_code == 302
    cache.clear()
    assert again.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    events = list(Entry.objects.filter(object_uid=user.uid).values_list("verb", flat=True))
    assert "account.second_factor_added" in events


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=1)])
def test_recovery_codes_right_away_only_with_the_first_factor(cast: Cast, age: timedelta) -> None:
    """Codes of a factor that is older than this sign-in ask for the password."""
    user = cast.person("member").user
    browser = Client()
    sign_in(browser, user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    RecoveryCodes.activate(user)
    Authenticator.objects.filter(user=user).update(created_at=timezone.now() - age)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        answer = browser.get(reverse(name))
        assert (answer.status_code == 302) is bool(age), name
        assert not age or "reauthenticate" in answer["Location"]
    assert browser.get(reverse("mfa_generate_recovery_codes")).status_code == 302, "anything else asks"


def test_later_changes_ask_for_the_password_again(cast: Cast) -> None:
    user = cast.person("member").user
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    browser = cast.client("member")
    answer = browser.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    without = cast.client("chair")
    assert without.get(reverse("mfa_activate_totp")).status_code == 302

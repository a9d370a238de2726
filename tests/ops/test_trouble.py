"""A full disk, a busy or lost database: a clear page, nothing half-done, what was typed is still there."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path, reverse

from soucinnost.access.actors import SystemActor
from soucinnost.accounts.public import public_view
from soucinnost.audit.selectors import verify
from soucinnost.groups.actions import create_group
from soucinnost.groups.models import Topic
from soucinnost.operations.backup.tables import copied_models, digest, lines
from soucinnost.operations.middleware import StorageTroubleMiddleware, answer
from soucinnost.operations.trouble import kind_of_trouble
from tests import factories

BY = SystemActor("test")


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("injected")
    error.sqlite_errorcode = code
    return error


def wrapped(cause: BaseException) -> OperationalError:
    """As Django wraps the driver's errors."""
    try:
        raise OperationalError(str(cause)) from cause
    except OperationalError as error:
        return error


KINDS = [
    (OSError(errno.ENOSPC, "x"), "full"), (OSError(errno.EDQUOT, "x"), "full"), (OSError(errno.EPERM, "x"), None),
    (wrapped(sqlite_error(sqlite3.SQLITE_FULL)), "full"), (wrapped(sqlite_error(sqlite3.SQLITE_IOERR)), "full"),
    (wrapped(sqlite_error(sqlite3.SQLITE_IOERR | 3 << 8)), "full"),
    (wrapped(sqlite_error(sqlite3.SQLITE_BUSY)), "busy"), (wrapped(sqlite_error(sqlite3.SQLITE_LOCKED)), "busy"),
    (wrapped(sqlite_error(sqlite3.SQLITE_CANTOPEN)), "unreachable"), (wrapped(sqlite_error(1)), None),
    (wrapped(psycopg.errors.DiskFull("x")), "full"), (wrapped(psycopg.errors.DeadlockDetected("x")), "busy"),
    (wrapped(psycopg.errors.TooManyConnections("x")), "busy"),
    (wrapped(psycopg.errors.AdminShutdown("x")), "unreachable"),
    (wrapped(psycopg.OperationalError("connection refused")), "unreachable"),
    (wrapped(psycopg.errors.UndefinedTable("x")), None), (ValueError("x"), None),
]  # fmt: skip


@pytest.mark.parametrize(("error", "kind"), KINDS)
def test_kinds_of_trouble(error: BaseException, kind: str | None) -> None:
    assert kind_of_trouble(error) == kind


@pytest.mark.parametrize(("kind", "status"), [("full", 507), ("busy", 503), ("unreachable", 503)])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_page_says_what_happened_and_what_was_kept(kind: str, status: int, method: str) -> None:
    error = {"full": OSError(errno.ENOSPC, "x"), "busy": wrapped(sqlite_error(5)), "unreachable": wrapped(
        sqlite_error(sqlite3.SQLITE_CANTOPEN)
    )}[kind]  # fmt: skip
    response = answer(RequestFactory().generic(method, "/skupiny/"), error)
    assert response is not None
    assert response.status_code == status
    text = response.content.decode().replace("\xa0", " ")
    assert ("zůstalo ve formuláři" in text) == (method == "POST")
    assert "<h1>Teď to nejde</h1>" in text
    script = answer(RequestFactory().generic(method, "/x/", headers={"Accept": "application/json"}), error)
    assert script.status_code == status
    assert f'"error": "{kind}"' in script.content.decode()


def test_other_errors_are_left_alone() -> None:
    assert answer(RequestFactory().get("/"), KeyError("x")) is None


@contextmanager
def failing_at(number: int, error: Callable[[], Exception]) -> Iterator[list[str]]:
    """Let the ``number``-th statement fail as the driver would; yields the statements seen."""
    seen: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append(sql)
        if len(seen) == number:
            raise error()
        return execute(sql, *rest)

    with connection.execute_wrapper(wrapper):
        yield seen


def state() -> dict[str, tuple[int, str]]:
    return {model._meta.label_lower: digest(lines(model, "default")) for model in copied_models()}


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_at_any_statement_leaves_nothing() -> None:
    """The disk fills up before each statement in turn; only the last try goes through."""
    town = factories.town()
    before, number = state(), 0
    while True:
        number += 1
        with failing_at(number, lambda: wrapped(sqlite_error(sqlite3.SQLITE_FULL))) as seen:
            try:
                create_group(by=BY, organisation=town, name="Skupina", type="municipal_working_group")
            except OperationalError:
                pass
            else:
                break
        assert state() == before, f"statement {number}: {seen[number - 1][:80]}"
    assert number > 8
    assert state() != before


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_to_a_full_database(client, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN001
    """SQLite really is full (its number of pages is limited); PostgreSQL's error is the driver's own."""
    from tests.cast import make_cast

    cast = make_cast()
    browser = cast.client("chair")
    browser.raise_request_exception = False
    address = reverse("groups:topic_new", args=[cast.group.uid])
    assert browser.get(address).status_code == 200
    form = {"title": "Osvětlení podchodu", "note": "Dlouhý text. " * 300}
    before = Topic.objects.count()
    with full_database():
        accepted = 0
        while accepted < 200:
            response = browser.post(address, form)
            if response.status_code != 302:
                break
            accepted += 1
    assert response.status_code == 507
    assert "došlo místo" in response.content.decode().replace("\xa0", " ")
    assert Topic.objects.count() == before + accepted
    assert verify().intact
    assert browser.post(address, form).status_code == 302
    assert Topic.objects.count() == before + accepted + 1


@contextmanager
def full_database() -> Iterator[None]:
    """No room for new pages, for the length of the block."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # what tests before left empty would be room for hundreds of forms
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count=1073741823")
        return

    def refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "groups_topic" in sql and sql.startswith("INSERT"):
            raise wrapped(psycopg.errors.DiskFull("could not extend file"))
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def _locked(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        raise wrapped(sqlite_error(sqlite3.SQLITE_BUSY))


urlpatterns = [path("zamceno/", public_view(_locked))]


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_busy_database_asks_to_try_again(client) -> None:  # noqa: ANN001
    response = client.get("/zamceno/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "za chvíli" in response.content.decode().replace("\xa0", " ")


def test_a_character_that_no_text_holds_is_an_unclear_request() -> None:
    """PostgreSQL says so of an address with NUL; any other fault of data is a fault of ours."""
    middleware, request = StorageTroubleMiddleware(lambda _request: HttpResponse()), RequestFactory().get("/api/v1/x")
    unclear = middleware.process_exception(request, DataError("text fields cannot contain NUL (0x00) bytes"))
    assert unclear is not None and unclear.status_code == 400
    assert middleware.process_exception(request, DataError("value too long")) is None


class TestTooLarge:
    @pytest.mark.django_db
    def test_a_form_with_too_much_text(self) -> None:
        from tests.cast import make_cast

        cast = make_cast()
        address = reverse("groups:topic_new", args=[cast.group.uid])
        response = cast.client("chair").post(address, {"title": "x", "note": "a" * 6_000_000})
        assert response.status_code == 413
        assert "50 MB" in response.content.decode().replace("\xa0", " ")
        assert not Topic.objects.exists()

    def test_a_body_beyond_all_measure_is_not_read(self, client) -> None:  # noqa: ANN001
        response = client.generic("POST", "/skupiny/", b"", CONTENT_LENGTH=str(501 * 1024 * 1024))
        assert response.status_code == 413
        assert "Soubor je příliš velký" in response.content.decode().replace("\xa0", " ")

    @pytest.mark.django_db
    @override_settings(ALLOWED_HOSTS=["only.this"])
    def test_any_other_unclear_request(self, client) -> None:  # noqa: ANN001
        client.raise_request_exception = False
        assert client.get("/ucet/login/").status_code == 400

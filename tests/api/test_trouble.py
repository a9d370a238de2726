"""A full disk, a lost database, a crash: a program reads a problem, never a page."""

import errno
import sqlite3
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import Client, RequestFactory

from soucinnost.api.operations import groups
from soucinnost.api.problems import CONTENT_TYPE
from soucinnost.operations.middleware import bad_request
from tests.api.kit import call, token
from tests.cast import Cast


@pytest.fixture
def browser() -> Client:
    cache.clear()
    return Client(raise_request_exception=False)


def _problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, CONTENT_TYPE), answer.content
    told: dict[str, Any] = answer.json()
    assert told["status"] == status and told["title"]
    return told


def _busy() -> OperationalError:
    cause = sqlite3.OperationalError("locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error = OperationalError("locked")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (OSError(errno.ENOSPC, "x"), 507, "urn:soucinnost:full"), (_busy(), 503, "urn:soucinnost:busy"),
        (KeyError("x"), 500, "about:blank"),
    ],
)
def test_inside_of_an_operation(
    cast: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, kind: str
) -> None:
    def broken(*_args: Any) -> Any:
        raise error

    monkeypatch.setattr(groups, "visible_rows", broken)
    text = token(cast.person("chair"))[1]
    told = _problem(call(text, "get", "/groups/", client=browser), status)
    assert told["type"] == kind and told["detail"] != "x"
    english = call(text, "get", "/groups/", client=browser, Accept_Language="en", Accept="application/json")
    assert english["Content-Language"] == "en"
    assert _problem(english, status)["type"] == kind
    assert (english.get("Retry-After") == "5") == (status == 503)


def test_where_the_audit_cannot_be_written(cast: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row comes after the view; without it nothing leaves."""
    from soucinnost.audit import middleware

    def broken(**_fields: Any) -> Any:
        raise OSError(errno.ENOSPC, "x")

    text = token(cast.person("chair"))[1]
    monkeypatch.setattr(middleware, "record_shown", broken)
    told = _problem(call(text, "get", "/groups/", client=browser), 507)
    assert cast.group.name not in str(told)
    page = cast.client("chair")
    page.raise_request_exception = False
    answer = page.get("/skupiny/")
    assert answer.status_code == 507 and cast.group.name not in answer.content.decode()


def test_too_large_and_unreadable(settings: Any, browser: Client) -> None:
    settings.UPLOAD_LIMIT = 10
    body = {"data": "x" * 101, "content_type": "application/json"}
    _problem(browser.post("/api/v1/groups/x/tasks/", **body), 413)
    request = RequestFactory().post("/api/v1/groups/x/tasks/")
    assert bad_request(request, RequestDataTooBig()).status_code == 413
    unclear = bad_request(request, ValueError())
    assert (unclear.status_code, unclear["Content-Type"]) == (400, CONTENT_TYPE)
    assert "html" in bad_request(RequestFactory().post("/skupiny/"), ValueError())["Content-Type"]

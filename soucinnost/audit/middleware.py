"""Audit before disclosure, and GET that cannot write."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from soucinnost.audit.shown import record_shown

EXEMPT_APPS = {"account", "mfa", "usersessions", "allauth"}
# A refused form comes back on the page it stood on, so it shows as much as the page did; what was made is shown too.
# A spent link (410) shows when it was used.
ALSO_SHOWING = {201, 403, 409, 410, 422}
READING = {"GET", "HEAD", "OPTIONS"}
# A writing statement and its table, wherever it stands: after a comment, in brackets, behind a WITH. "FOR UPDATE" of
# a SELECT only locks. Values are parameters, so words of a text do not appear here.
WRITING = re.compile(
    r"(?:\b(?:INSERT|REPLACE|MERGE)\s+(?:OR\s+\w+\s+)?INTO|\bDELETE\s+FROM|(?<!\bFOR\s)(?<!\bKEY\s)\bUPDATE(?!\s+SET\b)"
    r"|\b(?:TRUNCATE|ALTER|CREATE|DROP)\s+\w+)\s+(?:OR\s+\w+\s+)?[\"`]?(\w+)",
    re.IGNORECASE,
)

# What keeps sign-in itself going: throttling, sessions, ended sessions dropped from the list of devices, and the note
# that a set of recovery codes was seen.
BOOKKEEPING_TABLES = {"cache_entries", "django_session", "usersessions_usersession", "mfa_authenticator"}


class UndeclaredDisclosure(RuntimeError):
    """A view answered a signed-in reader and did not say what it showed."""


class WriteInReadingRequest(RuntimeError):
    """A GET view tried to write."""


class DisclosureMiddleware:
    """Render, commit the audit row in a short transaction, then send: no row, no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        declared = getattr(request, "disclosures", [])
        if response.status_code not in {200, 206} and not (declared and response.status_code in ALSO_SHOWING):
            return response
        if not declared:
            if self._exempt(request) or not request.user.is_authenticated:
                return response
            raise UndeclaredDisclosure(f"{request.method} {request.path} did not say what it shows")
        record_shown(by=request.actor, rows=declared)  # type: ignore[attr-defined]
        return response

    @staticmethod
    def _exempt(request: HttpRequest) -> bool:
        if getattr(request, "discloses_nothing", ""):
            return True
        match = request.resolver_match
        if match is None or (match.app_names and match.app_names[0] in EXEMPT_APPS):
            return True
        return match.func.__module__.startswith(("allauth.", "django."))


class ReadOnlyGetMiddleware:
    """Crash on a write inside a reading request; the audit row is written outside of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with read_only():
            return self.get_response(request)


_writing: ContextVar[str] = ContextVar("writing", default="")


@contextmanager
def writing(reason: str) -> Iterator[None]:
    """Let a GET write inside the block, where a protocol of others leaves no choice; ``reason`` says why."""
    before = _writing.set(reason)
    try:
        yield
    finally:
        _writing.reset(before)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not _writing.get() and _writes(str(sql)):
        raise WriteInReadingRequest(str(sql)[:120])
    return execute(sql, params, many, context)


@lru_cache(maxsize=1024)
def _writes(sql: str) -> bool:
    """Whether a statement writes to more than the tables of sign-in; the same few come with every page."""
    return any(written[1].lower() not in BOOKKEEPING_TABLES for written in WRITING.finditer(sql))


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse every write to the database inside the block, except the bookkeeping of sign-in."""
    with connection.execute_wrapper(_refuse_writes):
        yield

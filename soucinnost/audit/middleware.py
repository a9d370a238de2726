"""Audit before disclosure, and GET that cannot write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from soucinnost.audit.actions import record

EXEMPT_APPS = {"account", "mfa", "usersessions", "allauth"}
READING = {"GET", "HEAD", "OPTIONS"}
WRITING_WORDS = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "CREATE", "DROP", "TRUNCATE", "MERGE")

# What keeps sign-in itself going: throttling, sessions, ended sessions dropped from the list of devices, and the note
# that a set of recovery codes was seen.
BOOKKEEPING_TABLES = ("CACHE_ENTRIES", "DJANGO_SESSION", "USERSESSIONS_USERSESSION", "MFA_AUTHENTICATOR")


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
        if response.status_code not in {200, 206} or not request.user.is_authenticated:
            return response
        match = request.resolver_match
        if match is not None and match.app_names and match.app_names[0] in EXEMPT_APPS:
            return response
        declared = getattr(request, "disclosures", [])
        if not declared:
            if self._exempt(request):
                return response
            raise UndeclaredDisclosure(f"{request.method} {request.path} did not say what it shows")
        with transaction.atomic():
            for row in declared:
                record(by=request.actor, **row)  # type: ignore[attr-defined]
        return response

    @staticmethod
    def _exempt(request: HttpRequest) -> bool:
        if getattr(request, "discloses_nothing", ""):
            return True
        match = request.resolver_match
        if match is None:
            return True
        module = getattr(match.func, "__module__", "")
        return module.startswith(("allauth.", "django."))


class ReadOnlyGetMiddleware:
    """Crash on a write inside a reading request; the audit row is written outside of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with read_only():
            return self.get_response(request)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    text = str(sql).lstrip().upper()
    if text.startswith(WRITING_WORDS) and not any(name in text[:120] for name in BOOKKEEPING_TABLES):
        raise WriteInReadingRequest(text[:120])
    return execute(sql, params, many, context)


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse every write to the database inside the block, except the bookkeeping of sign-in."""
    with connection.execute_wrapper(_refuse_writes):
        yield

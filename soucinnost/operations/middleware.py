"""A page that says what happened when the disk is full, the database does not answer or something broke.

Programs (``/api/v1/``) get the same as a problem (RFC 9457) in the language they asked for.
"""

import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.defaults import server_error as plain_server_error

from soucinnost.api.entry import language_wanted
from soucinnost.api.problems import is_for_program, problem
from soucinnost.operations.trouble import BUSY, FULL, kind_of_trouble

logger = logging.getLogger(__name__)
STATUS = {FULL: 507}
_NUL = "NUL (0x00)"
"""What PostgreSQL says of a character that no text holds: an address with it names nothing, and nothing is broken."""
FARTHEST = 10
"""How many times the largest attachment is taken in, so that the form itself can say what is wrong and keep its text;
beyond that the request is refused unread."""


class StorageTroubleMiddleware:
    """Turn errors of disk and database into 507 (full) or 503 (busy, unreachable); the transaction has rolled back.

    The page needs neither database nor session. Going back in the browser shows the form with what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _declared_size(request) > FARTHEST * settings.UPLOAD_LIMIT:
            return too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called for errors of views; those of other middleware come through the handler of 500."""
        if isinstance(error, DataError) and _NUL in str(error):
            return bad_request(request, error)
        return answer(request, error)


def answer(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """Return the page (or JSON for a script) that fits the trouble, or None when the error is something else."""
    kind = kind_of_trouble(error)
    if kind is None:
        return None
    logger.error("Storage trouble (%s) at %s: %s", kind, request.path, error)
    status = STATUS.get(kind, 503)
    writing = request.method not in {"GET", "HEAD", "OPTIONS"}
    if is_for_program(request):
        response = _problem(request, status, lambda: _message(kind, writing=False), kind)
        return _with_pause(response, kind)
    message = _message(kind, writing=writing)
    if "application/json" in request.headers.get("Accept", ""):
        response = JsonResponse({"error": kind, "message": message}, status=status)
    else:
        response = HttpResponse(render_to_string("503.html", {"message": message, "kind": kind}), status=status)
    return _with_pause(response, kind)


def _with_pause(response: HttpResponse, kind: str) -> HttpResponse:
    if kind == BUSY:
        response["Retry-After"] = "5"
    return response


def _problem(request: HttpRequest, status: int, words: Callable[[], str], kind: str = "") -> HttpResponse:
    """The problem for a program, in its language; ``words`` are made in it."""
    with translation.override(language_wanted(request)):
        answered = problem(status, kind=f"urn:soucinnost:{kind}" if kind else "about:blank", detail=words())
        answered.headers["Content-Language"] = translation.get_language() or ""
    answered.headers["Cache-Control"] = "no-store"
    return answered


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``: trouble of disk and database that came up outside of a view, else that something broke."""
    error = sys.exc_info()[1]
    told = answer(request, error) if error is not None else None
    if told is not None:
        return told
    if is_for_program(request):
        return _problem(request, 500, lambda: _("Chyba je zapsaná. Zkuste to znovu, potom dejte vědět správci."))
    return plain_server_error(request)


def _declared_size(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def too_large(request: HttpRequest) -> HttpResponse:
    """The page for a request that is refused for its size."""
    limit = f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB"
    if is_for_program(request):
        return _problem(request, 413, lambda: "")
    return HttpResponse(render_to_string("413.html", {"limit": limit, "home_url": "/"}, request), status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``: a form with more text or fields than the server takes is too large, the rest is unclear."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    if is_for_program(request):
        return _problem(request, 400, lambda: "")
    return HttpResponseBadRequest(render_to_string("400.html", {"home_url": "/"}, request))


def _message(kind: str, *, writing: bool) -> str:
    if kind == FULL:
        happened = _("Na serveru došlo místo na disku, takže se nic neuložilo. Dejte prosím vědět správci.")
    elif kind == BUSY:
        happened = _("Databáze je právě vytížená a nestihla odpovědět. Zkuste to prosím za chvíli znovu.")
    else:
        happened = _("Databáze neodpovídá. Dejte prosím vědět správci.")
    if not writing:
        return happened
    kept = _("Co jste napsali, zůstalo ve formuláři: vraťte se v prohlížeči o stránku zpět.")
    return f"{happened} {kept}"

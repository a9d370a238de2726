"""A page that says what happened when the disk is full or the database does not answer."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from soucinnost.operations.trouble import BUSY, FULL, kind_of_trouble

logger = logging.getLogger(__name__)
STATUS = {FULL: 507}
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
        return answer(request, error)


def answer(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """Return the page (or JSON for a script) that fits the trouble, or None when the error is something else."""
    kind = kind_of_trouble(error)
    if kind is None:
        return None
    logger.error("Storage trouble (%s) at %s: %s", kind, request.path, error)
    status = STATUS.get(kind, 503)
    message = _message(kind, writing=request.method not in {"GET", "HEAD", "OPTIONS"})
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"error": kind, "message": message}, status=status)
    else:
        response = HttpResponse(render_to_string("503.html", {"message": message, "kind": kind}), status=status)
    if kind == BUSY:
        response["Retry-After"] = "5"
    return response


def _declared_size(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def too_large(request: HttpRequest) -> HttpResponse:
    """The page for a request that is refused for its size."""
    limit = f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB"
    return HttpResponse(render_to_string("413.html", {"limit": limit, "home_url": "/"}, request), status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``: a form with more text or fields than the server takes is too large, the rest is unclear."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
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

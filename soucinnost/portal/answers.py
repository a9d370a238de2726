"""What public answers share: open to everybody, kept by caches only as long as the server agrees."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.http import conditional_page, require_safe

from soucinnost.accounts.throttle import seconds_to_wait
from soucinnost.ui.marks import no_disclosure, public_view

#: A copy may be kept, but is asked about each time: what is withdrawn is gone at once, what stays costs no transfer.
CACHED = "public, no-cache"
View = Callable[..., HttpResponseBase]


LANGUAGE = "jazyk"
"""The part of an address that chooses the language: who only reads gets no cookie, and a link can be passed on."""


def public_page(view: View) -> Any:
    """A view without sign-in whose answer is the same for everybody and may be kept by caches.

    What is not there is said in the frame of the public pages: the reader belongs to no group.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = request.GET.get(LANGUAGE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
        with override(language):
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = show(request, "portal/missing.html", status=404)
        response["Cache-Control"] = "no-store" if response.status_code == HTTPStatus.TOO_MANY_REQUESTS else CACHED
        response["Content-Language"] = language
        return response

    open_view: Any = conditional_page(answered)
    return public_view(require_safe(no_disclosure("published for everybody")(open_view)))


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponseBase:
    """A public page, with the switch of language."""
    return render(request, template, {**_languages(request), **(context or {})}, status=status)


def _languages(request: HttpRequest) -> dict[str, str]:
    """The same address in the other language, and what links carry on where a language was chosen."""
    chosen = request.GET.get(LANGUAGE, "")
    chosen = chosen if chosen in dict(settings.LANGUAGES) else ""
    kept = {name: str(value) for name, value in request.GET.items() if name != LANGUAGE}
    other = next(code for code, _name in settings.LANGUAGES if code != (get_language() or settings.LANGUAGE_CODE))
    return {
        "other_language": other, "other_address": f"?{urlencode({**kept, LANGUAGE: other})}",
        "chosen_language": chosen, "carried": f"?{LANGUAGE}={chosen}" if chosen else "",
    }


def throttled(what: str, most: Callable[[], int]) -> Callable[[View], View]:
    """A public view that answers one address no more than ``most()`` times a minute, and 429 with a page after it."""

    def limited(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = seconds_to_wait(request, f"portal.{what}", most())
            if not wait:
                return view(request, *args, **kwargs)
            held = show(request, "portal/held.html", {"wait": wait}, status=429)
            held["Retry-After"] = str(wait)
            return held

        return answered

    return limited


def gone(request: HttpRequest) -> HttpResponseBase:
    """What stood here was public and is not any more (410)."""
    return show(request, "portal/gone.html", status=410)

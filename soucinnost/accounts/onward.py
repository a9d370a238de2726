"""Where somebody was going when something had to come first: setting up the second factor, choosing a password."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

KEY = "onward"


def remember(request: HttpRequest, path: str) -> None:
    """Keep in the session the address of our own to which „Pokračovat“ will lead; the last one counts."""
    request.session[KEY] = path


def remember_page(request: HttpRequest) -> None:
    """Keep the page that was asked for; a picture or a script on a page is nowhere to go."""
    if "text/html" in request.headers.get("Accept", "text/html"):
        remember(request, request.get_full_path())


def take(request: HttpRequest) -> str:
    """Return the kept address and forget it; the signed-in home where none is kept."""
    return str(request.session.pop(KEY, "")) or resolve_url(settings.LOGIN_REDIRECT_URL)

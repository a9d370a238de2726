"""The language of an answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SESSION_KEY = "language"


def language_of(request: HttpRequest) -> str:
    """Return the language chosen in this session, else the one kept with the account, else the default one.

    What the browser says it accepts is not asked: the installation speaks Czech unless somebody chose otherwise,
    and an answer does not depend on a header that caches would have to know.
    """
    known = {code for code, _name in settings.LANGUAGES}
    chosen = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    if chosen in known:
        return str(chosen)
    kept = getattr(getattr(request, "user", None), "language", None)
    return kept if kept in known else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Activate the reader's language; stands behind the middlewares of sessions and of sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

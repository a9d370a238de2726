"""The one way into the interface: token, scope, rate, language, audit before disclosure.

A session cookie gives nothing here, so nothing here needs a CSRF token.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.security import HttpBearer

from soucinnost.access.actors import PublicActor
from soucinnost.accounts.loopback import demo_may_enter
from soucinnost.accounts.public import public_view
from soucinnost.accounts.throttle import is_held, note_failure
from soucinnost.api.models import ApiToken
from soucinnost.api.problems import Refused, answer_errors, problem
from soucinnost.api.selectors import USED, actor_by_token, find_token
from soucinnost.audit.disclosure import disclose
from soucinnost.audit.middleware import UndeclaredDisclosure
from soucinnost.audit.selectors import happened_on

GUESSES = 100
"""After so many wrong tokens in ten minutes an address is refused unheard."""


class Bearer(HttpBearer):
    """Ask for a token with one scope; none is given by default, so an operation without one answers nobody."""

    def __init__(self, scope: str = "") -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Find the token, count the request, check the scope and set ``request.actor``; None is 401."""
        if is_held(request, "api", GUESSES):
            raise Refused(429, "rate", _("Příliš mnoho neplatných tokenů. Zkuste to později."), {"Retry-After": "600"})
        found = find_token(token)
        if found is None or (found.person.user.is_demo and not demo_may_enter(request)):  # type: ignore[union-attr]
            note_failure(request, "api")
            return None
        _count(found)
        if not self.scope or self.scope not in found.scopes:
            raise Refused(403, "scope", _("Token nemá oprávnění: %(scope)s") % {"scope": self.scope})
        actor = actor_by_token(found.person)
        if actor.needs_second_factor and not (found.person.user.is_demo or is_mfa_enabled(found.person.user)):  # type: ignore[union-attr]
            raise Refused(403, "second-factor", _("Účet musí mít druhý faktor. Nastavte ho v Součinnosti."))
        request.actor = actor  # type: ignore[attr-defined]
        if not happened_on(USED, found.uid, timezone.localdate()):
            disclose(request, USED, object_uid=found.uid)
        return found


def _count(token: ApiToken) -> None:
    """Refuse what is over the allowed number of requests a minute. Two at the same moment may count as one."""
    window = int(time.time()) // 60
    key = f"api:{token.uid}:{window}"
    used = int(cache.get(key, 0)) + 1
    cache.set(key, used, 120)
    if used > settings.API_PER_MINUTE:
        wait = str(60 - int(time.time()) % 60)
        raise Refused(429, "rate", _("Token smí nejvýše %(most)s dotazů za minutu.") % {
            "most": settings.API_PER_MINUTE
        }, {"Retry-After": wait})


def language_wanted(request: HttpRequest) -> str:
    """The first language of ``Accept-Language`` that the product speaks, Czech otherwise."""
    known = {code for code, _name in settings.LANGUAGES}
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in known:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE


def entrance(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of the interface: nobody is signed in, the language is the request's, nothing is cached.

    An operation that answered with data and did not say what it disclosed crashes, as a page does.
    """

    @public_view
    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        request.actor = PublicActor(channel="api")  # type: ignore[attr-defined]
        with translation.override(language_wanted(request)):
            answer = view(request, *args, **kwargs)
            if answer.status_code == 405:
                answer = problem(405, headers={"Allow": answer.headers.get("Allow", "")})
            answer.headers["Content-Language"] = translation.get_language() or ""
        answer.headers["Cache-Control"] = "no-store"
        patch_vary_headers(answer, ("Accept-Language", "Authorization"))
        shown = [row for row in getattr(request, "disclosures", []) if row["verb"] != USED]
        if answer.status_code in {200, 201} and not shown and not getattr(request, "discloses_nothing", ""):
            raise UndeclaredDisclosure(f"{request.method} {request.path} did not say what it shows")
        return answer

    return wrapped


def make_api() -> NinjaAPI:
    """The interface without operations: no pages of its own, no operation without a scope."""
    api = NinjaAPI(
        title="Součinnost", version="1", urls_namespace="api", docs_url=None, openapi_url=None, auth=Bearer()
    )
    answer_errors(api)
    return api

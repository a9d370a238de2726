"""Putting the actor on the request, anew each time, and asking for the second factor where it is required."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject

from soucinnost.access.actors import PublicActor, actor_for_user
from soucinnost.accounts import onward
from soucinnost.accounts.entering import provider_asked_for_second_factor
from soucinnost.accounts.loopback import demo_may_enter
from soucinnost.accounts.public import PUBLIC_ATTRIBUTE


class ActorMiddleware:
    """Set ``request.actor``; built when first asked for, once a request: what was revoked is gone at the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def build() -> object:
            return actor_for_user(request.user) if request.user.is_authenticated else PublicActor()

        request.actor = SimpleLazyObject(build)  # type: ignore[attr-defined]
        return self.get_response(request)


#: What somebody without a required second factor can still open: setting it up, own account, signing out.
WITHOUT_SECOND_FACTOR = {
    "account_logout", "account_reauthenticate", "account_change_password", "profile", "end_own_sessions",
    "second_factor", "go_on", "language", "accessibility", "privacy", "about",
}


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in reader must set up a second factor (a passkey counts) and has none yet.

    Demo accounts are spared, on loopback outside of production only; so is a sign-in for which the city's identity
    provider asked for a second factor, where it is relied on for that.
    """
    if not getattr(request.actor, "needs_second_factor", False):  # type: ignore[attr-defined]
        return False
    if request.user.is_demo and demo_may_enter(request):  # type: ignore[union-attr]
        return False
    return not is_mfa_enabled(request.user) and not provider_asked_for_second_factor(request)


class SecondFactorMiddleware:
    """Lead whoever lacks a required second factor to its set-up; nothing else opens till then.

    The page that was asked for is remembered, „Pokračovat“ after the set-up leads there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = str(request.resolver_match.url_name)  # type: ignore[union-attr]
        if getattr(view, PUBLIC_ATTRIBUTE, False):
            return None
        if name in WITHOUT_SECOND_FACTOR or name.startswith("mfa_") or not lacks_second_factor(request):
            return None
        if request.method in {"GET", "HEAD"}:
            onward.remember_page(request)
            return redirect("access:second_factor")
        return render(request, "access/second_factor.html", status=403)

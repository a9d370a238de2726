"""Deny by default: without sign-in only marked views and the sign-in pages answer."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from soucinnost.accounts.loopback import demo_may_enter
from soucinnost.accounts.models import User
from soucinnost.accounts.public import PUBLIC_ATTRIBUTE

PUBLIC_NAMES = {
    "account_login", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "mfa_authenticate", "mfa_login_webauthn", "account_signup",
}
#: Pages of allauth that have no place here: the sign-in e-mail is changed by the administrator, with a notice.
CLOSED_NAMES = {"account_email", "account_confirm_email", "account_email_verification_sent", "account_set_password"}


class SignInRequiredMiddleware:
    """Send whoever is not signed in to the sign-in page, unless the view is marked public.

    While nobody has an account, everything leads to the first set-up instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name if match is not None else None
        if name in CLOSED_NAMES:
            raise Http404
        if getattr(view, PUBLIC_ATTRIBUTE, False):
            return None
        if request.user.is_authenticated:
            if request.user.is_demo and not demo_may_enter(request):
                logout(request)
                return redirect_to_login(request.get_full_path())
            return None
        if not User.objects.exists():
            return redirect("setup:start")
        if name in PUBLIC_NAMES:
            return None
        return redirect_to_login(request.get_full_path())

"""Signing in without the form: who has just chosen a password, and who comes from the city's identity provider."""

from allauth.account.internal.flows.login import perform_login, perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from soucinnost.accounts.models import User

STRONG_KEY = "second_factor_at_provider"


def enter(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Sign ``user`` in by the password chosen in this request and lead to the address ``to``.

    The choice counts as proof of identity, so that the second factor can be set up without asking for the password.
    """
    login = Login(user=user, redirect_url=to)
    return perform_password_login(request, {"email": user.email}, login)


def enter_from_provider(request: HttpRequest, user: User, to: str, *, is_strong: bool) -> HttpResponse:
    """Sign ``user`` in whom the city's identity provider vouches for and lead to the address ``to``.

    The own second factor is asked for as after a password, unless the provider asked for one (``is_strong``).
    """
    login = Login(user=user, redirect_url=to or None)
    if is_strong:
        login.state["stages"] = {AuthenticateStage.key: {"handled": True}}
    record_authentication(request, user, "oidc")
    answer = perform_login(request, login)
    if request.user.is_authenticated and request.user.pk == user.pk:
        request.session[STRONG_KEY] = is_strong
    return answer


def provider_asked_for_second_factor(request: HttpRequest) -> bool:
    """Whether this sign-in came from the provider with a second factor, and the provider is still relied on for it."""
    return bool(settings.OIDC and settings.OIDC["strong"] and request.session.get(STRONG_KEY))

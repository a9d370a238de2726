"""Signing in at the city's identity provider: leaving for it and coming back."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from soucinnost.accounts import oidc
from soucinnost.accounts.actions import account_of_identity
from soucinnost.accounts.entering import enter_from_provider
from soucinnost.accounts.public import public_view
from soucinnost.accounts.throttle import is_held, note_failure
from soucinnost.audit.actions import record
from soucinnost.audit.disclosure import no_disclosure
from soucinnost.audit.middleware import writing

REFUSALS = 50
"""After so many refused sign-ins in ten minutes an address waits."""
STATUS = {"down": 503, "held": 429}


def _refusal(request: HttpRequest, reason: str) -> HttpResponse:
    one = oidc.provider()
    context = {"reason": reason, "name": one.name if one is not None else ""}
    return render(request, "accounts/provider_refused.html", context, status=STATUS.get(reason, 403))


def _configured() -> oidc.Provider:
    one = oidc.provider()
    if one is None:
        raise Http404
    return one


def _callback(request: HttpRequest) -> str:
    path = reverse("accounts:oidc_back")
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else request.build_absolute_uri(path)


@public_view
@never_cache
@require_POST
@no_disclosure("leads to the identity provider")
def oidc_begin(request: HttpRequest) -> HttpResponse:
    """Leave for the identity provider."""
    one, wanted = _configured(), request.POST.get("next", "")
    secure = request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=secure)
    if is_held(request, "oidc", REFUSALS):
        return _refusal(request, "held")
    try:
        return redirect(oidc.begin(request.session, one, _callback(request), wanted if is_ours else ""))
    except oidc.SignInRefused as refused:
        return _refusal(request, refused.reason)


@public_view
@never_cache
@require_GET
@no_disclosure("signs in, or says why not")
def oidc_back(request: HttpRequest) -> HttpResponse:
    """Come back from the identity provider. The protocol comes by GET; what lets it write is the one-time state."""
    one = _configured()
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if is_held(request, "oidc", REFUSALS):
        return _refusal(request, "held")
    try:
        came = oidc.finish(request.session, one, request.GET)
        with writing("an identity provider sends people back by GET"):
            return _let_in(request, one, came)
    except oidc.SignInRefused as refused:
        if refused.reason not in {"down", "cancelled"}:
            note_failure(request, "oidc")
        return _refusal(request, refused.reason)


def _let_in(request: HttpRequest, one: oidc.Provider, came: oidc.Came) -> HttpResponse:
    """Sign in the account that the provider means; raises SignInRefused where there is none or it is switched off."""
    actor = request.actor  # type: ignore[attr-defined]
    user = account_of_identity(by=actor, issuer=one.issuer, subject=came.subject, email=came.email)
    if user is None:
        raise oidc.SignInRefused("unknown" if came.email else "unverified")
    if not user.is_active:
        record(by=actor, verb="account.sign_in_failed", object_uid=user.uid)
        raise oidc.SignInRefused("inactive")
    return enter_from_provider(request, user, came.onward, is_strong=came.is_strong)

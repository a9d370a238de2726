"""The own account, and setting a password by a one-time link."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.accounts import actions, onward
from soucinnost.accounts.forms import LanguageForm, NewPasswordForm
from soucinnost.accounts.public import public_view
from soucinnost.accounts.sections import sections
from soucinnost.audit.disclosure import disclose, no_disclosure


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """My account: sign-in, language, and what the apps above show of me."""
    user = request.user
    parts, ids = [], []
    for section in sections():
        values = section.values(request)
        ids += values.pop("ids", [])
        parts.append(render_to_string(section.template, values, request))
    disclose(request, "account.own_viewed", ids, object_uid=user.uid)  # type: ignore[union-attr]
    context = {
        "account": user,
        "strong": is_mfa_enabled(user),
        "required": getattr(request.actor, "needs_second_factor", False),  # type: ignore[attr-defined]
        "form": LanguageForm(initial={"language": user.language}),  # type: ignore[union-attr]
        "parts": parts,
    }
    return render(request, "accounts/profile.html", context)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep my language with the account."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        actions.set_language(by=request.actor, user=request.user, language=form.cleaned_data["language"])  # type: ignore[attr-defined,arg-type]
        request.session.pop("language", None)
        messages.success(request, _("Jazyk je uložený."))
    else:
        messages.error(request, _("Tento jazyk nenabízíme."))
    return redirect("accounts:profile")


@require_POST
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    """Sign me out everywhere, here too."""
    actions.end_sessions(by=request.actor, user=request.user)  # type: ignore[attr-defined,arg-type]
    logout(request)
    messages.success(request, _("Všechna přihlášení skončila."))
    return redirect("account_login")


@require_safe
@never_cache
@no_disclosure("leads on")
def go_on(request: HttpRequest) -> HttpResponse:
    """Lead to where the reader was going before the sign-in had to be completed."""
    return redirect(onward.take(request))


@public_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@no_disclosure("the owner of the link sees the name of the own account")
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a one-time link. Opening shows; only sending the form consumes the link."""
    link = actions.find_password_link(token)
    if link is None:
        return render(request, "accounts/link_spent.html", status=410)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_password_by_link(by=request.actor, token=token, password=form.cleaned_data["password"])  # type: ignore[attr-defined]
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                return render(request, "accounts/link_spent.html", status=410)
            form.add_error("password", error.error_dict["password"])
        else:
            messages.success(request, _("Heslo je nastavené. Teď se jím přihlaste."))
            return redirect("account_login")
    context = {"form": form, "account": link.user, "link": link}
    return render(request, "accounts/set_password.html", context, status=422 if form.errors else 200)

"""Signing in somebody who has just chosen a password: the same sign-in as by the form, without typing it again."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from soucinnost.accounts.models import User


def enter(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Sign ``user`` in by the password chosen in this request and lead to the address ``to``.

    The choice counts as proof of identity, so that the second factor can be set up without asking for the password.
    """
    login = Login(user=user, redirect_url=to)
    return perform_password_login(request, {"email": user.email}, login)

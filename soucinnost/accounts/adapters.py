"""How allauth behaves here: no self sign-up, demo accounts on loopback only, second factors encrypted at rest."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from soucinnost.accounts.actions import write_password
from soucinnost.accounts.carrier import carry
from soucinnost.accounts.loopback import demo_may_enter
from soucinnost.accounts.models import User
from soucinnost.audit.actions import record
from soucinnost.kernel.secretbox import seal, unseal

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CODES = {"mfa_view_recovery_codes", "mfa_download_recovery_codes"}
RESET = "account/email/password_reset_key"


def _sets_up_first_factor(request: HttpRequest) -> bool:
    """Whether the reader signed in a moment ago, without a second factor, and is setting one up or reading its codes.

    A moment is ACCOUNT_REAUTHENTICATION_TIMEOUT, as for the password that allauth would ask for.
    """
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    if not records or time.time() - records[-1]["at"] >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return False
    if not get_mfa_adapter().is_mfa_enabled(request.user):
        return True
    if request.resolver_match is None or request.resolver_match.url_name not in CODES:
        return False
    first = Authenticator.objects.filter(user=request.user, type__in=FACTORS).order_by("created_at").first()
    return first is not None and first.created_at.timestamp() > records[-1]["at"]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator or by the first set-up, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password; a demo account from elsewhere gets the same answer as a wrong password."""
        user = super().authenticate(request, **credentials)
        if user is not None and user.is_demo and not demo_may_enter(request):
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password in the audit, by the identifier of the account; an unknown e-mail leaves no trace."""
        user = User.objects.filter(email__iexact=str(credentials.get("email", ""))).first()
        if user is not None:
            record(by=request.actor, verb="account.sign_in_failed", object_uid=user.uid)  # type: ignore[attr-defined]

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Stop a demo account that came another way than by password (a passkey)."""
        if user.is_demo and not demo_may_enter(request):
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        record(by=request.actor, verb="account.signed_in", object_uid=user.uid)  # type: ignore[attr-defined]
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before the sign-in is changed, except for the first second factor.

        Who has just signed in and has none yet is led straight to its set-up and to the recovery codes that come
        with it.
        """
        request = context.request
        if app == "allauth.mfa" and _sets_up_first_factor(request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def set_password(self, user: Any, password: str) -> None:
        """Store a password set on allauth's own pages and when it was."""
        write_password(user, password)

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put mails about an account into the queue, where they are retried; strangers get none.

        allauth would also write to addresses it does not know, which would let anybody send mail to anybody.
        """
        user = context.get("user")
        if not isinstance(user, User):
            return
        with override(user.language):
            if template_prefix == RESET:
                if not (settings.MAIL_ENABLED and settings.PUBLIC_URL):
                    return
                path = "/" + context["password_reset_url"].split("://", 1)[-1].partition("/")[2]
                carry(
                    user=user, kind="password_reset", subject=_("Nové heslo"),
                    body=_(
                        "Někdo, nejspíš Vy, požádal o nové heslo k účtu v Součinnosti. Nastavíte si ho na adrese níže. "
                        "Pokud jste o heslo nežádali, nemusíte dělat nic, platí dosavadní."
                    ),
                    link=settings.PUBLIC_URL.rstrip("/") + path,
                )
                return
            message = self.render_mail(template_prefix, email, {"email": email, **context})
            carry(user=user, kind="account_notice", subject=message.subject, body=str(message.body))


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the installation's field key."""

    def encrypt(self, text: str) -> str:
        return seal(text, settings.FIELD_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, settings.FIELD_KEY)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether the account has a second factor: a code or a passkey; recovery codes alone are none."""
        return super().is_mfa_enabled(user, types=FACTORS if types is None else types)

    def get_user_identifier(self, user: Any) -> str:
        return user.email

"""All writes about accounts: making them, their links, second factors and sessions.

Who may do what to whom depends on seats and grants, which stand above: ``access.actions`` asks its rules and then
calls these.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.accounts.models import ExternalIdentity, PasswordLink, User
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.tokens import new_token, token_hash

LINK_DAYS = 7


@transaction.atomic
def create_account(*, by: Actor, email: str, language: str = "cs", is_demo: bool = False) -> User:
    """Make an account without a password. Raises ValidationError for a bad or already used e-mail."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": _("Zadejte e-mail, například jmeno@mesto.cz.")}) from error
    taken = {"email": _("Účet s tímto e-mailem už existuje.")}
    if User.objects.filter(email__iexact=address).exists():
        raise ValidationError(taken)
    user = User(email=address, language=language, is_demo=is_demo)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(taken) from error
    record(by=by, verb="account.created", object_uid=user.uid)
    return user


@transaction.atomic
def make_password_link(*, by: Actor, user: User, days: int = LINK_DAYS) -> tuple[PasswordLink, str]:
    """Make a one-time link and revoke the earlier ones. Returns the link and its token, which is not kept."""
    if not user.is_active:
        raise ValidationError(_("Účet je vypnutý. Nejdřív ho zapněte."))
    now = timezone.now()
    PasswordLink.objects.usable().filter(user=user).update(revoked_at=now)
    token = new_token()
    link = PasswordLink.objects.create(user=user, token_hash=token_hash(token), expires_at=now + timedelta(days=days))
    record(by=by, verb="account.link_made", object_uid=user.uid, ids=[link.uid])
    return link, token


@transaction.atomic
def revoke_password_links(*, by: Actor, user: User) -> int:
    """Revoke every link that could still be used; returns how many."""
    revoked = PasswordLink.objects.usable().filter(user=user).update(revoked_at=timezone.now())
    if revoked:
        record(by=by, verb="account.links_revoked", object_uid=user.uid)
    return revoked


def find_password_link(token: str) -> PasswordLink | None:
    """Return the usable link of an active account, or None. Reading consumes nothing."""
    return (
        PasswordLink.objects.usable()
        .filter(token_hash=token_hash(token), user__is_active=True)
        .select_related("user")
        .first()
    )


@transaction.atomic
def set_password_by_link(*, by: Actor, token: str, password: str) -> User:
    """Consume a link and set the password. Raises ValidationError when the link or the password is not good enough.

    A link that lost a race, expired or was revoked meanwhile is refused; a weak password does not consume it.
    """
    spent = ValidationError(_("Odkaz už neplatí. Požádejte správce o nový."), code="spent")
    link = find_password_link(token)
    if link is None:
        raise spent
    try:
        validate_password(password, link.user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    if not PasswordLink.objects.usable().filter(pk=link.pk).update(used_at=timezone.now()):
        raise spent
    write_password(link.user, password)
    _drop_sessions(link.user)
    record(by=by, verb="account.password_set", object_uid=link.user.uid, ids=[link.uid])
    return link.user


def write_password(user: User, password: str) -> None:
    """Store a checked password and the moment it was set; other sessions of the account end with it."""
    user.set_password(password)
    user.password_set_at = timezone.now()
    user.save(update_fields=["password", "password_set_at"])


@transaction.atomic
def set_active(*, by: Actor, user: User, active: bool) -> None:
    """Switch an account off (its sessions and links end) or on again."""
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        _drop_sessions(user)
        PasswordLink.objects.usable().filter(user=user).update(revoked_at=timezone.now())
    record(by=by, verb="account.enabled" if active else "account.disabled", object_uid=user.uid)


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User) -> int:
    """Remove all second factors of an account and end its sessions; returns how many factors there were."""
    removed = Authenticator.objects.filter(user=user).count()
    Authenticator.objects.filter(user=user).delete()
    _drop_sessions(user)
    record(by=by, verb="account.second_factor_reset", object_uid=user.uid)
    return removed


@transaction.atomic
def end_sessions(*, by: Actor, user: User, keep: str = "") -> int:
    """End all sessions of an account except the one with the key ``keep``; returns how many ended."""
    ended = _drop_sessions(user, keep)
    record(by=by, verb="account.sessions_ended", object_uid=user.uid)
    return ended


def _drop_sessions(user: User, keep: str = "") -> int:
    rows = [row for row in UserSession.objects.filter(user=user) if row.session_key != keep]
    for row in rows:
        row.end()
    return len(rows)


@transaction.atomic
def set_language(*, by: Actor, user: User, language: str) -> None:
    """Set the language of the account's pages and messages."""
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Tento jazyk nenabízíme.")})
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record(by=by, verb="account.language_set", object_uid=user.uid)


@transaction.atomic
def change_email(*, by: Actor, user: User, email: str) -> None:
    """Change the e-mail by which an account signs in; the earlier one stops working.

    The account's tie to an identity provider ends with it; the next sign-in there ties it by the new e-mail.
    Raises ValidationError for a bad or used one.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": _("Zadejte e-mail, například jmeno@mesto.cz.")}) from error
    if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
        raise ValidationError({"email": _("Účet s tímto e-mailem už existuje.")})
    if user.email == address:
        return
    user.email = address
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    ExternalIdentity.objects.filter(user=user).delete()
    record(by=by, verb="account.email_changed", object_uid=user.uid)


@transaction.atomic
def account_of_identity(*, by: Actor, issuer: str, subject: str, email: str) -> User | None:
    """The account that an identity provider means, tied to it on the first sign-in by a verified e-mail.

    ``email`` is "" where the provider vouches for none. None when no account is tied and none has that e-mail, or the
    one that has it is tied to somebody else at the provider. A tied account stays the same when the e-mail changes at
    the provider.
    """
    known = ExternalIdentity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    if known is not None:
        return known.user
    user = User.objects.filter(email__iexact=email).first() if email else None
    if user is None or not user.is_active:
        return user
    try:
        with transaction.atomic():
            identity = ExternalIdentity.objects.create(user=user, issuer=issuer, subject=subject)
    except IntegrityError:
        return None
    record(by=by, verb="account.identity_tied", object_uid=user.uid, ids=[identity.uid])
    return user

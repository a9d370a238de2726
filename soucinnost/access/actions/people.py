"""Accounts of people: who may make them, how their owners get in, what is done when something goes wrong.

The writes themselves are in ``accounts.actions``; here the rules about seats and grants are asked, the account is
tied to its person and the owner is told.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from soucinnost.access.actions.grants import keep_an_administrator
from soucinnost.access.announcements import announce
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.access.rules import administers_account, opens_account, require
from soucinnost.access.selectors import language_of
from soucinnost.accounts import actions as accounts
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Entry:
    """A one-time way in: either mailed to the owner (``token`` is empty) or to be handed over in person."""

    user: User
    token: str

    @property
    def is_mailed(self) -> bool:
        """Whether the link went by mail."""
        return not self.token

    @property
    def path(self) -> str:
        """The address to open, without the host."""
        return reverse("accounts:set_password", args=[self.token])


def _account_of(person: Person) -> User:
    if person.user is None:
        raise ValidationError(_("Tato osoba zatím nemá účet."))
    return person.user


def mails_links() -> bool:
    """Whether one-time links can go by mail: a mail server and the public address are known."""
    return bool(settings.MAIL_ENABLED and settings.PUBLIC_URL)


@transaction.atomic
def open_account(*, by: Actor, person: Person, email: str = "", language: str = "cs") -> Entry:
    """Make an account for a person and a one-time link to set its password.

    Raises ValidationError when the person has an account or the e-mail is bad or used; PermissionDenied by the rule
    ``opens_account``.
    """
    locked = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(opens_account(by, locked))
    if locked.user_id is not None:
        raise ValidationError(_("Tato osoba už účet má."))
    user = accounts.create_account(by=by, email=email or locked.email, language=language)
    locked.user = user
    locked.save(update_fields=["user"])
    person.user = user
    record(by=by, verb="account.given", object_uid=user.uid, ids=[person.uid])
    return _let_in(by, person, user)


@transaction.atomic
def renew_link(*, by: Actor, person: Person) -> Entry:
    """Make a new one-time link for an account that exists; earlier links stop working."""
    require(opens_account(by, person))
    return _let_in(by, person, _account_of(person))


def _let_in(by: Actor, person: Person, user: User) -> Entry:
    _link, token = accounts.make_password_link(by=by, user=user)
    entry = Entry(user=user, token=token)
    if not mails_links():
        return entry
    with override(language_of(person)):
        announce(
            by=by, person=person, kind="password_link", address=user.email,
            subject=_("Přístup do Součinnosti"),
            body=_(
                "Máte účet v aplikaci Součinnost. Heslo si nastavíte na adrese níže. Odkaz platí %(days)d dní "
                "a jde použít jednou. Pokud o účet nestojíte, nemusíte dělat nic."
            )
            % {"days": accounts.LINK_DAYS},
            link=settings.PUBLIC_URL.rstrip("/") + entry.path,
        )
    return Entry(user=user, token="")


@transaction.atomic
def revoke_links(*, by: Actor, person: Person) -> int:
    """Revoke the person's unused links."""
    require(opens_account(by, person))
    return accounts.revoke_password_links(by=by, user=_account_of(person))


@transaction.atomic
def switch_account(*, by: Actor, person: Person, active: bool) -> None:
    """Switch a person's account off or on. Not one's own, not the last administrator's."""
    require(administers_account(by, person))
    user = _account_of(person)
    if not active:
        if by.person_id == person.pk:
            raise ValidationError(_("Vlastní účet vypnout nelze."))
        if Grant.objects.filter(person=person, role=GrantRole.ADMINISTRATOR).exists():
            keep_an_administrator(without_person=person)
    accounts.set_active(by=by, user=user, active=active)


@transaction.atomic
def reset_second_factor(*, by: Actor, person: Person) -> None:
    """Remove a person's second factors (a lost phone) and tell the person."""
    require(administers_account(by, person))
    user = _account_of(person)
    accounts.reset_second_factor(by=by, user=user)
    with override(language_of(person)):
        announce(
            by=by, person=person, kind="second_factor_reset", address=user.email,
            subject=_("Druhý faktor Vašeho účtu byl zrušen"),
            body=_(
                "Správce účtů zrušil druhý faktor Vašeho účtu a ukončil všechna přihlášení. Při příštím přihlášení si "
                "nastavte nový. Pokud jste o zrušení nežádali, ozvěte se správci účtů hned."
            ),
        )


@transaction.atomic
def end_sessions(*, by: Actor, person: Person) -> int:
    """Sign a person's account out everywhere."""
    require(administers_account(by, person))
    return accounts.end_sessions(by=by, user=_account_of(person))


@transaction.atomic
def change_sign_in_email(*, by: Actor, person: Person, email: str) -> None:
    """Change the e-mail by which a person signs in; both addresses are told."""
    require(administers_account(by, person))
    user = _account_of(person)
    before = user.email
    accounts.change_email(by=by, user=user, email=email)
    for address in {before, user.email} if before != user.email else ():
        with override(language_of(person)):
            announce(
                by=by, person=person, kind="sign_in_email", address=address,
                subject=_("Změna přihlašovacího e-mailu"),
                body=_("Správce účtů změnil e-mail, kterým se přihlašujete.\n\nNový e-mail: %(email)s")
                % {"email": user.email},
            )


@transaction.atomic
def first_administrator(*, by: Actor, email: str, given_name: str, surname: str, password: str = "") -> Entry:
    """Make the person, account and grant of an administrator; for the command line and the first set-up only.

    With a ``password`` the account is ready at once, without it the entry holds a link. Raises ValidationError for a
    missing name, a bad or used e-mail or a weak password.
    """
    require(by.is_system)
    for field, value in (("given_name", given_name), ("surname", surname)):
        if not value.strip():
            raise ValidationError({field: _("Vyplňte jméno i příjmení.")})
    user = accounts.create_account(by=by, email=email)
    person = Person.objects.create(
        user=user, given_name=given_name.strip(), surname=surname.strip(), email=user.email
    )
    grant = Grant.objects.create(person=person, role=GrantRole.ADMINISTRATOR)
    _link, token = accounts.make_password_link(by=by, user=user)
    record(by=by, verb="grant.given", object_uid=grant.uid, ids=[person.uid])
    if password:
        accounts.set_password_by_link(by=by, token=token, password=password)
        user.refresh_from_db()
        token = ""
    return Entry(user=user, token=token)

"""``soucinnost administrator EMAIL``: the first administrator, or a way back for one who is locked out."""

import getpass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from soucinnost.access import actions
from soucinnost.access.actors import SystemActor
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.accounts.actions import make_password_link, set_password_by_link
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Person

HELP = """Makes EMAIL an administrator of accounts. Without --password it prints a one-time link.
A person whose account exists gets the role back and a new link. /
Udělá z e-mailu správce účtů. Bez --password vypíše jednorázový odkaz k nastavení hesla.
Kdo už účet má, dostane roli zpět a nový odkaz."""


class Command(BaseCommand):
    """Thin caller of the actions, for whoever can already run programs on the server."""

    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        """EMAIL, the name, how the password is set."""
        parser.add_argument("email", help="sign-in e-mail / přihlašovací e-mail")
        parser.add_argument("--given-name", default="", help="given name / jméno")
        parser.add_argument("--surname", default="", help="surname / příjmení")
        parser.add_argument("--password", action="store_true", help="ask for the password / zeptat se na heslo")
        parser.add_argument(
            "--reset-second-factor", action="store_true", help="also remove the second factor / zrušit i druhý faktor"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one line what is wrong."""
        password = self._ask() if options["password"] else ""
        try:
            entry = self._enter(options, password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if entry.token:
            address = (settings.PUBLIC_URL or "http://127.0.0.1:8000").rstrip("/") + entry.path
            self.stdout.write(f"Odkaz k nastavení hesla, platí 7 dní a jednou: {address}")
        else:
            self.stdout.write("Heslo je nastavené. Teď se přihlaste.")

    def _ask(self) -> str:
        first = getpass.getpass("Heslo (nejméně 12 znaků): ")
        if first != getpass.getpass("Heslo znovu: "):
            raise CommandError("Hesla se liší.")
        return first

    @transaction.atomic
    def _enter(self, options: dict[str, Any], password: str) -> "actions.people.Entry":
        by = SystemActor(name="administrator", channel="cli")
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            return actions.first_administrator(
                by=by, email=options["email"], given_name=options["given_name"] or "Správce",
                surname=options["surname"] or "účtů", password=password,
            )
        person = Person.objects.filter(user=user).first()
        if person is None:
            raise CommandError("Tento účet nepatří žádné osobě.")
        if not Grant.objects.filter(person=person, role=GrantRole.ADMINISTRATOR).on(timezone.localdate()).exists():
            actions.grant_role(by=by, person=person, role=GrantRole.ADMINISTRATOR)
        if not user.is_active:
            actions.switch_account(by=by, person=person, active=True)
            user.refresh_from_db()
        if options["reset_second_factor"]:
            actions.reset_second_factor(by=by, person=person)
        _link, token = make_password_link(by=by, user=user)
        if password:
            set_password_by_link(by=by, token=token, password=password)
            token = ""
        return actions.people.Entry(user=user, token=token)

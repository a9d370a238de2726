"""``soucinnost restore FILE``: a backup into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.operations.backup import BackupError, restore


class Command(BaseCommand):
    """Either all of it comes back, or nothing changes."""

    help = "Brings an archive made by backup into this empty installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore(by=SystemActor("restore", "cli"), path=options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Obnoveno a ověřeno. Řádků: %(rows)s, souborů: %(files)s.")
            % {"rows": restored.rows, "files": restored.files}
        )
        if restored.keys:
            self.stdout.write(_("Klíče instalace byly nahrazeny klíči ze zálohy. Spusťte Součinnost znovu."))
        for uid in restored.missing:
            self.stderr.write(_("Soubor přílohy chyběl už v záloze: %(uid)s") % {"uid": uid})

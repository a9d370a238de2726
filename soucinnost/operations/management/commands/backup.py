"""``soucinnost backup FILE``: everything into one archive, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.operations.backup import BackupError, save


class Command(BaseCommand):
    """The archive is complete or does not exist."""

    help = "Writes database, files and (with --with-keys) the installation's keys into one archive."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--with-keys", action="store_true", help="add the keys; keep such an archive like a key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            saved = save(by=SystemActor("backup", "cli"), path=options["file"], with_keys=options["with_keys"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Záloha je hotová. Řádků: %(rows)s, souborů: %(files)s.") % {"rows": saved.rows, "files": saved.files}
        )
        for uid in saved.missing:
            self.stderr.write(_("Soubor přílohy chybí: %(uid)s") % {"uid": uid})

"""``soucinnost import minutes FILE…``: what old minutes say, as JSON, as an outline, or taken into a group."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from soucinnost.access.actors import SystemActor
from soucinnost.documents.reading import MAX_BYTES, Reading, ReadingError, read_document, refuse_size
from soucinnost.intake.parsing import Minutes, parse_minutes, to_json
from soucinnost.kernel.dates import format_date


class Command(BaseCommand):
    """Reads with the code of the page. Without a group nothing is saved and no database is needed."""

    help = "Read old minutes (DOCX, PDF, TXT). --json prints what was read; --group takes them in for correction."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/importing-minutes.md."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--group", default="", help="uid or exact name of the group that the minutes belong to")
        parser.add_argument("--dry-run", action="store_true", help="say what would be read and save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, a list for several files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every file; one that cannot be read is reported and the command fails at its end, the others stand."""
        failed: list[str] = []
        found: list[dict[str, Any]] = []
        saves = bool(options["group"]) and not options["dry_run"]
        group = _group(options["group"]) if saves else None
        for name in options["files"]:
            try:
                data = _data(Path(name))
                reading = read_document(data, Path(name).name)
                minutes = parse_minutes(reading.lines)
                if group is not None:
                    self._take_in(group, data, Path(name).name)
            except ReadingError as error:
                failed.append(f"{name}: {error.message_cs}")
                continue
            except ValidationError as error:
                failed.append(f"{name}: {' '.join(error.messages)}")
                continue
            found.append(to_json(minutes))
            if not options["json"]:
                self._outline(name, reading, minutes)
        if options["json"] and found:
            answer = found[0] if len(options["files"]) == 1 else found
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        if not options["json"] and not saves:
            hint = "" if options["dry_run"] else " Uveďte skupinu (--group), do které zápisy patří."
            self.stdout.write(f"Nic se neuložilo.{hint}")
        if failed:
            raise CommandError("\n".join(failed))

    def _outline(self, name: str, reading: Reading, minutes: Minutes) -> None:
        """Print what a person checks first: counts, what is left, what is doubtful."""
        told = to_json(minutes)
        day = format_date(minutes.date.value) if minutes.date.value is not None else "datum neuvedeno"
        self.stdout.write(f"{name}: {told['subject'] or '(bez názvu)'}, {day}")
        counts = {
            "přítomných": len(told["attendance"]["present"]), "bodů": len(minutes.items),
            "zpráv": len(minutes.reports), "závěrů": len(minutes.conclusions), "úkolů": len(minutes.tasks),
            "návrhů úkolů": len(minutes.suggestions), "podpisů": len(minutes.sign_off),
            "nezařazených řádků": len(minutes.unplaced),
        }  # fmt: skip
        self.stdout.write("  " + ", ".join(f"{word}: {count}" for word, count in counts.items()))
        for sentence in (*reading.warnings, *(problem.message_cs for problem in minutes.problems)):
            self.stdout.write(f"  {sentence}")

    def _take_in(self, group: Any, data: bytes, name: str) -> None:
        """Keep the file and its draft in the group, as the page does; a person corrects and saves it there."""
        from soucinnost.intake.actions import take_in  # noqa: PLC0415 - needs the database, --json does not

        taken = take_in(by=SystemActor(name="import", channel="cli"), group=group, data=data, name=name, at_once=True)
        self.stdout.write(f"{name}: převzato k opravě ({taken.uid}).")


_REASONS = (
    (FileNotFoundError, "soubor neexistuje"), (IsADirectoryError, "je to složka, ne soubor"),
    (PermissionError, "k souboru nemáte přístup"),
)


def _data(path: Path) -> bytes:
    """Return the content of a file that is not too large to be read."""
    try:
        refuse_size(path.stat().st_size, MAX_BYTES)
        return path.read_bytes()
    except OSError as error:
        reason = next((said for kind, said in _REASONS if isinstance(error, kind)), "čtení selhalo")
        raise ReadingError("unreadable", f"Soubor nelze otevřít: {reason}.") from None


def _group(name: str) -> Any:
    from soucinnost.groups.models import Group  # noqa: PLC0415 - needs the database, --json does not

    found = list(Group.objects.filter(uid=name)[:1]) or list(Group.objects.filter(name=name)[:2])
    if len(found) != 1:
        reason = "je jich víc, použijte její uid" if found else "neexistuje"
        raise CommandError(f"Skupina {name}: {reason}.")
    return found[0]

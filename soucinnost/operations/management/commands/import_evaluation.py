"""``soucinnost import evaluation FILE…``: what an evaluation of a strategy says, as JSON or as an outline."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from soucinnost.documents.reading import MAX_BYTES, Reading, ReadingError, read_document, refuse_size
from soucinnost.intake.evaluations.parsing import Evaluation, Reason, find_numbers, parse_evaluation, to_json


class Command(BaseCommand):
    """Reads with the code of the page. With ``--json`` or ``--dry-run`` nothing is saved, no database is needed."""

    help = "Read evaluations of strategies (DOCX, PDF, TXT). --json prints what was read, --dry-run an outline of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/importing-evaluations.md."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would be read and save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, a list for several files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every file; one that cannot be read is reported and the command fails at its end, the others stand."""
        failed: list[str] = []
        found: list[dict[str, Any]] = []
        for name in options["files"]:
            try:
                reading = read_document(_data(Path(name)), Path(name).name)
                evaluation = parse_evaluation(reading.lines)
            except ReadingError as error:
                failed.append(f"{name}: {error.message_cs}")
                continue
            except ValidationError as error:
                failed.append(f"{name}: {' '.join(error.messages)}")
                continue
            found.append(to_json(evaluation))
            if not options["json"]:
                self._outline(name, reading, evaluation)
        if options["json"] and found:
            answer = found[0] if len(options["files"]) == 1 else found
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        if not options["json"]:
            self.stdout.write("Nic se neuložilo.")
        if failed:
            raise CommandError("\n".join(failed))

    def _outline(self, name: str, reading: Reading, evaluation: Evaluation) -> None:
        """Print what a person checks first: the tree with counts, what is left, what is doubtful."""
        told = evaluation.strategy
        period, territory = told.period.text or "období neuvedeno", told.territory.text or "území neuvedeno"
        self.stdout.write(f"{name}: {told.title.text or '(bez názvu)'}")
        self.stdout.write(f"  {territory}, {period}")
        for goal in evaluation.goals:
            self.stdout.write(f"  Cíl {goal.number}: {goal.title.text or '(bez názvu)'}".replace("Cíl :", "Cíl:"))
            for measure in goal.measures:
                title = measure.title.text or "(bez názvu)"
                numbers = f"plánovaných aktivit: {len(measure.planned)}, výsledků: {len(measure.results)}"
                self.stdout.write(f"    {measure.number} {title} ({numbers})".replace("     ", "    "))
            self.stdout.write(f"    hodnocení, znaků: {len(goal.evaluation.text)}")
        last = told.period.last
        counts = {
            "cílů": len(evaluation.goals),
            "opatření": len(evaluation.measures),
            "plánovaných aktivit": sum(len(measure.planned) for measure in evaluation.measures),
            "výsledků": sum(len(measure.results) for measure in evaluation.measures),
            "nabídnutých čísel": sum(
                len(find_numbers(result.text, last_year=last))
                for measure in evaluation.measures
                for result in measure.results
            ),
            "čísel stran a záhlaví": sum(one.reason is Reason.PAGE for one in evaluation.unplaced),
            "nezařazených částí": sum(one.reason is not Reason.PAGE for one in evaluation.unplaced),
        }
        self.stdout.write("  " + ", ".join(f"{word}: {count}" for word, count in counts.items()))
        for sentence in (*reading.warnings, *(problem.message_cs for problem in evaluation.problems)):
            self.stdout.write(f"  {sentence}")


def _data(path: Path) -> bytes:
    """Return the content of a file that is not too large to be read."""
    try:
        refuse_size(path.stat().st_size, MAX_BYTES)
        return path.read_bytes()
    except OSError as error:
        reason = "soubor neexistuje" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise ReadingError("unreadable", f"Soubor nelze otevřít: {reason}.") from None

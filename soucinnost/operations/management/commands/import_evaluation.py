"""``soucinnost import evaluation FILE…``: what an evaluation of a strategy says, as JSON, as an outline, or kept."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.documents.reading import MAX_BYTES, Reading, ReadingError, read_document, refuse_size
from soucinnost.intake.evaluations.parsing import Evaluation, Reason, find_numbers, parse_evaluation, to_json


class Command(BaseCommand):
    """Reads with the code of the page and keeps the reading to be corrected there; ``--json`` needs no database."""

    help = "Read evaluations of strategies (DOCX, PDF, TXT) and keep them to be corrected. --json only prints them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/importing-evaluations.md."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--organisation", default="", help="uid, IČO or exact name of whose strategy it is")
        parser.add_argument("--dry-run", action="store_true", help="say what would be read and save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, a list for several files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every file; one that cannot be read is reported and the command fails at its end, the others stand."""
        failed: list[str] = []
        found: list[dict[str, Any]] = []
        keeps = not (options["dry_run"] or options["json"])
        for name in options["files"]:
            try:
                data = _data(Path(name))
                reading = read_document(data, Path(name).name)
                evaluation = parse_evaluation(reading.lines)
                found.append(to_json(evaluation))
                if not options["json"]:
                    self._outline(name, reading, evaluation)
                if keeps:
                    self._keep(options["organisation"], evaluation, data, Path(name).name)
            except ReadingError as error:
                failed.append(f"{name}: {error.message_cs}")
            except ValidationError as error:
                failed.append(f"{name}: {' '.join(error.messages)}")
        if options["json"] and found:
            answer = found[0] if len(options["files"]) == 1 else found
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        if options["dry_run"] and not options["json"]:
            self.stdout.write("Nic se neuložilo.")
        if failed:
            raise CommandError("\n".join(failed))

    def _keep(self, named: str, evaluation: Evaluation, data: bytes, name: str) -> None:
        """Keep the reading for the managers of the organisation, as the page does; a person corrects it there."""
        from django.urls import reverse  # noqa: PLC0415 - what follows needs the database, --json does not

        from soucinnost.intake.evaluations.actions import take_in  # noqa: PLC0415

        organisation = _organisation(named, evaluation.strategy.territory.text)
        actor = SystemActor(name="import", channel="cli")
        taken = take_in(by=actor, organisation=organisation, data=data, name=name, at_once=True)
        self.stdout.write(f"  Čeká na opravu ({organisation.name}): {reverse('evaluations:reading', args=[taken.uid])}")

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
        counts = _counts(evaluation)
        self.stdout.write("  " + ", ".join(f"{word}: {count}" for word, count in counts.items()))
        for sentence in (*reading.warnings, *(problem.message_cs for problem in evaluation.problems)):
            self.stdout.write(f"  {sentence}")


def _counts(evaluation: Evaluation) -> dict[str, int]:
    last = evaluation.strategy.period.last
    return {
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


def _organisation(named: str, territory: str) -> Any:
    """Whose strategy it is: as named, else the one with a manager that has the territory, else the only one.

    Raises ValidationError with the names to choose from.
    """
    from soucinnost.access.enums import GrantRole  # noqa: PLC0415 - needs the database, --json does not
    from soucinnost.access.models import Grant  # noqa: PLC0415
    from soucinnost.agencies.models import Organisation  # noqa: PLC0415
    from soucinnost.intake.evaluations.matching import area_of  # noqa: PLC0415
    from soucinnost.kernel.collation import sorted_cs  # noqa: PLC0415

    try:
        if named:
            every = Organisation.objects.all()
            found = list(every.filter(uid=named)) or list(every.filter(ico=named)) or list(every.filter(name=named)[:2])
            if len(found) != 1:
                reason = "je jich víc, použijte uid nebo IČO" if found else "v adresáři není"
                raise ValidationError(f"Organizace {named}: {reason}.")
            return found[0]
        granted = Grant.objects.on(timezone.localdate()).filter(role=GrantRole.MANAGER).values("organisation")
        led = list(Organisation.objects.filter(pk__in=granted).select_related("area"))
        area, _refused = area_of(territory)
    except DatabaseError:
        raise ValidationError("Čtení se neuložilo: Součinnost tu ještě není založená.") from None
    near = [one for one in led if area is not None and one.area_id == area.pk]
    chosen = near if len(near) == 1 else led
    if len(chosen) != 1:
        names = "; ".join(sorted_cs(one.name for one in chosen)) or "žádná zatím nemá manažera"
        raise ValidationError(f"Čtení se neuložilo. Uveďte, čí strategie to je (--organisation): {names}.")
    return chosen[0]


def _data(path: Path) -> bytes:
    """Return the content of a file that is not too large to be read."""
    try:
        refuse_size(path.stat().st_size, MAX_BYTES)
        return path.read_bytes()
    except OSError as error:
        reason = "soubor neexistuje" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise ReadingError("unreadable", f"Soubor nelze otevřít: {reason}.") from None

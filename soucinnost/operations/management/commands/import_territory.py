"""``soucinnost import territory FILE…``: lists (CSV, XLSX) and boundaries (GeoJSON), each file whole or not at all."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soucinnost.access.actors import SystemActor
from soucinnost.territory.actions import Report, import_file, import_shipped
from soucinnost.territory.enums import AreaKind

SHOWN = 40


class Command(BaseCommand):
    """Thin caller of the import actions."""

    help = "Load territory: the shipped units (--shipped), lists from CSV or XLSX, boundaries from GeoJSON (WGS84)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/operations.md."""
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--shipped", action="store_true", help="load the units that come with the product")
        parser.add_argument("--kind", choices=AreaKind.values, default="", help="level, where the file does not say it")
        parser.add_argument("--create", action="store_true", help="make units for boundaries that match none")
        parser.add_argument("--as-of", default="", help="day of the source, 2026-01-31")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import file by file; a file with errors changes nothing and makes the command fail at its end."""
        if not options["files"] and not options["shipped"]:
            raise CommandError("Give files, or --shipped.")
        try:
            as_of = date.fromisoformat(options["as_of"]) if options["as_of"] else None
        except ValueError:
            raise CommandError(f"--as-of {options['as_of']}: not a day, write it as 2026-01-31.") from None
        by = SystemActor(name="import", channel="cli")
        reports = import_shipped(by=by, dry_run=options["dry_run"]) if options["shipped"] else []
        for name in options["files"]:
            path = Path(name)
            try:
                data = path.read_bytes()
            except OSError as error:
                reports.append(Report(name=path.name, errors=[f"{name}: {error.strerror}"]))
                continue
            reports.append(import_file(
                by=by, name=path.name, data=data, kind=options["kind"], dry_run=options["dry_run"],
                create=options["create"], source_date=as_of,
            ))
        for report in reports:
            self._print(report)
        failed = [report.name for report in reports if not report.succeeded]
        if failed:
            raise CommandError(f"Not imported: {', '.join(failed)}")

    def _print(self, report: Report) -> None:
        what = "boundaries" if report.is_boundaries else "units"
        state = " (dry run, nothing saved)" if report.is_dry_run else ""
        if report.succeeded:
            self.stdout.write(
                f"{report.name}: {report.total} {what}: {report.created} new, {report.changed} changed, "
                f"{report.unchanged} unchanged, {report.repaired} repaired, {len(report.unmatched)} unmatched{state}"
            )
        else:
            self.stderr.write(f"{report.name}: nothing imported, {len(report.errors)} errors")
        lines = [f"  unmatched: {name}" for name in report.unmatched] + [f"  {note}" for note in report.notes]
        for line in lines[:SHOWN]:
            self.stdout.write(line)
        if len(lines) > SHOWN:
            self.stdout.write(f"  and {len(lines) - SHOWN} more")
        for error in report.errors[:SHOWN]:
            self.stderr.write(f"  {error}")
        if len(report.errors) > SHOWN:
            self.stderr.write(f"  and {len(report.errors) - SHOWN} more")

"""Loading lists and boundaries: a file whole, or nothing of it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.numbers import format_bytes
from soucinnost.kernel.tables import TableError, read_table
from soucinnost.territory.actions.matching import Known, Rejected
from soucinnost.territory.imports import AreaRecord, Boundary, Plan, looks_like_geojson, plan_boundaries, plan_list
from soucinnost.territory.models import Area
from soucinnost.territory.rules import imports_territory

DATA = Path(__file__).resolve().parent.parent / "data"
SHIPPED = ("areas.csv",)
SHIPPED_SOURCE = "Součinnost, dodaný seznam"


@dataclass
class Report:
    """What an import did, or would do. Nothing was written when there are ``errors`` or it was a dry run."""

    name: str
    is_boundaries: bool = False
    is_dry_run: bool = False
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    repaired: int = 0
    unmatched: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def succeeded(self) -> bool:
        """Whether the file went in, or would."""
        return not self.errors

    @property
    def total(self) -> int:
        """How many units the file touched."""
        return self.created + self.changed + self.unchanged


def import_file(
    *, by: Actor, name: str, data: bytes, kind: str = "", dry_run: bool = False, create: bool = False,
    source_date: date | None = None,
) -> Report:
    """Load a list (CSV, XLSX) or boundaries (GeoJSON); all of it in one transaction, or nothing.

    ``kind`` is a value of AreaKind for files that do not say the level. Units are matched by code, then by NUTS or
    LAU code, never by name. Boundaries of units that are not known are reported as unmatched; they make new units
    when ``create`` is set or when there is no unit of that level yet. Doing it again changes nothing.
    Raises PermissionDenied; everything wrong with the file is in the report's ``errors``.
    """
    if not imports_territory(by):
        raise PermissionDenied(_("Území načítá správce, krajský koordinátor nebo manažer prevence."))
    plan = _plan(name, data, kind)
    plan.source_date = source_date
    report = Report(
        name=name, is_boundaries=bool(plan.boundaries), is_dry_run=dry_run, errors=plan.errors, notes=plan.notes
    )
    if plan.errors:
        return report
    with transaction.atomic():
        run = _Run(plan, report, create)
        touched = run.boundaries() if plan.boundaries else run.records()
        if dry_run or report.errors:
            transaction.set_rollback(True)
        elif touched:
            verb = "territory.boundaries_imported" if report.is_boundaries else "territory.list_imported"
            record(by=by, verb=verb, ids=[area.uid for area in touched])
    return report


def _plan(name: str, data: bytes, kind: str) -> Plan:
    if len(data) > settings.UPLOAD_LIMIT:
        message = _("Soubor má %(size)s, nejvýš může mít %(limit)s.") % {
            "size": format_bytes(len(data)), "limit": format_bytes(settings.UPLOAD_LIMIT),
        }
        return Plan(source=name, errors=[message])
    if looks_like_geojson(data):
        return plan_boundaries(data, source=name, kind=kind)
    try:
        return plan_list(read_table(data), source=name, kind=kind)
    except TableError as error:
        return Plan(source=name, errors=[error.message_cs])


def import_shipped(*, by: Actor, dry_run: bool = False) -> list[Report]:
    """Load the units that come with the product (``territory/data``); again, nothing changes."""
    return [
        import_file(by=by, name=SHIPPED_SOURCE, data=(DATA / name).read_bytes(), dry_run=dry_run)
        for name in SHIPPED
    ]


class _Run:
    """Carries one plan out inside the caller's transaction."""

    def __init__(self, plan: Plan, report: Report, create: bool) -> None:
        self.plan = plan
        self.report = report
        self.create = create
        self.known = Known()
        self.day = plan.source_date or timezone.localdate()

    def records(self) -> list[Area]:
        """Write the units of a list; returns those that are new or changed."""
        pairs: list[tuple[AreaRecord, Area]] = []
        new: list[Area] = []
        before: dict[int, tuple[object, ...]] = {}
        for item in self.plan.records:
            area = self.known.find(item.kind, item.code, item.nuts, item.replaces)
            if area is None:
                area = Area(kind=item.kind, code=item.code)
                new.append(area)
            else:
                before[id(area)] = _state(area)
                if item.replaces and area.code == item.replaces:
                    area.code = item.code
            area.name, area.nuts = item.name, item.nuts or area.nuts
            if item.latitude is not None:
                area.latitude, area.longitude = item.latitude, item.longitude
            self.known.add(area)
            pairs.append((item, area))
        Area.objects.bulk_create(self._dated(new))
        for item, area in pairs:
            self._link(item, area)
        if self.report.errors:
            return []
        fresh = {id(area) for area in new}
        changed = [area for _item, area in pairs if id(area) not in fresh and before[id(area)] != _state(area)]
        self._save([*new, *self._dated(changed)])
        self._count(len(new), len(changed), len(pairs))
        return new + changed

    def _link(self, item: AreaRecord, area: Area) -> None:
        try:
            if item.parent:
                area.parent = self.known.parent_of(item.kind, item.parent)
            if item.orp:
                area.orp = self.known.orp(item.orp)
        except Rejected as error:
            self.report.errors.append(_("Řádek %(line)s: %(what)s") % {"line": item.line, "what": error})

    def boundaries(self) -> list[Area]:
        """Write boundaries; returns the units that got a new one."""
        new: list[Area] = []
        changed: list[Area] = []
        for item in self.plan.boundaries:
            area = self.known.find(item.kind, item.code, item.nuts)
            if area is None:
                area = self._from_boundary(item)
                if area is None:
                    continue
                new.append(area)
            elif area.boundary != item.geojson:
                changed.append(area)
            area.boundary = item.geojson
            self.report.repaired += item.was_repaired
        Area.objects.bulk_create(self._dated(new))
        self._save(self._dated(changed))
        matched = len(self.plan.boundaries) - len(self.report.unmatched)
        self._count(len(new), len(changed), matched)
        return new + changed

    def _from_boundary(self, item: Boundary) -> Area | None:
        label = f"{item.code or item.nuts} {item.name}".strip()
        is_wanted = self.create or self.known.was_empty(item.kind)
        if not (is_wanted and item.code and item.name):
            self.report.unmatched.append(label)
            return None
        area = Area(kind=item.kind, code=item.code[:12], nuts=item.nuts[:12], name=item.name[:120])
        try:
            area.parent = self.known.parent_of(item.kind, item.parent) if item.parent else None
        except Rejected:
            self.report.notes.append(_("%(unit)s: nadřazená jednotka %(code)s není známa.")
                                     % {"unit": label, "code": item.parent})
        self.known.add(area)
        return area

    def _dated(self, areas: list[Area]) -> list[Area]:
        for area in areas:
            area.source, area.source_date = self.plan.source[:200], self.day
        return areas

    def _save(self, areas: list[Area]) -> None:
        fields = ["code", "name", "nuts", "parent", "orp", "latitude", "longitude", "boundary", "source", "source_date"]
        Area.objects.bulk_update(areas, fields, batch_size=200)

    def _count(self, created: int, changed: int, total: int) -> None:
        self.report.created, self.report.changed = created, changed
        self.report.unchanged = total - created - changed


def _state(area: Area) -> tuple[object, ...]:
    return (area.code, area.name, area.nuts, area.parent_id, area.orp_id, area.latitude, area.longitude)

"""The region as a spreadsheet: groups, contacts of who chairs them, mandates of groups that are shared.

Only what the coordinator may see: of a group where she does not sit, its frame and the official contact of its chair;
who else sits there, only where she sits too or manages the lead organisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from soucinnost.access.rules import may_export
from soucinnost.agencies.models import Affiliation, Person
from soucinnost.documents.paper.xlsx import Column, Sheet, Value, write_xlsx
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.rules import manages
from soucinnost.groups.words import roles_of
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.overview.selectors.frames import Frame
from soucinnost.territory.models import Area


@dataclass(frozen=True, slots=True)
class Book:
    """The spreadsheet, and the records in it for the audit."""

    content: bytes
    uids: list[str]


def region_book(actor: Actor, region: Area, frames: Sequence[Frame], *, today: date, created: datetime) -> Book:
    """Write the spreadsheet of the groups given; three queries for any number of them."""
    mandates = exportable_mandates(actor, [frame.group for frame in frames])
    contacts = _contacts(actor, frames, today)
    sheets = [
        Sheet(_("Skupiny"), GROUP_COLUMNS(), [_group_row(frame) for frame in frames]),
        Sheet(_("Mandáty"), MANDATE_COLUMNS(), [_mandate_row(mandate) for mandate in mandates]),
        Sheet(_("Kontakty"), CONTACT_COLUMNS(), [row for _person, row in contacts]),
    ]
    uids = [frame.group.uid for frame in frames] + [mandate.uid for mandate in mandates]
    uids += list(dict.fromkeys(person.uid for person, _row in contacts))
    title = f"{_('Přehled kraje')}: {region.name}"
    return Book(write_xlsx(sheets, created=created, title=title), uids)


def exportable_mandates(actor: Actor, groups: Sequence[Group]) -> list[Mandate]:
    """Mandates that the actor sees and may take out: of groups she manages, or sits in where members may export."""
    allowed = {group.pk: group for group in groups if manages(actor, group) or may_export(actor, group.circle)}
    found = Mandate.objects.visible_to(actor).filter(group__in=allowed).select_related(
        "group", "seat__person", "seat__organisation", "seat__deputy_for__person"
    )

    def order(mandate: Mandate) -> tuple[object, ...]:
        person = mandate.seat.person
        return (sort_key(mandate.group.name), mandate.group_id, sort_key(person.sort_name), mandate.pk)

    return sorted(found, key=order)


def GROUP_COLUMNS() -> tuple[Column, ...]:  # noqa: N802 - headings are in the reader's language
    """Headings of the groups."""
    return (
        Column(_("Skupina"), width=44), Column(_("Druh"), width=26), Column(_("Vede"), width=30),
        Column(_("Území"), width=26), Column(_("Témata"), width=30), Column(_("Předsedá"), width=26),
        Column(_("Rytmus"), width=18), Column(_("Signál"), width=22), Column(_("Naposledy"), "date"),
        Column(_("Příště"), "date"), Column(_("Úkolů po termínu"), "integer", 12), Column(_("Vznik"), "date"),
        Column(_("Ukončení"), "date"),
    )


def _group_row(frame: Frame) -> tuple[Value, ...]:
    group = frame.group
    return (
        group.name, group.get_type_display(), group.circle.controller.organisation.name,
        ", ".join(area.name for area in frame.areas), ", ".join(map(str, frame.themes)),
        ", ".join(person.name for person in frame.chairs), group.get_rhythm_display(), frame.shown.text,
        group.last_met_on, group.next_meeting_on if frame.shows_next else None, frame.overdue, group.founded_on,
        group.closed_on,
    )


def MANDATE_COLUMNS() -> tuple[Column, ...]:  # noqa: N802
    """Headings of the mandates."""
    return (
        Column(_("Skupina"), width=44), Column(_("Kdo"), width=30), Column(_("Organizace"), width=34),
        Column(_("Postavení"), width=24), Column(_("Zastupuje"), width=30), Column(_("Od"), "date"),
        Column(_("Do"), "date"), Column(_("Podklad"), width=30),
    )


def _mandate_row(mandate: Mandate) -> tuple[Value, ...]:
    seat = mandate.seat
    return (
        mandate.group.name, seat.person.name, seat.organisation.name if seat.organisation else None,
        roles_of(seat, reports=mandate.reports) or seat.get_standing_display(),
        seat.deputy_for.person.name if seat.deputy_for is not None else None, seat.valid_from, seat.valid_to,
        mandate.basis,
    )


def CONTACT_COLUMNS() -> tuple[Column, ...]:  # noqa: N802
    """Headings of the contacts."""
    return (
        Column(_("Skupina"), width=44), Column(_("Předsedá"), width=30), Column(_("Organizace"), width=34),
        Column(_("Funkce"), width=30), Column(_("E-mail"), width=32), Column(_("Telefon"), width=18),
    )


def _contacts(actor: Actor, frames: Sequence[Frame], today: date) -> list[tuple[Person, tuple[Value, ...]]]:
    """Chairs with the official contact that the directory shows the actor."""
    chairs = {person.pk for frame in frames for person in frame.chairs}
    places: dict[int, Affiliation] = {}
    held = Affiliation.objects.visible_to(actor).on(today).filter(person__in=chairs).select_related("organisation")
    for place in held.order_by("-is_contact", "pk"):
        places.setdefault(place.person_id, place)
    rows: list[tuple[Person, tuple[Value, ...]]] = []
    for frame in frames:
        for person in frame.chairs:
            at = places.get(person.pk)
            rows.append((person, (
                frame.group.name, person.name, at.organisation.name if at is not None else None,
                at.position if at is not None else None, person.email, person.phone,
            )))
    return rows

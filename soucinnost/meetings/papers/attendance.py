"""The attendance sheet to be signed: members by organisation, room for guests."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.tree import Block, Cell, Note, Paper, Row, Table, row, text
from soucinnost.groups.papers import filing_pairs, letterhead
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.typography import typo
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.papers.common import frame_pairs

GUEST_ROWS = 8
ROW_MM = 12.0


@in_czech
def attendance_paper(meeting: Meeting) -> Paper:
    """Build the sheet from the members' seats on the day of the meeting; a deputy is named under the member."""
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    header = (row(_("Organizace"), _("Jméno"), _("Podpis")),)
    blocks: tuple[Block, ...] = (
        Table(rows=tuple(_rows(seats)), header=header, widths=(4, 4, 4), row_height=ROW_MM, caption=_("Členové")),
        Table(
            rows=tuple((Cell(), Cell(), Cell()) for _number in range(GUEST_ROWS)), header=header, widths=(4, 4, 4),
            row_height=ROW_MM, caption=_("Hosté"),
        ),
        Note(_("Kdo člena zastupuje, napíše své jméno vedle podpisu.")),
    )
    return Paper(
        title=_("Prezenční listina"), created=meeting.created_at, blocks=blocks, language=LANGUAGE,
        author=meeting.group.circle.controller.organisation.name, subject=meeting.group.name,
        header=letterhead(meeting.group), meta=(*frame_pairs(meeting), *filing_pairs(meeting.group)),
        footer_text=typo(meeting.group.name), reference=meeting.file_reference,
    )


def _rows(seats: Iterable[Seat]) -> list[Row]:
    def order(seat: Seat) -> tuple[object, ...]:
        return (seat.organisation is None, sort_key(_organisation(seat)), sort_key(seat.person.sort_name), seat.pk)

    rows: list[Row] = []
    before = None
    for seat in sorted(seats, key=order):
        name: list[Block] = [text(seat.person.name)]
        deputies = sorted(seat.standing_in, key=lambda one: sort_key(one.person.sort_name))  # type: ignore[attr-defined]
        if deputies:
            names = ", ".join(deputy.person.name for deputy in deputies)
            name.append(text(_("zástup: %(names)s") % {"names": names}, italic=True))
        organisation = _organisation(seat)
        where = Cell((text(typo(organisation), bold=organisation != before),)) if organisation else Cell()
        rows.append((where, Cell(tuple(name)), Cell()))
        before = organisation
    return rows or [(Cell(), Cell(), Cell())]


def _organisation(seat: Seat) -> str:
    return seat.organisation.name if seat.organisation is not None else ""

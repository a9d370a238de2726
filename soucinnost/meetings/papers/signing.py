"""Signature lines of minutes: who signed when, and room for who has not."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.documents.paper.tree import Signature as Line
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.enums import MeetingState, SignatureRole
from soucinnost.meetings.models import Meeting, Signature
from soucinnost.meetings.selectors.sight import SeenVersion, numbers_of
from soucinnost.meetings.selectors.signoff import imported_signatures, reviewers_left


def signature_lines(actor: Actor, meeting: Meeting, versions: Sequence[SeenVersion]) -> tuple[Line, ...]:
    """The chain in order: who recorded, who reviews, the approval where the statutes want it.

    ``versions`` are those the reader can tell apart: the numbers printed with the signatures are theirs. Of a meeting
    read from old minutes stand the names that stood there.
    """
    if meeting.is_imported and not Signature.objects.filter(meeting=meeting).exists():
        return tuple(
            Line(role, name=name, date=format_date(day) if day is not None else "")
            for role, name, day in imported_signatures(meeting)
        )
    signed = list(
        Signature.objects.visible_to(actor).filter(meeting=meeting, withdrawn_at__isnull=True)
        .select_related("person", "entered_by").order_by("at", "id")
    )
    numbers = numbers_of(versions)
    by_role = {role: [one for one in signed if one.role == role] for role in SignatureRole.values}
    lines = [_signed(_("Zápis"), one, numbers) for one in by_role[SignatureRole.RECORDER]]
    if not lines:
        lines = [Line(_("Zápis"), name=_recorder(meeting))]
    lines += [_signed(_("Revize"), one, numbers) for one in by_role[SignatureRole.REVIEWER]]
    if meeting.state != MeetingState.FINAL:
        lines += [Line(_("Revize"), name=person.name) for person in reviewers_left(meeting)]
    lines += [_signed(_("Schválení"), one, numbers) for one in by_role[SignatureRole.APPROVAL]]
    if meeting.group.approves_at_next_meeting and not by_role[SignatureRole.APPROVAL]:
        lines.append(Line(_("Schválení na příštím jednání")))
    return tuple(lines)


def _signed(role: str, signature: Signature, numbers: dict[int, int]) -> Line:
    day = _("%(day)s, verze %(number)s") % {
        "day": format_date(signature.signed_on), "number": numbers[signature.version_id],
    }
    notes = [signature.note] if signature.note else []
    if signature.entered_by is not None:
        notes.append(_("podepsáno na papíře, zaznamenáno: %(name)s") % {"name": signature.entered_by.name})
    return Line(role, name=signature.person.name, date=day, note="\n".join(notes))


def _recorder(meeting: Meeting) -> str:
    """Who records that day; where nobody is named, who chairs."""
    seats: list[Seat] = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    chosen = next((seat for seat in seats if seat.is_recorder), None) or next(
        (seat for seat in seats if seat.is_chair), None
    )
    return chosen.person.name if chosen is not None else ""

"""Deciding that what looks like personal data belongs into the minutes."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.personaldata import find_personal_data
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.findings import Found, digest_of, undecided_in
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.rules import may_write

MOST_REASON = 300


def must_be_decided(by: Actor, meeting: Meeting) -> None:
    """Refuse to pass minutes on while a line holds what looks like personal data and nobody decided about it."""
    if undecided_in(by, meeting):
        raise ValidationError(
            _("V zápisu je něco, co vypadá jako osobní údaj. U těch řádků nejdřív rozhodněte, co s nimi."),
            code="personal_data",
        )


@transaction.atomic
def leave_data(*, by: Actor, meeting: Meeting, found: Collection[Found], reason: str) -> int:
    """Say of lines that what looks like personal data belongs there and why; returns of how many.

    The decision holds for the pieces that were ``found``, as the reader saw them, and for those left before; another
    one, typed meanwhile or later, is asked about. Only digests are kept, not the pieces. Raises ValidationError
    without lines or a reason, or when the reason repeats such data.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting))
    words = " ".join(reason.replace("\x00", "").split())
    if not words:
        raise ValidationError({"reason": _("Napište, proč údaj do zápisu patří.")})
    if len(words) > MOST_REASON:
        raise ValidationError({"reason": _("Důvod zkraťte na %(most)s znaků.") % {"most": MOST_REASON}})
    if find_personal_data(words):
        raise ValidationError({"reason": _("Do důvodu osobní údaj nepište, stačí proč v zápisu zůstává.")})
    lines = list(Entry.objects.visible_to(by).standing().filter(meeting=meeting, uid__in=[one.uid for one in found]))
    if not lines:
        raise ValidationError(_("Označte řádky, ve kterých má údaj zůstat."))
    seen = {one.uid: {digest_of(text) for text, _kind in one.pieces} for one in found}
    for entry in lines:
        before = set(entry.data_left.get("pieces", ())) if entry.data_left else set()
        entry.data_left = {
            "pieces": sorted(before | seen[entry.uid]), "reason": words,
            "by": getattr(by, "person_uid", ""), "on": timezone.localdate().isoformat(),
        }
        entry.save(update_fields=["data_left"])
    record(
        by=by, verb="minutes.data_left", object_uid=meeting.uid, circle=meeting.circle.uid,
        ids=[entry.uid for entry in lines],
    )
    return len(lines)

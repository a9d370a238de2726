"""Saying whether one comes: with an account, by a link, or written down by the secretary."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.details import plain
from soucinnost.meetings.enums import PresenceStatus, ReplyAnswer, ReplyChannel
from soucinnost.meetings.models import Meeting, Presence, Reply
from soucinnost.meetings.rules import may_reply, may_reply_for_others
from soucinnost.meetings.selectors.invitation import invited_seats
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink

NAME, NOTE = 160, 300


@transaction.atomic
def reply(
    *, by: Actor, meeting: Meeting, answer: str, deputy_name: str = "", note: str = "", person: Person | None = None,
    link: OneTimeLink | None = None,
) -> Reply:
    """Note whether somebody comes; the last answer holds.

    ``person`` other than the actor is a member who answered otherwise (by mail, by telephone); who runs the circle
    may enter that, and it is marked so. ``link`` is consumed with it. Raises ValidationError for an unknown answer,
    a missing name of who comes instead, somebody not invited, or a meeting that began meanwhile.
    """
    meeting = lock_meeting(meeting)
    owner = person.pk if person is not None else by.person_id
    is_own = owner is not None and owner == by.person_id
    require(may_reply(by, meeting) if is_own else may_reply_for_others(by, meeting), _closed(meeting))
    if owner not in {seat.person_id for seat in invited_seats(meeting)}:
        raise ValidationError(_("V den jednání ve skupině nemá mandát, odpověď nejde zapsat."))
    if answer not in ReplyAnswer.values:
        raise ValidationError({"answer": _("Vyberte, jestli se jednání zúčastníte.")})
    deputy = plain(deputy_name, NAME) if answer == ReplyAnswer.DEPUTY else ""
    if answer == ReplyAnswer.DEPUTY and not deputy:
        raise ValidationError({"deputy_name": _("Napište, kdo přijde.")})
    if link is not None:
        consume(by=by, link=link)
    channel = ReplyChannel.LINK if link is not None else ReplyChannel.ACCOUNT if is_own else ReplyChannel.ENTERED
    saved, _created = Reply.objects.update_or_create(
        meeting=meeting, person_id=owner,
        defaults={
            "answer": answer, "deputy_name": deputy, "note": plain(note, NOTE), "channel": channel,
            "at": timezone.now(), "entered_by_id": None if is_own else by.person_id,
        },
    )
    record(by=by, verb="meeting.replied", object_uid=saved.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return saved


def _closed(meeting: Meeting) -> str:
    return _("Jednání už začalo nebo bylo zrušeno, odpověď nejde zapsat.")


def expected_presence(meeting: Meeting) -> dict[int, tuple[str, str]]:
    """Presence that the answers foretell, by person: (status, who comes instead). Who comes is clicked when there."""
    foretold = {ReplyAnswer.NOT: PresenceStatus.EXCUSED, ReplyAnswer.DEPUTY: PresenceStatus.DEPUTY}
    answers = Reply.objects.filter(meeting=meeting, answer__in=foretold)
    return {one.person_id: (foretold[ReplyAnswer(one.answer)], one.deputy_name) for one in answers}


def foretell(row: Presence, expected: dict[int, tuple[str, str]]) -> Presence:
    """Put what was foretold on a new row of presence."""
    if row.person_id in expected:
        row.status, row.deputy_name = expected[row.person_id]
    return row

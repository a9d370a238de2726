"""Sending the invitation, telling what changed since, telling that the meeting is cancelled."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from soucinnost.access.actors import PersonActor, actor_for_person
from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_invite
from soucinnost.meetings.selectors.invitation import (
    agenda_lines,
    cancellation_text,
    changes_since_invitation,
    invitation_subject,
    invitation_text,
    invited_seats,
    snapshot_of,
)
from soucinnost.notices.actions import queue


@dataclass(frozen=True)
class Sent:
    """How many invitations went to the queue and who has no address."""

    queued: int
    without_address: list[str]


def _readers(meeting: Meeting) -> list[tuple[Person, PersonActor]]:
    """Everybody who sits in the circle on the day of the meeting, each once, with what they may see that day.

    A deputy whose member no longer sits there is left out: such a seat gives nothing.
    """
    day = timezone.localtime(meeting.starts_at).date()
    people = {seat.person_id: seat.person for seat in invited_seats(meeting)}
    readers = [(person, actor_for_person(person, day=day)) for person in people.values()]
    return [(person, actor) for person, actor in readers if meeting.circle_id in actor.circle_ids]


def _ready(by: Actor, meeting: Meeting) -> Meeting:
    meeting = lock_meeting(meeting)
    require(may_invite(by, meeting))
    if not meeting.items.exists():
        raise ValidationError(_("Program je prázdný. Přidejte aspoň jeden bod, pak pozvánku pošlete."))
    return meeting


def _note(by: Actor, meeting: Meeting, verb: str) -> None:
    meeting.invited_at, meeting.invited_snapshot = timezone.now(), snapshot_of(meeting)
    meeting.state = MeetingState.INVITED
    meeting.save(update_fields=["invited_at", "invited_snapshot", "state"])
    record(by=by, verb=verb, object_uid=meeting.uid, circle=meeting.circle.uid)


@transaction.atomic
def send_invitation(*, by: Actor, meeting: Meeting) -> Sent:
    """Queue the invitation for everybody who sits in the circle on the day of the meeting.

    Each text is written for its reader, in the reader's language: items closed to other seats are not in it. Sending
    again says on top what changed for that reader. Members without an address are returned by name, so that they can
    be told otherwise. Raises ValidationError for an empty agenda.
    """
    meeting = _ready(by, meeting)
    is_change = meeting.invited_at is not None
    queued, missing = 0, []
    for person, reader in _readers(meeting):
        with translation.override(language_of(person)):
            lines = agenda_lines(reader, meeting)
            message = queue(
                by=by, person=person, kind="invitation", circle=meeting.circle,
                subject=invitation_subject(meeting, is_change=is_change),
                body=invitation_text(reader, meeting, changes_since_invitation(reader, meeting, lines), lines),
                private=any(line.item.is_closed for line in lines),
            )
        if message is None:
            missing.append(person.name)
        else:
            queued += 1
    _note(by, meeting, "meeting.invited")
    return Sent(queued=queued, without_address=missing)


@transaction.atomic
def note_invited(*, by: Actor, meeting: Meeting) -> Meeting:
    """Note that the invitation went out from somebody's own mailbox or on paper; nothing is sent."""
    meeting = _ready(by, meeting)
    _note(by, meeting, "meeting.invited_outside")
    return meeting


def tell_cancelled(*, by: Actor, meeting: Meeting) -> int:
    """Queue word of the cancellation for who was to come; called inside the transaction that cancels."""
    told = 0
    for person, _reader in _readers(meeting):
        with translation.override(language_of(person)):
            message = queue(
                by=by, person=person, kind="invitation", circle=meeting.circle,
                subject=_("Jednání se ruší: %(group)s") % {"group": meeting.group.name},
                body=cancellation_text(meeting),
            )
        told += message is not None
    return told

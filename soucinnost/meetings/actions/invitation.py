"""Sending the invitation, telling what changed since, telling that the meeting is cancelled."""

from dataclasses import dataclass

from django.conf import settings
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
from soucinnost.meetings.rules import may_invite, may_reply
from soucinnost.meetings.selectors.calendar import calendar_for
from soucinnost.meetings.selectors.invitation import (
    agenda_lines,
    cancellation_text,
    changes_since_invitation,
    how_to_answer,
    invitation_subject,
    invitation_text,
    invited_seats,
    papers_for,
    shared_view,
    snapshot_of,
)
from soucinnost.notices.actions import drop_unsent, make_link, note_drafts_sent, queue, revoke_links

#: Purpose of a one-time link: read the invitation, say whether one comes.
INVITATION = "invitation"


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


def _next_in_calendars(meeting: Meeting) -> None:
    """Raise the number by which calendars know that what they have is out of date."""
    if meeting.invited_at is not None:
        meeting.calendar_sequence += 1
        meeting.save(update_fields=["calendar_sequence"])


def _note(by: Actor, meeting: Meeting, verb: str) -> None:
    meeting.invited_at, meeting.invited_snapshot = timezone.now(), snapshot_of(meeting)
    meeting.state = MeetingState.INVITED
    meeting.save(update_fields=["invited_at", "invited_snapshot", "state"])
    record(by=by, verb=verb, object_uid=meeting.uid, circle=meeting.circle.uid)


@transaction.atomic
def send_invitation(*, by: Actor, meeting: Meeting, with_papers: bool = True) -> Sent:
    """Queue the invitation for everybody who sits in the circle on the day of the meeting.

    Each text, with an event for the calendar, is written for its reader, in the reader's language: items closed to
    other seats are not in it. ``with_papers`` lets papers of visible items travel with it. Who has no account gets a
    one-time link to answer, where the installation has a public address. Sending again says on top what changed for
    that reader. Without a mail server the messages wait as drafts for somebody's own mailbox, and say only what
    everybody may see; the meeting counts as invited only when that is noted. Members without an address are returned
    by name, so that they can be told otherwise. Raises ValidationError for an empty agenda.
    """
    meeting = _ready(by, meeting)
    _next_in_calendars(meeting)
    drop_unsent(by=by, kind="invitation", about=meeting.uid)
    queued, missing = 0, []
    for person, reader in _readers(meeting):
        with translation.override(language_of(person)):
            sent = _invite(by, meeting, person, reader if settings.MAIL_ENABLED else shared_view(reader), with_papers)
        if sent:
            queued += 1
        else:
            missing.append(person.name)
    if settings.MAIL_ENABLED:
        _note(by, meeting, "meeting.invited")
    else:
        record(by=by, verb="meeting.invitations_drafted", object_uid=meeting.uid, circle=meeting.circle.uid)
    return Sent(queued=queued, without_address=missing)


def _invite(by: Actor, meeting: Meeting, person: Person, reader: Actor, with_papers: bool) -> bool:
    """Queue the invitation of one person; whether there was an address."""
    lines = agenda_lines(reader, meeting)
    changes = changes_since_invitation(reader, meeting, lines)
    has_account = person.user is not None and person.user.is_active
    link = "" if has_account or not settings.MAIL_ENABLED else make_link(
        by=by, circle=meeting.circle, person=person, purpose=INVITATION, object_uid=meeting.uid,
        expires_at=meeting.starts_at,
    )
    text = invitation_text(reader, meeting, changes, lines)
    message = queue(
        by=by, person=person, kind="invitation", circle=meeting.circle, about=meeting.uid,
        subject=invitation_subject(meeting, is_change=bool(changes)),
        body=text + "\n" + how_to_answer(meeting, person, has_link=bool(link)),
        private=any(line.item.is_closed for line in lines), link=link,
        calendar=calendar_for(reader, person, meeting, lines),
        papers=papers_for(reader, meeting) if with_papers else (),
    )
    return message is not None


@transaction.atomic
def invite_again(*, by: Actor, meeting: Meeting, person: Person) -> bool:
    """Send one member the invitation with a new link, as the holder of a used one asks; False when it is late."""
    meeting = lock_meeting(meeting)
    if by.person_id != person.pk or not may_reply(by, meeting) or meeting.invited_at is None:
        return False
    readers = {one.pk: reader for one, reader in _readers(meeting)}
    if person.pk not in readers:
        return False
    with translation.override(language_of(person)):
        return _invite(by, meeting, person, readers[person.pk], with_papers=True)


@transaction.atomic
def note_invited(*, by: Actor, meeting: Meeting) -> Meeting:
    """Note that the invitation went out from somebody's own mailbox or on paper; nothing is sent."""
    meeting = _ready(by, meeting)
    note_drafts_sent(by=by, kind="invitation", about=meeting.uid)
    _next_in_calendars(meeting)
    _note(by, meeting, "meeting.invited_outside")
    return meeting


def tell_cancelled(*, by: Actor, meeting: Meeting) -> int:
    """Queue word of the cancellation for who was to come; called inside the transaction that cancels.

    Calendars are told to take the meeting out; links to answer open nothing any more.
    """
    _next_in_calendars(meeting)
    revoke_links(by=by, object_uid=meeting.uid, purposes=[INVITATION])
    told = 0
    for person, reader in _readers(meeting):
        with translation.override(language_of(person)):
            message = queue(
                by=by, person=person, kind="invitation", circle=meeting.circle,
                subject=_("Jednání se ruší: %(group)s") % {"group": meeting.group.name},
                body=cancellation_text(meeting), about=meeting.uid, calendar=calendar_for(reader, person, meeting),
            )
        told += message is not None
    return told

"""Sending the invitation and telling what changed since."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.meetings.rules import may_invite
from soucinnost.meetings.selectors.invitation import invitation_subject, invitation_text
from soucinnost.notices.actions import queue


@dataclass(frozen=True)
class Sent:
    """How many invitations went to the queue and who has no address."""

    queued: int
    without_address: list[str]


def snapshot_of(meeting: Meeting) -> dict[str, Any]:
    """Return what an invitation says, by uid, so that a later change can be told."""
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": [meeting.place_kind, meeting.place, meeting.locality_id, meeting.latitude, meeting.longitude],
        "items": [
            [item.uid, item.title, item.minutes, item.is_closed]
            for item in AgendaItem.objects.filter(meeting=meeting).order_by("position", "id")
        ],
    }


@transaction.atomic
def send_invitation(*, by: Actor, meeting: Meeting) -> Sent:
    """Queue the invitation for everybody who sits in the circle on the day of the meeting.

    Each text is written for its reader: items closed to other seats are not in it. Sending again tells of the
    change. Members without an address are returned by name, so that they can be told otherwise.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group", "circle__controller").get(
        pk=meeting.pk
    )
    require(may_invite(by, meeting))
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise ValidationError(_("Program je prázdný. Přidejte aspoň jeden bod, pak pozvánku pošlete."))
    day = timezone.localtime(meeting.starts_at).date()
    is_change = meeting.invited_at is not None
    queued, missing, told = 0, [], set()
    for seat in Seat.objects.filter(circle=meeting.circle).on(day).select_related("person").order_by("id"):
        person = seat.person
        if person.pk in told:
            continue
        told.add(person.pk)
        if not person.email:
            missing.append(person.name)
            continue
        reader = actor_for_person(person, day=day)
        queue(
            by=by, person=person, kind="invitation", circle=meeting.circle,
            subject=invitation_subject(meeting, is_change=is_change),
            body=invitation_text(reader, meeting),
        )
        queued += 1
    meeting.invited_at, meeting.invited_snapshot = timezone.now(), snapshot_of(meeting)
    meeting.state = MeetingState.INVITED
    meeting.save(update_fields=["invited_at", "invited_snapshot", "state"])
    record(by=by, verb="meeting.invited", object_uid=meeting.uid, circle=meeting.circle.uid)
    return Sent(queued=queued, without_address=missing)

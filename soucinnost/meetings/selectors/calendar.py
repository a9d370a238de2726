"""A meeting as an event of a calendar: in invitations, and in feeds that calendars subscribe to."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.selectors import watchers
from soucinnost.agencies.models import Person
from soucinnost.assignments.selectors import circles_with
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.calendars import CalendarEvent, Participant, invitation_file
from soucinnost.meetings.enums import MeetingState, PlaceKind, ReplyAnswer
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.meetings.selectors.invitation import (
    AgendaLine,
    agenda_lines,
    cancellation_text,
    invitation_text,
    numbered,
    place_text,
)
from soucinnost.notices.composing import absolute

#: How far back a feed reaches, and how many meetings it holds at most.
BACK = timedelta(days=92)
MOST = 300
PARTSTAT = {
    ReplyAnswer.COMING: "ACCEPTED", ReplyAnswer.NOT: "DECLINED", ReplyAnswer.DEPUTY: "DELEGATED",
}


def event_uid(meeting: Meeting) -> str:
    """What identifies the meeting in every calendar, for ever: it depends on no address of the installation."""
    return f"{meeting.uid}@soucinnost"


def event_of(actor: Actor, meeting: Meeting, lines: list[AgendaLine] | None = None) -> CalendarEvent:
    """The meeting as the actor may see it; ``lines`` is the agenda where it was read already."""
    is_cancelled = meeting.state == MeetingState.CANCELLED
    is_point = meeting.place_kind == PlaceKind.POINT and meeting.latitude is not None and meeting.longitude is not None
    title = f"{meeting.group.name}: {meeting.title}" if meeting.title else meeting.group.name
    return CalendarEvent(
        uid=event_uid(meeting), sequence=meeting.calendar_sequence, starts_at=meeting.starts_at,
        ends_at=meeting.ends_at, title=title,
        changed_at=meeting.invited_at or meeting.created_at, place=place_text(meeting),
        text=cancellation_text(meeting) if is_cancelled else invitation_text(actor, meeting, (), lines),
        url=absolute(f"/jednani/{meeting.uid}/"), is_cancelled=is_cancelled,
        point=(meeting.latitude, meeting.longitude) if is_point else None,  # type: ignore[arg-type]
    )


def organiser_of(meeting: Meeting) -> Participant | None:
    """Who runs the circle and has an address; without one no calendar can be answered, so there is no event."""
    for person in watchers(meeting.circle):
        if person.email:
            return Participant(name=person.name, address=person.email)
    return None


def calendar_for(
    actor: Actor, person: Person, meeting: Meeting, lines: list[AgendaLine] | None = None, answer: str = ""
) -> str:
    """The calendar file that travels with the invitation of one person; "" when it could not be answered."""
    organiser = organiser_of(meeting)
    address = person.email or (person.user.email if person.user is not None else "")
    if organiser is None or not address:
        return ""
    reply = PARTSTAT.get(ReplyAnswer(answer), "NEEDS-ACTION") if answer else "NEEDS-ACTION"
    guest = Participant(name=person.name, address=address, reply=reply)
    event = event_of(actor, meeting, lines if lines is not None else agenda_lines(actor, meeting))
    event = replace(event, changed_at=timezone.now())
    return invitation_file(event, organiser=organiser, attendee=guest).decode()


def feed_events(actor: Actor, circle_id: int | None) -> list[tuple[str, CalendarEvent]]:
    """Meetings for a feed of the actor's circles, or of one of them; a constant number of queries.

    What was read from old minutes is history, nothing for a calendar. What is read by break-glass stays on the screen.
    Where the lead organisation wants a second factor the feed, whose address alone opens it, says when and where, not
    about what.
    """
    own = circles_with(actor, Standing.MEMBER, Standing.DEPUTY)
    meetings = Meeting.objects.visible_to(actor).filter(
        circle__in=own, starts_at__gte=timezone.now() - BACK, is_imported=False
    )
    if circle_id is not None:
        meetings = meetings.filter(circle=circle_id)
    related = ("group", "circle__controller", "locality__municipality")
    found = list(meetings.select_related(*related).defer("circle__controller__logo").order_by("starts_at")[:MOST])
    open_ = [meeting for meeting in found if not meeting.circle.controller.requires_mfa]
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    seen = AgendaItem.objects.visible_to(actor).filter(meeting__in=open_).select_related("presenter")
    for item in seen.order_by("position", "id"):
        items[item.meeting_id].append(item)
    events = [(meeting, event_of(actor, meeting, numbered(meeting, items[meeting.pk]))) for meeting in found]
    return [
        (meeting.uid, replace(event, text="", title=meeting.group.name) if meeting not in open_ else event)
        for meeting, event in events
    ]

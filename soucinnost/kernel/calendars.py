"""Calendar files (RFC 5545) that calendars of offices read: one event with its history, or a feed of events.

The zone is written by the rule the European Union keeps since 1996 (last Sunday of March and of October), because
Outlook reads rules more reliably than lists of dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from soucinnost.kernel.dates.formatting import PRAGUE

CONTENT_TYPE = "text/calendar"
_PRODUCT = "-//Soucinnost//Soucinnost//CS"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody of an event; ``address`` is an e-mail, ``reply`` a PARTSTAT of RFC 5545."""

    name: str
    address: str
    reply: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar is told of one meeting.

    ``uid`` never changes for a meeting and ``sequence`` rises with each change, so that a calendar replaces what it
    has. Times are aware. ``changed_at`` is when the event was last changed.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False
    point: tuple[float, float] | None = None
    is_public: bool = False


def invitation_file(event: CalendarEvent, *, organiser: Participant, attendee: Participant) -> bytes:
    """A file with METHOD REQUEST, or CANCEL for a cancelled event, for one attendee (nobody learns who else comes)."""
    calendar = _calendar("CANCEL" if event.is_cancelled else "REQUEST")
    component = _event(event)
    component.add("organizer", _address(organiser))
    guest = _address(attendee)
    guest.params["role"] = vText("REQ-PARTICIPANT")
    guest.params["partstat"] = vText(attendee.reply)
    guest.params["rsvp"] = vText("TRUE")
    component.add("attendee", guest)
    calendar.add_component(component)
    return calendar.to_ical()


def feed_file(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """A file with METHOD PUBLISH for calendars that subscribe to an address; ``name`` is shown by them."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Prague")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(_event(event))
    return calendar.to_ical()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_zone())
    return calendar


def _event(event: CalendarEvent) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("last-modified", event.changed_at.astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(PRAGUE))
    component.add("dtend", event.ends_at.astimezone(PRAGUE))
    component.add("summary", event.title)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("class", "PUBLIC" if event.is_public else "PRIVATE")
    if event.place:
        component.add("location", event.place)
    if event.text:
        component.add("description", event.text)
    if event.url:
        component.add("url", event.url)
    if event.point is not None:
        component.add("geo", event.point)
    return component


def _address(who: Participant) -> vCalAddress:
    address = vCalAddress(f"mailto:{who.address}")
    if who.name:
        address.params["cn"] = vText(who.name.replace(chr(34), "’"))  # a quote would need an escape few calendars know
    return address


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", "Europe/Prague")
    for kind, start, month, before, after, name in (
        (TimezoneDaylight, datetime(1996, 3, 31, 2), 3, 1, 2, "CEST"),
        (TimezoneStandard, datetime(1996, 10, 27, 3), 10, 2, 1, "CET"),
    ):
        part = kind()
        part.add("dtstart", start)  # noqa: DTZ001 - local by definition
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone

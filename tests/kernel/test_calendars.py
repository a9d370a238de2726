"""Calendar files, read back by a second library."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import vobject
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.calendars import CalendarEvent, Participant, feed_file, invitation_file

PRAGUE = ZoneInfo("Europe/Prague")
TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


def event(**fields: object) -> CalendarEvent:
    starts = fields.pop("starts_at", datetime(2026, 12, 8, 8, tzinfo=UTC))
    common = {
        "uid": "abc@soucinnost", "sequence": 0, "starts_at": starts, "ends_at": starts + timedelta(hours=2),
        "title": "Skupina", "changed_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return CalendarEvent(**{**common, **fields})  # type: ignore[arg-type]


def read(data: bytes) -> vobject.base.Component:
    return vobject.readOne(data.decode())


ORGANISER, GUEST = Participant("Alena", "alena@x.test"), Participant("Dana; \"Nová\", s. r. o.", "dana@x.test")


def test_request_and_cancel_share_the_uid_and_the_number_rises() -> None:
    first = read(invitation_file(event(), organiser=ORGANISER, attendee=GUEST))
    last = read(invitation_file(event(sequence=2, is_cancelled=True), organiser=ORGANISER, attendee=GUEST))
    assert (first.method.value, last.method.value) == ("REQUEST", "CANCEL")
    assert first.vevent.uid.value == last.vevent.uid.value == "abc@soucinnost"
    assert (first.vevent.sequence.value, last.vevent.sequence.value) == ("0", "2")
    assert last.vevent.status.value == "CANCELLED"
    assert first.vevent.organizer.value == "mailto:alena@x.test"
    assert first.vevent.attendee.value == "mailto:dana@x.test"
    assert first.vevent.attendee.params["RSVP"] == ["TRUE"]


def test_times_are_of_prague_on_both_sides_of_the_change() -> None:
    for day, offset in ((datetime(2026, 3, 28, 8, tzinfo=UTC), 1), (datetime(2026, 3, 29, 8, tzinfo=UTC), 2)):
        found = read(invitation_file(event(starts_at=day), organiser=ORGANISER, attendee=GUEST)).vevent.dtstart
        assert found.value == day
        assert found.value.utcoffset() == timedelta(hours=offset)
    across = event(starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    held = read(invitation_file(across, organiser=ORGANISER, attendee=GUEST)).vevent
    assert held.dtend.value.astimezone(UTC) - held.dtstart.value.astimezone(UTC) == timedelta(hours=2)


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    data = invitation_file(event(text="Žluťoučký kůň; úpěl,\nďábelské ódy\\" * 20), organiser=ORGANISER, attendee=GUEST)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_typed_comes_out(title: str, place: str, text: str) -> None:
    made = read(invitation_file(event(title=title, place=place, text=text), organiser=ORGANISER, attendee=GUEST))
    assert made.vevent.summary.value == title
    for name, value in (("location", place), ("description", text)):
        found = getattr(made.vevent, name, None)
        assert (found.value if found is not None else "") == value


def test_a_feed_holds_all_events_and_tells_how_often_to_come() -> None:
    events = [event(uid=f"{number}@soucinnost") for number in range(3)]
    feed = read(feed_file("Moje jednání", events))
    assert [one.uid.value for one in feed.vevent_list] == ["0@soucinnost", "1@soucinnost", "2@soucinnost"]
    assert feed.method.value == "PUBLISH"
    assert not hasattr(feed.vevent, "attendee")

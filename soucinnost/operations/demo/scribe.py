"""Holding the demonstration's meetings: agenda, presence, minutes, sign-off, by the actions users use."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from soucinnost.access.actors import PersonActor
from soucinnost.access.models import Seat
from soucinnost.documents.richtext import from_plain
from soucinnost.groups.actions import set_standing_items
from soucinnost.groups.models import Group
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.entries import Typed, cleaned, save_entry
from soucinnost.meetings.actions.presence import Attendance, set_presence
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, Presence
from soucinnost.operations.demo.minutes import Item, Line
from soucinnost.operations.demo.reports import enter_reports
from soucinnost.operations.demo.stage import Stage


def moment(day: date, clock: str) -> datetime:
    """A day and a time in Prague."""
    hour, minute = clock.split(".")
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))


def usual(by: PersonActor, group: Group, items: Sequence[Item], stage: Stage) -> Group:
    """Make ``items`` the group's standing items, so that its next agenda makes itself of them."""
    members = set(Seat.objects.filter(circle=group.circle).values_list("person_id", flat=True))
    presenters = {key: person for key, person in stage.people.items() if person.pk in members}
    set_standing_items(
        by=by,
        group=group,
        items=[
            {
                "title": item.title,
                "kind": item.kind,
                "minutes": item.minutes,
                "presenter": presenters.get(item.presenter),
            }
            for item in items
        ],
    )
    return Group.objects.select_related("circle__controller").get(pk=group.pk)


def plan(
    by: PersonActor,
    group: Group,
    day: date,
    start: str,
    minutes: int,
    place: Place,
    items: Sequence[Item],
    stage: Stage,
) -> Meeting:
    """Set a meeting whose agenda is ``items``."""
    starts = moment(day, start)
    group = usual(by, group, items, stage)
    return create_meeting(
        by=by, group=group, starts_at=starts, ends_at=starts + timedelta(minutes=minutes), place=place
    )


def _details(line: Line, meeting: Meeting, stage: Stage) -> dict[str, object]:
    details: dict[str, object] = {}
    if line.votes is not None:
        names = ("for", "against", "abstained")
        details["votes"] = {name: str(count) for name, count in zip(names, line.votes, strict=True)}
    if line.owner:
        person = stage.people[line.owner]
        details["owner"] = {"text": person.name, "person": person.uid}
    if line.owner_org:
        organisation = stage.organisations[line.owner_org]
        details["owner"] = {"text": organisation.name, "organisation": organisation.uid}
    if line.due == "next":
        details["due"] = "do příštího jednání"
    elif line.due[:1] in {"+", "-"}:
        details["due"] = format_date(timezone.localdate() + timedelta(days=int(line.due)))
    elif line.due:
        details["due"] = format_date(date.fromisoformat(line.due))
    if line.org:
        organisation = stage.organisations[line.org]
        details["organisation"] = {"text": organisation.name, "uid": organisation.uid}
    if line.numbers:
        details["numbers"] = [
            {
                "uid": new_uid(),
                "label": number.label,
                "value": number.value,
                "unit": number.unit,
                "total": number.total,
                "total_label": number.total_label,
                "kind": number.kind,
            }
            for number in line.numbers
        ]
    return details


def write(by: PersonActor, meeting: Meeting, items: Sequence[Item], stage: Stage) -> None:
    """Write the lines of ``items`` into the agenda items of the same titles."""
    for item in items:
        target = AgendaItem.objects.filter(meeting=meeting, title=item.title).order_by("position").first()
        if target is None:
            continue
        reported = set(Entry.objects.filter(item=target, report__isnull=False).values_list("organisation", flat=True))
        for place, line in enumerate(item.lines, start=1):
            if line.org and stage.organisations[line.org].pk in reported:
                continue
            text = cleaned(kind=line.kind, body=from_plain(line.text), details=_details(line, meeting, stage))
            save_entry(
                by=by,
                meeting=meeting,
                typed=Typed(uid=new_uid(), item_uid=target.uid, text=text, operation=new_uid(), position=float(place)),
            )


def attend(by: PersonActor, meeting: Meeting, excused: Sequence[int] = (), late: Sequence[int] = ()) -> None:
    """Note presence: everybody but the ``excused`` (by order), some late."""
    rows = Presence.objects.filter(meeting=meeting).order_by("id")
    for order, row in enumerate(rows):
        status = "excused" if order in excused else "present"
        starts = timezone.localtime(meeting.starts_at) + timedelta(minutes=20)
        arrived = f"{starts.hour}.{starts.minute:02}" if order in late else ""
        set_presence(by=by, meeting=meeting, presence=row, attendance=Attendance(status=status, arrived=arrived))


def hold(
    by: PersonActor,
    meeting: Meeting,
    items: Sequence[Item],
    stage: Stage,
    excused: Sequence[int] = (),
    late: Sequence[int] = (),
    ends: bool = True,
) -> Meeting:
    """Enter reports, start the meeting, note presence, write, and end it unless it is to be shown running."""
    enter_reports(by, meeting, items, stage)
    start_meeting(by=by, meeting=meeting)
    meeting = Meeting.objects.select_related("group", "circle__controller").get(pk=meeting.pk)
    attend(by, meeting, excused, late)
    write(by, meeting, items, stage)
    if ends:
        end_meeting(by=by, meeting=meeting)
    return Meeting.objects.select_related("group", "circle__controller").get(pk=meeting.pk)

"""Meetings with agenda, presence, minutes and their locked versions."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.groups.models import Group
from soucinnost.meetings.actions.versions import content_of, digest_of
from soucinnost.meetings.enums import EntryKind, MeetingState, PresenceStatus, SignatureRole, VersionReason
from soucinnost.meetings.models import (
    AgendaItem,
    Entry,
    EntryRevision,
    Meeting,
    MinutesVersion,
    Presence,
    Signature,
)
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import ITEMS, Dice

KINDS = (EntryKind.INFORMATION, EntryKind.REPORT, EntryKind.SUGGESTION, EntryKind.INFORMATION)
ENTRIES_PER_ITEM = 2
GROUPS_AT_ONCE = 50


def make_meetings(
    dice: Dice, size: Size, groups: list[Group], seats: list[list[Seat]], today: date
) -> Iterator[Meeting]:
    """As many meetings for each group, a month apart: the last one is coming, the one before it a draft."""
    each = size.meetings // size.groups
    for first in range(0, len(groups), GROUPS_AT_ONCE):
        some = range(first, min(first + GROUPS_AT_ONCE, len(groups)))
        rows = [_meeting(dice, groups[at], number, each, today) for at in some for number in range(each)]
        made = Meeting.objects.bulk_create(rows)
        held = {meeting.pk: seats[first + at // each] for at, meeting in enumerate(made)}
        _fill(dice, made, held)
        _lock(dice, [meeting for meeting in made if meeting.state == MeetingState.FINAL], held)
        for at in some:
            _note_days(groups[at], made[(at - first) * each : (at - first + 1) * each])
        Group.objects.bulk_update([groups[at] for at in some], ["last_met_on", "next_meeting_on"])
        yield from made


def _meeting(dice: Dice, group: Group, number: int, each: int, today: date) -> Meeting:
    day = today + timedelta(days=14 - 30 * (each - 1 - number))
    starts = timezone.make_aware(datetime.combine(day, time(9)))
    left = each - 1 - number
    state = {0: MeetingState.PREPARED, 1: MeetingState.DRAFT}.get(left, MeetingState.FINAL)
    past = left > 0
    return Meeting(
        uid=dice.uid(), group=group, circle_id=group.circle_id, number=number + 1, year=day.year, starts_at=starts,
        ends_at=starts + timedelta(hours=2), place="zasedací místnost", state=state,
        started_at=starts if past else None, ended_at=starts + timedelta(hours=2) if past else None,
        finalised_at=starts + timedelta(days=9) if state == MeetingState.FINAL else None,
    )


def _note_days(group: Group, meetings: list[Meeting]) -> None:
    group.next_meeting_on = timezone.localdate(meetings[-1].starts_at)
    if len(meetings) > 1:
        group.last_met_on = timezone.localdate(meetings[-2].starts_at)


def _fill(dice: Dice, meetings: list[Meeting], held: dict[int, list[Seat]]) -> None:
    items = AgendaItem.objects.bulk_create(
        [
            AgendaItem(uid=dice.uid(), meeting=meeting, circle_id=meeting.circle_id, position=position, title=title)
            for meeting in meetings
            for position, title in enumerate(ITEMS, 1)
        ],
        batch_size=2000,
    )
    Presence.objects.bulk_create(
        [
            Presence(
                uid=dice.uid(), meeting=meeting, seat=seat, person_id=seat.person_id,
                organisation_id=seat.organisation_id,
                status=_status(dice, meeting),
            )
            for meeting in meetings
            for seat in held[meeting.pk]
        ],
        batch_size=2000,
    )
    entries = Entry.objects.bulk_create(
        [
            Entry(
                uid=dice.uid(), meeting=item.meeting, item=item, circle_id=item.circle_id, position=float(number),
                kind=KINDS[(item.position + number) % len(KINDS)], body=dice.talk(3),
                written_by_id=held[item.meeting_id][1].person_id, written_at=item.meeting.starts_at,
                changed_at=item.meeting.starts_at,
            )
            for item in items
            if item.meeting.state != MeetingState.PREPARED
            for number in range(ENTRIES_PER_ITEM)
        ],
        batch_size=2000,
    )
    EntryRevision.objects.bulk_create(
        [
            EntryRevision(
                entry=entry, number=1, kind=entry.kind, body=entry.body, at=entry.written_at,
                by_person_id=entry.written_by_id,
            )
            for entry in entries
        ],
        batch_size=2000,
    )


def _status(dice: Dice, meeting: Meeting) -> str:
    if meeting.state == MeetingState.PREPARED:
        return PresenceStatus.UNKNOWN
    return PresenceStatus.PRESENT if dice.random() < 0.8 else PresenceStatus.EXCUSED


def _lock(dice: Dice, meetings: list[Meeting], held: dict[int, list[Seat]]) -> None:
    """The locked version of each, under the recorder's and the reviewer's signature."""
    versions = []
    for meeting in meetings:
        content = content_of(meeting)
        versions.append(
            MinutesVersion(
                uid=dice.uid(), meeting=meeting, number=1, reason=VersionReason.FINAL, content=content,
                digest=digest_of(content), at=meeting.finalised_at or meeting.ends_at,
                by_person_id=held[meeting.pk][1].person_id,
            )
        )
    made = MinutesVersion.objects.bulk_create(versions, batch_size=500)
    roles = ((SignatureRole.RECORDER, 1), (SignatureRole.REVIEWER, 2))
    Signature.objects.bulk_create(
        [
            Signature(
                uid=dice.uid(), meeting=version.meeting, version=version, role=role, at=version.at,
                signed_on=timezone.localdate(version.at), person_id=held[version.meeting_id][at].person_id,
            )
            for version in made
            for role, at in roles
        ],
        batch_size=2000,
    )

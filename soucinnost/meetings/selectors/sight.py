"""Which kept versions a reader can tell apart, so that a correction of a closed line is no news to others.

The rule: a version exists for a reader when what that reader was then allowed to see of it differs from the version
before. Versions that look the same are one to this reader, with the day, author and number of the first of them, and
numbers are counted among those. So who sees a closed line sees the version in which it changed and signs again; to
everybody else nothing happened: no version, no gap in the numbers, and a signature under an earlier version stands
under all that look the same to the signer.

Closures count as they were when the version was kept, not as they are today: numbers that were once shown or printed
stay. What is closed today is left out when the text is shown (:mod:`soucinnost.meetings.selectors.versions`).

One thing is common to all: who still has to sign. That a reviewer who sees the line is waited for again can be seen
in the chain, otherwise nobody could tell why the minutes are not locked.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from soucinnost.access.models import Seat
from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting, MinutesVersion

Kept = dict[str, Any]
_LENGTH = 20


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def outline_of(content: Kept) -> Kept:
    """Return a version's content in digests.

    Shape: ``{"frame": digest, "items": [[digest, seats, [[digest, seats], …]], …]}`` where ``seats`` are the uids to
    which the item or the line is closed, None where it is open.
    """
    def seats(one: Kept) -> list[str] | None:
        return list(one["seats"]) if one["is_closed"] else None

    return {
        "frame": _digest([content["meeting"], content["presences"]]),
        "items": [
            [
                _digest({name: value for name, value in item.items() if name != "entries"}), seats(item),
                [[_digest(entry), seats(entry)] for entry in item["entries"]],
            ]
            for item in content["items"]
        ],
    }


@dataclass(frozen=True)
class Eyes:
    """Whose eyes look: everybody's things and those closed to these seats; ``all_seeing`` is the installation."""

    seat_uids: frozenset[str]
    all_seeing: bool = False

    def see(self, seats: Iterable[str] | None) -> bool:
        """Whether something closed to these seats (None: open) is seen."""
        return seats is None or self.all_seeing or not self.seat_uids.isdisjoint(seats)


def eyes_of(actor: Actor, seat_uids: frozenset[str] | None = None) -> Eyes:
    """The eyes of an actor; one query unless the caller knows the uids of the actor's seats."""
    if seat_uids is None:
        seat_uids = frozenset(Seat.objects.filter(pk__in=actor.seat_ids).values_list("uid", flat=True))
    return Eyes(seat_uids, actor.is_system)


def sight_of(version: MinutesVersion, eyes: Eyes) -> object:
    """What these eyes see of a version, to be compared with what they see of another."""
    outline = version.outline or outline_of(version.content)
    return (
        outline["frame"],
        [
            (digest, [line for line, line_seats in entries if eyes.see(line_seats)])
            for digest, seats, entries in outline["items"] if eyes.see(seats)
        ],
    )


def same_for(actor: Actor, one: MinutesVersion, other: MinutesVersion) -> bool:
    """Whether two versions of the same meeting look the same to the actor."""
    if one.pk == other.pk:
        return True
    if one.meeting_id != other.meeting_id:
        return False
    eyes = eyes_of(actor)
    return sight_of(one, eyes) == sight_of(other, eyes)


@dataclass(frozen=True)
class SeenVersion:
    """A version as one reader knows it: ``number`` among those the reader can tell apart, ``version`` the first that
    looked so, ``pks`` all of them.
    """

    number: int
    version: MinutesVersion
    pks: frozenset[int]

    @property
    def uid(self) -> str:
        """The uid under which it is signed."""
        return self.version.uid

    @property
    def at(self) -> datetime:
        """When it was kept."""
        return self.version.at

    @property
    def reason_label(self) -> str:
        """Why it was kept."""
        return str(self.version.get_reason_display())

    @property
    def by_person(self) -> Person | None:
        """Who wrote it."""
        return self.version.by_person


@Prepared
def _versions(actor: Actor, meeting: int, with_content: bool) -> QuerySet[MinutesVersion]:
    versions = MinutesVersion.objects.visible_to(actor).filter(meeting=meeting).select_related("by_person")
    return (versions if with_content else versions.defer("content")).order_by("number")


def seen_versions(
    actor: Actor, meeting: Meeting, *, with_content: bool = False, seat_uids: frozenset[str] | None = None
) -> list[SeenVersion]:
    """The versions of a meeting that the actor can tell apart, oldest first; at most two queries."""
    kept = _versions(actor, meeting.pk, Fixed(with_content))
    eyes = eyes_of(actor, seat_uids) if len(kept) > 1 else Eyes(frozenset())
    runs: list[list[MinutesVersion]] = []
    before: object = None
    for version in kept:
        sight = sight_of(version, eyes) if len(kept) > 1 else None
        if runs and sight == before:
            runs[-1].append(version)
        else:
            runs.append([version])
        before = sight
    return [
        SeenVersion(number, run[0], frozenset(version.pk for version in run)) for number, run in enumerate(runs, 1)
    ]


def numbers_of(versions: Sequence[SeenVersion]) -> dict[int, int]:
    """The number shown for each kept version, by its id."""
    return {pk: seen.number for seen in versions for pk in seen.pks}

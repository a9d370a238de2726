"""Whether a group meets as often as it means to: a pure function of the group's days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from soucinnost.groups.enums import Rhythm

INTERVAL_DAYS: dict[str, int] = {
    Rhythm.WEEKLY: 7,
    Rhythm.FORTNIGHTLY: 14,
    Rhythm.MONTHLY: 31,
    Rhythm.BIMONTHLY: 62,
    Rhythm.QUARTERLY: 92,
    Rhythm.HALF_YEARLY: 184,
    Rhythm.YEARLY: 366,
}
"""The longest stretch that still is „monthly“, „quarterly“ and so on, in days."""

NOTICE_DAYS = 14
LEAST_GRACE_DAYS = 3
ASLEEP_INTERVALS = 2


class HasRhythm(Protocol):
    """What the signal is made of; a :class:`~soucinnost.groups.models.Group` is one."""

    rhythm: str
    founded_on: date | None
    closed_on: date | None
    last_met_on: date | None


@dataclass(frozen=True, slots=True)
class Signal:
    """How the group stands.

    ``state`` is ``ok``, ``due`` (it is time to meet), ``late``, ``asleep`` (two intervals went by) or ``none``
    (meets as needed, not begun, closed, or nothing is known). ``days`` are days left for ``ok`` and ``due`` (never
    negative), days past the term for ``late`` and ``asleep``, 0 for ``none``. ``since`` is the day it is counted
    from, ``has_met`` whether that was a meeting (else the founding).
    """

    state: str
    days: int
    since: date | None = None
    has_met: bool = False


NO_SIGNAL = Signal("none", 0)


def grace_days(interval: int) -> int:
    """Days by which a meeting may slip before it is called late: a sixth of the interval, at least three.

    A group of „the first Thursday“ that meets on the second one once is not out of rhythm.
    """
    return max(LEAST_GRACE_DAYS, interval // 6)


def rhythm_signal(group: HasRhythm, today: date) -> Signal:
    """Return how the group keeps its rhythm, seen from ``today``.

    Counted from the last meeting, or from the founding of a group that has not met. A group closed by today, one
    founded only later, one without either day and one that meets as needed have no signal.
    """
    interval = INTERVAL_DAYS.get(group.rhythm)
    since = group.last_met_on or group.founded_on
    if interval is None or since is None:
        return NO_SIGNAL
    if group.closed_on is not None and group.closed_on <= today:
        return NO_SIGNAL
    if group.last_met_on is None and since > today:
        return NO_SIGNAL
    has_met = group.last_met_on is not None
    term = since + timedelta(days=interval)
    left = (term - today).days
    if left > min(NOTICE_DAYS, interval // 4):
        return Signal("ok", left, since, has_met)
    if -left <= grace_days(interval):
        return Signal("due", max(0, left), since, has_met)
    if (today - since).days > ASLEEP_INTERVALS * interval + grace_days(interval):
        return Signal("asleep", -left, since, has_met)
    return Signal("late", -left, since, has_met)

"""When reports are asked for, due and reminded."""

from datetime import date, timedelta

from soucinnost.kernel.dates import is_working_day

ASKED_BEFORE = timedelta(days=14)
"""How long before the meeting reports are asked for by themselves."""
DUE_BEFORE = timedelta(days=3)
"""How long before the meeting they are due, moved back to a working day."""
REMINDED_BEFORE = timedelta(days=3)
"""How long before the due day those who owe are reminded."""
QUIET_AFTER_ASKING = timedelta(days=2)
"""No reminder comes sooner after the asking than this."""
CLOSED_AFTER = timedelta(days=30)
"""How long after the meeting a call is closed by itself, so that nobody owes for ever."""


def usual_due(for_day: date, today: date) -> date:
    """Return the day by which reports are due: a working day three days before the meeting or sooner.

    Where that has passed, today; never later than the meeting itself.
    """
    due = for_day - DUE_BEFORE
    while not is_working_day(due):
        due -= timedelta(days=1)
    return min(max(due, today), for_day) if for_day >= today else for_day


def is_time_to_remind(*, due_on: date, asked_on: date, today: date) -> bool:
    """Whether those who owe are to be reminded today: on a working day shortly before the due day or on it.

    What is past its day is told by the reminders that each person chooses (``reports.digest``).
    """
    is_near = due_on - REMINDED_BEFORE <= today <= due_on
    return is_near and is_working_day(today) and today - asked_on >= QUIET_AFTER_ASKING

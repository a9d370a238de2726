"""The signal of the rhythm and the statutes' arithmetic: pure functions."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.groups.enums import QuorumKind, Rhythm
from soucinnost.groups.models import Group
from soucinnost.groups.rhythm import INTERVAL_DAYS, NO_SIGNAL, grace_days
from soucinnost.groups.rules import meeting_number, numbering_problem, quorum_needed, rhythm_signal


@dataclass
class Body:
    """As much of a group as the signal needs."""

    rhythm: str = Rhythm.QUARTERLY
    founded_on: date | None = None
    closed_on: date | None = None
    last_met_on: date | None = None


TODAY = date(2017, 12, 4)


@pytest.mark.parametrize(
    ("rhythm", "last_met_on", "state", "days"),
    [
        (Rhythm.QUARTERLY, date(2017, 12, 4), "ok", 92),
        (Rhythm.QUARTERLY, date(2017, 9, 19), "ok", 16),
        (Rhythm.QUARTERLY, date(2017, 9, 18), "ok", 15),
        (Rhythm.QUARTERLY, date(2017, 9, 17), "due", 14),
        (Rhythm.QUARTERLY, date(2017, 9, 3), "due", 0),
        (Rhythm.QUARTERLY, date(2017, 8, 19), "due", 0),
        (Rhythm.QUARTERLY, date(2017, 8, 18), "late", 16),
        (Rhythm.QUARTERLY, date(2017, 5, 19), "late", 107),
        (Rhythm.QUARTERLY, date(2017, 5, 18), "asleep", 108),
        (Rhythm.MONTHLY, date(2017, 9, 4), "asleep", 60),
        (Rhythm.WEEKLY, date(2017, 11, 27), "due", 0),
        (Rhythm.WEEKLY, date(2017, 11, 24), "due", 0),
        (Rhythm.WEEKLY, date(2017, 11, 23), "late", 4),
        (Rhythm.AS_NEEDED, date(2010, 1, 1), "none", 0),
        (Rhythm.QUARTERLY, date(2018, 1, 10), "ok", 129),
    ],
)
def test_counted_from_the_last_meeting(rhythm: str, last_met_on: date, state: str, days: int) -> None:
    signal = rhythm_signal(Body(rhythm=rhythm, last_met_on=last_met_on, founded_on=date(2000, 1, 1)), TODAY)
    assert (signal.state, signal.days) == (state, days)


def test_a_group_that_has_not_met_counts_from_its_founding() -> None:
    signal = rhythm_signal(Body(founded_on=date(2017, 6, 1)), TODAY)
    assert (signal.state, signal.days, signal.has_met) == ("late", 94, False)
    assert signal.since == date(2017, 6, 1)


@pytest.mark.parametrize(
    "body",
    [
        Body(),
        Body(founded_on=date(2018, 1, 1)),
        Body(last_met_on=date(2010, 1, 1), closed_on=TODAY),
        Body(last_met_on=date(2010, 1, 1), closed_on=date(2011, 1, 1)),
        Body(rhythm="nonsense", last_met_on=date(2010, 1, 1)),
    ],
)
def test_no_signal(body: Body) -> None:
    assert rhythm_signal(body, TODAY) == NO_SIGNAL


def test_a_group_that_will_close_still_has_a_signal() -> None:
    assert rhythm_signal(Body(last_met_on=TODAY, closed_on=date(2018, 1, 1)), TODAY).state == "ok"


ORDER = ["ok", "due", "late", "asleep"]


@given(st.sampled_from(sorted(INTERVAL_DAYS)), st.integers(0, 2000))
def test_the_longer_without_a_meeting_the_worse(rhythm: str, days: int) -> None:
    body = Body(rhythm=rhythm, last_met_on=TODAY - timedelta(days=days))
    now, tomorrow = rhythm_signal(body, TODAY), rhythm_signal(body, TODAY + timedelta(days=1))
    assert ORDER.index(now.state) <= ORDER.index(tomorrow.state)
    assert now.days >= 0
    assert (now.state in {"late", "asleep"}) == (days > INTERVAL_DAYS[rhythm] + grace_days(INTERVAL_DAYS[rhythm]))


@pytest.mark.parametrize(
    ("kind", "fixed", "seats", "needed"),
    [
        (QuorumKind.NONE, None, 13, None), (QuorumKind.MAJORITY, None, 13, 7), (QuorumKind.MAJORITY, None, 12, 7),
        (QuorumKind.MAJORITY, None, 0, 1), (QuorumKind.TWO_THIRDS, None, 13, 9), (QuorumKind.TWO_THIRDS, None, 12, 8),
        (QuorumKind.TWO_THIRDS, None, 0, 0), (QuorumKind.FIXED, 5, 13, 5),
    ],
)
def test_quorum(kind: str, fixed: int | None, seats: int, needed: int | None) -> None:
    assert quorum_needed(Group(quorum_kind=kind, quorum_count=fixed), seats) == needed


def test_quorum_of_fewer_than_nobody() -> None:
    with pytest.raises(ValueError, match="fewer"):
        quorum_needed(Group(), -1)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("{number}/{year}", ""), ("PS-{number}", ""), ("{{x}} {number}", ""), ("{year}", "missing"),
        ("3/2017", "missing"), ("{number", "unreadable"), ("}{number}", "unreadable"), ("{number!r}", "unknown"),
        ("{number:>9999}", "unknown"),
        ("{group}/{number}", "unknown"), ("{}", "unknown"), ("{number.__class__}", "unknown"),
    ],
)
def test_numbering(pattern: str, problem: str) -> None:
    assert numbering_problem(pattern) == problem


def test_number_of_a_meeting() -> None:
    assert meeting_number("{number}/{year}", 3, 2026) == "3/2026"
    assert meeting_number("{{č.}} {number}", 3, 2026) == "{č.} 3"

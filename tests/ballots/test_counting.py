"""Counting, deadlines, reminders: what does not need a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.ballots.counting import Tally, needed_for, result_of, tally_of
from soucinnost.ballots.enums import Choice, Majority, Result
from soucinnost.ballots.moments import (
    deadline_at,
    deadline_short,
    entering_until,
    is_whole_day,
    last_day,
    reminder_day,
)

CHOICES = st.lists(st.sampled_from(["", *Choice.values]), max_size=40)


@pytest.mark.parametrize(
    ("numbers", "majority", "quorum", "result"),
    [
        ((9, 5, 0, 0), "all", 5, Result.ADOPTED),
        ((9, 4, 0, 0), "all", None, Result.REJECTED),  # who keeps silent is not for it
        ((9, 4, 0, 0), "all", 5, Result.NO_QUORUM),
        ((8, 4, 4, 0), "all", None, Result.REJECTED),  # a half is not more than a half
        ((9, 3, 2, 0), "cast", 5, Result.ADOPTED),
        ((9, 2, 1, 2), "cast", 5, Result.REJECTED),  # who abstains has voted
        ((9, 6, 3, 0), "two_thirds", None, Result.ADOPTED),
        ((10, 6, 0, 0), "two_thirds", None, Result.REJECTED),
        ((9, 0, 0, 0), "cast", None, Result.NO_QUORUM),
        ((0, 0, 0, 0), "all", 1, Result.NO_QUORUM),
        ((3, 3, 0, 0), "all", 7, Result.NO_QUORUM),  # more are needed than there are
    ],
)
def test_results(numbers: tuple[int, int, int, int], majority: str, quorum: int | None, result: str) -> None:
    assert result_of(Tally(*numbers), majority, quorum) == result


@given(CHOICES, st.randoms(use_true_random=False), st.sampled_from(Majority.values))
def test_order_does_not_matter_and_nobody_is_lost(choices: list[str], order: object, majority: str) -> None:
    tally = tally_of(choices)
    shuffled = list(choices)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally_of(shuffled) == tally
    assert tally.votes_for + tally.against + tally.abstained + tally.silent == len(choices)
    if result_of(tally, majority, None) == Result.ADOPTED:
        assert tally.votes_for >= needed_for(tally, majority) > tally.votes_for - len(choices) - 1
        assert tally.votes_for > tally.against


@given(CHOICES, st.sampled_from(Majority.values), st.none() | st.integers(1, 40))
def test_one_more_vote_for_never_hurts(choices: list[str], majority: str, quorum: int | None) -> None:
    if "" not in choices:
        return
    before = result_of(tally_of(choices), majority, quorum)
    more = list(choices)
    more[more.index("")] = Choice.FOR
    assert not (before == Result.ADOPTED and result_of(tally_of(more), majority, quorum) != Result.ADOPTED)


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        tally_of(["for", "maybe"])


class TestMoments:
    def test_a_day_runs_to_its_end_in_prague_also_when_the_clock_changes(self) -> None:
        for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)):
            start, end = deadline_at(day - timedelta(days=1)), deadline_at(day)
            assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
            assert (last_day(end), is_whole_day(end)) == (day, True)

    def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_the_later(self) -> None:
        with pytest.raises(ValidationError) as refused:
            deadline_at(date(2026, 3, 29), time(2, 30))
        assert "letní čas" in refused.value.message_dict["time"][0]
        assert deadline_at(date(2026, 10, 25), time(2, 30)).astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert deadline_at(date(2026, 3, 29), time(3)).astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)

    def test_words(self) -> None:
        assert deadline_short(deadline_at(date(2026, 11, 12))).replace("\xa0", " ") == "12. 11. 2026"
        assert deadline_short(deadline_at(date(2026, 11, 12), time(16))).replace("\xa0", " ") == "12. 11. 2026 16.00"

    @pytest.mark.parametrize(
        ("day", "reminded"),
        [
            (date(2026, 11, 12), date(2026, 11, 11)),
            (date(2026, 11, 15), date(2026, 11, 13)),  # Sunday: Friday
            (date(2026, 11, 18), date(2026, 11, 16)),  # the day before is a holiday
            (date(2026, 12, 28), date(2026, 12, 23)),  # Christmas and the weekend
        ],
    )
    def test_a_working_day_before(self, day: date, reminded: date) -> None:
        assert reminder_day(deadline_at(day)) == reminded
        assert reminder_day(deadline_at(day, time(10))) == reminded

    def test_one_working_day_is_left_to_write_down_what_came_in_time(self) -> None:
        friday = date(2026, 11, 13)
        assert entering_until(deadline_at(friday)) == deadline_at(date(2026, 11, 16))

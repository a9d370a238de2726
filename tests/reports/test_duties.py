"""The clock moves and the mail is read: asking newcomers, one reminder on a working day, closing what is over."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.audit.models import Entry
from soucinnost.kernel.dates import is_working_day
from soucinnost.kernel.duties import duties
from soucinnost.notices.models import Message
from soucinnost.reports import hooks
from soucinnost.reports.actions import open_call, save_draft
from soucinnost.reports.actions.erasing import erase_drafts
from soucinnost.reports.dates import is_time_to_remind, usual_due
from soucinnost.reports.digest import owed_reports
from soucinnost.reports.duties import look_after_calls
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call, Draft
from soucinnost.reports.periods import period_text
from soucinnost.reports.retained import expired_drafts
from tests import factories
from tests.cast import Cast
from tests.reports.kit import report

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")
ASKED = date(2026, 4, 8)  # Wednesday after Easter
MEETING = date(2026, 4, 27)  # Monday


def at(day: date, hour: int = 9) -> Any:
    """The clock of the product at a moment of a day in Prague."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour))
    return patch("django.utils.timezone.now", lambda: moment)


def opened(cast: Cast) -> Call:
    with at(ASKED):
        return open_call(by=cast.actor("chair"), group=cast.group, for_day=MEETING)


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def test_due_days_are_working_days() -> None:
    assert usual_due(MEETING, ASKED) == date(2026, 4, 24)  # Friday before the Monday
    assert usual_due(date(2026, 4, 9), ASKED) == ASKED  # that would have passed
    assert usual_due(date(2026, 4, 7), ASKED) == date(2026, 4, 7)  # never after the meeting
    for shift in range(400):
        day = ASKED + timedelta(days=30 + shift)
        due = usual_due(day, ASKED)
        assert is_working_day(due)
        assert timedelta(days=3) <= day - due <= timedelta(days=8)


def test_when_to_remind() -> None:
    due = date(2026, 4, 24)

    def days(asked_on: date) -> list[int]:
        april = [date(2026, 4, day) for day in range(1, 31)]
        return [day.day for day in april if is_time_to_remind(due_on=due, asked_on=asked_on, today=day)]

    assert days(ASKED) == [21, 22, 23, 24]  # from three days before, without the weekend
    assert days(date(2026, 4, 21)) == [23, 24]  # not right after asking


def test_one_reminder_comes_by_itself(cast: Cast) -> None:
    one = opened(cast)
    for day in range(9, 31):
        with at(date(2026, 4, day)):
            look_after_calls(by=SYSTEM)
            look_after_calls(by=SYSTEM)
        assert mails("report_reminder") == (1 if day >= 21 else 0), day
    one.refresh_from_db()
    assert one.reminded_on == date(2026, 4, 21)
    assert mails("report_call") == 1


def test_who_has_reported_is_left_alone(cast: Cast) -> None:
    one = opened(cast)
    with at(date(2026, 4, 15)):
        report(cast, one)
    with at(date(2026, 4, 22)):
        assert look_after_calls(by=SYSTEM) == ""
    assert mails("report_reminder") == 0


def test_what_is_owed_stands_in_reminders_until_the_meeting(cast: Cast) -> None:
    one = opened(cast)
    with at(ASKED):
        assert list(owed_reports(cast.actor("member"), date(2026, 4, 9))) == []  # due in fifteen days
        [line] = owed_reports(cast.actor("deputy"), date(2026, 4, 10))
        assert (line.uid, line.day, line.reminds) == (one.uid, one.due_on, False)
        assert "Most k lidem" in line.text.replace("\xa0", " ")
        [late] = owed_reports(cast.actor("member"), one.due_on + timedelta(days=1))
        assert late.reminds
        assert list(owed_reports(cast.actor("member"), MEETING + timedelta(days=1))) == []
        assert list(owed_reports(cast.actor("chair"), MEETING)) == []


def test_a_newcomer_is_asked_on_the_next_working_day(cast: Cast) -> None:
    opened(cast)
    newcomer = factories.person("Eva", "Nová", email="eva@policie.test")
    with at(date(2026, 4, 10)):
        factories.mandate(
            cast.group, newcomer, organisation=cast.police, reports=True, valid_from=date(2026, 4, 11)
        )
        look_after_calls(by=SYSTEM)
    with at(date(2026, 4, 12)):  # Sunday
        look_after_calls(by=SYSTEM)
    assert not Message.objects.filter(person=newcomer).exists()
    with at(date(2026, 4, 13)):
        assert "1" in look_after_calls(by=SYSTEM)
    assert Message.objects.get(person=newcomer).kind == "report_call"


def test_holidays_are_quiet(cast: Cast) -> None:
    """1 May 2026 is a Friday and a public holiday."""
    with at(date(2026, 4, 20)):
        open_call(by=cast.actor("chair"), group=cast.group, for_day=date(2026, 5, 6), due_on=date(2026, 5, 4))
    with at(date(2026, 5, 1)):
        assert look_after_calls(by=SYSTEM) == ""
    with at(date(2026, 5, 4)):
        assert look_after_calls(by=SYSTEM) != ""


def test_a_call_long_over_is_closed(cast: Cast) -> None:
    one = opened(cast)
    for days, state in ((30, CallState.OPEN), (31, CallState.CLOSED)):
        with at(MEETING + timedelta(days=days)):
            look_after_calls(by=SYSTEM)
        one.refresh_from_db()
        assert one.state == state


def test_who_follows_reports_twice_is_told_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(hooks, "_holds", [])
    monkeypatch.setattr(hooks, "_takes", [])

    def hold(call: Call) -> None:
        told.append("hold")

    def take(**_told: Any) -> None:
        told.append("take")

    for _again in range(2):
        hooks.follow_reports(hold=hold, take=take)
    with at(ASKED):
        report(cast, opened(cast))
    assert told == ["hold", "take"]


def test_the_rounds_are_registered() -> None:
    assert {"reports.calls", "meetings.reports"} <= {duty.key for duty in duties()}


def test_old_drafts_expire(cast: Cast) -> None:
    one = opened(cast)
    with at(ASKED):
        save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "x"})
    moment = timezone.make_aware(datetime(2026, 4, 8, 9))
    assert not expired_drafts(moment).exists()
    later = moment + timedelta(hours=1)
    assert erase_drafts(by=SYSTEM, records=expired_drafts(later), cutoff=later) == 1
    assert erase_drafts(by=SYSTEM, records=expired_drafts(later), cutoff=later) == 0
    assert not Draft.objects.exists() and Entry.objects.filter(verb="report.draft_dropped").count() == 1


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""), (date(2017, 1, 1), date(2017, 12, 31), "2017"), (date(2017, 1, 1), None, "od 1. 1. 2017"),
        (date(2017, 3, 1), date(2017, 12, 31), "1. 3. – 31. 12. 2017"),
        (date(2016, 1, 1), date(2017, 12, 31), "2016–2017"),
    ],
)
def test_periods_in_words(start: date | None, end: date | None, words: str) -> None:
    assert period_text(start, end).replace("\xa0", " ") == words

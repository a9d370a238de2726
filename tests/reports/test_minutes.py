"""Reports at a meeting: asked for, in the minutes when it starts, one record until the lock."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from soucinnost.access.actors import SystemActor
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.richtext import to_plain
from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import set_standing_items
from soucinnost.groups.models import Group
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions import reporting
from soucinnost.meetings.actions.agenda import change_item, remove_item
from soucinnost.meetings.actions.entries import CONFLICT
from soucinnost.meetings.actions.reporting import ask_for_reports, bring_reports
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, change_meeting
from soucinnost.meetings.actions.signoff import reopen, sign_as_recorder, sign_as_reviewer
from soucinnost.meetings.actions.sync import perform
from soucinnost.meetings.duties import ask_for_reports as duty
from soucinnost.meetings.enums import EntryKind, MeetingState
from soucinnost.meetings.models import AgendaItem, Entry, EntryRevision, Meeting, MinutesVersion, Signature
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.notices.models import Message
from soucinnost.reports import actions
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call, Report
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.minutes_kit import planned, write
from tests.reports.kit import CLIENTS, PLACED, content, report, reported_then

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


def again(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("group", "circle__controller").get(pk=meeting.pk)


def prepared(cast: Cast, *, days: int = 20) -> tuple[Meeting, AgendaItem]:
    """A planned meeting and its item for reports."""
    set_standing_items(
        by=cast.actor("chair"), group=cast.group,
        items=[{"title": "Úvod"}, {"title": "Monitoring projektů", "kind": "reports"}, {"title": "Různé"}],
    )
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=days))
    return meeting, meeting.items.get(kind="reports")


def asked(cast: Cast, *, days: int = 20) -> tuple[Meeting, AgendaItem, Call]:
    """The same with reports asked for."""
    meeting, item = prepared(cast, days=days)
    one = ask_for_reports(by=cast.actor("chair"), item=item)
    return again(meeting), AgendaItem.objects.get(pk=item.pk), one


def lines(meeting: Meeting) -> list[Entry]:
    return list(Entry.objects.filter(meeting=meeting).order_by("position"))


# -- asking


@pytest.mark.parametrize("role", ROLES)
def test_who_asks_from_the_page_of_preparing(cast: Cast, role: str) -> None:
    meeting, item = prepared(cast)
    answer = cast.client(role).post(reverse("meetings:item_reports", args=[meeting.uid, item.uid]))
    leads = role in {"chair", "recorder"}
    sits = role in {"reviewer", "member", "deputy"}
    assert answer.status_code == (302 if leads or role == "public" else 403 if sits else 404)
    assert Call.objects.exists() == leads


def test_asking_names_the_call_after_its_item_and_once(cast: Cast) -> None:
    meeting, item, one = asked(cast)
    assert (one.title, one.for_day) == ("Monitoring projektů", timezone.localtime(meeting.starts_at).date())
    assert ask_for_reports(by=cast.actor("recorder"), item=item).pk == one.pk
    assert Message.objects.filter(kind="report_call").count() == 1
    page = cast.client("chair").get(reverse("meetings:prepare", args=[meeting.uid])).content.decode()
    assert reverse("reports:call", args=[one.uid]) in page
    assert "Most k lidem" in page.replace("\xa0", " ")


def test_where_reports_cannot_be_asked_for(cast: Cast) -> None:
    meeting, item = prepared(cast)
    chair = cast.actor("chair")
    ordinary = meeting.items.exclude(kind="reports").first()
    assert ordinary is not None
    with pytest.raises(ValidationError, match="druh"):
        ask_for_reports(by=chair, item=ordinary)
    with pytest.raises(PermissionDenied):
        ask_for_reports(by=cast.actor("member"), item=item)
    change_item(
        by=chair, item=item, title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["member"].seat],
    )
    with pytest.raises(ValidationError, match="jmenované"):
        ask_for_reports(by=chair, item=AgendaItem.objects.get(pk=item.pk))
    other = planned(cast, starts_at=timezone.now() + timedelta(hours=1))
    start_meeting(by=chair, meeting=other)
    with pytest.raises(ValidationError, match="začalo"):
        ask_for_reports(by=chair, item=other.items.get(kind="reports"))
    assert not Call.objects.exists()


WEDNESDAY = date(2026, 3, 4)


def at(day: date, hour: int = 9) -> Any:
    """The clock of the product at a moment of a day in Prague."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour))
    return patch("django.utils.timezone.now", lambda: moment)


def test_the_installation_asks_two_weeks_before_on_working_days(cast: Cast) -> None:
    with at(WEDNESDAY):
        meeting, item = prepared(cast, days=15)
        assert duty(by=SYSTEM) == ""
        assert not Call.objects.exists()
    with at(WEDNESDAY + timedelta(days=3)):  # Saturday
        assert duty(by=SYSTEM) == ""
    with at(WEDNESDAY + timedelta(days=5)):
        assert "1" in duty(by=SYSTEM)
        one = Call.objects.get()
        assert (one.asked_by, one.due_on) == (None, WEDNESDAY + timedelta(days=12))
        assert Message.objects.get(kind="report_call").person == cast.person("member")
        assert duty(by=SYSTEM) == ""
    item.refresh_from_db()
    assert item.report_call == one
    assert again(meeting).items.get(kind="reports").report_call == one


def test_the_installation_asks_nobody_where_nobody_reports(cast: Cast) -> None:
    from soucinnost.groups.actions import change_mandate

    change_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], reports=False)
    with at(WEDNESDAY):
        prepared(cast, days=10)
        assert duty(by=SYSTEM) == ""


def test_one_item_that_fails_stops_no_other_and_an_ended_group_is_left_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(WEDNESDAY):
        _meeting, first = prepared(cast, days=10)
        second = planned(cast, starts_at=timezone.now() + timedelta(days=12)).items.get(kind="reports")
        ask = reporting.ask_for_reports

        def broken(*, by: Any, item: AgendaItem) -> Call:
            if item == first:
                raise RuntimeError
            return ask(by=by, item=item)

        Group.objects.filter(pk=cast.group.pk).update(closed_on=WEDNESDAY - timedelta(days=1))
        assert duty(by=SYSTEM) == "" and not Call.objects.exists()
        Group.objects.filter(pk=cast.group.pk).update(closed_on=None)
        monkeypatch.setattr(reporting, "ask_for_reports", broken)
        assert "1" in duty(by=SYSTEM)
        monkeypatch.undo()
        second.refresh_from_db()
        assert [second.report_call] == list(Call.objects.all())
        assert "1" in duty(by=SYSTEM)  # the first gets its turn in the next round
        assert Call.objects.count() == 2


def test_a_closed_call_stays_where_it_was(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    actions.close_call(by=cast.actor("chair"), call=one)
    later = meeting.starts_at + timedelta(days=14)
    change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=2), place=Place()
    )
    assert Call.objects.get().for_day == one.for_day
    assert not Message.objects.filter(kind="report_moved").exists()


def test_a_call_for_two_meetings_of_a_day_waits_for_the_other(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    other = planned(cast, starts_at=meeting.starts_at + timedelta(minutes=1))
    assert ask_for_reports(by=cast.actor("chair"), item=other.items.get(kind="reports")) == one
    for cancelled, state in ((meeting, CallState.OPEN), (other, CallState.CLOSED)):
        cancel_meeting(by=cast.actor("chair"), meeting=again(cancelled), reason="Nemoc")
        one.refresh_from_db()
        assert one.state == state


def test_a_moved_meeting_moves_its_call(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    later = meeting.starts_at + timedelta(days=14)
    change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=2), place=Place()
    )
    one.refresh_from_db()
    assert one.for_day == timezone.localtime(later).date()
    assert Message.objects.filter(kind="report_moved").count() == 1


def test_a_cancelled_meeting_closes_its_call(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")
    one.refresh_from_db()
    assert one.state == CallState.CLOSED


# -- into the minutes


def test_reports_are_there_when_the_item_opens(cast: Cast) -> None:
    factories.mandate(cast.group, factories.person("Petr", "Policejní"), organisation=cast.police, reports=True)
    meeting, item, one = asked(cast)
    actions.hand_in(
        by=cast.actor("reviewer"), call=one, organisation=cast.police, content=content("Klid v ulicích.")
    )
    made = report(cast, one, CLIENTS, PLACED, text="V terénu.\n\nA znovu.", problems="Málo klientů.", needs="Auto.")
    assert not Entry.objects.exists()
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    first, second = lines(meeting)
    assert [entry.organisation for entry in (first, second)] == [cast.ngo, cast.police]
    assert (first.item, first.kind, first.report, first.written_by) == (
        item, EntryKind.REPORT, made, cast.person("member"),
    )
    text = to_plain(first.body)
    for words in ("V terénu.", "A znovu.", "Problémy", "Málo klientů.", "Potřeby", "Auto."):
        assert words in text, words
    view = minutes_view(cast.actor("reviewer"), again(meeting))
    line = next(entry for entry in view.entries if entry.uid == first.uid)
    assert line.report is not None
    assert line.report.organisation == "Most k lidem"
    assert [(row.label, row.value, row.total, row.total_label) for row in line.report.numbers] == [
        ("aktivních klientů", 20, None, ""), ("získalo práci", 15, 30, "klientů"),
    ]
    claims = {claim.uid for claim in Claim.objects.all()}
    assert {row.claim_uid for row in line.report.numbers} == claims
    assert line.problems == ()


def test_every_number_comes_through_as_it_is(cast: Cast) -> None:
    """What the minutes read of a line is exactly what was reported: signs, decimals, kinds, periods."""
    meeting, _item, one = asked(cast)
    numbers = (
        replace(CLIENTS, value=Decimal("-1234567.0500"), kind="plan", period_from=date(2017, 1, 1)),
        replace(PLACED, value=Decimal("0"), kind="approximate", period_from=date(2017, 1, 1),
                period_to=date(2017, 12, 31)),
    )
    report(cast, one, *numbers)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    view = minutes_view(cast.actor("chair"), again(meeting))
    [line] = [entry.report for entry in view.entries]
    assert line is not None
    read = [(row.value, row.kind, row.period_from, row.period_to) for row in line.numbers]
    assert read == [(one.value, one.kind, one.period_from, one.period_to) for one in numbers]


def test_a_late_report_comes_into_running_minutes_once(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    assert lines(meeting) == []
    made = report(cast, one)
    [entry] = lines(meeting)
    assert entry.report == made
    corrected = actions.correct(by=cast.actor("deputy"), report=made, content=content("Opraveno."))
    [entry] = lines(meeting)
    assert (entry.report, entry.revision, to_plain(entry.body)) == (corrected, 2, "Opraveno.")
    assert [one.by_person for one in EntryRevision.objects.order_by("number")] == [
        cast.person("member"), cast.person("deputy"),
    ]
    assert bring_reports(by=cast.actor("chair"), meeting=again(meeting)) == 0


def test_numbers_are_not_stated_twice(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    report(cast, one, CLIENTS)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    end_meeting(by=cast.actor("chair"), meeting=again(meeting))
    assert Claim.objects.count() == 1
    assert Claim.objects.get().source_kind == "reports.report"


def test_the_line_is_read_only(cast: Cast) -> None:
    meeting, item, one = asked(cast)
    report(cast, one, CLIENTS)
    chair = cast.actor("chair")
    start_meeting(by=chair, meeting=meeting)
    [entry] = lines(meeting)
    meeting = again(meeting)
    for change in ({"body": "<p>Jinak</p>"}, {"struck": True}, {"kind": "information"}, {"base": 99}):
        values: dict[str, Any] = {"body": entry.body, "base": 1, "kind": "report", "details": entry.details, **change}
        if "base" in change:
            values["body"] = "<p>Psané bez spojení</p>"
        with pytest.raises(ValidationError, match="Opravte přímo ji"):
            write(chair, meeting, values.pop("body"), uid=entry.uid, item=item, **values)
    raw = {
        "type": "entry", "operation": new_uid(), "uid": entry.uid, "item": item.uid, "base_revision": 1,
        "kind": "report", "body": "<p>Přepsáno v zápisu</p>", "details": entry.details,
    }
    result = perform(by=chair, meeting=meeting, raw=raw)
    assert (result.outcome, result.uid) == ("refused", entry.uid)
    assert "Váš text zůstává tady" in result.message
    entry.refresh_from_db()
    assert (entry.revision, entry.struck_at) == (1, None)
    assert not entry.conflicts.exists()


def test_the_line_may_be_moved_and_still_follows_its_report(cast: Cast) -> None:
    meeting, item, one = asked(cast)
    made = report(cast, one)
    chair = cast.actor("chair")
    start_meeting(by=chair, meeting=meeting)
    [entry] = lines(meeting)
    other = meeting.items.exclude(pk=item.pk).order_by("position").first()
    assert other is not None
    saved = write(
        chair, again(meeting), entry.body, uid=entry.uid, base=1, kind="report", details=entry.details, item=other,
        moved=True, position=5.0,
    )
    assert saved.outcome != CONFLICT
    actions.correct(by=cast.actor("member"), report=made, content=content("Opraveno."))
    [entry] = lines(meeting)
    assert (entry.item, to_plain(entry.body)) == (other, "Opraveno.")


def signed(cast: Cast) -> tuple[Meeting, Report]:
    """Minutes with a report that wait for the reviewer."""
    meeting, _item, one = asked(cast, days=0)
    made = report(cast, one, CLIENTS)
    chair = cast.actor("chair")
    start_meeting(by=chair, meeting=meeting)
    end_meeting(by=chair, meeting=again(meeting))
    sign_as_recorder(by=cast.actor("recorder"), meeting=again(meeting))
    return again(meeting), made


def lock(cast: Cast, meeting: Meeting) -> Meeting:
    version = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    assert version is not None
    sign_as_reviewer(by=cast.actor("reviewer"), meeting=again(meeting), read_version=version)
    return again(meeting)


def test_a_correction_while_reviewers_sign_is_a_new_version_of_the_minutes(cast: Cast) -> None:
    meeting, made = signed(cast)
    before = MinutesVersion.objects.filter(meeting=meeting).count()
    actions.correct(by=cast.actor("member"), report=made, content=content("Opraveno při revizi."))
    assert MinutesVersion.objects.filter(meeting=meeting).count() == before + 1
    [entry] = lines(meeting)
    assert to_plain(entry.body) == "Opraveno při revizi."


def test_locked_minutes_stay_and_take_corrections_when_opened_again(cast: Cast) -> None:
    meeting, made = signed(cast)
    meeting = lock(cast, meeting)
    assert meeting.state == MeetingState.FINAL
    corrected = actions.correct(by=cast.actor("member"), report=made, content=content("Opraveno po uzamčení."))
    [entry] = lines(meeting)
    assert entry.report == made
    assert corrected.number == 2
    reopen(by=cast.actor("chair"), meeting=meeting, reason="Oprava zprávy")
    [entry] = lines(meeting)
    assert (entry.report, to_plain(entry.body)) == (corrected, "Opraveno po uzamčení.")
    assert Signature.objects.filter(meeting=meeting, withdrawn_at__isnull=True).count() == 0


def test_nothing_new_and_on_behalf_say_so_in_the_minutes(cast: Cast) -> None:
    last = reported_then(cast, text="Minulá slova.")
    meeting, _item, one = asked(cast)
    actions.nothing_new(by=cast.actor("chair"), call=one, organisation=cast.ngo, author=cast.person("member"))
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    text = to_plain(lines(meeting)[0].body)
    assert "Beze změny od zprávy k jednání" in text
    assert str(last.call.for_day.year) in text
    assert "Minulá slova." in text
    assert "Sděleno: Dana Členová" in text


def test_pages_and_papers_show_the_report(cast: Cast) -> None:
    meeting, _item, one = asked(cast)
    made = report(cast, one, CLIENTS, text="Slova <b>nejsou</b> značky & nic víc.")
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    live = cast.client("chair").get(reverse("meetings:hold", args=[meeting.uid])).content.decode()
    assert json.dumps(reverse("reports:correct", args=[made.uid])) in live
    end_meeting(by=cast.actor("chair"), meeting=again(meeting))
    page = cast.client("member").get(reverse("meetings:minutes", args=[meeting.uid])).content.decode()
    assert reverse("reports:report", args=[made.uid]) in page
    assert "&lt;b&gt;nejsou&lt;/b&gt;" in page
    paper = cast.client("chair").get(reverse("meetings:paper", args=[meeting.uid, "minutes", "docx"]))
    text = "\n".join(part.text for part in Document(BytesIO(paper.content)).paragraphs).replace("\xa0", " ")
    assert "Slova <b>nejsou</b> značky & nic víc." in text
    cells = [cell.text for table in Document(BytesIO(paper.content)).tables for row in table.rows for cell in row.cells]
    assert "20 osob" in [cell.replace("\xa0", " ") for cell in cells]


def test_a_closed_item_keeps_its_lines_closed(cast: Cast) -> None:
    """The item was closed after asking: its lines are hidden with it, the report stays readable as a report."""
    meeting, item, one = asked(cast)
    report(cast, one)
    change_item(
        by=cast.actor("chair"), item=item, title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["member"].seat],
    )
    start_meeting(by=cast.actor("chair"), meeting=again(meeting))
    assert Entry.objects.visible_to(cast.actor("reviewer")).filter(meeting=meeting).count() == 0
    assert Entry.objects.visible_to(cast.actor("member")).filter(meeting=meeting).count() == 1


def test_an_item_taken_off_leaves_its_call(cast: Cast) -> None:
    _meeting, item, one = asked(cast)
    remove_item(by=cast.actor("chair"), item=item)
    report(cast, one)
    assert Report.objects.count() == 1


def test_erasing_a_call_keeps_the_minutes(cast: Cast) -> None:
    from soucinnost.reports.actions.erasing import erase_calls
    from soucinnost.reports.retained import expired_calls

    meeting, _item, one = asked(cast)
    made = report(cast, one, CLIENTS)
    actions.correct(by=cast.actor("member"), report=made, content=content("Opraveno."))
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    actions.close_call(by=cast.actor("chair"), call=one)
    assert not expired_calls(timezone.now()).exists()
    with pytest.raises(PermissionDenied):
        erase_calls(by=cast.actor("chair"), records=Call.objects.all(), cutoff=timezone.now())
    later = timezone.now() + timedelta(days=60)
    assert erase_calls(by=SYSTEM, records=expired_calls(later), cutoff=later) == 1
    assert not Report.objects.exists()
    [entry] = lines(meeting)
    assert (entry.report, to_plain(entry.body)) == (None, "Opraveno.")
    assert Claim.objects.filter(value=20).exists()  # evidence of a number is kept
    rows = AuditEntry.objects.count()
    assert erase_calls(by=SYSTEM, records=expired_calls(later), cutoff=later) == 0
    assert AuditEntry.objects.count() == rows

"""In whatever order colleagues, deputies and the secretary hand in, correct and close: one current report of an
organisation and call, an unbroken chain of versions, and the minutes say what the current one says.

Each example runs in a savepoint of its own that is taken back.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soucinnost.documents.richtext import to_plain
from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import set_standing_items
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.reports import actions
from soucinnost.reports.content import Content, Number
from soucinnost.reports.models import Call, Figure, Report
from tests.cast import Cast
from tests.meetings.minutes_kit import planned
from tests.reports.kit import reported_then

pytestmark = pytest.mark.django_db

STEPS = ("hand_in", "for", "same", "correct", "correct", "correct_old", "draft", "close", "open", "start", "end")
STEP = st.tuples(
    st.sampled_from(STEPS),
    st.sampled_from(("member", "deputy", "chair", "recorder", "reviewer", "former")),
    st.lists(st.tuples(st.sampled_from(("klientů", "setkání", "výjezdů")), st.integers(0, 3)), max_size=3),
)


def _numbers(rows: list[tuple[str, int]], held: list[Figure]) -> tuple[Number, ...]:
    """Rows as numbers; one whose label the corrected version counts already keeps that claim."""
    claims = {figure.claim.label: figure.claim.uid for figure in held}
    return tuple(
        Number(label=label, value=Decimal(value), unit="počet", claim_uid=claims.get(label, ""))
        for label, value in dict(rows).items()
    )


def _take(cast: Cast, one: Call, meeting: Meeting, step: str, role: str, rows: list[tuple[str, int]], turn: int) -> Any:
    by = cast.actor(role)
    words = Content(text=f"Znění {turn}", numbers=_numbers(rows, []))
    current = Report.objects.filter(call=one).order_by("-number").first()
    if step == "hand_in":
        return actions.hand_in(by=by, call=one, organisation=cast.ngo, content=words)
    if step == "for":
        return actions.hand_in_for(
            by=by, call=one, organisation=cast.ngo, author=cast.person("member"), content=words
        )
    if step == "same":
        return actions.nothing_new(by=by, call=one, organisation=cast.ngo, author=cast.person("deputy"))
    if step in {"correct", "correct_old"} and current is not None:
        base = current if step == "correct" else Report.objects.filter(call=one).order_by("number")[0]
        held = list(Figure.objects.filter(report=base).select_related("claim"))
        return actions.correct(by=by, report=base, content=replace(words, numbers=_numbers(rows, held)))
    if step == "draft":
        return actions.save_draft(by=by, call=one, organisation=cast.ngo, typed={"text": "Rozepsáno"})
    if step in {"close", "open"}:
        return (actions.close_call if step == "close" else actions.reopen_call)(by=by, call=one)
    if step == "start":
        return start_meeting(by=by, meeting=meeting)
    return end_meeting(by=by, meeting=meeting) if step == "end" else None


def _holds(cast: Cast, one: Call, meeting: Meeting) -> None:
    versions = list(Report.objects.filter(call=one, organisation=cast.ngo).order_by("number"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert [version.supersedes for version in versions] == [None, *versions[:-1]][: len(versions)]
    current = list(Report.objects.current().filter(call=one, organisation=cast.ngo))
    assert current == versions[-1:]
    shown = Entry.objects.filter(meeting=meeting)
    if Meeting.objects.get(pk=meeting.pk).state in {MeetingState.RUNNING, MeetingState.DRAFT}:
        assert [entry.report for entry in shown] == current
    else:
        assert not shown.exists()
    if not current:
        return
    figures = list(Figure.objects.filter(report=current[0]).select_related("claim").order_by("position"))
    standing = Claim.objects.filter(
        source_uid=versions[0].uid, superseded_by__isnull=True, value__isnull=False
    )
    assert {figure.claim_id for figure in figures} == set(standing.values_list("pk", flat=True))
    for entry in shown:
        assert current[0].text in to_plain(entry.body)
        view = minutes_view(cast.actor("chair"), Meeting.objects.select_related("group", "circle").get(pk=meeting.pk))
        [line] = [line for line in view.entries if line.uid == entry.uid]
        assert line.report is not None
        assert [(row.label, row.value) for row in line.report.numbers] == [
            (figure.claim.label, figure.claim.value) for figure in figures
        ]


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_one_current_report_whatever_happens(cast: Cast, steps: list[tuple[str, str, list[tuple[str, int]]]]) -> None:
    before = transaction.savepoint()
    try:
        set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Zprávy", "kind": "reports"}])
        reported_then(cast)
        meeting = planned(cast, starts_at=timezone.now() + timedelta(hours=1))
        one = ask_for_reports(by=cast.actor("chair"), item=meeting.items.get())
        for turn, (step, role, rows) in enumerate(steps):
            try:
                with transaction.atomic():
                    _take(cast, one, meeting, step, role, rows, turn)
            except (PermissionDenied, ValidationError):
                pass
            _holds(cast, one, meeting)
    finally:
        transaction.savepoint_rollback(before)

"""Reports of organisations at a meeting: asking for them, having them in the minutes when their item opens.

A report stays one record: its line is filled from it, follows its corrections until the minutes are locked, and is not
retyped. Locks come in one order: the meeting, the call, the audit chain.
"""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from soucinnost.documents.richtext import clean_html, from_plain
from soucinnost.evidence.models import Claim
from soucinnost.groups.enums import StandingItemKind
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.numbers import format_number
from soucinnost.meetings.actions.agenda.common import writable
from soucinnost.meetings.actions.live import lock_meeting, tick
from soucinnost.meetings.actions.signoff import keep_correction
from soucinnost.meetings.details import Details, normalised
from soucinnost.meetings.enums import EntryKind, MeetingState
from soucinnost.meetings.models import AgendaItem, Entry, EntryRevision, Meeting
from soucinnost.meetings.rules import PLANNED, WRITABLE
from soucinnost.reports.actions import close_call, move_call, open_call
from soucinnost.reports.dates import ASKED_BEFORE
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call, Report
from soucinnost.reports.selectors import reporting_seats, with_figures
from soucinnost.reports.words import since_text

logger = logging.getLogger(__name__)

# -- asking


@transaction.atomic
def ask_for_reports(*, by: Actor, item: AgendaItem, due_on: date | None = None) -> Call:
    """Ask the organisations of the group for reports to this item; asked already, the same call is returned.

    Chair and recorder, before the meeting starts. Raises ValidationError for another kind of item, for one closed to
    some seats (reports are for the whole group), and for whatever the call itself refuses.
    """
    item = writable(by, item)
    if item.report_call is not None and item.report_call.state == CallState.OPEN:
        return item.report_call
    if item.kind != StandingItemKind.REPORTS:
        raise ValidationError(_("Zprávy se vyžadují k bodu, jehož druh jsou zprávy organizací."))
    if item.is_closed:
        raise ValidationError(_("Bod je jen pro jmenované, zprávy ale čte celá skupina. Nejdřív bod otevřete všem."))
    if item.meeting.state not in PLANNED:
        raise ValidationError(_("Jednání už začalo. Zprávy teď zapište přímo do zápisu."))
    day = timezone.localtime(item.meeting.starts_at).date()
    item.report_call = open_call(by=by, group=item.meeting.group, for_day=day, due_on=due_on, title=item.title)
    item.save(update_fields=["report_call"])
    return item.report_call


def ask_in_time(*, by: Actor) -> int:
    """Ask by itself two weeks before each planned meeting with an item for reports; returns how many calls it opened.

    The installation's own job, on working days.
    """
    today = timezone.localdate()
    edge = timezone.now() + ASKED_BEFORE
    items = AgendaItem.objects.filter(
        kind=StandingItemKind.REPORTS, is_closed=False, report_call__isnull=True, meeting__state__in=PLANNED,
        meeting__starts_at__gt=timezone.now(), meeting__starts_at__lte=edge,
    )
    opened = 0
    for item in items.select_related("meeting__group", "circle").order_by("meeting__starts_at", "pk"):
        if item.meeting.group.closed_on is not None and item.meeting.group.closed_on < today:
            continue
        if not reporting_seats([item.circle_id]).on(today).exists():
            continue
        try:
            ask_for_reports(by=by, item=item)
            opened += 1
        except Exception:  # noqa: BLE001 - the others get their turn; logged, tried again in the next round
            logger.exception("reports for item %s", item.uid)
    return opened


def move_calls(*, by: Actor, meeting: Meeting, left: date) -> None:
    """Move the calls of a meeting that was moved from the day ``left``; the meeting is locked by the caller."""
    for call in _locked_calls(meeting):
        if call.state == CallState.OPEN and call.for_day == left:
            move_call(by=by, call=call, for_day=timezone.localtime(meeting.starts_at).date())


def close_calls(*, by: Actor, meeting: Meeting) -> None:
    """Close the calls of a meeting that was cancelled, unless another meeting waits for the same reports."""
    for call in _locked_calls(meeting):
        others = AgendaItem.objects.filter(report_call=call, meeting__state__in=PLANNED | WRITABLE)
        if not others.exclude(meeting=meeting).exists():
            close_call(by=by, call=call)


def _locked_calls(meeting: Meeting) -> list[Call]:
    """All calls of a meeting, locked at once: what is done to the first takes the end of the audit chain."""
    keys = AgendaItem.objects.filter(meeting=meeting, report_call__isnull=False).values("report_call")
    found = Call.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    return list(found.select_related("circle").order_by("pk"))


# -- into the minutes


def hold_meetings(call: Call) -> None:
    """Lock the meetings whose minutes take reports of the call, before one is handed in."""
    meetings = AgendaItem.objects.filter(report_call=call).order_by("meeting").values_list("meeting", flat=True)
    for key in dict.fromkeys(meetings):
        lock_meeting(Meeting(pk=key))


def take_report(*, by: Actor, report: Report) -> None:
    """Put a new version of a report into the minutes that wait for it, unless they are locked or not begun."""
    items = AgendaItem.objects.filter(report_call=report.call_id).select_related("meeting").order_by("meeting", "pk")
    for item in items:
        meeting = lock_meeting(item.meeting)
        if meeting.state in WRITABLE:
            _put(by, meeting, item, with_figures(Report.objects.all()).get(pk=report.pk))
            if meeting.state == MeetingState.SIGNING:
                keep_correction(by=by, meeting=meeting)


def bring_reports(*, by: Actor, meeting: Meeting) -> int:
    """Put all current reports into the items that wait for them, by organisations in Czech order.

    Called when the meeting starts and when locked minutes are opened again; the caller has checked the rule and locked
    the meeting. Returns how many lines were written or changed.
    """
    written = 0
    for item in AgendaItem.objects.filter(meeting=meeting, report_call__isnull=False).order_by("position", "pk"):
        reports = list(with_figures(Report.objects.current().filter(call=item.report_call_id)))
        for report in sorted(reports, key=lambda one: (sort_key(one.organisation.name), one.pk)):
            written += _put(by, meeting, item, report)
    return written


def _put(by: Actor, meeting: Meeting, item: AgendaItem, report: Report) -> bool:
    """Write the line of a report, or bring it up to this version; False when it shows it already."""
    entry = (
        Entry.objects.filter(meeting=meeting, report__call=report.call_id, report__organisation=report.organisation_id)
        .select_related("report").first()
    )
    if entry is not None and entry.report_id == report.pk:
        return False
    now = tick(meeting)
    if entry is None:
        last = Entry.objects.filter(item=item).aggregate(last=Max("position"))["last"]
        entry = Entry(
            circle=meeting.circle, meeting=meeting, item=item, position=1 if last is None else last + 1, revision=0,
            written_at=now, written_by_id=report.author_id or by.person_id,
        )
    entry.kind, entry.body, entry.details = EntryKind.REPORT, body_of(report), details_of(report)
    entry.organisation, entry.report, entry.problems = report.organisation, report, []
    entry.claim_uids = {row["uid"]: row["uid"] for row in entry.details.get("numbers", [])}
    entry.changed_at, entry.revision, entry.struck_at = now, entry.revision + 1, None
    entry.save()
    EntryRevision.objects.create(
        entry=entry, number=entry.revision, kind=entry.kind, body=entry.body, details=entry.details, at=now,
        by_person_id=report.entered_by_id or report.author_id or by.person_id,
    )
    return True


def body_of(report: Report) -> str:
    """The words of a report as the record keeps them: canonical rich text, in Czech, with plain spaces."""
    with translation.override("cs"):
        parts = [_paragraph(since_text(report))] if report.unchanged_since is not None else []
        for label, text in (("", report.text), (_("Problémy"), report.problems), (_("Potřeby"), report.needs)):
            if text and label:
                parts.append(format_html("<p><strong>{}</strong></p>", label))
            if text:
                parts.append(from_plain(text))
        if report.entered_by is not None and report.author is not None:
            told_on = timezone.localtime(report.handed_in_at).date()
            day = f", {format_date(told_on)}" if told_on <= report.call.for_day else ""
            parts.append(_paragraph(_("Sděleno: %(name)s") % {"name": report.author.name + day}))
    return clean_html("".join(parts).replace(NBSP, " ").replace("&nbsp;", " "))


def _paragraph(text: str) -> str:
    return format_html("<p><em>{}</em></p>", text)


def details_of(report: Report) -> Details:
    """Organisation and numbers of a report as fields of a line; each number is named by its claim."""
    rows = [_row(figure.claim) for figure in report.figures.all()]
    place = {"text": report.organisation.label, "uid": report.organisation.uid}
    return normalised({"organisation": place, "numbers": rows})


def _row(claim: Claim) -> dict[str, str]:
    return {
        "uid": claim.uid, "label": claim.label, "unit": claim.unit, "kind": claim.kind,
        "value": format_number(claim.value) if claim.value is not None else "",
        "total": format_number(claim.denominator) if claim.denominator is not None else "",
        "total_label": claim.denominator_label,
        "from": format_date(claim.period_from) if claim.period_from else "",
        "to": format_date(claim.period_to) if claim.period_to else "",
    }

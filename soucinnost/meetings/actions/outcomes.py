"""What minutes set going: tasks for their owners, numbers for evidence, questions for members, search.

Passing on happens at chosen moments (the end of the meeting, a kept version, „Hotovo“ in the editor), not with each
autosave, and only what changed since last time is passed on: a task that its owner handed on meanwhile stays theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Seat
from soucinnost.access.rules import require, runs
from soucinnost.assignments.actions import cancel, change_assignment, create_assignment
from soucinnost.assignments.enums import AssignmentState, DueKind
from soucinnost.assignments.models import Assignment
from soucinnost.documents.richtext import is_empty, to_plain
from soucinnost.evidence.actions import state_claim, supersede_claim
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.actions.closure import SOURCE, Closure, closure_of
from soucinnost.meetings.actions.live import lock_meeting, tick
from soucinnost.meetings.actions.reading import BY_DAY, reread
from soucinnost.meetings.details import Number, read
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.findable import find_entry
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.problems import Problem
from soucinnost.meetings.rules import PLANNED, may_write
from soucinnost.meetings.selectors.following import next_day_after
from soucinnost.meetings.selectors.signoff import taking_part
from soucinnost.notices.actions import queue

UNTRACKED = "untracked"  # in ``settled``: a task of old minutes that nobody follows


@dataclass
class Outcome:
    """Uids of lines whose task was given, and of those that cannot be (no owner, no text, unreadable term)."""

    tasks_given: list[str] = field(default_factory=list)
    tasks_waiting: list[str] = field(default_factory=list)


def lock_tasks(meeting: Meeting) -> None:
    """Keep the group's open tasks and those of the minutes from other writers until the transaction ends.

    Whoever finishes or cancels a task locks it before the end of the audit chain. What settles minutes must take the
    tasks first too, in one order, else the two could wait for each other for ever; and a task finished a moment ago
    is then seen as finished.
    """
    concerned = Q(entry__meeting=meeting) | Q(group=meeting.group, state=AssignmentState.OPEN)
    found = Assignment.objects.filter(concerned).order_by().values("pk")
    list(Assignment.objects.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk"))


@transaction.atomic
def settle_outcomes(*, by: Actor, meeting: Meeting) -> Outcome:
    """Pass on what the minutes say. Whoever may write the minutes.

    A task that cannot be given or changed waits: the line says why, the rest is passed on.
    Lines closed to others than ``by``, and corrections by a reviewer, are passed on by the installation itself.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting))
    lock_tasks(meeting)
    outcome = Outcome()
    entries = (
        Entry.objects.filter(meeting=meeting)
        .select_related("item", "assignment", "owner_person", "owner_organisation", "organisation", "written_by")
        .prefetch_related("named_seats", "item__named_seats").order_by("item__position", "position", "id")
    )
    visible = set(Entry.objects.visible_to(by).filter(meeting=meeting).values_list("pk", flat=True))
    asked = []
    for entry in entries:
        own = runs(by, meeting.circle) and entry.pk in visible
        actor = by if own else SystemActor(name="meetings")
        before = (entry.assignment_id, dict(entry.claim_uids), dict(entry.settled))
        shown = list(entry.problems)
        was_reread = reread(meeting, entry)
        _settle_task(actor, meeting, entry, outcome)
        _settle_numbers(actor, meeting, entry)
        if entry.kind == EntryKind.QUESTION and entry.struck_at is None and not entry.settled.get("asked"):
            entry.settled["asked"] = True
            asked.append(entry)
        if entry.settled.get("found") != entry.revision:
            entry.settled["found"] = entry.revision
            find_entry(entry)
        if was_reread or shown != entry.problems:
            entry.changed_at = tick(meeting)
            entry.save(update_fields=["changed_at", *BY_DAY])
        if before != (entry.assignment_id, entry.claim_uids, entry.settled):
            entry.save(update_fields=["assignment", "claim_uids", "settled"])
    _ask(by, meeting, asked)
    if outcome.tasks_given:
        _carry_on(meeting)
    return outcome


def _carry_on(meeting: Meeting) -> None:
    """Put what was given now into the agenda of the next meeting where that is set already."""
    from soucinnost.meetings.actions.agenda import carry_unfinished  # noqa: PLC0415 - it signs off, which settles this

    following = Meeting.objects.filter(group=meeting.group, state__in=PLANNED, starts_at__gt=meeting.starts_at)
    nearest = following.order_by("starts_at", "id").first()
    if nearest is not None:
        carry_unfinished(by=SystemActor(name="meetings"), meeting=nearest)


# -- tasks


def _settle_task(by: Actor, meeting: Meeting, entry: Entry, outcome: Outcome) -> None:
    standing = entry.kind == EntryKind.TASK and entry.struck_at is None
    if not standing:
        if entry.assignment is not None and entry.assignment.state == AssignmentState.OPEN:
            cancel(by=by, assignment=entry.assignment, text=_("Úkol byl ze zápisu vypuštěn."))
            entry.settled.pop("task", None)
            entry.assignment = None
        return
    if not (entry.owner_person_id or entry.owner_organisation_id) or is_empty(entry.body) or not entry.due_kind:
        outcome.tasks_waiting.append(entry.uid)
        return
    closure = closure_of(entry)
    said = _said(entry, closure)
    before = entry.settled.get("task")
    if before == said and (entry.assignment is not None or entry.settled.get(UNTRACKED)):
        return
    try:
        with transaction.atomic():
            if entry.assignment is not None:
                _change_task(by, entry, entry.assignment, said, before or {}, closure)
            else:
                entry.assignment = _give_task(by, meeting, entry, said["text"], closure, entry.due_on)
                outcome.tasks_given.append(entry.uid)
    except ValidationError:
        entry.problems = [*entry.problems, Problem("due", "task_refused").as_json()]
        outcome.tasks_waiting.append(entry.uid)
        return
    entry.settled["task"] = said


def _said(entry: Entry, closure: Closure) -> dict[str, Any]:
    return {
        "text": to_plain(entry.body), "person": entry.owner_person_id, "organisation": entry.owner_organisation_id,
        "due_kind": entry.due_kind, "due_on": entry.due_on.isoformat() if entry.due_on else None,
        "closed_to": sorted(seat.uid for seat in closure.seats) if closure.is_closed else None,
    }


def settle_imported(*, by: Actor, meeting: Meeting, entry: Entry, follows: bool) -> Assignment | None:
    """Pass on a line of a meeting read from old minutes: numbers and texts of reports to evidence, words to search.

    A task becomes one only where somebody said that it is to be followed (``follows``); otherwise it stays in the
    minutes alone until its wording, owner or term changes. One due at the next meeting has the day of the meeting that
    came after this one, where that is known. Called within the import, which has checked its rule. Raises
    ValidationError for a task to follow that has no owner.
    """
    given, day = None, timezone.localtime(meeting.starts_at).date()
    if entry.kind == EntryKind.TASK:
        closure = closure_of(entry)
        entry.settled["task"] = _said(entry, closure)
        if follows:
            entry.due_kind = entry.due_kind or DueKind.NONE
            due = next_day_after(meeting.group, day) if entry.due_kind == DueKind.NEXT_MEETING else entry.due_on
            given = entry.assignment = _give_task(by, meeting, entry, to_plain(entry.body), closure, due)
            entry.settled["task"] = _said(entry, closure)
        else:
            entry.settled[UNTRACKED] = True
    _settle_numbers(by, meeting, entry)
    entry.settled["found"] = entry.revision
    entry.save(update_fields=["assignment", "claim_uids", "settled", "due_kind"])
    find_entry(entry)
    return given


def _give_task(
    by: Actor, meeting: Meeting, entry: Entry, text: str, closure: Closure, due_on: date | None
) -> Assignment:
    day = timezone.localtime(meeting.starts_at).date()
    return create_assignment(
        by=by, group=meeting.group, text=text, owner_person=entry.owner_person,
        owner_organisation=entry.owner_organisation, due_kind=entry.due_kind, due_on=due_on,
        is_closed=closure.is_closed, named_seats=closure.seats, origin_kind=SOURCE, origin_uid=entry.uid,
        origin_label=format_date(day), given_on=day,
    )


def _change_task(
    by: Actor, entry: Entry, assignment: Assignment, said: dict[str, Any], before: dict[str, Any], closure: Closure
) -> None:
    """Change only what the minutes changed; a new owner or day that came by other ways stays."""
    owner_changed = (said["person"], said["organisation"]) != (before.get("person"), before.get("organisation"))
    due_changed = (said["due_kind"], said["due_on"]) != (before.get("due_kind"), before.get("due_on"))
    change_assignment(
        by=by, assignment=assignment, text=said["text"],
        owner_person=entry.owner_person if owner_changed else assignment.owner_person,
        owner_organisation=entry.owner_organisation if owner_changed else assignment.owner_organisation,
        due_kind=entry.due_kind if due_changed else assignment.due_kind,
        due_on=entry.due_on if due_changed else assignment.due_on,
        is_closed=closure.is_closed, named_seats=closure.seats,
    )


# -- evidence


def _settle_numbers(by: Actor, meeting: Meeting, entry: Entry) -> None:
    """State the report's text and numbers as claims. A corrected one supersedes, one left out is taken back.

    A line that shows a report handed in before states nothing: its numbers are claims of that report already.
    """
    if entry.report_id is not None:
        return
    day = timezone.localtime(meeting.starts_at).date()
    standing = entry.kind == EntryKind.REPORT and entry.struck_at is None
    wanted: dict[str, dict[str, Any]] = {}
    if standing:
        text = to_plain(entry.body)
        if text:
            wanted["text"] = {"text": text, "organisation": entry.organisation}
        for number in read(entry.kind, entry.details, meeting_day=day).numbers:
            wanted[number.uid] = {**_claim_fields(number), "organisation": entry.organisation}
    closure = closure_of(entry)
    for key, values in wanted.items():
        claim = _claim(entry, key)
        if claim is None:
            claim = state_claim(
                by=by, circle=meeting.circle, author=entry.written_by, stated_on=day, source_kind=SOURCE,
                source_uid=entry.uid, is_closed=closure.is_closed, named_seats=closure.seats, **values,
            )
        elif any(getattr(claim, name) != value for name, value in values.items()):
            claim = supersede_claim(by=by, claim=claim, **values)
        entry.claim_uids[key] = claim.uid
    for key in set(entry.claim_uids) - set(wanted):
        claim = _claim(entry, key)
        if claim is not None:
            supersede_claim(
                by=by, claim=claim, text=_("Údaj byl ze zápisu vypuštěn."), value=None, denominator=None,
            )
        del entry.claim_uids[key]


def _claim(entry: Entry, key: str) -> Claim | None:
    uid = entry.claim_uids.get(key)
    return Claim.objects.filter(uid=uid, superseded_by__isnull=True).first() if uid else None


def _claim_fields(number: Number) -> dict[str, Any]:
    return {
        "label": number.label, "value": number.value, "unit": number.unit, "denominator": number.total,
        "denominator_label": number.total_label, "kind": number.kind, "period_from": number.period_from,
        "period_to": number.period_to,
    }


# -- questions


def _ask(by: Actor, meeting: Meeting, questions: Iterable[Entry]) -> None:
    """Tell each member once that there are questions to answer; what is asked stays behind the sign-in."""
    day = format_date(timezone.localtime(meeting.starts_at).date())
    waiting: dict[int, tuple[Seat, list[Entry]]] = {}
    seats = list(taking_part(circle=meeting.circle_id))
    for entry in questions:
        closure = closure_of(entry)
        allowed = {seat.pk for seat in closure.seats}
        for seat in seats:
            if not closure.is_closed or seat.pk in allowed or seat.deputy_for_id in allowed:
                waiting.setdefault(seat.person_id, (seat, []))[1].append(entry)
    for seat, entries in waiting.values():
        if seat.person_id == by.person_id:
            continue
        until = min((entry.answers_until for entry in entries if entry.answers_until), default=None)
        lines = [_("Na jednání padla otázka, na kterou se čeká Vaše odpověď."), ""]
        lines.append(_("Jednání: %(meeting)s") % {"meeting": f"{meeting.group.name}, {day}"})
        lines.append(_("Otázek: %(count)s") % {"count": len(entries)})
        if until is not None:
            lines.append(_("Odpovědět do: %(until)s") % {"until": format_date(until)})
        queue(
            by=by, person=seat.person, kind="question", circle=meeting.circle, body="\n".join(lines),
            subject=_("Otázka z jednání: %(meeting)s") % {"meeting": f"{meeting.group.name}, {day}"},
            private=any(closure_of(entry).is_closed for entry in entries),
        )

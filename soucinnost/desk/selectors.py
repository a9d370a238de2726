"""What waits for one person, from all apps below."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.enums import Function, Standing
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import waiting_for
from soucinnost.groups.models import Group
from soucinnost.groups.rules import rhythm_signal
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.enums import EntryKind, MeetingState, SignatureRole
from soucinnost.meetings.models import Answer, Entry, Meeting, Signature

TASKS_SHOWN = 10
INVITE_AHEAD = timedelta(days=21)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: how urgent (a status kind and its words), what, more about it, where to settle it."""

    status: str
    when: str
    title: str
    detail: str
    url: str
    action: str
    due: date | None
    uid: str
    assignment: Assignment | None = None


def _circles(actor: Actor, *functions: str) -> list[int]:
    return [circle for circle in actor.circle_ids if actor.has(circle, *functions)]


def _label(meeting: Meeting) -> str:
    return f"{meeting.group.name}, {format_date(timezone.localtime(meeting.starts_at).date())}"


def _urgency(due: date | None, today: date) -> tuple[str, str]:
    if due is None:
        return "wait", _("bez termínu")
    if due < today:
        days = (today - due).days
        return "late", ngettext("%(days)s den po termínu", "%(days)s dnů po termínu", days) % {"days": days}
    status = "part" if (due - today).days <= 3 else "run"
    return status, _("do %(day)s") % {"day": format_date(due)}


def _tasks(actor: Actor, today: date) -> list[Waiting]:
    found = []
    for task in waiting_for(actor)[:TASKS_SHOWN]:
        status, when = _urgency(task.due_on, today)
        detail = " · ".join(part for part in (task.group.name, task.origin_label) if part)
        url = reverse("assignments:assignment", args=[task.uid])
        found.append(Waiting(status, when, task.text, detail, url, _("Otevřít"), task.due_on, task.uid, task))
    return found


def _minutes(actor: Actor, today: date) -> list[Waiting]:
    """Drafts to finish, to remark on, to review."""
    runs = _circles(actor, Function.CHAIR, Function.RECORDER)
    takes_part = _circles(actor, Standing.MEMBER, Standing.DEPUTY)
    reviews = _circles(actor, Function.REVIEWER)
    signed = Signature.objects.filter(
        meeting=OuterRef("pk"), person_id=actor.person_id, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
    )
    meetings = (
        Meeting.objects.visible_to(actor)
        .select_related("group")
        .annotate(reviewed=Exists(signed))
        .filter(
            Q(state=MeetingState.DRAFT, circle__in=runs)
            | Q(state=MeetingState.REMARKS, circle__in=takes_part, remarks_until__gte=today)
            | Q(state=MeetingState.REMARKS, circle__in=runs, remarks_until__lt=today)
            | Q(state=MeetingState.SIGNING, circle__in=reviews, reviewed=False)
            | Q(state=MeetingState.RUNNING, circle__in=runs)
        )
        .order_by("starts_at")
    )
    found = []
    for meeting in meetings:
        url = reverse("meetings:minutes", args=[meeting.uid])
        if meeting.state == MeetingState.RUNNING:
            url = reverse("meetings:hold", args=[meeting.uid])
            line = ("run", _("probíhá"), _("Jednání probíhá"), _("Psát zápis"), today)
        elif meeting.state == MeetingState.DRAFT:
            line = ("run", _("k dokončení"), _("Dokončit zápis"), _("Otevřít zápis"), None)
        elif meeting.state == MeetingState.SIGNING:
            line = ("run", _("k revizi"), _("Zápis k revizi"), _("Projít a podepsat"), None)
        elif meeting.remarks_until is not None and meeting.remarks_until >= today:
            status, when = _urgency(meeting.remarks_until, today)
            line = (status, when, _("Zápis k připomínkám"), _("Číst zápis"), meeting.remarks_until)
        else:
            line = ("part", _("lhůta uplynula"), _("Vypořádat připomínky a podepsat zápis"), _("Otevřít zápis"), None)
        status, when, title, action, due = line
        found.append(Waiting(status, when, title, _label(meeting), url, action, due, meeting.uid))
    return found


def _questions(actor: Actor, today: date) -> list[Waiting]:
    answered = Answer.objects.filter(entry=OuterRef("pk"), person_id=actor.person_id)
    entries = (
        Entry.objects.visible_to(actor)
        .standing()
        .filter(kind=EntryKind.QUESTION, circle__in=_circles(actor, Standing.MEMBER, Standing.DEPUTY))
        .filter(answers_until__gte=today, meeting__ended_at__isnull=False)
        .filter(~Exists(answered))
        .select_related("meeting__group")
        .order_by("answers_until", "id")
    )
    found = []
    for entry in entries:
        status, when = _urgency(entry.answers_until, today)
        url = reverse("meetings:minutes", args=[entry.meeting.uid]) + f"#r-{entry.uid}"
        found.append(
            Waiting(
                status, when, _("Otázka členům"), _label(entry.meeting), url, _("Odpovědět"), entry.answers_until,
                entry.uid,
            )
        )
    return found


def _invitations(actor: Actor, today: date) -> list[Waiting]:
    now = timezone.now()
    meetings = (
        Meeting.objects.visible_to(actor)
        .filter(state=MeetingState.PREPARED, circle__in=_circles(actor, Function.CHAIR, Function.RECORDER))
        .filter(starts_at__gte=now, starts_at__lte=now + INVITE_AHEAD)
        .select_related("group")
        .order_by("starts_at")
    )
    found = []
    for meeting in meetings:
        day = timezone.localtime(meeting.starts_at).date()
        status, _when = _urgency(day, today)
        found.append(
            Waiting(
                status, _("jednání %(day)s") % {"day": format_date(day)}, _("Připravit program a poslat pozvánku"),
                _label(meeting), reverse("meetings:prepare", args=[meeting.uid]), _("Otevřít přípravu"), day,
                meeting.uid,
            )
        )
    return found


def waiting(actor: Actor) -> list[Waiting]:
    """Everything that waits for the actor, overdue first, then by day, things without a day last."""
    today = timezone.localdate()
    found = [*_tasks(actor, today), *_minutes(actor, today), *_questions(actor, today), *_invitations(actor, today)]
    return sorted(found, key=lambda one: (one.due is None, one.due or today))


def next_meeting(actor: Actor) -> Meeting | None:
    """The nearest coming or running meeting of the actor's groups."""
    return (
        Meeting.objects.visible_to(actor)
        .filter(state__in=[MeetingState.PREPARED, MeetingState.INVITED, MeetingState.RUNNING])
        .filter(ends_at__gte=timezone.now())
        .select_related("group", "locality__municipality")
        .order_by("starts_at")
        .first()
    )


def my_groups(actor: Actor) -> list[dict[str, Any]]:
    """The actor's groups with their signal; those out of rhythm first."""
    today = timezone.localdate()
    order = {"asleep": 0, "late": 1, "due": 2, "ok": 3, "none": 4}
    rows = [
        {"group": group, "signal": rhythm_signal(group, today)}
        for group in Group.objects.content_visible_to(actor).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=today)
        )
    ]
    return sorted(rows, key=lambda row: (order[row["signal"].state], row["group"].name))

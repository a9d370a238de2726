"""What waits for one person, from all apps below. A fixed number of queries however much waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.enums import Function, Standing
from soucinnost.access.prepared import Prepared, Rows
from soucinnost.assignments.enums import DueKind
from soucinnost.assignments.selectors import circles_with, waiting_for, without_hands
from soucinnost.desk.owed import missing_votes, owed_answers, owed_reports, public_versions, to_answer
from soucinnost.desk.strategies import in_strategies
from soucinnost.desk.things import Waiting, urgency
from soucinnost.documents.richtext import to_plain
from soucinnost.groups.hooks import meeting_months
from soucinnost.groups.listing import Row, visible_rows
from soucinnost.groups.rules import is_closed
from soucinnost.groups.words import strip_label
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.enums import EntryKind, MeetingState, SignatureRole
from soucinnost.meetings.forms.hold import AnswerForm
from soucinnost.meetings.models import Answer, Entry, Meeting, Remark, Reply, Signature
from soucinnost.meetings.rules import PLANNED, WRITABLE
from soucinnost.meetings.selectors.signoff import lacks_reviews, later_meeting_day
from soucinnost.notices.selectors import bouncing_members
from soucinnost.strategy.rules import sees_any
from soucinnost.strategy.selectors.awaiting import Awaited, awaited

TASKS_SHOWN = 10
GROUPS_SHOWN = 50
NAMES_SHOWN = 5
INVITE_AHEAD = timedelta(days=21)
OUT_OF_RHYTHM = {"late", "asleep"}
LEAD = (Function.CHAIR, Function.RECORDER)
TAKES_PART = (Standing.MEMBER, Standing.DEPUTY)


@dataclass(frozen=True)
class Desk:
    """Everything that waits. ``count`` and ``overdue`` include tasks that are not listed (``more_tasks``)."""

    things: list[Waiting]
    more_tasks: int
    count: int
    overdue: int


def _label(meeting: Meeting) -> str:
    return f"{meeting.group.name}, {format_date(timezone.localtime(meeting.starts_at).date())}"


# -- tasks


def _tasks(actor: Actor, today: date) -> tuple[list[Waiting], int, int]:
    """The first tasks, how many more there are, and how many of all are overdue."""
    listed = _waiting(actor)
    shown, more, late = listed[:TASKS_SHOWN], 0, 0
    if len(listed) > TASKS_SHOWN:
        every = waiting_for(actor).order_by()
        counts = every.aggregate(every=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
        more, late = counts["every"] - TASKS_SHOWN, counts["late"]
    else:
        late = sum(1 for task in shown if task.due_on is not None and task.due_on < today)
    found = []
    for task in shown:
        status, when = urgency(task.due_on, today)
        if task.due_on is None and task.due_kind == DueKind.NEXT_MEETING:
            status, when = "run", _("do příštího jednání")
        detail = " · ".join(part for part in (task.group.name, task.origin_words) if part)
        found.append(
            Waiting(
                status, when, task.text, detail, reverse("assignments:assignment", args=[task.uid]), _("Otevřít"),
                task.due_on, task.uid, task,
            )
        )
    return found, more, late


@Prepared
def _waiting(actor: Actor) -> QuerySet[Any, Any]:
    return waiting_for(actor)[: TASKS_SHOWN + 1]


@Prepared
def _count_without_hands(actor: Actor, today: date) -> QuerySet[Any, int]:
    return without_hands(actor, today).select_related(None).order_by().values_list(Rows(), flat=True)


def _lost_tasks(actor: Actor, today: date) -> list[Waiting]:
    """One line for all tasks that wait for nobody, for who runs their group."""
    if not circles_with(actor, *LEAD):
        return []
    count = next(iter(_count_without_hands(actor, today)), 0)
    if not count:
        return []
    title = ngettext("%(count)s úkol nemá ve skupině řešitele", "%(count)s úkolů nemá ve skupině řešitele", count)
    url = reverse("assignments:list") + "?kdo=bez"
    detail = _("Řešitel ve skupině nesedí, proto na nikoho nečekají.")
    return [Waiting("part", _("k předání"), title % {"count": count}, detail, url, _("Otevřít"), None, "")]


# -- reports


# -- minutes


def _unsettled(actor: Actor) -> Coalesce:
    """How many unsettled remarks on a meeting's minutes the actor sees, in a query of meetings."""
    remarks = Remark.objects.visible_to(actor).filter(meeting=OuterRef("pk"), settled_at__isnull=True)
    return Coalesce(Subquery(remarks.order_by().values("meeting").annotate(count=Count("pk")).values("count")), 0)


@Prepared
def _with_minutes(
    actor: Actor, runs: list[int], sits: list[int], reviews: list[int], today: date
) -> QuerySet[Meeting]:
    signed = Signature.objects.filter(
        meeting=OuterRef("pk"), person_id=actor.person_id or 0, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
    )
    return (
        Meeting.objects.visible_to(actor)
        .select_related("group")
        .defer("invited_snapshot")
        .annotate(reviewed=Exists(signed), lacks_reviews=lacks_reviews(today), unsettled=_unsettled(actor))
        .filter(
            Q(state__in=[MeetingState.DRAFT, MeetingState.RUNNING, MeetingState.SIGNING], circle__in=runs)
            | Q(state=MeetingState.REMARKS, circle__in=sits)
            | Q(state=MeetingState.SIGNING, circle__in=reviews, reviewed=False)
        )
        .order_by("starts_at")
    )


def _minutes(actor: Actor, today: date) -> list[Waiting]:
    """Minutes to write, finish, remark on, review, approve or lock."""
    runs, reviews = circles_with(actor, *LEAD), circles_with(actor, Function.REVIEWER)
    meetings: list[Any] = _with_minutes(actor, runs, circles_with(actor, *TAKES_PART), reviews, today)
    to_close = [one for one in meetings if one.state == MeetingState.SIGNING and one.circle_id in runs]
    complete = [one for one in to_close if not one.lacks_reviews]
    held_since = later_meeting_day([one for one in complete if one.group.approves_at_next_meeting]) if complete else {}
    found = []
    for meeting in meetings:
        line = _line(meeting, today, is_leading=meeting.circle_id in runs, remarks=meeting.unsettled)
        if meeting.state == MeetingState.SIGNING:
            line = None
            if meeting.circle_id in reviews and not meeting.reviewed:
                line = ("run", _("k revizi"), _("Zápis k revizi"), _("Projít a podepsat"), None)
            elif meeting in complete and not meeting.group.approves_at_next_meeting:
                line = ("part", _("k uzamčení"), _("Uzamknout podepsaný zápis"), _("Otevřít zápis"), None)
            elif meeting.pk in held_since:
                line = ("part", _("ke schválení"), _("Zapsat schválení zápisu"), _("Otevřít zápis"), None)
        if line is not None:
            status, when, title, action, due = line
            name = "meetings:hold" if meeting.state == MeetingState.RUNNING else "meetings:minutes"
            url = reverse(name, args=[meeting.uid])
            found.append(Waiting(status, when, title, _label(meeting), url, action, due, meeting.uid))
    return found


Line = tuple[str, str, str, str, date | None]


def _line(meeting: Meeting, today: date, *, is_leading: bool, remarks: int) -> Line | None:
    """What waits on a draft: its state in words, what to do and until when."""
    if meeting.state == MeetingState.RUNNING:
        return "run", _("probíhá"), _("Jednání probíhá"), _("Psát zápis"), today
    if meeting.state == MeetingState.DRAFT:
        return "run", _("k dokončení"), _("Dokončit zápis"), _("Otevřít zápis"), None
    until = meeting.remarks_until
    is_open = until is not None and until >= today
    if is_leading and remarks:
        count = ngettext("Vypořádat %(count)s připomínku", "Vypořádat %(count)s připomínek", remarks)
        return "part", _("k vypořádání"), count % {"count": remarks}, _("Otevřít zápis"), None
    if is_leading:
        if is_open:
            return None
        return "part", _("lhůta uplynula"), _("Podepsat zápis, připomínky skončily"), _("Otevřít zápis"), None
    if is_open:
        status, when = urgency(until, today)
        return status, when, _("Zápis k připomínkám"), _("Číst zápis"), until
    return None


# -- questions, invitations, groups


@Prepared
def _asked(actor: Actor, sits: list[int], today: date) -> QuerySet[Any, Any]:
    answered = Answer.objects.filter(entry=OuterRef("pk"), person_id=actor.person_id or 0)
    return (
        Entry.objects.visible_to(actor)
        .standing()
        .filter(kind=EntryKind.QUESTION, circle__in=sits)
        .filter(answers_until__gte=today, meeting__state__in=sorted(WRITABLE - {MeetingState.RUNNING}))
        .filter(~Exists(answered))
        .select_related("meeting__group")
        .order_by("answers_until", "id")
    )


def _questions(actor: Actor, today: date) -> list[Waiting]:
    found = []
    for entry in _asked(actor, circles_with(actor, *TAKES_PART), today):
        status, when = urgency(entry.answers_until, today)
        url = reverse("meetings:minutes", args=[entry.meeting.uid]) + f"#r-{entry.uid}"
        text = " ".join(to_plain(entry.body).split())
        found.append(
            Waiting(
                status, when, text or _("Otázka členům"), _("Otázka z jednání: %(meeting)s") % {
                    "meeting": _label(entry.meeting)
                }, url, _("Otevřít zápis"), entry.answers_until, entry.uid,
                form=AnswerForm(auto_id=f"odpoved-{entry.uid}-%s"),
                form_url=reverse("meetings:answer", args=[entry.meeting.uid, entry.uid]),
            )
        )
    return found


@Prepared
def _ahead(actor: Actor, now: datetime, until: datetime) -> QuerySet[Meeting]:
    """Meetings to prepare before a moment, and those to which the actor was invited and has not answered."""
    prepared = Q(state=MeetingState.PREPARED, circle__in=circles_with(actor, *LEAD), starts_at__lte=until)
    invited = Q(state=MeetingState.INVITED, circle__in=circles_with(actor, *TAKES_PART))
    answered = Reply.objects.filter(meeting=OuterRef("pk"), person=actor.person_id)
    return (
        Meeting.objects.visible_to(actor)
        .filter(prepared | (invited & ~Exists(answered)), starts_at__gte=now)
        .select_related("group")
        .defer("invited_snapshot")
        .order_by("starts_at")
    )


def _invitations(actor: Actor, today: date) -> list[Waiting]:
    """Meetings to be prepared by who runs the group, and invitations that the actor has not answered."""
    now = timezone.now()
    found = []
    for meeting in _ahead(actor, now, now + INVITE_AHEAD):
        if meeting.state == MeetingState.INVITED:
            found.append(to_answer(meeting, today))
            continue
        day = timezone.localtime(meeting.starts_at).date()
        status, _when = urgency(day, today)
        found.append(
            Waiting(
                status, _("jednání %(day)s") % {"day": format_date(day)}, _("Připravit program a poslat pozvánku"),
                _label(meeting), reverse("meetings:prepare", args=[meeting.uid]), _("Otevřít přípravu"), day,
                meeting.uid,
            )
        )
    return found


def _returned_mail(actor: Actor) -> list[Waiting]:
    """One line for everybody in the actor's groups whose mail comes back, for who runs them."""
    names = sorted((person.name for person in bouncing_members(actor)), key=sort_key)
    if not names:
        return []
    title = ngettext("E-mail %(count)s člena se vrací", "E-mail %(count)s členů se vrací", len(names))
    listed = ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
    url = reverse("notices:queue")
    return [Waiting("part", _("k ověření"), title % {"count": len(names)}, listed, url, _("Otevřít"), None, "")]


def _silent_groups(actor: Actor, rows: Sequence[Row], today: date) -> list[Waiting]:
    """Groups out of rhythm that the actor runs and for which no meeting is set."""
    runs = set(circles_with(actor, *LEAD))
    found = []
    for row in rows:
        following = row.group.next_meeting_on
        is_set = following is not None and following >= today
        if row.group.circle_id in runs and row.signal.state in OUT_OF_RHYTHM and not is_set:
            url = reverse("meetings:new", args=[row.group.uid])
            title = _("Svolat jednání, skupina se neschází v rytmu")
            found.append(
                Waiting(row.shown.kind, row.shown.text, title, row.group.name, url, _("Připravit jednání"), None, "")
            )
    return found


def waiting(actor: Actor, rows: Sequence[Row]) -> Desk:
    """Everything that waits for the actor, overdue first, then by day, things without a day last.

    ``rows`` are the actor's groups, as :func:`my_groups` gives them.
    """
    today = timezone.localdate()
    tasks, more, late = _tasks(actor, today)
    strategies = awaited(actor, today) if sees_any(actor) else Awaited()
    parts: tuple[Callable[[], list[Waiting]], ...] = (
        lambda: _minutes(actor, today), lambda: _questions(actor, today), lambda: _invitations(actor, today),
        lambda: owed_reports(actor, today), lambda: owed_answers(actor, today) if strategies.sits else [],
        lambda: missing_votes(actor, today),
        lambda: public_versions(actor) if any(row.group.publishes_minutes for row in rows) else [],
        lambda: _lost_tasks(actor, today), lambda: _returned_mail(actor), lambda: _silent_groups(actor, rows, today),
    )
    things = list(tasks)
    if actor.circle_ids:
        for part in parts:
            things += part()
    things += in_strategies(strategies, today)
    things.sort(key=lambda one: (one.due is None, one.due or today))
    late += sum(one.status == "late" for one in things if one.assignment is None)
    return Desk(things=things, more_tasks=more, count=len(things) + more, overdue=late)


# -- the rest of the page


def next_meeting(actor: Actor) -> Meeting | None:
    """The nearest coming or running meeting of the actor's groups."""
    if not actor.circle_ids:
        return None
    return next(iter(_coming(actor, timezone.now())), None)


@Prepared
def _coming(actor: Actor, moment: datetime) -> QuerySet[Meeting]:
    return (
        Meeting.objects.visible_to(actor)
        .filter(state__in=[*sorted(PLANNED), MeetingState.RUNNING])
        .filter(ends_at__gte=moment)
        .select_related("group", "locality__municipality")
        .order_by("starts_at")[:1]
    )


@dataclass(frozen=True)
class Groups:
    """The actor's groups, those out of rhythm first (``shown`` of them listed), and the frames beside them."""

    mine: list[Row]
    overseen: int
    overseen_late: int

    @property
    def shown(self) -> list[Row]:
        """The groups that the desk lists."""
        return self.mine[:GROUPS_SHOWN]


def my_groups(actor: Actor) -> Groups:
    """Groups where the actor sits, with signal and months; and how many others the actor oversees."""
    today = timezone.localdate()
    rows = [row for row in visible_rows(actor, today) if not is_closed(row.group, today)]
    mine = [row for row in rows if row.is_mine]
    order = {"asleep": 0, "late": 1, "due": 2, "ok": 3, "none": 4}
    mine.sort(key=lambda row: (order[row.signal.state], sort_key(row.group.name), row.group.pk))
    shown = mine[:GROUPS_SHOWN]
    months = meeting_months(actor, [row.group for row in shown], today) if shown else {}
    for row in shown:
        row.months = months[row.group.pk]
        row.strip_label = strip_label(row.months)
    others = [row for row in rows if not row.is_mine]
    return Groups(mine, len(others), sum(row.signal.state in OUT_OF_RHYTHM for row in others))


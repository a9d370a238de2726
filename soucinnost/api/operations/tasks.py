"""Tasks: reading, giving, remarking, finishing."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from soucinnost.access.rules import require, runs
from soucinnost.agencies.models import Organisation, Person
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads, without_personal_data, writes
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.tasks import Done, NewTask, TaskChoice, TaskDetail, TaskShape, Words, task_detail, task_shape
from soucinnost.assignments import actions
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.rules import may_acknowledge, may_remark, may_work_on
from soucinnost.assignments.selectors import RELATED, by_due, organisations_in, overdue, own
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import seats_on

router = Router()


class TaskQuery(TaskChoice, Paging):
    """Which tasks, which page."""


@reads(router, "/tasks/", Scope.TASKS_READ, Page[TaskShape], _("Úkoly"))
def list_tasks(request: HttpRequest, query: Query[TaskQuery]) -> Page[TaskShape]:
    """Tasks that the person may see, those due first on top, those without a day last."""
    actor = actor_of(request)
    found = own(actor) if query.mine else Assignment.objects.visible_to(actor)
    if query.group is not None:
        found = found.filter(group__uid=query.group)
    if query.state == "overdue":
        found = overdue(found)
    elif query.state != "all":
        found = found.filter(state=AssignmentState(query.state))
    rows, more = cut(list(by_due(found)[query.start : query.start + query.limit + 1]), query)
    disclose(request, "assignment.listed", [row.uid for row in rows])
    return Page(items=[task_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


def _task(request: HttpRequest, uid: str) -> Assignment:
    return get_object_or_404(Assignment.objects.visible_to(actor_of(request)).select_related(*RELATED), uid=uid)


def _shown(request: HttpRequest, uid: str) -> TaskDetail:
    actor, task = actor_of(request), _task(request, uid)
    events = AssignmentEvent.objects.visible_to(actor).filter(assignment=task).select_related(
        "by_person", "to_person", "to_organisation"
    )
    disclose(request, "assignment.viewed", [uid], object_uid=uid, circle=task.circle.uid)
    return task_detail(task, list(events))


@reads(router, "/tasks/{uid}/", Scope.TASKS_READ, TaskDetail, _("Jeden úkol s historií"))
def get_task(request: HttpRequest, uid: Uid) -> TaskDetail:
    """One task with its history."""
    return _shown(request, uid)


def _owner(group: Group, sent: NewTask) -> tuple[Person | None, Organisation | None]:
    """The owner among those who sit in the group today; raises ValidationError by field."""
    if (sent.owner_person is None) == (sent.owner_organisation is None):
        raise ValidationError({"owner_person": gettext("Uveďte osobu, nebo organizaci, právě jedno z toho.")})
    seats = seats_on(group, timezone.localdate())
    sitting = [*seats, *(deputy for seat in seats for deputy in seat.standing_in)]  # type: ignore[attr-defined]
    for seat in sitting:
        if sent.owner_person == seat.person.uid:
            return seat.person, None
        if seat.organisation is not None and sent.owner_organisation == seat.organisation.uid:
            return None, seat.organisation
    field = "owner_person" if sent.owner_person is not None else "owner_organisation"
    raise ValidationError({field: gettext("Ve skupině dnes nikdo takový není.")})


@writes(router, "/groups/{uid}/tasks/", Scope.TASKS_WRITE, TaskDetail, _("Zadat úkol"), status=201)
def create_task(request: HttpRequest, uid: Uid, sent: NewTask) -> Status[TaskDetail]:
    """Give a task in a group: its chair and recorder. Tasks closed to named people are given on the pages only."""
    actor = actor_of(request)
    group = get_object_or_404(Group.objects.content_visible_to(actor).select_related("circle__controller"), uid=uid)
    require(runs(actor, group.circle))
    without_personal_data([("text", sent.text)], confirmed=sent.personal_data_confirmed)
    person, organisation = _owner(group, sent)
    task = actions.create_assignment(
        by=actor, group=group, text=sent.text, owner_person=person, owner_organisation=organisation,
        due_kind=sent.due_kind, due_on=sent.due_on,
    )
    return Status(201, _shown(request, task.uid))


@writes(router, "/tasks/{uid}/remarks/", Scope.TASKS_WRITE, TaskDetail, _("Připsat poznámku"), status=201)
def remark_task(request: HttpRequest, uid: Uid, sent: Words) -> Status[TaskDetail]:
    """Add a note to the history: whoever takes part in the group."""
    actor, task = actor_of(request), _task(request, uid)
    require(may_remark(actor, task))
    without_personal_data([("text", sent.text)], confirmed=sent.personal_data_confirmed)
    actions.remark(by=actor, assignment=task, text=sent.text)
    return Status(201, _shown(request, uid))


@writes(router, "/tasks/{uid}/acknowledge/", Scope.TASKS_WRITE, TaskDetail, _("Vzít úkol na vědomí"))
def acknowledge_task(request: HttpRequest, uid: Uid) -> TaskDetail:
    """Say that one knows of the task: its owner. Said again, it changes nothing."""
    actor, task = actor_of(request), _task(request, uid)
    require(may_acknowledge(actor, task, organisations_in(actor, task.circle)))
    actions.acknowledge(by=actor, assignment=task)
    return _shown(request, uid)


@writes(router, "/tasks/{uid}/finish/", Scope.TASKS_WRITE, TaskDetail, _("Splnit úkol"))
def finish_task(request: HttpRequest, uid: Uid, sent: Done) -> TaskDetail:
    """Finish a task with what proves it: its owner and who runs the group."""
    actor, task = actor_of(request), _task(request, uid)
    require(may_work_on(actor, task, organisations_in(actor, task.circle)))
    without_personal_data([("evidence", sent.evidence)], confirmed=sent.personal_data_confirmed)
    actions.finish(by=actor, assignment=task, evidence=sent.evidence, finished_on=sent.finished_on)
    return _shown(request, uid)

"""Tasks: reading, giving, every step with them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from soucinnost.access.models import Seat
from soucinnost.access.rules import require, runs
from soucinnost.agencies.models import Organisation, Person
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads, without_personal_data, writes
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.tasks import (
    Done,
    HandOn,
    NewTask,
    Postpone,
    TaskChoice,
    TaskDetail,
    TaskShape,
    Words,
    task_detail,
    task_shape,
)
from soucinnost.assignments import actions
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.rules import may_acknowledge, may_direct, may_remark, may_work_on
from soucinnost.assignments.selectors import RELATED, by_due, organisations_in, overdue, own, present_seats
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.models import Attachment
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
    files = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True).filter(
        Q(pk=task.evidence_file_id) | Q(pk__in=events.values("file"))
    )
    shown = list(files.order_by("pk"))
    ids = [uid, *(one.uid for one in shown)]
    disclose(request, "assignment.viewed", ids, object_uid=uid, circle=task.circle.uid)
    return task_detail(task, list(events), shown)


@reads(router, "/tasks/{uid}/", Scope.TASKS_READ, TaskDetail, _("Jeden úkol s historií"))
def get_task(request: HttpRequest, uid: Uid) -> TaskDetail:
    """One task with its history."""
    return _shown(request, uid)


def _sitting(group: Group) -> list[Seat]:
    """Who sits in the group today, deputies too."""
    seats = seats_on(group, timezone.localdate())
    return [*seats, *(deputy for seat in seats for deputy in seat.standing_in)]  # type: ignore[attr-defined]


def _owner(sitting: Sequence[Seat], sent: NewTask | HandOn) -> tuple[Person | None, Organisation | None]:
    """The owner among those who sit there; raises ValidationError by field."""
    if (sent.owner_person is None) == (sent.owner_organisation is None):
        raise ValidationError({"owner_person": gettext("Uveďte osobu, nebo organizaci, právě jedno z toho.")})
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
    person, organisation = _owner(_sitting(group), sent)
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


@writes(router, "/tasks/{uid}/hand-on/", Scope.TASKS_WRITE, TaskDetail, _("Předat úkol"))
def hand_on_task(request: HttpRequest, uid: Uid, sent: HandOn) -> TaskDetail:
    """Hand a task on to somebody who sits in the group and may see it: its owner and who runs the group."""
    actor, task = actor_of(request), _task(request, uid)
    require(may_work_on(actor, task, organisations_in(actor, task.circle)))
    without_personal_data([("text", sent.text)], confirmed=sent.personal_data_confirmed)
    person, organisation = _owner(present_seats(task, _sitting(task.group)), sent)
    try:
        actions.hand_on(by=actor, assignment=task, to_person=person, to_organisation=organisation, text=sent.text)
    except ValidationError as error:
        raise _of_owner(error, sent) from error
    return _shown(request, uid)


def _of_owner(error: ValidationError, sent: HandOn) -> ValidationError:
    """The same refusal under the field that the client sent; the action knows one field for both."""
    if not hasattr(error, "error_dict") or "owner" not in error.error_dict:
        return error
    field = "owner_person" if sent.owner_person is not None else "owner_organisation"
    return ValidationError({field: error.error_dict["owner"]})


def _by_words(
    request: HttpRequest, uid: str, sent: Words, act: Callable[..., Any], allowed: Callable[[Assignment], bool]
) -> TaskDetail:
    """A step that takes nothing but words."""
    actor, task = actor_of(request), _task(request, uid)
    require(allowed(task))
    without_personal_data([("text", sent.text)], confirmed=sent.personal_data_confirmed)
    act(by=actor, assignment=task, text=sent.text)
    return _shown(request, uid)


@writes(router, "/tasks/{uid}/return/", Scope.TASKS_WRITE, TaskDetail, _("Vrátit úkol"))
def return_task(request: HttpRequest, uid: Uid, sent: Words) -> TaskDetail:
    """Return a task, with the reason, to whom it came from: its owner and who runs the group."""
    actor = actor_of(request)
    return _by_words(
        request, uid, sent, actions.return_assignment,
        lambda task: may_work_on(actor, task, organisations_in(actor, task.circle)),
    )


@writes(router, "/tasks/{uid}/cancel/", Scope.TASKS_WRITE, TaskDetail, _("Zrušit úkol"))
def cancel_task(request: HttpRequest, uid: Uid, sent: Words) -> TaskDetail:
    """Cancel a task with the reason: who runs the group."""
    actor = actor_of(request)
    return _by_words(request, uid, sent, actions.cancel, lambda task: may_direct(actor, task))


@writes(router, "/tasks/{uid}/reopen/", Scope.TASKS_WRITE, TaskDetail, _("Znovu otevřít úkol"))
def reopen_task(request: HttpRequest, uid: Uid, sent: Words) -> TaskDetail:
    """Open a finished or cancelled task again with the reason: who runs the group."""
    actor = actor_of(request)
    return _by_words(request, uid, sent, actions.reopen, lambda task: may_direct(actor, task))


@writes(router, "/tasks/{uid}/postpone/", Scope.TASKS_WRITE, TaskDetail, _("Odložit úkol"))
def postpone_task(request: HttpRequest, uid: Uid, sent: Postpone) -> TaskDetail:
    """Set another due day; without one, the next meeting: who runs the group."""
    actor, task = actor_of(request), _task(request, uid)
    require(may_direct(actor, task))
    without_personal_data([("text", sent.text)], confirmed=sent.personal_data_confirmed)
    actions.postpone(by=actor, assignment=task, due_on=sent.due_on, text=sent.text)
    return _shown(request, uid)

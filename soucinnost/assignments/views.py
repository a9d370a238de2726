"""Pages of tasks: lists, one task with its history, and each step with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.forms import Form, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from soucinnost.access.rules import require
from soucinnost.assignments import actions
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.forms import (
    FinishForm,
    HandOnForm,
    OwnerField,
    PartForm,
    PostponeForm,
    ReasonForm,
    RemarkForm,
)
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.rules import may_direct, may_remark, may_work_on
from soucinnost.assignments.selectors import RELATED, by_due, organisations_in, waiting_for
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.models import Group
from soucinnost.kernel.collation import sorted_cs

PAGE_SIZE = 50


def _filtered(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    choice = {
        "kdo": request.GET.get("kdo", "moje"),
        "stav": request.GET.get("stav", "otevrene"),
        "skupina": request.GET.get("skupina", ""),
    }
    if choice["kdo"] == "moje" and choice["stav"] == "otevrene":
        found = waiting_for(request.actor)
    else:
        found = Assignment.objects.visible_to(request.actor)
        if choice["kdo"] == "moje":
            found = found.filter(owner_person_id=request.actor.person_id)
        if choice["stav"] == "otevrene":
            found = found.filter(state=AssignmentState.OPEN)
        elif choice["stav"] == "po-terminu":
            found = found.filter(state=AssignmentState.OPEN, due_on__lt=timezone.localdate())
        elif choice["stav"] == "splnene":
            found = found.filter(state=AssignmentState.DONE)
    if choice["skupina"]:
        found = found.filter(group__uid=choice["skupina"])
    return by_due(found), choice


@require_GET
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Tasks: mine or of all my groups, open, overdue, done."""
    found, choice = _filtered(request)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strana"))
    mine = Assignment.objects.visible_to(request.actor).filter(group=OuterRef("pk"))
    groups = Group.objects.content_visible_to(request.actor).filter(Exists(mine))
    disclose(request, "assignment.listed", [assignment.uid for assignment in page])
    return render(
        request,
        "assignments/list.html",
        {
            "page": page, "choice": choice, "today": timezone.localdate(),
            "groups": sorted_cs(groups, key=lambda group: group.name),
        },
    )


def _get(request: HttpRequest, uid: str) -> Assignment:
    visible = Assignment.objects.visible_to(request.actor).select_related(*RELATED, "given_by", "evidence_file")
    return get_object_or_404(visible, uid=uid)


def _page(
    request: HttpRequest, assignment: Assignment, step: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    is_open = assignment.state == AssignmentState.OPEN
    works = is_open and may_work_on(actor, assignment, organisations_in(actor, assignment.circle))
    directs = may_direct(actor, assignment)
    events = AssignmentEvent.objects.visible_to(actor).filter(assignment=assignment).select_related(
        "by_person", "from_person", "from_organisation", "to_person", "to_organisation"
    )
    forms: dict[str, Any] = {}
    if works:
        forms = {"finish": FinishForm(), "hand_on": HandOnForm(assignment=assignment), "return": ReasonForm()}
    if directs:
        forms |= {"postpone": PostponeForm(), "cancel": ReasonForm(), "reopen": ReasonForm()}
    if may_remark(actor, assignment):
        forms["remark"] = RemarkForm()
    if form is not None:
        forms[step] = form
    disclose(request, "assignment.viewed", [assignment.uid], object_uid=assignment.uid, circle=assignment.circle.uid)
    return render(
        request,
        "assignments/assignment.html",
        {
            "assignment": assignment, "events": events, "forms": forms, "step": step, "works": works,
            "directs": directs, "is_open": is_open, "today": timezone.localdate(),
            "parts": Assignment.objects.visible_to(actor).filter(split_from=assignment).select_related(*RELATED),
            "named": [seat.person for seat in assignment.named_seats.select_related("person")]
            if assignment.is_closed else [],
        },
        status=status,
    )


@require_GET
def assignment_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One task with its history and what can be done with it."""
    return _page(request, _get(request, uid))


def _step(
    request: HttpRequest, uid: str, step: str, make_form: Callable[[Assignment], Form],
    act: Callable[[Assignment, dict[str, Any]], Any], done: str,
) -> HttpResponse:
    assignment = _get(request, uid)
    form = make_form(assignment)
    if form.is_valid():
        try:
            act(assignment, form.cleaned_data)
        except ValidationError as error:
            _add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect("assignments:assignment", uid=assignment.uid)
    return _page(request, assignment, step, form, status=422)


def _add_errors(form: Form, error: ValidationError) -> None:
    for field, problems in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        form.add_error(field if field in form.fields else None, problems)


@require_http_methods(["POST"])
def finish(request: HttpRequest, uid: str) -> HttpResponse:
    """Finish a task with evidence."""
    return _step(
        request, uid, "finish", lambda one: FinishForm(request.POST, request.FILES),
        lambda one, data: actions.finish(
            by=request.actor, assignment=one, evidence=data["evidence"], finished_on=data["finished_on"],
            upload=data["upload"],
        ),
        _("Úkol je splněný."),
    )


@require_http_methods(["POST"])
def hand_on(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand a task on."""
    return _step(
        request, uid, "hand_on", lambda one: HandOnForm(request.POST, assignment=one),
        lambda one, data: actions.hand_on(
            by=request.actor, assignment=one, to_person=data["owner"][0], to_organisation=data["owner"][1],
            text=data["text"],
        ),
        _("Úkol je předaný."),
    )


@require_http_methods(["POST"])
def return_(request: HttpRequest, uid: str) -> HttpResponse:
    """Return a task."""
    return _step(
        request, uid, "return", lambda one: ReasonForm(request.POST),
        lambda one, data: actions.return_assignment(by=request.actor, assignment=one, text=data["text"]),
        _("Úkol je vrácený."),
    )


@require_http_methods(["POST"])
def postpone(request: HttpRequest, uid: str) -> HttpResponse:
    """Set another due day."""
    return _step(
        request, uid, "postpone", lambda one: PostponeForm(request.POST),
        lambda one, data: actions.postpone(
            by=request.actor, assignment=one, due_on=data["due_on"], text=data["text"]
        ),
        _("Termín je změněný."),
    )


@require_http_methods(["POST"])
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    """Cancel a task."""
    return _step(
        request, uid, "cancel", lambda one: ReasonForm(request.POST),
        lambda one, data: actions.cancel(by=request.actor, assignment=one, text=data["text"]),
        _("Úkol je zrušený."),
    )


@require_http_methods(["POST"])
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a task again."""
    return _step(
        request, uid, "reopen", lambda one: ReasonForm(request.POST),
        lambda one, data: actions.reopen(by=request.actor, assignment=one, text=data["text"]),
        _("Úkol je znovu otevřený."),
    )


@require_http_methods(["POST"])
def remark(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a note."""
    return _step(
        request, uid, "remark", lambda one: RemarkForm(request.POST),
        lambda one, data: actions.remark(by=request.actor, assignment=one, text=data["text"]),
        _("Poznámka je uložená."),
    )


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, uid: str) -> HttpResponse:
    """Split a task into parts; rows left empty are ignored."""
    assignment = _get(request, uid)
    require(may_work_on(request.actor, assignment, organisations_in(request.actor, assignment.circle)))
    make = formset_factory(PartForm, extra=0, min_num=2, max_num=10, validate_min=True)
    start = {"text": assignment.text, "owner": OwnerField.value_of(assignment)}
    rows = 2 if request.method == "GET" else None
    formset = make(
        request.POST or None, initial=[start] + [{}] * ((rows or 2) - 1), form_kwargs={"assignment": assignment}
    )
    problem = ""
    if request.method == "POST" and "add" not in request.POST and formset.is_valid():
        parts = [
            Part(text=data["text"], owner_person=data["owner"][0], owner_organisation=data["owner"][1])
            for data in formset.cleaned_data if data
        ]
        try:
            actions.split(by=request.actor, assignment=assignment, parts=parts)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Úkol je rozdělený."))
            return redirect("assignments:assignment", uid=assignment.uid)
    if request.method == "POST" and "add" in request.POST:
        data = request.POST.copy()
        data["form-TOTAL_FORMS"] = str(min(int(data.get("form-TOTAL_FORMS", "2") or 2) + 1, 10))
        formset = make(data, form_kwargs={"assignment": assignment})
    disclose(request, "assignment.viewed", [assignment.uid], object_uid=assignment.uid, circle=assignment.circle.uid)
    return render(
        request, "assignments/split.html", {"assignment": assignment, "formset": formset, "problem": problem},
        status=422 if request.method == "POST" and "add" not in request.POST else 200,
    )

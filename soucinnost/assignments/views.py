"""Pages of tasks: the list and its spreadsheet, one task with its history, each step with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import may_export
from soucinnost.assignments import actions
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.forms import (
    CancelForm,
    ChooseForm,
    FinishForm,
    HandOnForm,
    OwnerField,
    PartFormSet,
    PostponeForm,
    RemarkForm,
    ReopenForm,
    ReturnForm,
)
from soucinnost.assignments.listing import Chosen, chosen, groups_with_tasks, runs_any, with_groups
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.rules import is_open, may_acknowledge, may_direct, may_remark, may_work_on
from soucinnost.assignments.selectors import RELATED, hands_of, organisations_in, origin_url
from soucinnost.assignments.sheet import tasks_sheet
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out

PAGE_SIZE = 50
BACK = {"stul": "desk:desk"}
"""Where a step leads back to when it was taken elsewhere than on the task's own page."""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _choice(request: HttpRequest) -> ChooseForm:
    actor = _actor(request)
    return ChooseForm(request.GET, groups_with_tasks(actor), runs=runs_any(actor))


@require_safe
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Tasks: mine, of all my groups, without hands; open, overdue, done."""
    actor = _actor(request)
    groups = groups_with_tasks(actor)
    choice = ChooseForm(request.GET, groups, runs=runs_any(actor))
    found: Any = Chosen(actor, choice.wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strana"))
    with_groups(page, groups)
    disclose(request, "assignment.listed", [assignment.uid for assignment in page])
    context = {
        "page": page, "form": choice, "wanted": choice.wanted, "today": timezone.localdate(),
        "exports": any(may_export(actor, one.circle) for one in page), "query": request.GET.urlencode(),
    }
    return render(request, "assignments/list.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The chosen tasks as XLSX, those of circles from which the reader may take documents out."""
    actor = _actor(request)
    found = [one for one in chosen(actor, _choice(request).wanted) if may_export(actor, one.circle)]
    if not found:
        messages.info(request, _("Z tohoto výběru nesmíte nic stáhnout, nebo je prázdný."))
        return redirect("assignments:list")
    disclose(request, "assignment.exported", [one.uid for one in found])
    content = tasks_sheet(found, created=timezone.now())
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = 'attachment; filename="ukoly.xlsx"'
    return response


def _get(request: HttpRequest, uid: str) -> Assignment:
    visible = Assignment.objects.visible_to(_actor(request))
    related = (*RELATED, "given_by", "acknowledged_by", "evidence_file", "split_from")
    return get_object_or_404(visible.select_related(*related), uid=uid)


def _works(actor: Actor, assignment: Assignment) -> bool:
    return may_work_on(actor, assignment, organisations_in(actor, assignment.circle))


def _editing(
    request: HttpRequest, assignment: Assignment, make: Callable[[Assignment, Any], Form], *, sent: bool = True
) -> Editing:
    """A step that changes who has the task or until when: it must not pass over such a step of somebody else."""

    def facts(one: Assignment) -> list[tuple[str, str]]:
        owner = one.owner_person or one.owner_organisation
        due = format_date(one.due_on) if one.due_on else one.get_due_kind_display()
        return [(_("Kdo"), owner.name if owner else ""), (_("Termín"), due), (_("Stav"), one.get_state_display())]

    back = reverse("assignments:assignment", args=[assignment.uid])
    return Editing(request, assignment, make, also=facts, back=back, sent=sent)


def _hand_on_form(assignment: Assignment, data: Any) -> HandOnForm:
    return HandOnForm(data, assignment=assignment)


def _postpone_form(assignment: Assignment, data: Any) -> PostponeForm:
    return PostponeForm(data)


def _forms(request: HttpRequest, assignment: Assignment) -> dict[str, Form]:
    """Empty forms of the steps that this reader can take now."""
    actor = _actor(request)
    forms: dict[str, Form] = {}
    if is_open(assignment) and _works(actor, assignment):
        handing = _editing(request, assignment, _hand_on_form, sent=False).form
        forms |= {"finish": FinishForm(), "hand_on": handing, "return": ReturnForm()}
    if may_direct(actor, assignment):
        postponing = _editing(request, assignment, _postpone_form, sent=False).form
        directing: dict[str, Form] = {"postpone": postponing, "cancel": CancelForm()}
        forms |= directing if is_open(assignment) else {"reopen": ReopenForm()}
    if may_remark(actor, assignment):
        forms["remark"] = RemarkForm()
    return forms


def typed_texts(form: Form) -> list[tuple[str, str]]:
    """Label and text of every long text in a form that was sent, so that a refused step does not lose it."""
    return [
        (str(field.label), str(field.value())) for field in form
        if isinstance(field.field.widget, Textarea) and field.value()
    ]


def _page(
    request: HttpRequest, assignment: Assignment, step: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    actor = _actor(request)
    forms = _forms(request, assignment)
    offered = step in forms
    if form is not None and offered:
        forms[step] = form
    events = AssignmentEvent.objects.visible_to(actor).filter(assignment=assignment).select_related(
        "by_person", "from_person", "from_organisation", "to_person", "to_organisation", "file"
    )
    parts = Assignment.objects.visible_to(actor).filter(split_from=assignment).select_related(*RELATED)
    whole = Assignment.objects.visible_to(actor).filter(pk=assignment.split_from_id).first()
    directs = may_direct(actor, assignment)
    disclose(request, "assignment.viewed", [assignment.uid], object_uid=assignment.uid, circle=assignment.circle.uid)
    context = {
        "assignment": assignment, "events": events, "forms": forms, "step": step, "today": timezone.localdate(),
        "refused": None if offered else form, "kept": typed_texts(form) if form is not None and not offered else [],
        "parts": parts, "whole": whole, "origin": origin_url(actor, assignment), "is_open": is_open(assignment),
        "exports": may_export(actor, assignment.circle), "splits": "finish" in forms,
        "acknowledges": is_open(assignment) and assignment.acknowledged_at is None
        and may_acknowledge(actor, assignment, organisations_in(actor, assignment.circle)),
        "lost": directs and is_open(assignment)
        and not hands_of(assignment, assignment.owner_person, assignment.owner_organisation),
        "named": [seat.person for seat in assignment.named_seats.select_related("person")]
        if assignment.is_closed else [],
    }
    return render(request, "assignments/assignment.html", context, status=status)


@require_safe
def assignment_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One task with its history and what can be done with it."""
    return _page(request, _get(request, uid))


def _step(
    request: HttpRequest, uid: str, step: str, make_form: Callable[[Assignment], Form],
    act: Callable[[Assignment, dict[str, Any]], Any], done: str,
) -> HttpResponse:
    """Take a step. Refused, the page comes back with what was typed, also when the step is not on offer any more."""
    assignment = _get(request, uid)
    form = make_form(assignment)
    actor = _actor(request)
    rule = {"remark": may_remark, "postpone": may_direct, "cancel": may_direct, "reopen": may_direct}.get(step, _works)
    status = 422
    if not rule(actor, assignment):
        form.add_error(None, _("K tomuto kroku nemáte oprávnění: úkol má někdo jiný, nebo skupinu vede někdo jiný."))
        status = 403
    else:
        try:
            if _carried_out(request, form, lambda: act(assignment, form.cleaned_data), done):
                back = BACK.get(request.POST.get("zpet", ""))
                return redirect(back) if back else redirect("assignments:assignment", uid=assignment.uid)
        except PermissionDenied as error:
            form.add_error(None, str(error))
            status = 403
    return _page(request, _get(request, uid), step, form, status=status)


def _carried_out(request: HttpRequest, form: Form, act: Callable[[], Any], done: str) -> bool:
    editing: Editing | None = getattr(form, "editing", None)
    return editing.carried_out(act, done) if editing is not None else carried_out(request, form, act, done)


@require_POST
def finish(request: HttpRequest, uid: str) -> HttpResponse:
    """Finish a task with evidence."""
    return _step(
        request, uid, "finish", lambda one: FinishForm(request.POST, request.FILES),
        lambda one, data: actions.finish(
            by=_actor(request), assignment=one, evidence=data["evidence"], finished_on=data["finished_on"],
            upload=data["upload"],
        ),
        _("Úkol je splněný."),
    )


@require_POST
def acknowledge(request: HttpRequest, uid: str) -> HttpResponse:
    """Say with one press that one knows of the task."""
    actor, assignment = _actor(request), _get(request, uid)
    try:
        actions.acknowledge(by=actor, assignment=assignment)
        messages.success(request, _("Vzato na vědomí."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("assignments:assignment", uid=uid)


@require_POST
def hand_on(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand a task on."""
    return _step(
        request, uid, "hand_on", lambda one: _editing(request, one, _hand_on_form).form,
        lambda one, data: actions.hand_on(
            by=_actor(request), assignment=one, to_person=data["owner"][0], to_organisation=data["owner"][1],
            text=data["text"],
        ),
        _("Úkol je předaný."),
    )


def _by_words(step: str, form: type[Form], action: Callable[..., Any], done: Any) -> Callable[..., HttpResponse]:
    """The view of a step that takes nothing but words; ``done`` is said in the reader's language."""

    def view(request: HttpRequest, uid: str) -> HttpResponse:
        return _step(
            request, uid, step, lambda one: form(request.POST),
            lambda one, data: action(by=_actor(request), assignment=one, text=data["text"]), done,
        )

    return require_POST(view)


return_ = _by_words("return", ReturnForm, actions.return_assignment, gettext_lazy("Úkol je vrácený."))
cancel = _by_words("cancel", CancelForm, actions.cancel, gettext_lazy("Úkol je zrušený."))
reopen = _by_words("reopen", ReopenForm, actions.reopen, gettext_lazy("Úkol je znovu otevřený."))
remark = _by_words("remark", RemarkForm, actions.remark, gettext_lazy("Poznámka je uložená."))


@require_POST
def postpone(request: HttpRequest, uid: str) -> HttpResponse:
    """Set another due day."""
    return _step(
        request, uid, "postpone", lambda one: _editing(request, one, _postpone_form).form,
        lambda one, data: actions.postpone(
            by=_actor(request), assignment=one, due_on=data["due_on"], text=data["text"]
        ),
        _("Termín je změněný."),
    )


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, uid: str) -> HttpResponse:
    """Split a task into parts; rows left empty are ignored. „Přidat část“ gives one more row and saves nothing."""
    actor, assignment = _actor(request), _get(request, uid)
    if not _works(actor, assignment):
        raise PermissionDenied(_("Rozdělit úkol může jeho řešitel a kdo vede skupinu."))
    if request.method == "GET" and not is_open(assignment):
        return redirect("assignments:assignment", uid=uid)
    adds = "add" in request.POST
    formset = _parts(request, assignment)
    problems: list[str] = []
    if request.method == "POST" and not adds and formset.is_valid():
        parts = [
            Part(text=data["text"], owner_person=data["owner"][0], owner_organisation=data["owner"][1])
            for data in formset.cleaned_data if data.get("text")
        ]
        try:
            actions.split(by=actor, assignment=assignment, parts=parts)
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, _("Úkol je rozdělený."))
            return redirect("assignments:assignment", uid=assignment.uid)
    elif request.method == "POST" and not adds:
        problems = [str(problem) for problem in formset.non_form_errors()]
    disclose(request, "assignment.viewed", [assignment.uid], object_uid=assignment.uid, circle=assignment.circle.uid)
    context = {"assignment": assignment, "formset": formset, "problems": problems}
    refused = request.method == "POST" and not adds
    return render(request, "assignments/split.html", context, status=422 if refused else 200)


def _parts(request: HttpRequest, assignment: Assignment) -> Any:
    """The rows: two to begin with, as sent, or as sent and one more. The counts a browser tells are not believed."""
    start: list[dict[str, Any]] = [{"text": assignment.text, "owner": OwnerField.value_of(assignment)}, {}]
    kwargs = {"assignment": assignment}
    if request.method == "GET":
        return PartFormSet(initial=start, form_kwargs=kwargs)
    told = request.POST.get("form-TOTAL_FORMS", "")
    rows = max(2, min(int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 2, 10))
    if "add" in request.POST:
        typed = [{name: request.POST.get(f"form-{n}-{name}", "") for name in ("text", "owner")} for n in range(rows)]
        return PartFormSet(initial=[*typed, {}][:10], form_kwargs=kwargs)
    data = request.POST.copy()
    data["form-TOTAL_FORMS"], data["form-INITIAL_FORMS"] = str(rows), "2"
    return PartFormSet(data, initial=start, form_kwargs=kwargs)

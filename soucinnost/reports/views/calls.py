"""Pages of calls: opening one, who owes, moving, reminding, closing."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.models import Group
from soucinnost.reports import actions
from soucinnost.reports.dates import usual_due
from soucinnost.reports.enums import CallState
from soucinnost.reports.forms import CallForm, MoveForm
from soucinnost.reports.models import Call
from soucinnost.reports.rules import may_ask, may_lead
from soucinnost.reports.selectors import own_seats, reporting, standing_of
from soucinnost.reports.views.common import actor_of, visible_call
from soucinnost.reports.words import asked_text
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Ask the organisations of a group for reports."""
    actor = actor_of(request)
    groups = Group.objects.content_visible_to(actor).select_related("circle__controller")
    group = get_object_or_404(groups, uid=group_uid)
    require(may_ask(actor, group))
    today = timezone.localdate()
    coming = group.next_meeting_on if group.next_meeting_on and group.next_meeting_on >= today else None
    start = {"for_day": coming, "due_on": usual_due(coming, today) if coming else None}
    form = CallForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_call(by=actor, group=group, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, asked_text(made.for_day))
            return redirect("reports:call", uid=made.uid)
    calls = Call.objects.visible_to(actor).filter(group=group, state=CallState.OPEN)
    running = list(calls.order_by("for_day", "pk"))
    context = {
        "form": form, "group": group, "organisations": reporting(group, today), "mail": settings.MAIL_ENABLED,
        "running": running,
    }
    ids = [group.uid, *(one.uid for one in running)]
    disclose(request, "group.viewed", ids, object_uid=group.uid, circle=group.circle.uid)
    return render(request, "reports/new.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def call(request: HttpRequest, uid: str) -> HttpResponse:
    """Who has reported, who owes, who was asked; for who runs the group also what can be done about it."""
    return _page(request, visible_call(request, uid))


def _page(request: HttpRequest, found: Call, *, move_form: MoveForm | None = None, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    standing = standing_of(actor, found)
    mine = {seat.organisation_id for seat in own_seats(actor) if seat.circle_id == found.circle_id}
    leads = may_lead(actor, found)
    ids = [found.uid, *(row.report.uid for row in standing.rows if row.report is not None)]
    disclose(request, "report_call.viewed", ids, object_uid=found.uid, circle=found.circle.uid)
    context = {
        "call": found, "standing": standing, "leads": leads, "is_open": found.state == CallState.OPEN,
        "late": [row for row in standing.rows if row.report is None and not row.is_expected],
        "today": timezone.localdate(), "mine": mine, "move_opened": move_form is not None,
        "move_form": move_form or _moving(request, found, sent=False).form,
    }
    return render(request, "reports/call.html", context, status=status)


def _moving(request: HttpRequest, found: Call, *, sent: bool = True) -> Editing:
    def make(call: Call, data: Any) -> MoveForm:
        return MoveForm(data, initial={"for_day": call.for_day, "due_on": call.due_on})

    return Editing(request, found, make, back=reverse("reports:call", args=[found.uid]), sent=sent)


@require_POST
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Set other days; those who owe are told."""
    found = visible_call(request, uid)
    require(may_lead(actor_of(request), found))
    editing = _moving(request, found)
    form = editing.form
    if editing.carried_out(
        lambda: actions.move_call(by=actor_of(request), call=found, **form.cleaned_data),
        _("Termín je uložený."),
    ):
        return redirect("reports:call", uid=uid)
    return _page(request, found, move_form=form, status=422)


def _step(request: HttpRequest, uid: str, act: Callable[[Call], str]) -> HttpResponse:
    found = visible_call(request, uid)
    require(may_lead(actor_of(request), found))
    try:
        messages.success(request, act(found))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("reports:call", uid=uid)


@require_POST
def remind(request: HttpRequest, uid: str) -> HttpResponse:
    """Remind those who owe."""

    def act(found: Call) -> str:
        told = actions.remind(by=actor_of(request), call=found)
        text = ngettext("Připomenuto %(count)s člověku.", "Připomenuto %(count)s lidem.", told)
        return text % {"count": told}

    return _step(request, uid, act)


@require_POST
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close the call."""

    def act(found: Call) -> str:
        actions.close_call(by=actor_of(request), call=found)
        return _("Výzva je uzavřená. Pozdní zprávu můžete zapsat Vy.")

    return _step(request, uid, act)


@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Open the call again."""

    def act(found: Call) -> str:
        actions.reopen_call(by=actor_of(request), call=found)
        return _("Výzva je znovu otevřená.")

    return _step(request, uid, act)

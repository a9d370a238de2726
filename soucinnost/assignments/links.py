"""Answering a task by a one-time link: take it into account, send a word about it, report it done.

Taking a task into account does not use the link up: it may be said again without harm, and weeks later the same mail
serves to report the task done. A word or a report uses it up.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.assignments import actions
from soucinnost.assignments.actions.events import TASK, link_until
from soucinnost.assignments.forms import LinkForm
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.rules import is_open, may_acknowledge
from soucinnost.assignments.selectors import RELATED, organisations_in
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.purposes import Purpose, register

SEEN, DONE, WORD = "na-vedomi", "splneno", "vzkaz"


def _take(actor: Actor, link: OneTimeLink, assignment: Assignment, step: str, text: str) -> str:
    """Do what was asked for; returns what to say. A word and a report use the link up."""
    if step == SEEN:
        actions.acknowledge(by=actor, assignment=assignment)
        return _("Vzato na vědomí. Splnění můžete později nahlásit týmž odkazem.")
    if step == WORD:
        actions.remark(by=actor, assignment=assignment, text=text, link=link)
        return _("Vzkaz je uložený u úkolu.")
    actions.finish(by=actor, assignment=assignment, evidence=text, link=link)
    return _("Úkol je označený za splněný. Děkujeme.")


def answer_task(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Show the task to whose it is; take the answer. Who has it no more learns that, not how it stands."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    visible = Assignment.objects.visible_to(actor).select_related(*RELATED, "given_by")
    assignment = get_object_or_404(visible, uid=link.object_uid)
    mine = may_acknowledge(actor, assignment, organisations_in(actor, assignment.circle))
    step = request.POST.get("krok", "") if request.method == "POST" else ""
    form = LinkForm(request.POST if step in {DONE, WORD} else None)
    said = refused = ""
    if mine and (step == SEEN or (step in {DONE, WORD} and form.is_valid())):
        try:
            said = _take(actor, link, assignment, step, form.cleaned_data["text"] if step != SEEN else "")
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            refused = " ".join(error.messages)
        except PermissionDenied as error:
            refused = str(error)
        assignment.refresh_from_db()
    disclose(request, "assignment.viewed", object_uid=assignment.uid, circle=assignment.circle.uid)
    context = {
        "link": link, "assignment": assignment, "form": form, "said": said, "mine": mine, "today": timezone.localdate(),
        "strict": link.circle.controller.requires_mfa, "is_open": is_open(assignment), "used": said and step != SEEN,
        "refused": refused,
    }
    return render(request, "assignments/link_task.html", context, status=422 if form.errors or refused else 200)


def _open_until(link: OneTimeLink) -> datetime | None:
    assignment = Assignment.objects.filter(uid=link.object_uid).first()
    return link_until(assignment) if assignment is not None else None


def _send_again(*, by: Actor, link: OneTimeLink) -> bool:
    assignment = Assignment.objects.visible_to(by).filter(uid=link.object_uid).first()
    return assignment is not None and actions.send_link_again(by=by, assignment=assignment, person=link.person)


def register_purpose() -> None:
    """Register the purpose; safe to call again."""
    register(
        Purpose(
            key=TASK, label=gettext_lazy("Odpověď k úkolu"), answer=answer_task, open_until=_open_until,
            send_again=_send_again, model=Assignment,
        )
    )

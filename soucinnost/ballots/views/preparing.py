"""Preparing a ballot: a new one, changing it, its papers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require, runs
from soucinnost.audit.disclosure import disclose
from soucinnost.ballots import actions
from soucinnost.ballots.forms import BallotForm, PaperForm
from soucinnost.ballots.models import BallotPaper
from soucinnost.ballots.rules import may_change, may_lead
from soucinnost.ballots.views.common import actor_of, content_group, visible_ballot
from soucinnost.ballots.views.page import show
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors, carried_out


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Prepare a ballot; where the statutes do not allow it the page says so instead of the form."""
    actor, group = actor_of(request), content_group(request, group_uid)
    require(runs(actor, group.circle))
    form = BallotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_ballot(by=actor, group=group, **form.told())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Hlasování je připravené. Přidejte podklady a zahajte ho."))
            return redirect("ballots:ballot", uid=made.uid)
    disclose(request, "group.viewed", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    context = {"form": form, "group": group, "ballot": None}
    return render(request, "ballots/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a ballot that was not opened yet."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    require(may_change(actor, found), _("Po zahájení se návrh už nemění."))
    editing = Editing(request, found, lambda ballot, data: BallotForm(data, initial=BallotForm.start_of(ballot)))
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_ballot(by=actor, ballot=found, **form.told()), _("Hlasování je uložené.")
    ):
        return redirect("ballots:ballot", uid=uid)
    disclose(request, "ballot.edited", [found.uid], object_uid=found.uid, circle=found.circle.uid)
    context = {"form": form, "group": found.group, "ballot": found}
    return render(request, "ballots/edit.html", context, status=422 if form.errors else 200)


@require_POST
def paper_add(request: HttpRequest, uid: str) -> HttpResponse:
    """Attach a paper."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    require(may_lead(actor, found))
    form = PaperForm(request.POST, request.FILES)

    def act() -> BallotPaper:
        return actions.add_paper(by=actor, ballot=found, **form.cleaned_data)

    if carried_out(request, form, act, _("Podklad je uložen.")):
        return redirect("ballots:ballot", uid=uid)
    return show(request, found, paper_form=form, status=422)


@require_POST
def paper_remove(request: HttpRequest, uid: str, file_uid: str) -> HttpResponse:
    """Take a paper off."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    require(may_lead(actor, found))
    papers = BallotPaper.objects.visible_to(actor).filter(ballot=found)
    paper = get_object_or_404(papers.select_related("attachment", "ballot"), attachment__uid=file_uid)
    try:
        actions.remove_paper(by=actor, paper=paper)
        messages.success(request, _("Podklad je odebrán."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("ballots:ballot", uid=uid)

"""Pages of one claim: stating, reading, correcting, using elsewhere, the list behind it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.evidence.models import Claim
from soucinnost.evidence.rules import corrects
from soucinnost.strategy import rules
from soucinnost.strategy.actions import proving, stating
from soucinnost.strategy.forms.proving import ClaimForm, PlaceForm, RowsForm, rows_text
from soucinnost.strategy.models import ClaimUse, Goal, ListRow
from soucinnost.strategy.selectors.figures import list_figures
from soucinnost.strategy.selectors.offering import offered, wanted_in
from soucinnost.strategy.selectors.shown import evidence_of
from soucinnost.strategy.selectors.whole import StrategyView
from soucinnost.strategy.views.proving_common import (
    PLACES,
    actor_of,
    address_of,
    claim_of,
    files_of,
    organisation_names,
    part_of,
)
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def _goal(record: Any) -> Goal | None:
    if hasattr(record, "goal"):
        goal: Goal | None = record.goal
        return goal
    return None


@require_http_methods(["GET", "POST"])
def claim_new(request: HttpRequest, kind: str, uid: str) -> HttpResponse:
    """State a claim at a measure, an undertaking or an indicator: one short form."""
    actor = actor_of(request)
    record = part_of(request, PLACES[kind], uid)
    strategy = record.strategy
    require(rules.contributes(actor, strategy))
    form = ClaimForm(
        request.POST if request.method == "POST" else None, strategy=strategy, files=files_of(actor, strategy),
        goal=_goal(record), indicator=record if kind == "indicator" else None,
        activities=list(record.activities.order_by("position")) if kind == "measure" else (),
        uploads=request.FILES or None,
    )
    if kind == "undertaking":
        form.initial.setdefault("period", (record.period_from, record.period_to))
    stated: list[bool] = []

    def act() -> None:
        fields = {**form.of_claim(), **form.of_use(), kind: record}
        if kind == "measure":
            fields["activity"] = form.chosen_activity
        if kind == "undertaking" and not fields["source_label"]:
            fields |= {"source_kind": proving.UNDERTAKING_SOURCE, "source_uid": record.uid}
        _use, is_new = stating.state_once(
            by=actor, strategy=strategy, upload=form.cleaned_data["upload"], **fields
        )
        stated.append(is_new)

    def said() -> str:
        repeated = _("Tenhle údaj tu už od Vás zapsaný je, podruhé se nepřidal.")
        return _("Údaj je zapsaný.") if stated[0] else repeated

    if carried_out(request, form, act, lazy(said, str)()):
        if "dalsi" in request.POST:
            return redirect(request.path)
        return redirect(address_of(record))
    disclose(request, "strategy.claim_edited", [record.uid], object_uid=record.uid, circle=strategy.circle.uid)
    context = {
        "strategy": strategy, "record": record, "kind": kind, "form": form, "back": address_of(record),
        "organisation_names": organisation_names(),
    }
    return render(request, "strategy/claim_form.html", context, status=422 if form.errors else 200)


@require_safe
def claim(request: HttpRequest, uid: str) -> HttpResponse:
    """One claim: what it says, its source, where it is used, what contradicts it, the list behind, its history."""
    actor = actor_of(request)
    strategy, found, view = claim_of(request, uid)
    evidence = evidence_of(actor, view)
    uses = _uses(view, found)
    whose = request.GET.get("kdo", "").strip()
    rows = view.rows.get(found.pk, [])
    newest = getattr(found, "superseded_by", None)
    history = _chain(actor, found)
    origin = next((use.taken_from_id for use in uses if use.taken_from_id), None)
    taken = Claim.objects.visible_to(actor).filter(pk=origin).select_related("superseded_by").first()
    conflicts = [
        (one, evidence.alone(one.other if one.one_id == found.pk else one.one))
        for one in view.conflicts if found.pk in (one.one_id, one.other_id)
    ]
    disclose(
        request, "strategy.claim_viewed", [one.uid for one in history], object_uid=found.uid, circle=strategy.circle.uid
    )
    context = {
        "strategy": strategy, "view": view, "claim": found, "shown": evidence.shown(found), "uses": uses,
        "rows": rows, "listed": list_figures(found, rows, organisation=whose) if rows else None,
        "everything": list_figures(found, rows) if rows else None, "whose": whose, "newest": newest,
        "history": history, "taken_newer": getattr(taken, "superseded_by", None), "conflicts": conflicts,
        "corrects": newest is None and rules.contributes(actor, strategy) and corrects(actor, found),
        "may_add": rules.contributes(actor, strategy), "may_write": rules.writes(actor, strategy),
    }
    return render(request, "strategy/claim.html", context)


def _uses(view: StrategyView, found: Claim) -> list[ClaimUse]:
    uses = (
        *(use for one in view.measures for use in one.uses),
        *(use for one in view.measures for each in one.indicators for use in each.uses),
        *(use for goal in view.goals for each in goal.indicators for use in each.uses),
        *(use for one in view.undertakings for use in one.uses),
    )
    return list({use.pk: use for use in uses if use.claim_id == found.pk}.values())


def _chain(actor: Any, found: Claim) -> list[Claim]:
    """The claim and those before it, newest first; one query however many."""
    older = Claim.objects.visible_to(actor).filter(circle=found.circle_id, superseded_by__isnull=False)
    by_pk = {one.pk: one for one in older.select_related("author")}
    chain = [found]
    while chain[-1].supersedes_id in by_pk:
        chain.append(by_pk[chain[-1].supersedes_id])
    return chain


def _newest(actor: Any, found: Claim) -> Claim:
    """The claim as it was corrected last."""
    later: Claim | None = found
    while later is not None:
        found = later
        later = Claim.objects.visible_to(actor).select_related("circle__controller").filter(supersedes=found).first()
    return found


@require_http_methods(["GET", "POST"])
def claim_correct(request: HttpRequest, uid: str) -> HttpResponse:
    """Correct a claim; what it said before stays readable.

    What is sent of a claim that somebody corrected meanwhile is compared with the newer one; nothing typed is lost.
    """
    actor = actor_of(request)
    strategy, found, view = claim_of(request, uid)
    require(rules.contributes(actor, strategy) and corrects(actor, found))
    found = _newest(actor, found) if request.method == "POST" else found
    uses = _uses(view, found)
    if not uses:
        messages.error(request, _("Údaj se nikde nepoužívá, nebo už byl opraven. Opravit jde jen ten, který platí."))
        return redirect("strategy:claim", uid=found.uid)
    use = next((one for one in uses if one.indicator_id), uses[0])
    files, day = files_of(actor, strategy), evidence_of(actor, view).shown(found).source.day

    def make(record: ClaimUse, data: Any) -> ClaimForm:
        indicator = record.indicator if record.indicator_id else None
        return ClaimForm(
            data, strategy=strategy, files=files, use=record, source_day=day, indicator=indicator,
            uploads=request.FILES if data is not None else None,
        )

    editing = Editing(request, use, make, lock=strategy, about=found.uid)
    corrected: list[ClaimUse] = []

    def act() -> None:
        fields = {**editing.form.of_claim(), **editing.form.of_use()}
        fields["stated_on"] = fields["stated_on"] or found.stated_on
        if editing.form.cleaned_data["upload"] is not None:
            fields["document"] = stating.attached(actor, strategy, editing.form.cleaned_data["upload"])
        corrected.append(proving.correct(by=actor, use=use, **fields))

    if editing.carried_out(act, _("Údaj je opravený. Dřívější znění zůstalo v historii.")):
        return redirect("strategy:claim", uid=corrected[0].claim.uid)
    disclose(request, "strategy.claim_edited", [found.uid], object_uid=found.uid, circle=strategy.circle.uid)
    form = editing.form
    context = {
        "strategy": strategy, "record": found, "kind": "claim", "form": form, "claim": found,
        "organisation_names": organisation_names(),
    }
    return render(request, "strategy/claim_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def claim_use(request: HttpRequest, uid: str) -> HttpResponse:
    """Use a claim at another measure, undertaking or indicator too."""
    actor = actor_of(request)
    strategy, found, view = claim_of(request, uid)
    require(rules.contributes(actor, strategy))
    form = PlaceForm(request.POST if request.method == "POST" else None, view=view)

    def act() -> None:
        proving.use_also(by=actor, strategy=strategy, claim=found, share=form.cleaned_data["share"], **form.parts)

    if carried_out(request, form, act, _("Údaj se používá i tam.")):
        return redirect("strategy:claim", uid=found.uid)
    disclose(request, "strategy.claim_edited", [found.uid], object_uid=found.uid, circle=strategy.circle.uid)
    context = {"strategy": strategy, "claim": found, "form": form}
    return render(request, "strategy/claim_use.html", context, status=422 if form.errors else 200)


@require_POST
def claim_leave(request: HttpRequest, uid: str) -> HttpResponse:
    """Stop using a claim in one place."""
    actor = actor_of(request)
    use = get_object_or_404(
        ClaimUse.objects.visible_to(actor).filter(claim__in=Claim.objects.visible_to(actor))
        .select_related("strategy__circle", "claim__circle"),
        uid=uid,
    )
    proving.stop_using(by=actor, use=use)
    messages.success(request, _("Údaj se tu už nepoužívá. Sám zůstal."))
    return redirect("strategy:claim", uid=use.claim.uid)


@require_http_methods(["GET", "POST"])
def claim_rows(request: HttpRequest, uid: str) -> HttpResponse:
    """Write the list behind a number."""
    actor = actor_of(request)
    strategy, found, _view = claim_of(request, uid)
    require(rules.contributes(actor, strategy) and corrects(actor, found))

    def stored() -> str:
        rows = ListRow.objects.visible_to(actor).filter(claim=found).select_related("area").order_by("position", "pk")
        return rows_text(rows)

    def make(text: str, data: Any) -> RowsForm:
        return RowsForm(data, initial={"rows": text})

    editing = Editing(request, stored(), make, lock=strategy, about=found.uid, reread=stored)

    def act() -> None:
        proving.set_rows(by=actor, strategy=strategy, claim=found, rows=editing.form.cleaned_data["rows"])

    if editing.carried_out(act, _("Seznam je uložený.")):
        return redirect("strategy:claim", uid=found.uid)
    disclose(request, "strategy.claim_edited", [found.uid], object_uid=found.uid, circle=strategy.circle.uid)
    form = editing.form
    context = {"strategy": strategy, "claim": found, "form": form}
    return render(request, "strategy/claim_rows.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, kind: str, uid: str) -> HttpResponse:
    """Choose a claim from reports and minutes of groups and make it evidence here."""
    actor = actor_of(request)
    record = part_of(request, PLACES[kind], uid)
    strategy = record.strategy
    require(rules.contributes(actor, strategy))
    wanted = wanted_in(request.GET)
    if request.method == "POST":
        seen = Claim.objects.visible_to(actor).select_related("circle")
        picked = get_object_or_404(seen, uid=request.POST.get("udaj", "")[:40])
        try:
            proving.take_over(by=actor, strategy=strategy, claim=picked, **{kind: record})
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        else:
            messages.success(request, _("Údaj je převzatý i se zdrojem."))
            return redirect(address_of(record))
    page = offered(actor, strategy, wanted, request.GET.get("strana"))
    disclose(
        request, "strategy.claims_offered", [one.claim.uid for one in page], object_uid=record.uid,
        circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "record": record, "kind": kind, "page": page, "wanted": wanted, "back": address_of(record)
    }
    return render(request, "strategy/take_over.html", context)

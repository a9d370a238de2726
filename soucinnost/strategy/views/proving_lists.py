"""Pages over all evidence of a strategy: the register of claims, contradictions, who owes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import read_year
from soucinnost.strategy import rules
from soucinnost.strategy.actions import proving
from soucinnost.strategy.forms.proving import ConflictForm
from soucinnost.strategy.models import Conflict
from soucinnost.strategy.selectors.contradictions import contradictions
from soucinnost.strategy.selectors.offering import has_words
from soucinnost.strategy.selectors.owing import owing, running_year, speaks_of
from soucinnost.strategy.selectors.shown import ShownClaim, evidence_of
from soucinnost.strategy.selectors.whole import StrategyView, whole
from soucinnost.strategy.views.proving_common import actor_of, claim_of, part_of, strategy_of
from soucinnost.ui.submitting import carried_out

PAGE_SIZE = 50
UNUSED = "nepouzite"


@require_safe
def claims(request: HttpRequest, uid: str) -> HttpResponse:
    """All claims of a strategy, also those used nowhere; by words, year and kind."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    view = whole(actor, strategy, only_used=True)
    wanted = {name: request.GET.get(name, "").strip()[:200] for name in ("q", "rok", "druh")}
    shown = [one for one in _all_claims(request, view) if _fits(one, wanted)]
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("strana"))
    disclose(
        request, "strategy.claims_listed", [one.claim.uid for one in page], object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    years = range(strategy.period_from.year, strategy.period_to.year + 1)
    context = {
        "strategy": strategy, "view": view, "page": page, "wanted": wanted, "years": [str(year) for year in years],
        "kinds": [*ClaimKind.choices, (UNUSED, _("nikde se nepoužívá"))],
        "disagreements": len(contradictions(view)),
    }
    return render(request, "strategy/claims.html", context)


def _all_claims(request: HttpRequest, view: StrategyView) -> list[ShownClaim]:
    actor = actor_of(request)
    evidence = evidence_of(actor, view)
    used = {claim.pk for claim in view.claims}
    idle = (
        Claim.objects.visible_to(actor)
        .filter(circle=view.strategy.circle_id, superseded_by__isnull=True).exclude(pk__in=used)
        .select_related("organisation", "author", "area").order_by("pk")
    )
    found = [*evidence.every(), *(evidence.alone(claim) for claim in idle)]
    return sorted(found, key=lambda one: -one.claim.pk)


def _fits(one: ShownClaim, wanted: dict[str, str]) -> bool:
    claim = one.claim
    if wanted["druh"] == UNUSED and one.where:
        return False
    if wanted["druh"] and wanted["druh"] not in (UNUSED, claim.kind):
        return False
    year = read_year(wanted["rok"])
    if year is not None and not speaks_of(claim, year):
        return False
    name = claim.organisation.name if claim.organisation is not None else ""
    return has_words(wanted["q"], f"{claim.label} {claim.text} {claim.unit} {name} {one.source.label}")


@require_safe
def contradiction_list(request: HttpRequest, uid: str) -> HttpResponse:
    """The register of contradictions: both sides with their sources."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    view = whole(actor, strategy, only_used=True)
    evidence = evidence_of(actor, view)
    found = [(one, [evidence.alone(claim) for claim in one.claims]) for one in contradictions(view)]
    disclose(
        request, "strategy.contradictions_listed",
        list(dict.fromkeys(claim.uid for one, _shown in found for claim in one.claims)),
        object_uid=strategy.uid, circle=strategy.circle.uid,
    )
    context = {"strategy": strategy, "found": found, "may_write": rules.writes(actor, strategy)}
    return render(request, "strategy/contradictions.html", context)


@require_http_methods(["GET", "POST"])
def conflict_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Mark that another claim says something else than this one."""
    actor = actor_of(request)
    strategy, found, view = claim_of(request, uid)
    require(rules.writes(actor, strategy))
    places = evidence_of(actor, view).places
    named = [(places[one.pk][0].label if places.get(one.pk) else "", one) for one in view.claims]
    form = ConflictForm(request.POST if request.method == "POST" else None, claims=sorted(
        named, key=lambda pair: (pair[0], pair[1].pk)
    ), claim=found)

    def act() -> None:
        proving.mark_conflict(
            by=actor, strategy=strategy, one=found, other=form.other_claim, note=form.cleaned_data["note"]
        )

    if carried_out(request, form, act, _("Rozpor je označený. Oba údaje zůstávají.")):
        return redirect("strategy:contradictions", uid=strategy.uid)
    disclose(
        request, "strategy.claim_edited", [one.uid for one in view.claims], object_uid=found.uid,
        circle=strategy.circle.uid,
    )
    context = {"strategy": strategy, "claim": found, "form": form}
    return render(request, "strategy/conflict_form.html", context, status=422 if form.errors else 200)


@require_POST
def conflict_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the mark of a contradiction back."""
    conflict = part_of(request, Conflict, uid)
    proving.unmark_conflict(by=actor_of(request), conflict=conflict)
    messages.success(request, _("Označení rozporu je zrušené."))
    return redirect("strategy:contradictions", uid=conflict.strategy.uid)


@require_safe
def owing_list(request: HttpRequest, uid: str) -> HttpResponse:
    """Measures without any claim in a year (the running one), by owner."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    view = whole(actor, strategy)
    running = running_year(strategy, timezone.localdate())
    years = list(range(strategy.period_from.year, running + 1))
    asked = read_year(request.GET.get("rok", ""))
    year = asked if asked is not None and asked in years else running
    found = owing(view, year)
    disclose(
        request, "strategy.owing_listed", [place.measure.uid for one in found for place in one.measures],
        object_uid=strategy.uid, circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "view": view, "found": found, "year": year, "years": years,
        "count": sum(len(one.measures) for one in found), "may_add": rules.contributes(actor, strategy),
    }
    return render(request, "strategy/owing.html", context)

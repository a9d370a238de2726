"""Putting a whole list of goals, measures and activities in: paste it, see what it would make, write it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from soucinnost.agencies.models import Organisation
from soucinnost.agencies.selectors import NameIndex
from soucinnost.strategy.actions.pasting import add_outline
from soucinnost.strategy.forms.frame import OutlineForm
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.outline import Outline, PlannedMeasure, read_outline
from soucinnost.strategy.views.common import actor_of, shown, written_strategy
from soucinnost.strategy.words import TROUBLES
from soucinnost.ui.submitting import add_errors


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for a list, show what it would make, write it. The list goes with the form; nothing waits on the server."""
    strategy = written_strategy(request, uid)
    form = OutlineForm(request.POST or None, strategy=strategy)
    if request.method != "POST" or "zpet" in request.POST:
        if request.method == "POST":
            form = OutlineForm(initial={name: request.POST.get(name, "") for name in form.fields}, strategy=strategy)
        return _ask(request, strategy, form)
    if not form.is_valid():
        return _ask(request, strategy, form)
    outline = read_outline(form.cleaned_data["text"])
    owners = _owners(outline)
    if "ulozit" not in request.POST:
        return _preview(request, strategy, form, outline, owners)
    return _write(request, strategy, form, outline, owners)


def _ask(request: HttpRequest, strategy: Strategy, form: OutlineForm) -> HttpResponse:
    shown(request, "outline_asked", strategy)
    context = {"strategy": strategy, "form": form}
    return render(request, "strategy/paste.html", context, status=422 if form.errors else 200)


def _write(
    request: HttpRequest, strategy: Strategy, form: OutlineForm, outline: Outline, owners: dict[str, Organisation]
) -> HttpResponse:
    try:
        goals, measures, activities = add_outline(
            by=actor_of(request), strategy=strategy, outline=outline, under=form.cleaned_data.get("under"),
            owners=owners,
        )
    except ValidationError as error:
        add_errors(form, error)
        return _preview(request, strategy, form, outline, owners)
    messages.success(
        request, _("Vloženo – cíle: %(goals)s, opatření: %(measures)s, plánované aktivity: %(activities)s.") % {
            "goals": goals, "measures": measures, "activities": activities,
        },
    )
    return redirect("strategy:strategy", strategy.uid)


def _preview(
    request: HttpRequest, strategy: Strategy, form: OutlineForm, outline: Outline, owners: dict[str, Organisation]
) -> HttpResponse:
    shown(request, "outline_previewed", strategy)
    first = strategy.goals.count() + 1
    rows = [
        {"number": number, "one": one, "owner": owners.get(getattr(one, "owner", "")), "is_renumbered": bool(
            one.given and one.given != number
        ), "is_measure": isinstance(one, PlannedMeasure)}
        for number, one in outline.numbered(first)
    ]
    loose: list[dict[str, Any]] = [
        {"number": "", "one": one, "owner": owners.get(one.owner), "is_renumbered": False, "is_measure": True}
        for one in outline.loose
    ]
    goals, measures, activities = outline.counts
    context = {
        "strategy": strategy, "form": form, "outline": outline, "rows": rows, "loose": loose,
        "goals": goals, "measures": measures, "activities": activities, "has_any": bool(goals or measures),
        "troubles": [(trouble, TROUBLES[trouble.why]) for trouble in outline.troubles],
        "blocks": any(trouble.why == "long" for trouble in outline.troubles),
        "needs_goal": bool(outline.loose) and form.cleaned_data.get("under") is None,
    }
    return render(request, "strategy/paste_preview.html", context, status=422 if form.errors else 200)


def _owners(outline: Outline) -> dict[str, Organisation]:
    """Active organisations of the names in the list; a name that fits none, or several, is left out."""
    names = {measure.owner for measure in outline.measures if measure.owner}
    if not names:
        return {}
    index = NameIndex(Organisation.objects.filter(is_active=True))
    found = {name: index.exact(name) for name in names}
    known = Organisation.objects.in_bulk([rows[0].pk for rows in found.values() if len(rows) == 1])
    return {name: known[rows[0].pk] for name, rows in found.items() if len(rows) == 1}

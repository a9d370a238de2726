"""The page of search and the suggestions under the box."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.search import selectors
from soucinnost.search.forms import SearchForm
from soucinnost.search.questions import MOST_TYPED, understand
from soucinnost.search.versions import may_be_outdated

ROWS = 20
SUGGESTIONS = 8
NARROWING = ("skupina", "od", "do")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find records by words; what is not visible to the reader is not counted either."""
    actor = request.actor  # type: ignore[attr-defined]
    circles = selectors.choosable_circles(actor)
    form = SearchForm(_readable(request), circles=[(one.uid, one.name) for one in circles])
    asked = form.cleaned_data if form.is_valid() else {}
    typed = asked.get("q") or _readable(request).get("q", "")
    question = understand(asked.get("q", ""))
    chosen = next((one.pk for one in circles if one.uid == asked.get("skupina")), None)
    found = selectors.answer(actor, question, circle=chosen, first=asked.get("od"), last=asked.get("do"))
    kind = asked.get("druh", "")
    hits = selectors.of_family(found.hits, kind)
    page = Paginator(hits, ROWS).get_page(request.GET.get("strana"))
    disclose(request, "search.answered", [hit.uid for hit in page])
    context: dict[str, Any] = {
        "form": form, "typed": typed[:MOST_TYPED], "asked": bool(question), "question": found.question,
        "began": found.began, "partial": selectors.MOST_PHRASED if found.is_partial else 0, "kind": kind,
        "tabs": selectors.tabs(found.hits, kind), "everything": len(found.hits),
        "narrowed": any(asked.get(name) for name in NARROWING), "page": page, "count": len(hits),
        "rows": selectors.show(actor, page, found.question, {one.pk: one.name for one in circles}),
        "outdated": may_be_outdated(), "wider": _wider(request, asked.get("q", "")) if question.may_begin else "",
    }
    return render(request, "search/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The best few hits for what is typed so far, as JSON for the box."""
    actor = request.actor  # type: ignore[attr-defined]
    typed = str(request.GET.get("q", ""))
    hits, question = selectors.suggest(actor, typed)
    shown = hits[:SUGGESTIONS]
    rows = selectors.show_short(actor, shown, question)
    disclose(request, "search.suggested", [hit.uid for hit in shown])
    everything = f"{reverse('search:search')}?{urlencode({'q': typed[:MOST_TYPED]})}" if question else ""
    items = [{"url": row.url, "kind": str(row.label), "group": row.group, "title": row.title} for row in rows]
    every = _("Všechny výsledky: %(count)s") % {"count": len(hits)} if hits else _("Nic se nenašlo")
    told = ngettext("%(count)s návrh", "%(count)s návrhů", len(rows)) % {"count": len(rows)} if rows else every
    return JsonResponse({"items": items, "all": everything, "every": every if question else "", "told": told})


def _wider(request: HttpRequest, typed: str) -> str:
    """The address of the same question with a star after its last word."""
    asked = request.GET.copy()
    asked["q"] = f"{typed.rstrip()[: MOST_TYPED - 1]}*"
    asked.pop("strana", None)
    return f"{request.path}?{asked.urlencode()}"


def _readable(request: HttpRequest) -> dict[str, str]:
    """The values of the address without characters that a form refuses."""
    return {key: str(value).replace("\x00", " ") for key, value in request.GET.items()}

"""The page of search."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.search.forms import SearchForm
from soucinnost.search.selectors import find, show, wanted_words

ROWS = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find records by words; what is not visible to the reader is not counted either."""
    actor = request.actor  # type: ignore[attr-defined]
    form = SearchForm(request.GET)
    valid = form.is_valid()
    asked = form.cleaned_data if valid else {}
    question = asked.get("q", "")
    hits = (
        find(actor, question, kind=asked.get("druh", ""), first=asked.get("od"), last=asked.get("do")) if valid else []
    )
    page = Paginator(hits, ROWS).get_page(request.GET.get("strana"))
    disclose(request, "search.answered", [hit.uid for hit in page])
    context = {
        "form": form,
        "question": question,
        "asked": bool(wanted_words(question)),
        "narrowed": bool(asked.get("druh") or asked.get("od") or asked.get("do")),
        "page": page,
        "rows": show(actor, page, question),
        "count": len(hits),
    }
    return render(request, "search/search.html", context)

"""The list of groups."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.groups import listing, rules
from soucinnost.groups.forms import FilterForm
from soucinnost.groups.views.common import actor_of

PER_PAGE = 50


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Groups whose frame the reader may see, with how they keep their rhythm."""
    actor, today = actor_of(request), timezone.localdate()
    rows = listing.visible_rows(actor, today)
    form = FilterForm(request.GET, rows)
    wanted = form.wanted()
    found = listing.matching(rows, wanted, today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    shown = list(page.object_list)
    listing.complete(actor, shown, today)
    overdue = sum(1 for row in found if row.signal.state in {"late", "asleep"})
    disclose(request, "groups.listed", [row.group.uid for row in shown])
    context = {
        "rows": shown, "page": page, "form": form, "wanted": wanted, "total": len(found), "overdue": overdue,
        "all_count": len(rows), "may_create": rules.creates_any(actor),
    }
    return render(request, "groups/list.html", context)

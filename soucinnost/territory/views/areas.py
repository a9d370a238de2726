"""Units of the state: list by level, page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from soucinnost.audit.disclosure import disclose
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from soucinnost.territory.registry import panels
from soucinnost.territory.rules import imports_territory, writes_localities
from soucinnost.territory.selectors import (
    area_page,
    children_of,
    counts_by_kind,
    localities_in,
    parents_of,
    scheme_of,
    scheme_of_kind,
)
from soucinnost.territory.views.common import actor_of

DRAWN_KINDS = (AreaKind.REGION, AreaKind.DISTRICT)


def area_list(request: HttpRequest) -> HttpResponse:
    """Units of one level by words or code."""
    kind = request.GET.get("uroven", "")
    kind = kind if kind in AreaKind.values else AreaKind.REGION
    text = request.GET.get("q", "")[:100]
    listed = area_page(actor_of(request), kind=kind, text=text, number=request.GET.get("strana", "1"))
    disclose(request, "area.listed", [area.uid for area in listed.records])
    return render(request, "territory/areas.html", {
        "listed": listed, "kind": kind, "kind_label": AreaKind(kind).label, "levels": counts_by_kind(actor_of(request)),
        "q": text, "scheme": scheme_of_kind(actor_of(request), kind) if kind in DRAWN_KINDS and not text else None,
        "may_import": imports_territory(actor_of(request)),
    })


def area_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One unit: codes, what lies in it, localities, and what apps above add."""
    area = get_object_or_404(
        Area.objects.visible_to(actor_of(request)).select_related("parent__parent__parent", "orp"), uid=uid
    )
    localities = localities_in(actor_of(request), area)
    added = panels(actor_of(request), area)
    shown = [area.uid, *[place.uid for place in localities], *[uid for panel in added for uid in panel.uids]]
    disclose(request, "area.viewed", shown, object_uid=area.uid)
    return render(request, "territory/area.html", {
        "area": area, "parents": parents_of(area), "children": children_of(actor_of(request), area),
        "localities": localities, "scheme": scheme_of(actor_of(request), area), "panels": added,
        "holds_localities": area.kind in (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT),
        "may_write": writes_localities(actor_of(request)),
    })

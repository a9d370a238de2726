"""Pages of a region: groups with the map, towns without a group, years; the spreadsheet."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.folding import fold
from soucinnost.overview import rules
from soucinnost.overview.comparing import compared_rows
from soucinnost.overview.forms import FilterForm, TownsForm, YearsForm
from soucinnost.overview.selectors.drawing import region_map
from soucinnost.overview.selectors.frames import add_months, frames_of, groups_of, matching, signal_counts
from soucinnost.overview.selectors.towns import towns_without_group
from soucinnost.overview.selectors.years import history_of
from soucinnost.overview.sheet import region_book
from soucinnost.territory.models import Area

PER_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _region(request: HttpRequest, uid: str) -> Area:
    """The region, for its coordinator; anybody else is not told that there is an overview."""
    found = get_object_or_404(Area.objects.visible_to(_actor(request)).light(), uid=uid)
    if not rules.oversees(_actor(request), found):
        raise Http404
    return found


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """The coordinator's region; a choice where there are several."""
    if not rules.oversees_any(_actor(request)):
        raise Http404
    found = Area.objects.light().filter(pk__in=_actor(request).coordinated_region_ids)
    listed = sorted_cs(found, key=lambda area: area.name)
    if len(listed) == 1:
        return redirect("overview:region", uid=listed[0].uid)
    disclose(request, "area.listed", [area.uid for area in listed])
    return render(request, "overview/regions.html", {"regions": listed})


@require_safe
def region(request: HttpRequest, uid: str) -> HttpResponse:
    """Groups of the region: map and table say the same."""
    area, today = _region(request, uid), timezone.localdate()
    frames = frames_of(_actor(request), groups_of(_actor(request), area, today), today)
    form = FilterForm(request.GET, frames)
    wanted = form.wanted()
    found = matching(frames, wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    add_months(list(page.object_list), today)
    drawn = region_map(area, found)
    disclose(request, "overview.viewed", [frame.group.uid for frame in found], object_uid=area.uid)
    context = {
        "area": area, "page": page, "rows": list(page.object_list), "total": len(found), "all_count": len(frames),
        "form": form, "wanted": wanted, "map": drawn, "counts": signal_counts(found),
        "late": sum(one.signal.state in {"late", "asleep"} for one in found),
        "overdue": sum(one.overdue for one in found), "query": request.GET.urlencode(),
    }
    return render(request, "overview/region.html", context)


@require_safe
def export(request: HttpRequest, uid: str) -> HttpResponse:
    """The chosen groups as XLSX, with contacts of chairs and mandates of shared groups."""
    area, today = _region(request, uid), timezone.localdate()
    frames = frames_of(_actor(request), groups_of(_actor(request), area, today), today)
    found = matching(frames, FilterForm(request.GET, frames).wanted())
    book = region_book(_actor(request), area, found, today=today, created=timezone.now())
    disclose(request, "overview.exported", book.uids, object_uid=area.uid)
    response = HttpResponse(book.content, content_type=XLSX)
    name = "-".join(fold(area.name).split())
    response["Content-Disposition"] = f'attachment; filename="prehled-{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def towns(request: HttpRequest, uid: str) -> HttpResponse:
    """Municipalities of the region in which no group works."""
    area, district = _region(request, uid), request.GET.get("okres", "")
    found = towns_without_group(
        _actor(request), area, which=request.GET.get("ktere", ""), district=district,
        number=request.GET.get("strana"),
    )
    shown = [town.area.uid for town in found.page] + [one.uid for town in found.page for one in town.ended]
    disclose(request, "overview.towns_listed", shown, object_uid=area.uid)
    context = {"area": area, "towns": found, "page": found.page, "form": TownsForm(found, district)}
    return render(request, "overview/towns.html", context)


@require_safe
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """The years of the region, and two of them side by side."""
    area, today = _region(request, uid), timezone.localdate()
    found = history_of(_actor(request), area, today)
    context = {"area": area, "history": found, "form": None, "compared": []}
    if len(found.years) > 1:
        one = found.year(request.GET.get("rok")) or found.years[1]
        other = found.year(request.GET.get("s")) or found.years[0]
        context |= {
            "form": YearsForm(found, one.year, other.year), "one": one, "other": other,
            "compared": compared_rows(one, other),
        }
    disclose(request, "overview.history_viewed", [group.uid for group in found.groups], object_uid=area.uid)
    return render(request, "overview/history.html", context)

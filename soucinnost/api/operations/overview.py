"""A region in numbers, for its coordinator."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads
from soucinnost.api.shapes.common import Page, Paging, Ref, Uid, cut
from soucinnost.api.shapes.overview import OverviewShape, overview_shape
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.collation import sorted_cs
from soucinnost.overview.rules import oversees
from soucinnost.overview.selectors.frames import Wanted, frames_of, groups_of, matching, signal_counts
from soucinnost.overview.selectors.towns import towns_without_group
from soucinnost.overview.selectors.years import history_of
from soucinnost.territory.models import Area

router = Router()


@reads(router, "/regions/", Scope.OVERVIEW_READ, Page[Ref], _("Kraje, které osoba koordinuje"))
def list_regions(request: HttpRequest, query: Query[Paging]) -> Page[Ref]:
    """Regions that the person coordinates, in Czech order."""
    own = Area.objects.visible_to(actor_of(request)).light().filter(pk__in=actor_of(request).coordinated_region_ids)
    rows, more = cut(sorted_cs(own, key=lambda area: area.name)[query.start :], query)
    disclose(request, "area.listed", [row.uid for row in rows])
    items = [Ref(uid=row.uid, name=row.name) for row in rows]
    return Page(items=items, page=query.page, limit=query.limit, more=more)


@reads(router, "/regions/{uid}/overview/", Scope.OVERVIEW_READ, OverviewShape, _("Přehled kraje v číslech"))
def get_overview(request: HttpRequest, uid: Uid) -> OverviewShape:
    """Groups of the region that work with their signals, municipalities with a group, the years."""
    actor, today = actor_of(request), timezone.localdate()
    area = get_object_or_404(Area.objects.visible_to(actor).light(), uid=uid)
    if not oversees(actor, area):
        raise Http404
    frames = matching(frames_of(actor, groups_of(actor, area, today), today), Wanted())
    history, towns = history_of(actor, area, today), towns_without_group(actor, area)
    disclose(request, "overview.viewed", [frame.group.uid for frame in frames], object_uid=uid)
    disclose(request, "overview.history_viewed", [group.uid for group in history.groups], object_uid=uid)
    return overview_shape(
        Ref(uid=area.uid, name=area.name), today, frames, signal_counts(frames), towns, history.years
    )

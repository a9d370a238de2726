"""Groups and who sits in them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.access.rules import require
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.groups import GroupChoice, GroupShape, MandateShape, group_shape, mandate_shape
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.listing import Wanted, complete, matching, visible_rows
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.rules import sees_mandates

router = Router()


class GroupQuery(GroupChoice, Paging):
    """Which groups, which page."""


@reads(router, "/groups/", Scope.GROUPS_READ, Page[GroupShape], _("Skupiny"))
def list_groups(request: HttpRequest, query: Query[GroupQuery]) -> Page[GroupShape]:
    """Groups whose frame the person may see, in Czech order of names."""
    actor, today = actor_of(request), timezone.localdate()
    wanted = Wanted(mine=query.mine, with_closed=query.with_closed)
    rows, more = cut(matching(visible_rows(actor, today), wanted, today)[query.start :], query)
    complete(actor, rows, today)
    disclose(request, "groups.listed", [row.group.uid for row in rows])
    return Page(items=[group_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


@reads(router, "/groups/{uid}/", Scope.GROUPS_READ, GroupShape, _("Jedna skupina"))
def get_group(request: HttpRequest, uid: Uid) -> GroupShape:
    """The frame of one group."""
    actor, today = actor_of(request), timezone.localdate()
    row = next((row for row in visible_rows(actor, today) if row.group.uid == uid), None)
    if row is None:
        raise Http404
    complete(actor, [row], today)
    disclose(request, "group.viewed", [uid], object_uid=uid, circle=row.group.circle.uid)
    return group_shape(row)


@reads(router, "/groups/{uid}/mandates/", Scope.GROUPS_READ, Page[MandateShape], _("Mandáty skupiny"))
def list_mandates(request: HttpRequest, uid: Uid, query: Query[Paging]) -> Page[MandateShape]:
    """Mandates of a group, past ones included, by their first day."""
    actor = actor_of(request)
    group = get_object_or_404(
        Group.objects.visible_to(actor).select_related("circle__controller__organisation"), uid=uid
    )
    require(sees_mandates(actor, group))
    found = Mandate.objects.visible_to(actor).filter(group=group).select_related(
        "seat__person", "seat__organisation", "seat__deputy_for__person"
    ).order_by("seat__valid_from", "pk")
    rows, more = cut(list(found[query.start : query.start + query.limit + 1]), query)
    disclose(request, "mandate.viewed", [row.uid for row in rows], object_uid=uid, circle=group.circle.uid)
    return Page(items=[mandate_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)

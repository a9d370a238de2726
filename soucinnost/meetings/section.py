"""Meetings on the page of their group."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils import timezone
from django.utils.translation import pgettext

from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.access.rules import runs
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.listing import COMING, row_of

SHOWN = 6

LinkOf = Callable[[Actor, Group | None], tuple[str, str] | None]
_links: dict[str, LinkOf] = {}


def register_link(key: str, link: LinkOf) -> None:
    """Add a way on from meetings: ``fn(actor, group)`` gives a label and an address, or None; ``group`` is None on the
    list of meetings of all groups."""
    _links[key] = link


def links_of(actor: Actor, group: Group | None) -> list[tuple[str, str]]:
    """The ways on from the meetings of this group, or of all groups, for this actor."""
    return [found for link in _links.values() if (found := link(actor, group)) is not None]


def meetings_of(actor: Actor, group: Group) -> Section | None:
    """What comes, then the last meetings; where there is none, the first step for who runs the group."""
    coming, past = (_shown(actor, group.pk, Fixed(comes)) for comes in (True, False))
    for meeting in (*coming, *past):
        meeting.group = group
        if meeting.circle_id == group.circle_id:
            meeting.circle = group.circle
    now = timezone.now()
    rows = [row_of(actor, meeting, now) for meeting in (*coming, *past)]
    return Section(
        key="jednani", title=pgettext("list", "Jednání"), template="meetings/list_section.html",
        count=sum(some[0].total for some in (coming, past) if some),
        context={
            "rows": rows, "group": group, "links": links_of(actor, group),
            "prepares": runs(actor, group.circle) and not is_closed(group),
        },
        uids=tuple(row.meeting.uid for row in rows),
    )


@Prepared
def _shown(actor: Actor, group: int, comes: bool) -> QuerySet[Any]:
    """The next meetings of a group, or the last ones; each with how many there are of the kind in ``total``."""
    visible = Meeting.objects.visible_to(actor).filter(group=group).annotate(total=Window(Count("pk")))
    related = visible.select_related("locality__municipality")
    if comes:
        return related.filter(state__in=COMING).order_by("starts_at", "pk")[:SHOWN]
    return related.exclude(state__in=COMING).order_by("-starts_at", "-pk")[:SHOWN]

"""Meetings on the page of their group."""

from django.utils import timezone
from django.utils.translation import pgettext

from soucinnost.access.rules import runs
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.listing import COMING, row_of

SHOWN = 6


def meetings_of(actor: Actor, group: Group) -> Section | None:
    """What comes, then the last meetings; where there is none, the first step for who runs the group."""
    visible = Meeting.objects.visible_to(actor).filter(group=group)
    related = visible.select_related("group", "circle", "locality__municipality")
    now = timezone.now()
    coming = list(related.filter(state__in=COMING).order_by("starts_at", "pk")[:SHOWN])
    past = list(related.exclude(state__in=COMING).order_by("-starts_at", "-pk")[:SHOWN])
    rows = [row_of(actor, meeting, now) for meeting in (*coming, *past)]
    return Section(
        key="jednani", title=pgettext("list", "Jednání"), template="meetings/list_section.html", count=visible.count(),
        context={
            "rows": rows, "group": group, "prepares": runs(actor, group.circle) and not is_closed(group),
        },
        uids=tuple(row.meeting.uid for row in rows),
    )

"""Reports on the page of their group."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.prepared import Prepared
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.reports.models import Call
from soucinnost.reports.rules import may_ask
from soucinnost.reports.selectors import reporting_seats, standings

SHOWN = 3


def reports_of(actor: Actor, group: Group) -> Section | None:
    """The last calls with who has reported; nothing in a group where nobody reports and nobody ever did."""
    calls = _newest(actor, group.pk)
    if not calls and not reporting_seats([group.circle_id]).exists():
        return None
    found = standings(actor, calls)
    uids = [call.uid for call in calls] + [row.report.uid for one in found for row in one.rows if row.report]
    return Section(
        key="zpravy", title=_("Zprávy organizací"), template="reports/section.html",
        context={"standings": found, "group": group, "asks": may_ask(actor, group)}, uids=tuple(uids),
    )


@Prepared
def _newest(actor: Actor, group: int) -> QuerySet[Call]:
    visible = Call.objects.visible_to(actor).filter(group=group)
    return visible.select_related("group", "circle").order_by("-for_day", "-pk")[:SHOWN]

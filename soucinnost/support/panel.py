"""What the page of an organisation says of the support it got."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.agencies.registry import Link, Panel
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.support.models import Consultation

SHOWN = 5


def of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """The latest consultations with the organisation that the actor may see; None where there are none."""
    if not (actor.managed_organisation_ids or actor.coordinated_region_ids):
        return None
    found = Consultation.objects.visible_to(actor).filter(organisation=organisation)
    listed = list(found.select_related("organisation", "person", "area").order_by("-held_on", "-pk")[:SHOWN])
    links = tuple(
        Link(one.call or one.get_kind_display(), reverse("support:consultation", args=[one.uid]),
             format_date(one.held_on))
        for one in listed
    )
    return Panel(_("Metodická podpora"), links, tuple(one.uid for one in listed)) if links else None

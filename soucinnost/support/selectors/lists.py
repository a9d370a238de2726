"""Keepers, lists and what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation
from soucinnost.groups.enums import GroupType
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.folding import fold
from soucinnost.support.models import Circular, Consultation, Handover, TrainingNeed

SHOWN = 5


def keepers_of(actor: Actor) -> list[Organisation]:
    """Organisations for which the actor keeps records, in Czech order."""
    own = Q(pk__in=actor.managed_organisation_ids)
    regional = Q(kind=OrganisationKind.REGION, area__in=actor.coordinated_region_ids)
    return sorted_cs(Organisation.objects.filter(own | regional), key=lambda one: one.name)


def collectors_for(organisation: Organisation) -> list[Organisation]:
    """The authorities of the region in which an organisation lies: who collects its needs."""
    regions = []
    area = organisation.area
    while area is not None:
        regions.append(area.pk)
        area = area.parent
    found = Organisation.objects.filter(kind=OrganisationKind.REGION, area__in=regions, is_active=True)
    return sorted_cs(found.exclude(pk=organisation.pk), key=lambda one: one.name)


def consultations(actor: Actor, *, words: str = "", kind: str = "", open_only: bool = False) -> list[Consultation]:
    """Consultations that the actor may see, the latest first."""
    related = ("keeper", "organisation", "person", "area", "given_by")
    found = Consultation.objects.visible_to(actor).select_related(*related)
    if kind:
        found = found.filter(kind=kind)
    if open_only:
        found = found.exclude(follow_up="").filter(followed_up_on=None)
    wanted = fold(words).split()
    listed = list(found.order_by("-held_on", "-pk"))
    if not wanted:
        return listed
    return [
        one for one in listed
        if all(word in fold(f"{one.whom} {one.call} {one.problem} {one.outcome}") for word in wanted)
    ]


@dataclass(frozen=True, slots=True)
class Home:
    """The first page: what waits, what was last, how much there is. ``meetings`` are groups of managers."""

    waiting: list[Consultation]
    latest: list[Consultation]
    circulars: list[Circular]
    handovers: list[Handover]
    needs: int
    meetings: list[Group]
    today: date

    @property
    def uids(self) -> list[str]:
        """Records that the page shows."""
        rows: tuple[Any, ...] = (*self.waiting, *self.latest, *self.circulars, *self.handovers, *self.meetings)
        return list(dict.fromkeys(one.uid for one in rows))


def home(actor: Actor, today: date) -> Home:
    """Read the first page; a constant number of queries."""
    kept = Consultation.objects.kept_by(actor).select_related("organisation", "person", "area")
    waiting = kept.exclude(follow_up="").filter(followed_up_on=None)
    meetings = Group.objects.visible_to(actor).filter(type=GroupType.MANAGERS_MEETING, closed_on=None)
    needs = TrainingNeed.objects.visible_to(actor).filter(state="collected").aggregate(count=Count("pk"))["count"]
    return Home(
        waiting=sorted(waiting, key=lambda one: (one.follow_up_on or date.max, one.pk)),
        latest=list(
            Consultation.objects.visible_to(actor).select_related("organisation", "person", "area")
            .order_by("-held_on", "-pk")[:SHOWN]
        ),
        circulars=list(Circular.objects.kept_by(actor).order_by("-created_at", "-pk")[:SHOWN]),
        handovers=list(
            Handover.objects.visible_to(actor).select_related("organisation").order_by("-handed_on", "-pk")[:SHOWN]
        ),
        needs=needs, meetings=sorted(meetings, key=lambda one: sort_key(one.name)), today=today,
    )


def received(actor: Actor) -> "QuerySet[Circular]":
    """Circulars that came to the actor, the latest first."""
    return Circular.objects.received_by(actor).select_related("keeper").order_by("-released_at", "-pk")

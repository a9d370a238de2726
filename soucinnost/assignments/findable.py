"""How tasks are found and how long they are kept."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.assignments.actions.giving import erase
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.kernel.actor import Actor
from soucinnost.retention import registry as retention
from soucinnost.search import registry as search


def _expired(cutoff: datetime) -> QuerySet[Assignment]:
    """Done and cancelled tasks with which nothing has happened since."""
    later = AssignmentEvent.objects.filter(assignment=OuterRef("pk"), at__gte=cutoff)
    closed = (AssignmentState.DONE, AssignmentState.CANCELLED)
    return Assignment.objects.filter(~Exists(later), state__in=closed)


def _dispose(*, by: Actor, records: QuerySet[Assignment], cutoff: datetime) -> int:
    return erase(by=by, assignments=records)


def _documents() -> Iterator[search.Document]:
    for one in Assignment.objects.iterator():
        yield search.Document(one.uid, one.text[:200], f"{one.text} {one.evidence}", one.due_on or one.given_on)


def register() -> None:
    """Register tasks with search and retention."""
    search.register(
        search.Searchable(
            kind="assignment", label=_("úkol"), queryset=Assignment.objects.visible_to,
            link=lambda one: reverse("assignments:assignment", args=[one.uid]),
            text=lambda actor, one: f"{one.text} {one.evidence}".strip(), documents=_documents,
        )
    )
    retention.register(
        retention.Kind(
            key="assignments.assignment", label=_("Úkoly"), default_months=60, afterwards="erase",
            basis=_("Spisový a skartační plán: spolupráce s dalšími orgány, V/5"), expired=_expired,
            dispose=_dispose, organisation_path="circle__controller__organisation__uid",
        )
    )

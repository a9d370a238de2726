"""How tasks are found and how long they are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.assignments.actions.giving import erase
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.actor import Actor
from soucinnost.retention import registry as retention
from soucinnost.search import registry as search


def _expired(cutoff: datetime) -> QuerySet[Assignment]:
    closed = (AssignmentState.DONE, AssignmentState.CANCELLED)
    return Assignment.objects.filter(state__in=closed, given_on__lt=cutoff.date()).filter(
        finished_on__isnull=True
    ) | Assignment.objects.filter(state__in=closed, finished_on__lt=cutoff.date())


def _dispose(*, by: Actor, records: QuerySet[Assignment], cutoff: datetime) -> int:
    return erase(by=by, assignments=records)


def register() -> None:
    """Register tasks with search and retention."""
    search.register(
        search.Searchable(
            kind="assignment", label=_("úkol"), queryset=lambda actor: Assignment.objects.visible_to(actor),
            url=lambda uid: reverse("assignments:assignment", args=[uid]),
        )
    )
    retention.register(
        retention.Kind(
            key="assignments.assignment", label=_("Úkoly"), default_months=60, afterwards="erase",
            basis=_("Spisový a skartační plán: spolupráce s dalšími orgány, V/5"), expired=_expired,
            dispose=_dispose, organisation_path="circle__controller__organisation__uid",
        )
    )

"""How tasks are found and how long they are kept."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.assignments.actions.events import describe
from soucinnost.assignments.actions.giving import erase
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.kernel.actor import Actor
from soucinnost.retention import registry as retention
from soucinnost.search import registry as search
from soucinnost.search.files import Holder, hang


def _expired(cutoff: datetime) -> QuerySet[Assignment]:
    """Done and cancelled tasks with which nothing has happened since."""
    later = AssignmentEvent.objects.filter(assignment=OuterRef("pk"), at__gte=cutoff)
    closed = (AssignmentState.DONE, AssignmentState.CANCELLED)
    return Assignment.objects.filter(~Exists(later), state__in=closed)


def _dispose(*, by: Actor, records: QuerySet[Assignment], cutoff: datetime) -> int:
    return erase(by=by, assignments=records)


def _address(uid: str) -> str:
    return reverse("assignments:assignment", args=[uid])


def register() -> None:
    """Register tasks with search and retention."""
    search.register(
        search.Searchable(
            kind="assignment", label=_("úkol"), queryset=Assignment.objects.visible_to,
            url=_address, family=search.TASKS, records=Assignment.objects.all, document=describe, is_seated=True,
        )
    )
    hang(Holder("assignments", Assignment.objects.visible_to, "evidence_file", "uid", _address))
    hang(Holder("assignment_events", AssignmentEvent.objects.visible_to, "file", "assignment__uid", _address))
    retention.register(
        retention.Kind(
            key="assignments.assignment", label=_("Úkoly"), default_months=60, afterwards="erase",
            basis=_("Spisový a skartační plán: spolupráce s dalšími orgány, V/5"), expired=_expired,
            dispose=_dispose, organisation_path="circle__controller__organisation__uid",
        )
    )

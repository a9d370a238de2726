"""What views of readings start with."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.audit.disclosure import disclose
from soucinnost.intake.evaluations.actions.common import RELATED, circle_of
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.views.common import actor_of


def visible_reading(request: HttpRequest, uid: str) -> EvaluationReading:
    """A reading that the actor may see, with its organisation and strategy; anything else is 404."""
    found = EvaluationReading.objects.visible_to(actor_of(request)).select_related(*RELATED, "changed_by")
    return get_object_or_404(found, uid=uid)


def shown(request: HttpRequest, reading: EvaluationReading, more: Iterable[str] = ()) -> None:
    """Declare that the reading was shown."""
    disclose(
        request, "evaluation.viewed", [reading.uid, *more], object_uid=reading.uid, circle=circle_of(reading)
    )

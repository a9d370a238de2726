"""Planned activities of a measure."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import keep_measure, moved, number_again, still_there, tidy, writable
from soucinnost.strategy.models import Activity, ClaimUse, Measure, Strategy

MOST_ACTIVITIES = 60
MOST_ACTIVITY = 1000


@transaction.atomic
def add_activity(*, by: Actor, measure: Measure, text: str) -> Activity:
    """Add a planned activity to the end. Chair and recorder."""
    strategy = writable(by, measure.strategy)
    measure = still_there(measure)
    activity = put_activities(measure, [text])[0]
    _told(by, strategy, measure, "added", activity.uid)
    return activity


@transaction.atomic
def change_activity(*, by: Actor, activity: Activity, text: str) -> Activity:
    """Change the words of an activity; the measure keeps its state before."""
    strategy = writable(by, activity.strategy)
    activity = still_there(activity)
    activity.text = _checked(text)
    activity.save(update_fields=["text"])
    _told(by, strategy, activity.measure, "changed", activity.uid)
    return activity


@transaction.atomic
def move_activity(*, by: Actor, activity: Activity, position: int) -> Activity:
    """Move an activity to a place (1 is first) within its measure."""
    strategy = writable(by, activity.strategy)
    activity = still_there(activity)
    number_again(moved(activity.measure.activities.order_by("position", "pk"), activity, position))
    _told(by, strategy, activity.measure, "moved", activity.uid)
    return activity


@transaction.atomic
def remove_activity(*, by: Actor, activity: Activity) -> None:
    """Remove an activity that was neither assessed nor proved."""
    strategy = writable(by, activity.strategy)
    activity = still_there(activity)
    if activity.assessments.exists() or ClaimUse.objects.filter(activity=activity).exists():
        raise ValidationError(_("K aktivitě už je hodnocení nebo doklad, odebrat ji nejde. Vyhodnoťte ji."))
    uid, measure = activity.uid, activity.measure
    activity.delete()
    number_again(list(measure.activities.order_by("position", "pk")))
    _told(by, strategy, measure, "removed", uid)


def put_activities(measure: Measure, texts: Iterable[str]) -> list[Activity]:
    """Write activities at the end of a measure, inside an action that has checked who may."""
    wanted = [_checked(text) for text in texts]
    held = measure.activities.count()
    if held + len(wanted) > MOST_ACTIVITIES:
        raise ValidationError(_("Plánovaných aktivit může být nejvýše %(limit)s.") % {"limit": MOST_ACTIVITIES})
    made = [
        Activity(strategy_id=measure.strategy_id, measure=measure, position=position, text=text)
        for position, text in enumerate(wanted, start=held + 1)
    ]
    return Activity.objects.bulk_create(made)


def _checked(text: str) -> str:
    return tidy(text, "text", _("Napište, co se má udělat."), MOST_ACTIVITY)


def _told(by: Actor, strategy: Strategy, measure: Measure, event: str, uid: str) -> None:
    keep_measure(by, measure)
    record(by=by, verb=f"strategy.activity_{event}", object_uid=uid, circle=strategy.circle.uid, ids=[measure.uid])

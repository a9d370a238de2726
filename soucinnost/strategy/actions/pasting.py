"""Writing goals, measures and activities of a pasted list at once."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.activities import put_activities
from soucinnost.strategy.actions.common import keep_goal, keep_measure, long_text, still_there, tidy, writable
from soucinnost.strategy.actions.goals import MOST_GOALS
from soucinnost.strategy.actions.measures import MOST_MEASURES
from soucinnost.strategy.models import Goal, Measure, Strategy
from soucinnost.strategy.outline import Outline, PlannedMeasure


@transaction.atomic
def add_outline(
    *, by: Actor, strategy: Strategy, outline: Outline, under: Goal | None = None,
    owners: Mapping[str, Organisation] | None = None,
) -> tuple[int, int, int]:
    """Write a list that was read (``outline.read_outline``) behind what is there; how many goals, measures, activities.

    Measures in front of every goal go ``under`` a goal of the strategy. ``owners`` are the organisations of the names
    in the list; a name without one is kept in the measure's description. All or nothing; chair and recorder.
    """
    strategy = writable(by, strategy)
    under = still_there(under) if under is not None else None
    if outline.loose and (under is None or under.strategy_id != strategy.pk):
        raise ValidationError(_("Některá opatření nejsou pod žádným cílem. Doplňte nad ně cíl, nebo ho vyberte."))
    if not outline.goals and not outline.loose:
        raise ValidationError(_("V seznamu není žádný cíl ani opatření."))
    _check_room(strategy, outline)
    known, place = owners or {}, {"goals": strategy.goals.count()}
    written: list[str] = []
    if under is not None:
        written += _put_measures(by, under, outline.loose, known, str(_place_of(strategy, under)))
    for planned in outline.goals:
        place["goals"] += 1
        goal = Goal.objects.create(
            strategy=strategy, position=place["goals"], title=tidy(planned.title, "title", _("Vyplňte název cíle.")),
            description=long_text(planned.description, "description"),
        )
        keep_goal(by, goal)
        written += [goal.uid, *_put_measures(by, goal, planned.measures, known, str(place["goals"]))]
    record(by=by, verb="strategy.outline_added", object_uid=strategy.uid, circle=strategy.circle.uid, ids=written)
    return outline.counts


def _check_room(strategy: Strategy, outline: Outline) -> None:
    goals, measures, _activities = outline.counts
    if strategy.goals.count() + goals > MOST_GOALS:
        raise ValidationError(_("Cílů může být nejvýše %(limit)s.") % {"limit": MOST_GOALS})
    if Measure.objects.filter(strategy=strategy).count() + measures > MOST_MEASURES:
        raise ValidationError(_("Opatření může být nejvýše %(limit)s.") % {"limit": MOST_MEASURES})


def _place_of(strategy: Strategy, goal: Goal) -> int:
    return list(strategy.goals.order_by("position", "pk").values_list("pk", flat=True)).index(goal.pk) + 1


def _put_measures(
    by: Actor, goal: Goal, planned: Sequence[PlannedMeasure], owners: Mapping[str, Organisation], number: str
) -> list[str]:
    uids = []
    for position, one in enumerate(planned, start=goal.measures.count() + 1):
        owner = owners.get(one.owner)
        words = one.description
        if one.owner and owner is None:
            words = f"{words}\n{_('Odpovídá:')} {one.owner}".strip()
        measure = Measure.objects.create(
            strategy_id=goal.strategy_id, goal=goal, position=position, owner=owner,
            title=tidy(one.title, "title", _("Vyplňte název opatření.")), description=long_text(words, "description"),
        )
        put_activities(measure, [activity.text for activity in one.activities])
        keep_measure(by, measure, f"{number}.{position}")
        uids.append(measure.uid)
    return uids

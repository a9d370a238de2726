"""Measures of a goal and what they plan: adding, changing, moving under another goal, removing, linking."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import lock_end, record
from soucinnost.codelists.models import Term
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.activities import put_activities
from soucinnost.strategy.actions.common import (
    MEASURE_KIND,
    keep_measure,
    keep_renumbered,
    long_text,
    moved,
    number_again,
    numbers,
    refuse_unknown,
    still_there,
    tidy,
    writable,
)
from soucinnost.strategy.findable import MEASURE, lose
from soucinnost.strategy.models import Answer, Assessment, ClaimUse, Goal, Measure, MeasureLink
from soucinnost.versions.actions import erase

MOST_MEASURES = 500
PLAIN = frozenset({
    "title", "description", "owner", "owner_person", "funding_note", "period_from", "period_to", "carried_from",
})
MANY = frozenset({"partners", "funding"})


@transaction.atomic
def add_measure(
    *, by: Actor, goal: Goal, title: str, description: str = "", owner: Organisation | None = None,
    owner_person: Person | None = None, partners: Iterable[Organisation] = (), funding: Iterable[Term] = (),
    funding_note: str = "", period_from: date | None = None, period_to: date | None = None,
    carried_from: Measure | None = None, activities: Iterable[str] = (),
) -> Measure:
    """Add a measure as the last of its goal, with its planned activities. Chair and recorder.

    ``owner`` answers for it and must be active; without a period it has the strategy's. Raises ValidationError.
    """
    strategy = writable(by, goal.strategy)
    goal = still_there(goal)
    if Measure.objects.filter(strategy=strategy).count() >= MOST_MEASURES:
        raise ValidationError(_("Opatření může být nejvýše %(limit)s.") % {"limit": MOST_MEASURES})
    measure = Measure(strategy=strategy, goal=goal, position=goal.measures.count() + 1)
    _set(by, measure, {
        "title": title, "description": description, "owner": owner, "owner_person": owner_person,
        "funding_note": funding_note, "period_from": period_from, "period_to": period_to, "carried_from": carried_from,
        "partners": list(partners), "funding": list(funding),
    })
    put_activities(measure, activities)
    keep_measure(by, measure)
    record(
        by=by, verb="strategy.measure_added", object_uid=measure.uid, circle=strategy.circle.uid, ids=[strategy.uid]
    )
    return measure


@transaction.atomic
def change_measure(*, by: Actor, measure: Measure, **changes: Any) -> Measure:
    """Change what a measure says (see ``PLAIN`` and ``MANY``); the state before is kept. Chair and recorder."""
    refuse_unknown(changes, PLAIN | MANY, "measure")
    strategy = writable(by, measure.strategy)
    measure = still_there(measure)
    _set(by, measure, changes)
    keep_measure(by, measure)
    record(
        by=by, verb="strategy.measure_changed", object_uid=measure.uid, circle=strategy.circle.uid, ids=[strategy.uid]
    )
    return measure


@transaction.atomic
def move_measure(*, by: Actor, measure: Measure, goal: Goal, position: int) -> Measure:
    """Move a measure to a place (1 is first) of its goal or of another one of the strategy.

    Its evidence, assessments and activities follow; numbers close up, the old one stays in its history.
    """
    strategy = writable(by, measure.strategy)
    measure, goal = still_there(measure), still_there(goal)
    if goal.strategy_id != strategy.pk:
        raise ValidationError({"goal": _("Opatření lze přesunout jen pod cíl téže strategie.")})
    before, left = numbers(strategy), measure.goal
    measure.goal = goal
    order = moved(goal.measures.order_by("position", "pk"), measure, position)
    measure.position = order.index(measure) + 1
    measure.save(update_fields=["goal", "position"])
    number_again(order)
    if left.pk != goal.pk:
        number_again(list(left.measures.order_by("position", "pk")))
    keep_renumbered(by, strategy, before)
    keep_measure(by, measure)
    record(
        by=by, verb="strategy.measure_moved", object_uid=measure.uid, circle=strategy.circle.uid,
        ids=[strategy.uid, left.uid, goal.uid],
    )
    return measure


@transaction.atomic
def remove_measure(*, by: Actor, measure: Measure) -> None:
    """Remove a measure on which nothing hangs: no evidence, no assessment, no answer, nothing carried from it."""
    strategy = writable(by, measure.strategy)
    measure = still_there(measure)
    _refuse_while_needed(measure)
    before, uid, goal = numbers(strategy), measure.uid, measure.goal
    measure.delete()
    erase(kind=MEASURE_KIND, object_uids=[uid])
    lose(MEASURE, uid)
    number_again(list(goal.measures.order_by("position", "pk")))
    keep_renumbered(by, strategy, before)
    record(by=by, verb="strategy.measure_removed", object_uid=uid, circle=strategy.circle.uid, ids=[strategy.uid])


@transaction.atomic
def link_measures(*, by: Actor, one: Measure, other: Measure, note: str = "") -> MeasureLink:
    """Say that two measures of the strategy belong together, and how; said again, the note is replaced."""
    strategy = writable(by, one.strategy)
    one, other = still_there(one), still_there(other)
    if other.strategy_id != strategy.pk:
        raise ValidationError({"other": _("Propojit lze jen opatření téže strategie.")})
    if one.pk == other.pk:
        raise ValidationError({"other": _("Opatření nelze propojit samo se sebou.")})
    first, second = sorted((one, other), key=lambda measure: measure.pk)
    link = MeasureLink.objects.filter(one=first, other=second).first()
    link = link or MeasureLink(strategy=strategy, one=first, other=second)
    link.note = " ".join(note.split())
    link.full_clean()
    link.save()
    record(
        by=by, verb="strategy.measures_linked", object_uid=link.uid, circle=strategy.circle.uid,
        ids=[one.uid, other.uid],
    )
    return link


@transaction.atomic
def unlink_measures(*, by: Actor, one: Measure, other: Measure) -> None:
    """Take the link of two measures back; nothing happens when there is none."""
    strategy = writable(by, one.strategy)
    first, second = sorted((one.pk, other.pk))
    link = MeasureLink.objects.filter(strategy=strategy, one=first, other=second).first()
    if link is None:
        return
    uid = link.uid
    link.delete()
    record(
        by=by, verb="strategy.measures_unlinked", object_uid=uid, circle=strategy.circle.uid, ids=[one.uid, other.uid]
    )


def _set(by: Actor, measure: Measure, values: dict[str, Any]) -> None:
    """Set, check and save a measure with what hangs on it."""
    held = Measure.objects.filter(pk=measure.pk).first()
    for field in PLAIN.intersection(values):
        setattr(measure, field, values[field])
    if "title" in values:
        measure.title = tidy(measure.title, "title", _("Vyplňte název opatření."))
    if "description" in values:
        measure.description = long_text(measure.description, "description")
    measure.funding_note = " ".join(measure.funding_note.split())
    problems: dict[str, str] = {}
    if measure.period_from and measure.period_to and measure.period_to < measure.period_from:
        problems["period_to"] = _("Období končí dřív, než začíná.")
    _check_people(measure, held, values, problems)
    _check_carried(by, measure, held, problems)
    if problems:
        raise ValidationError(problems)
    measure.full_clean(exclude=["strategy", "goal", "carried_from"], validate_constraints=False)
    measure.save()
    for field in MANY.intersection(values):
        getattr(measure, field).set(values[field])


def _check_people(measure: Measure, held: Measure | None, values: dict[str, Any], problems: dict[str, str]) -> None:
    """Who is newly named must be active; who was named before stays, active or not."""
    owner, person = measure.owner, measure.owner_person
    if owner is not None and not owner.is_active and (held is None or held.owner_id != owner.pk):
        problems["owner"] = _("Organizace „%(name)s“ už nepůsobí. Vyberte jinou.") % {"name": owner.name}
    if person is not None and not person.is_active and (held is None or held.owner_person_id != person.pk):
        problems["owner_person"] = _("Tato osoba už nepůsobí. Vyberte jinou.")
    named = {one.pk for one in held.partners.all()} if held is not None else set()
    gone = [one.name for one in values.get("partners", ()) if not one.is_active and one.pk not in named]
    if gone:
        problems["partners"] = _("Už nepůsobí: %(names)s.") % {"names": ", ".join(gone)}


def _check_carried(by: Actor, measure: Measure, held: Measure | None, problems: dict[str, str]) -> None:
    """What a measure continues is seen by the actor, stands in another strategy and does not continue this one."""
    source = measure.carried_from
    if source is None or (held is not None and held.carried_from_id == source.pk):
        return
    if not Measure.objects.visible_to(by).filter(pk=source.pk).exists():
        problems["carried_from"] = _("Opatření, na které má toto navázat, nelze najít.")
    elif source.strategy_id == measure.strategy_id:
        problems["carried_from"] = _("Navázat lze jen na opatření jiné strategie.")
    elif measure.pk is not None and makes_circle(source, measure):
        problems["carried_from"] = _("Vznikl by kruh: vybrané opatření už pokračuje v tomto.")


def makes_circle(start: Measure, target: Measure) -> bool:
    """Whether ``start`` continues ``target``, asked when nobody else can be changing it: the end of the chain is held
    from now on (two changes in the same moment would not see each other)."""
    lock_end()
    return continues(start, target)


def continues(start: Measure, target: Measure) -> bool:
    """Whether ``start`` is ``target`` or continues it, at once or through others. A query for each step."""
    seen: set[int] = set()
    step: int | None = start.pk
    while step is not None and step not in seen:
        if step == target.pk:
            return True
        seen.add(step)
        step = Measure.objects.filter(pk=step).values_list("carried_from", flat=True).first()
    return False


def _refuse_while_needed(measure: Measure) -> None:
    evidence = (
        ClaimUse.objects.filter(measure=measure).exists()
        or ClaimUse.objects.filter(indicator__measure=measure).exists()
        or measure.undertakings.exists()
    )
    if evidence:
        raise ValidationError(_("K opatření už jsou doklady. Nejdřív je přesuňte jinam; dokud tu jsou, odebrat nejde."))
    if measure.assessments.exists() or Answer.objects.filter(measure=measure).exists():
        raise ValidationError(_("K opatření už je hodnocení nebo odpověď ve sběru, odebrat ho nejde."))
    if Measure.objects.filter(carried_from=measure).exists() or Assessment.objects.filter(carried_to=measure).exists():
        raise ValidationError(_("Na opatření navazuje jiná strategie, odebrat ho nejde."))

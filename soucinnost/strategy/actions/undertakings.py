"""What was done (projects, events, things handed out, networks) and what is counted year by year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.codelists.models import Term
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import findable, rules
from soucinnost.strategy.actions.common import lock, long_text, refuse_unknown, still_there, tidy, writable
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.models import ClaimUse, Goal, Indicator, Measure, Strategy, Undertaking
from soucinnost.territory.models import Area

PLAIN = frozenset({"kind", "title", "description", "period_from", "period_to", "place", "area", "organisation"})
MANY = frozenset({"partners", "funding", "measures"})
OF_INDICATOR = frozenset({"title", "unit", "counting", "is_for_council", "position"})
MOST_UNDERTAKINGS = 2_000
MOST_INDICATORS = 500
MOST_NAME = 300


@transaction.atomic
def add_undertaking(
    *, by: Actor, strategy: Strategy, kind: str, title: str, description: str = "", period_from: date | None = None,
    period_to: date | None = None, place: str = "", area: Area | None = None, organisation: Organisation | None = None,
    partners: Iterable[Organisation] = (), funding: Iterable[Term] = (), measures: Iterable[Measure] = (),
) -> Undertaking:
    """Write down what was done once and which measures it serves. Every member of the team may.

    Its numbers are claims; who gives none has said none. Raises ValidationError by field.
    """
    strategy = lock(strategy)
    require(rules.contributes(by, strategy))
    if Undertaking.objects.filter(strategy=strategy).count() >= MOST_UNDERTAKINGS:
        raise ValidationError(_("Akcí může být nejvýše %(limit)s.") % {"limit": MOST_UNDERTAKINGS})
    undertaking = Undertaking(strategy=strategy)
    _set(undertaking, {
        "kind": kind, "title": title, "description": description, "period_from": period_from, "period_to": period_to,
        "place": place, "area": area, "organisation": organisation, "partners": list(partners),
        "funding": list(funding), "measures": list(measures),
    })
    _told(by, strategy, undertaking, "added")
    return undertaking


@transaction.atomic
def change_undertaking(*, by: Actor, undertaking: Undertaking, **changes: Any) -> Undertaking:
    """Change what is written of an undertaking; its claims stay. Chair and recorder. Raises ValidationError."""
    refuse_unknown(changes, PLAIN | MANY, "undertaking")
    strategy = writable(by, undertaking.strategy)
    undertaking = still_there(undertaking)
    _set(undertaking, changes)
    _told(by, strategy, undertaking, "changed")
    return undertaking


@transaction.atomic
def remove_undertaking(*, by: Actor, undertaking: Undertaking) -> None:
    """Remove an undertaking of which nobody has claimed anything. Chair and recorder. Raises ValidationError."""
    strategy = writable(by, undertaking.strategy)
    undertaking = still_there(undertaking)
    if ClaimUse.objects.filter(undertaking=undertaking).exists():
        raise ValidationError(_("K akci jsou údaje. Dokud je u ní někdo používá, odebrat nejde."))
    _told(by, strategy, undertaking, "removed")
    undertaking.delete()


@transaction.atomic
def add_indicator(
    *, by: Actor, title: str, unit: str, measure: Measure | None = None, goal: Goal | None = None,
    counting: str = Counting.NONE, is_for_council: bool = False,
) -> Indicator:
    """Say what is counted year by year for a measure or for a goal, and what may be done with the years.

    Chair and recorder. Raises ValidationError by field, TypeError unless exactly one of measure and goal is given.
    """
    owner = measure or goal
    if owner is None or (measure is not None and goal is not None):
        raise TypeError("an indicator belongs to a measure or to a goal")
    strategy = writable(by, owner.strategy)
    owner = still_there(owner)
    if Indicator.objects.filter(strategy=strategy).count() >= MOST_INDICATORS:
        raise ValidationError(_("Ukazatelů může být nejvýše %(limit)s.") % {"limit": MOST_INDICATORS})
    indicator = Indicator(strategy=strategy, measure=measure, goal=goal, position=owner.indicators.count() + 1)
    _set_indicator(indicator, {"title": title, "unit": unit, "counting": counting, "is_for_council": is_for_council})
    _counted(by, strategy, indicator, "added")
    return indicator


@transaction.atomic
def change_indicator(*, by: Actor, indicator: Indicator, **changes: Any) -> Indicator:
    """Change an indicator; its unit only while no number is stated in it. Chair and recorder."""
    refuse_unknown(changes, OF_INDICATOR, "indicator")
    strategy = writable(by, indicator.strategy)
    indicator = still_there(indicator)
    unit = " ".join(str(changes.get("unit", indicator.unit)).split())
    if unit.casefold() != indicator.unit.casefold() and ClaimUse.objects.filter(indicator=indicator).exists():
        raise ValidationError({"unit": _("V jednotce „%(unit)s“ už jsou čísla.") % {"unit": indicator.unit}})
    _set_indicator(indicator, changes)
    _counted(by, strategy, indicator, "changed")
    return indicator


@transaction.atomic
def remove_indicator(*, by: Actor, indicator: Indicator) -> None:
    """Remove an indicator without numbers. Chair and recorder. Raises ValidationError."""
    strategy = writable(by, indicator.strategy)
    indicator = still_there(indicator)
    if ClaimUse.objects.filter(indicator=indicator).exists():
        raise ValidationError(_("Ukazatel už má čísla, odebrat nejde."))
    _counted(by, strategy, indicator, "removed")
    indicator.delete()


def _set(undertaking: Undertaking, values: dict[str, Any]) -> None:
    held = Undertaking.objects.filter(pk=undertaking.pk).first()
    for field in PLAIN.intersection(values):
        setattr(undertaking, field, values[field])
    undertaking.title = tidy(undertaking.title, "title", _("Vyplňte název."), MOST_NAME)
    undertaking.description = long_text(undertaking.description, "description")
    undertaking.place = " ".join(undertaking.place.split())
    problems: dict[str, str] = {}
    if undertaking.kind not in UndertakingKind.values:
        problems["kind"] = _("Takový druh akce není.")
    start, end = undertaking.period_from, undertaking.period_to
    if start and end and end < start:
        problems["period_to"] = _("Období končí dřív, než začíná.")
    organisation = undertaking.organisation
    is_new = held is None or organisation is None or held.organisation_id != organisation.pk
    if organisation is not None and is_new and not organisation.is_active:
        problems["organisation"] = _("Organizace „%(name)s“ už nepůsobí. Vyberte jinou.") % {"name": organisation.name}
    named = {one.pk for one in held.partners.all()} if held is not None else set()
    gone = [one.name for one in values.get("partners", ()) if not one.is_active and one.pk not in named]
    if gone:
        problems["partners"] = _("Už nepůsobí: %(names)s.") % {"names": ", ".join(gone)}
    if any(one.strategy_id != undertaking.strategy_id for one in values.get("measures", ())):
        problems["measures"] = _("Opatření musejí být z téže strategie.")
    if problems:
        raise ValidationError(problems)
    undertaking.full_clean(exclude=["strategy"], validate_constraints=False)
    undertaking.save()
    for field in MANY.intersection(values):
        getattr(undertaking, field).set(values[field])


def _set_indicator(indicator: Indicator, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(indicator, field, value)
    indicator.title = tidy(indicator.title, "title", _("Napište, co se počítá."), 200)
    indicator.unit = tidy(indicator.unit, "unit", _("Napište jednotku."), 40)
    if indicator.counting not in Counting.values:
        raise ValidationError({"counting": _("Takový způsob počítání není.")})
    indicator.full_clean(exclude=["strategy", "measure", "goal"], validate_constraints=False)
    indicator.save()


def _told(by: Actor, strategy: Strategy, undertaking: Undertaking, event: str) -> None:
    if event == "removed":
        findable.lose(findable.UNDERTAKING, undertaking.uid)
    else:
        findable.find_undertaking(undertaking)
    record(
        by=by, verb=f"strategy.undertaking_{event}", object_uid=undertaking.uid, circle=strategy.circle.uid,
        ids=[strategy.uid],
    )


def _counted(by: Actor, strategy: Strategy, indicator: Indicator, event: str) -> None:
    record(
        by=by, verb=f"strategy.indicator_{event}", object_uid=indicator.uid, circle=strategy.circle.uid,
        ids=[strategy.uid],
    )

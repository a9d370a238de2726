"""What makes one stop at a claim: said and asked, never refused."""

from datetime import date

from django.utils.translation import gettext as _

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.numbers import format_number
from soucinnost.strategy.models import Goal, Strategy

WHOLE = 100
PERCENT = frozenset({"%", "procent", "procenta", "procento"})


def doubts(
    claim: Claim, strategy: Strategy, *, goal: Goal | None = None, source_day: date | None = None
) -> list[str]:
    """Sentences on a claim (saved or not yet) that deserves a second look: less than nothing, 110 %, a day after its
    source, outside the period of the strategy, after the goal was evaluated.
    """
    found = []
    happened = claim.kind != ClaimKind.PLAN
    value, whole = claim.value, claim.denominator
    if happened and value is not None and value < 0:
        found.append(_("Číslo %(value)s je menší než nula.") % {"value": format_number(value)})
    if happened and value is not None and whole is not None and value > whole > 0:
        found.append(_("Hodnota %(value)s je větší než celek %(whole)s (%(percent)s %%).") % {
            "value": format_number(value), "whole": format_number(whole),
            "percent": format_number(value * 100 / whole, 0),
        })
    elif happened and value is not None and value > WHOLE and whole is None and claim.unit.strip() in PERCENT:
        found.append(_("Hodnota %(value)s %% je víc než celek.") % {"value": format_number(value)})
    first, last = claim.period_from or claim.period_to, claim.period_to or claim.period_from
    told_on = min(claim.stated_on, source_day) if source_day is not None else claim.stated_on
    if happened and first is not None and first > told_on:
        found.append(_("Období začíná až po dni, ke kterému je údaj (%(day)s).") % {"day": format_date(told_on)})
    elif happened and last is not None and source_day is not None and last > source_day:
        found.append(_("Období končí až po svém zdroji (%(day)s).") % {"day": format_date(source_day)})
    if last is not None and last < strategy.period_from:
        found.append(_("Údaj je z doby před začátkem strategie (%(day)s).") % {
            "day": format_date(strategy.period_from)
        })
    if happened and first is not None and first > strategy.period_to:
        found.append(_("Údaj je z doby po konci strategie (%(day)s).") % {"day": format_date(strategy.period_to)})
    evaluated = goal.evaluated_on if goal is not None else None
    if happened and evaluated is not None and last is not None and last > evaluated:
        found.append(_("Údaj je z doby po hodnocení cíle (%(day)s).") % {"day": format_date(evaluated)})
    return found

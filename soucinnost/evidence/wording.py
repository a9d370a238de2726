"""A claim in one line of words."""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.chars import EN_DASH
from soucinnost.kernel.czech.matching import same_words
from soucinnost.kernel.numbers import format_number


def value_text(claim: Claim) -> str:
    """„přibližně 40 osob (z celku: 120 plánovaných osob)“; a plan says that it is one. „neuvedeno“ without a number."""
    value = " ".join(part for part in (format_number(claim.value), claim.unit) if part)
    if claim.value is not None and claim.kind != ClaimKind.ACTUAL:
        value = f"{claim.get_kind_display()} {value}"
    if claim.denominator is not None:
        whole = " ".join(part for part in (format_number(claim.denominator), claim.denominator_label) if part)
        value = _("%(value)s (z celku: %(whole)s)") % {"value": value, "whole": whole}
    return value


@lru_cache(maxsize=4096)
def repeats_unit(label: str, unit: str) -> bool:
    """Whether a label only says its unit in another case form: „účastníci“ beside „80 účastníků“ need not be said."""
    return same_words(label, unit)


def number_text(claim: Claim) -> str:
    """„podpořených osob: přibližně 40 osob (z celku: 120 plánovaných osob), 2017“."""
    period = period_text(claim.period_from, claim.period_to)
    value = value_text(claim)
    label = "" if claim.value is not None and repeats_unit(claim.label, claim.unit) else claim.label
    return ", ".join(part for part in (f"{label}: {value}" if label else value, period) if part)


def range_text(low: Decimal, high: Decimal, *, is_approximate: bool = False) -> str:
    """„185“, „přibližně 80“, „73–80“: one number, or the bounds between which the sources differ."""
    text = format_number(low) if low == high else f"{format_number(low)}{EN_DASH}{format_number(high)}"
    return _("přibližně %(number)s") % {"number": text} if is_approximate else text

"""Numbers and periods as a clerk writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text
from soucinnost.evidence.wording import repeats_unit
from soucinnost.kernel.chars import NBSP, NOT_STATED
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.folding import fold
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.nodes import Inline, Line, Number, Source, Words
from soucinnost.strategy.models import ClaimUse
from soucinnost.strategy.selectors.amounts import Amount, Group, Told, groups_of

SEPARATOR = "; "
_SPOKEN_WITH_E = frozenset("23467")
"""First digits whose genitive asks for „ze“: dvou, tří, čtyř, šesti, sedmi."""


def from_word(number: Decimal) -> str:
    """„z“ or „ze“ before a number as it is read: ze 120 (sto dvaceti), z 30 would be „ze třiceti“, z 50, ze 4.

    Rule of the Internet Language Handbook (vocalised prepositions): „ze“ before s, š, z, ž and before clusters that
    begin with d, t, č and a consonant.
    """
    digits = f"{abs(number).to_integral_value(rounding='ROUND_DOWN'):f}"
    group = digits[: (len(digits) - 1) % 3 + 1]
    if group == "1":
        return "z"  # jednoho, tisíce, milionu
    if len(group) == 3 and group[0] == "1":
        return "ze"  # sta
    if len(group) == 2 and group[0] == "1":
        return "ze" if group[1] in _SPOKEN_WITH_E else "z"  # dvanácti… but deseti, jedenácti, patnácti
    return "ze" if group[0] in _SPOKEN_WITH_E else "z"


def percent(value: Decimal, whole: Decimal) -> str:
    """„33 %“; below ten with one decimal, so that 0,4 % is not lost."""
    share = value * 100 / whole
    return f"{format_number(share, 0 if abs(share) >= 10 or share == share.to_integral_value() else 1)}{NBSP}%"


def figure(value: Decimal | None, unit: str = "", *, approximate: bool = False) -> str:
    """„1 009 osob“, „přibližně 80 osob“, „neuvedeno“."""
    if value is None:
        return NOT_STATED
    text = format_number(value)
    if approximate:
        text = _("přibližně %(number)s") % {"number": text}
    return f"{text}{NBSP}{unit}" if unit else text


def claim_figure(claim: Claim) -> str:
    """The number of one claim: „40 osob ze 120 plánovaných (33 %)“; empty when it is a statement without a number."""
    if claim.value is None:
        return ""
    text = figure(claim.value, claim.unit, approximate=claim.kind == ClaimKind.APPROXIMATE)
    return text + (_of_whole(claim.value, claim) if claim.denominator is not None else "")


def _of_whole(value: Decimal, claim: Claim) -> str:
    assert claim.denominator is not None
    whole = f"{from_word(claim.denominator)}{NBSP}{format_number(claim.denominator)}"
    if claim.denominator_label:
        whole = f"{whole} {claim.denominator_label}"
    return f" {whole} ({percent(value, claim.denominator)})"


def amount_number(amount: Amount | None, unit: str = "") -> Number:
    """An amount with its claims: „132 / 130 osob (rozpor)“ where sources differ, „neuvedeno“ where there is none."""
    if amount is None:
        return Number(NOT_STATED)
    uids = tuple(dict.fromkeys(use.claim.uid for use in amount.uses))
    if amount.is_contradicted:
        return Number(_contradicted(amount, unit), uids)
    claims = [use.claim for use in amount.uses]
    told = next((one for one in claims if one.denominator is not None), None)
    if told is not None and len({(one.value, one.denominator) for one in claims}) == 1:
        return Number(
            figure(amount.value, unit, approximate=amount.is_approximate) + _of_whole(amount.low, told), uids
        )
    return Number(figure(amount.value, unit, approximate=amount.is_approximate), uids)


def _contradicted(amount: Amount, unit: str) -> str:
    values = list(dict.fromkeys(use.claim.value for use in amount.uses if use.claim.value is not None))
    if {min(values), max(values)} == {amount.low, amount.high}:
        text = f"{NBSP}/{NBSP}".join(format_number(value) for value in values)
    else:  # a sum of numbers of which some differ
        text = f"{format_number(amount.low)} až {format_number(amount.high)}"
    return f"{text}{NBSP}{unit} ({_('rozpor')})" if unit else f"{text} ({_('rozpor')})"


def told_line(told: Told, unit: str) -> Line:
    """The whole with its parts: „214 osob, z toho zdravotníci: 134 osob, sociální pracovníci: 80 osob“."""
    line: list[Inline] = []
    if told.whole is not None or not told.parts:
        line.append(amount_number(told.whole, unit))
    elif len(told.parts) > 1:
        total = told.sum_of_parts
        line.append(amount_number(total, unit))
    for place, part in enumerate(told.parts):
        if line:
            line.append(Words(_(", z toho ") if place == 0 else ", "))
        line += [Words(f"{typo(part.name)}: "), amount_number(part.amount, unit)]
    return tuple(line)


def group_line(group: Group, known: str = "", known_period: str = "") -> Line:
    """Numbers of one thing: „Účastníci (2013): 132 osob“; a plan says that it is one.

    What the reader was told just before (``known`` name and period) is not said again, nor a label that is only the
    unit in another case form.
    """
    period = group.period if group.period != known_period else ""
    about = [one for one in (period, _("plán") if group.is_plan else "") if one]
    repeats = repeats_unit(group.label, group.unit)
    label = typo(group.label) if group.label and not repeats and fold(group.label) != fold(known) else ""
    label = sentence(label) or (_("Počet") if about or (known and not repeats) else "")
    if label and about:
        label = f"{label} ({', '.join(about)})"
    return (*((Words(f"{label}: "),) if label else ()), *told_line(group.told, group.unit))


def evidence_lines(
    uses: Iterable[ClaimUse], known: str = "", known_period: str = "", *, with_words: bool = True
) -> list[Line]:
    """What claims of one place say: numbers first, then statements, each claim once; see ``group_line``."""
    listed = list({use.claim_id: use for use in uses}.values())
    lines = [group_line(group, known, known_period) for group in groups_of(listed)]
    if with_words:
        lines += [statement_line(use.claim) for use in listed if use.claim.text]
    return lines


def statement_line(claim: Claim) -> Line:
    """A statement as it was told, with its label in front."""
    text = typo(" ".join(claim.text.split()))
    plan = _("plán: ") if claim.kind == ClaimKind.PLAN and claim.value is None else ""
    label = f"{typo(claim.label)}: " if claim.label and claim.value is None else ""
    return (*((Words(label),) if label else ()), Number(f"{plan}{text}", (claim.uid,)))


def joined(lines: Iterable[Line], separator: str = SEPARATOR) -> Line:
    """Lines as one line."""
    found: list[Inline] = []
    for line in lines:
        if line and found:
            found.append(Words(" " if found[-1].text.endswith((".", "!", "?")) else separator))
        found.extend(line)
    return tuple(found)


def source_of(claim: Claim, where: str) -> Source:
    """What the note of a claim says; ``where`` is the record or document it stands in."""
    return Source(
        label=sentence(typo(claim.label)), told=claim_figure(claim), kind=kind_words(claim),
        period=period_text(claim.period_from, claim.period_to), source=typo(where) or _("zdroj neuveden"),
        page=claim.source_page, stated=format_date(claim.stated_on),
        organisation=typo(str(claim.organisation)) if claim.organisation is not None else "",
    )


def sentence(text: str) -> str:
    """Words as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def kind_words(claim: Claim) -> str:
    """„skutečnost“, „přibližný údaj“, „plán“."""
    return _("přibližný údaj") if claim.kind == ClaimKind.APPROXIMATE else str(claim.get_kind_display())

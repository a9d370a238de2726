"""Chapters across goals: events in numbers, what was not done, what is carried over, where sources differ."""

from __future__ import annotations

from django.utils.translation import gettext as _

from soucinnost.evidence.models import Claim
from soucinnost.kernel.chars import NOT_STATED
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import shortened, typo
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.evaluation.drafting.council import event_title
from soucinnost.strategy.evaluation.drafting.figures import bar
from soucinnost.strategy.evaluation.drafting.frame import labelled
from soucinnost.strategy.evaluation.drafting.goals import UNDONE, baseline, carried_where, reason
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import (
    Block,
    Grid,
    Items,
    Line,
    Number,
    Para,
    Part,
    Passage,
    Stripes,
    Title,
    Words,
    words,
)
from soucinnost.strategy.evaluation.phrases import amount_number, claim_figure, source_of
from soucinnost.strategy.models import Assessment
from soucinnost.strategy.selectors.amounts import Amount
from soucinnost.strategy.selectors.contradictions import Contradiction, contradictions
from soucinnost.strategy.selectors.figures import YearTotals, undertaking_totals
from soucinnost.strategy.selectors.whole import StrategyView

MOST_UNITS = 2


def parts(view: StrategyView, sight: Sight) -> list[Part]:
    """The chapters, those about nothing left out, except what was not done: that is always said."""
    return [*_events(view), *_undone(view, sight), *_carried(view, sight), *_conflicts(view, sight)]


# -- events in numbers


def _events(view: StrategyView) -> list[Part]:
    years, total = undertaking_totals(view.undertakings)
    if not total.undertakings:
        return []
    units = [one.unit for one in total.units[:MOST_UNITS]]
    titles = [event_title(one) for one in total.units[:MOST_UNITS]]
    head = (_("Rok"), _("Počet akcí"), *titles, _("Bez čísla"))
    rows = [_year_row(one, units, str(one.year) if one.year else _("více let nebo neuvedeno")) for one in years]
    rows.append(_year_row(total, units, _("Celkem"), is_total=True))
    widths = (1.6, 1.0, *([1.2] * len(units)), 3.0)
    data: list[Block] = [Grid(_("Akce podle let"), head, tuple(rows), tuple(range(1, 2 + len(units))), widths)]
    if units:
        bars = [bar(str(one.year), _unit(one, units[0])) for one in years if one.year]
        if sum(1 for one in bars if one.high is not None) > 1:
            data.append(Stripes(titles[0], tuple(bars)))
    title = _("Akce v číslech")
    prose = Items((
        labelled(_("Akce"), format_number(len(total.undertakings)), "priloha-b"),
        *((labelled(_("Akce, které počet neuvedly"), format_number(len(_silent(total)))),) if _silent(total) else ()),
    ))
    return [Title(1, title, "akce"), Passage("events", title, (prose,), tuple(data))]


def _unit(totals: YearTotals, unit: str) -> Amount | None:
    return next((one.amount for one in totals.units if one.unit == unit), None)


def _silent(totals: YearTotals) -> list[str]:
    return [
        typo(one.undertaking.title) for one in totals.undertakings
        if not any(use.claim.value is not None for use in one.uses)
    ]


def _year_row(one: YearTotals, units: list[str], label: str, *, is_total: bool = False) -> tuple[Line, ...]:
    cells: list[Line] = []
    for unit in units:
        number = amount_number(_unit(one, unit))
        cells.append((Number(number.text) if is_total else number,))
    silent = _silent(one)
    named = words(format_number(len(silent)) if is_total else ", ".join(silent)) if silent else words("–")
    return (words(label, bold=is_total), words(format_number(len(one.undertakings))), *cells, named)


# -- what was not done, what is carried over


def judged(view: StrategyView) -> list[tuple[str, str, str, Assessment]]:
    """What was assessed, in the order of the tree: number, title, anchor, assessment."""
    found = []
    for place in view.measures:
        anchor = f"m-{place.measure.uid}"
        if place.assessment is not None:
            found.append((place.number, typo(place.measure.title), anchor, place.assessment))
        for number, one in enumerate(place.activities, start=1):
            if one.assessment is not None:
                found.append((f"{place.number}.{number}", typo(one.activity.text), anchor, one.assessment))
    return found


def _undone(view: StrategyView, sight: Sight) -> list[Part]:
    title = _("Co se nesplnilo a proč")
    some = [one for one in judged(view) if one[3].outcome in UNDONE]
    lines: list[Line] = [labelled(_("Nesplněno, splněno jen zčásti nebo přechází dál"), format_number(len(some)))]
    for label, numbers in (
        (_("Opatření bez hodnocení"), [one.number for one in view.measures if one.assessment is None]),
        (_("Opatření, ke kterým nikdo nic neuvedl"), [one.number for one in view.measures if not one.all_uses]),
    ):
        if numbers:
            lines.append(labelled(label, f"{format_number(len(numbers))} ({', '.join(numbers)})"))
    rows = tuple(
        (words(number), (Words(name, link=anchor),), words(str(one.get_outcome_display())), reason(one) or words("–"))
        for number, name, anchor, one in some
    )
    head = (_("Č."), _("Opatření nebo aktivita"), _("Stav"), _("Důvod"))
    data = (Grid("", head, rows, widths=(0.7, 2.6, 1.2, 3)),) if rows else ()
    return [Title(1, title, "nesplneno"), Passage("undone", title, (Items(tuple(lines)),), data)]


def _carried(view: StrategyView, sight: Sight) -> list[Part]:
    some = [
        one for one in judged(view)
        if one[3].outcome == Outcome.CARRIED_OVER or one[3].carried_to_id is not None or one[3].carried_note
    ]
    if not some:
        return []
    title = _("Co přechází dál")
    rows = tuple(
        (
            words(number), (Words(name, link=anchor),), carried_where(one, sight) or words(NOT_STATED),
            baseline(one, sight) or words(NOT_STATED),
        )
        for number, name, anchor, one in some
    )
    head = (_("Č."), _("Opatření nebo aktivita"), _("Kam přechází"), _("Výchozí stav"))
    prose = (Para(labelled(_("Přechází dál"), format_number(len(some)))),)
    return [
        Title(1, title, "prechazi"),
        Passage("carried", title, prose, (Grid("", head, rows, widths=(0.7, 2.6, 2.4, 1.8)),)),
    ]


# -- contradictions


def _conflicts(view: StrategyView, sight: Sight) -> list[Part]:
    some = contradictions(view)
    if not some:
        return []
    title = _("Rozpory v údajích")
    rows = tuple(row for one in some for row in _conflict_rows(one, sight))
    prose = (
        Para(labelled(_("Počet rozporů"), format_number(len(some)))),
        Para(words(_("Údaje stojí vedle sebe, jak je kdo uvedl. Žádný se neopravuje ani nevybírá."))),
    )
    head = (_("Kde a v čem"), _("Údaj"), _("Kdo a kde to uvádí"))
    return [
        Title(1, title, "rozpory"),
        Passage("conflicts", title, prose, (Grid("", head, rows, widths=(2.2, 1.8, 3)),)),
    ]


def _conflict_rows(one: Contradiction, sight: Sight) -> list[tuple[Line, ...]]:
    where = f"{typo(one.place)} – {one.kind_label}" if one.place else one.kind_label
    if one.note:
        where = f"{where}: {typo(one.note)}"
    return [
        (words(where if place == 0 else "″"), (Number(conflict_words(claim), (claim.uid,)),), words(_who(claim, sight)))
        for place, claim in enumerate(one.claims)
    ]


def conflict_words(claim: Claim) -> str:
    """What a claim says, short: its number, else its statement."""
    return claim_figure(claim) or shortened(typo(claim.text), 200)


def _who(claim: Claim, sight: Sight) -> str:
    said = source_of(claim, sight.sources.get(claim.pk, ""))
    where = f"{said.source}, s.\u00a0{said.page}" if said.page else said.source
    stated = _("uvedeno %(day)s") % {"day": said.stated}
    return "; ".join(part for part in (said.organisation, where, stated, said.period) if part)

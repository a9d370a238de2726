"""One page for the council: five numbers with their trend, what it cost, what threatens the goals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.wording import repeats_unit
from soucinnost.kernel.chars import NOT_STATED
from soucinnost.kernel.folding import fold
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import shortened, typo
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.evaluation.drafting import frame
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import (
    Facts,
    Grid,
    Items,
    Line,
    Number,
    Para,
    Part,
    Passage,
    Report,
    Source,
    Title,
    Words,
    words,
)
from soucinnost.strategy.evaluation.phrases import amount_number, group_line, joined, percent, source_of, told_line
from soucinnost.strategy.models import ClaimUse
from soucinnost.strategy.selectors.amounts import Amount, Group, added, groups_of
from soucinnost.strategy.selectors.figures import IndicatorFigures, UnitTotal, strategy_figures, undertaking_totals
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView

FIVE = 5
MOST_TITLE = 120
MONEY = re.compile(r"\b(kc|czk|eur|korun\w*)\b|€")


@dataclass(frozen=True)
class Fit:
    """How much goes on the page: rows of costs and risks, and letters of a text or a name."""

    costs: int = 5
    risks: int = 7
    letters: int = 220
    name: int = 110


FITS = (
    Fit(), Fit(5, 6, 160, 100), Fit(4, 5, 120, 90), Fit(3, 4, 100, 80), Fit(2, 3, 80, 70), Fit(1, 2, 60, 60),
    Fit(1, 1, 40, 30),
)
"""From the fullest page to the one that always fits."""


@dataclass(frozen=True)
class Chosen:
    """A number for the council: the last one told and the one before it."""

    title: str
    unit: str
    period: str
    last: Amount
    before: Amount | None = None
    before_period: str = ""
    is_comparable: bool = True
    place: str = ""


# -- choosing the five


def chosen_figures(view: StrategyView, today: date) -> list[Chosen]:
    """The five numbers: indicators marked for the council; else those with most periods, goals in turn; then events;
    then single numbers of measures, one of each in turn.
    """
    figures = [one for one in strategy_figures(view, today) if one.last is not None]
    marked = [one for one in figures if one.indicator.is_for_council]
    rest = sorted((one for one in figures if not one.indicator.is_for_council), key=lambda one: -_told_periods(one))
    found = [_of_indicator(one, view) for one in (*marked, *_in_turn(rest, view))]
    if len(found) < FIVE:
        found += _of_events(view)
    if len(found) < FIVE:
        known = {use.claim_id for one in found for use in one.last.uses}
        for one in _single(view):
            claims = {use.claim_id for use in one.last.uses}
            if not known & claims:
                known |= claims
                found.append(one)
    return _told_apart(found[:FIVE])


def _told_apart(some: list[Chosen]) -> list[Chosen]:
    """Where two numbers are called the same, where each of them belongs."""
    counts = Counter(fold(one.title) for one in some)
    return [
        replace(one, title=f"{one.title}, {one.place}") if counts[fold(one.title)] > 1 and one.place else one
        for one in some
    ]


def _told_periods(figures: IndicatorFigures) -> int:
    return sum(1 for one in figures.periods if not one.is_missing)


def _in_turn(figures: Iterable[IndicatorFigures], view: StrategyView) -> Iterator[IndicatorFigures]:
    """The best of each goal, then the second of each."""
    goals = {place.measure.pk: goal.goal.pk for goal in view.goals for place in goal.measures}
    queues: dict[int, list[IndicatorFigures]] = {goal.goal.pk: [] for goal in view.goals}
    for one in figures:
        goal = one.indicator.goal_id or goals.get(one.indicator.measure_id or 0, 0)
        queues.setdefault(goal, []).append(one)
    for place in range(max(map(len, queues.values()), default=0)):
        yield from (queue[place] for queue in queues.values() if place < len(queue))


def _of_indicator(figures: IndicatorFigures, view: StrategyView) -> Chosen:
    told = [one for one in figures.periods if one.actual.total is not None]
    last = told[-1]
    before = told[-2] if len(told) > 1 else None
    assert last.actual.total is not None
    number = view.numbers.get(figures.indicator.measure_id or 0, "")
    return Chosen(
        typo(figures.indicator.title), figures.indicator.unit, last.label, last.actual.total,
        before.actual.total if before is not None else None, before.label if before is not None else "",
        before is None or _alike((last.start, last.end), (before.start, before.end)),
        _("opatření %(number)s") % {"number": number} if number else "",
    )


def _alike(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two periods are about as long, so that their numbers may be compared."""
    def days(start: date | None, end: date | None) -> int:
        return (end - start).days + 1 if start is not None and end is not None else 0

    first, second = days(*one), days(*other)
    return abs(first - second) * 10 <= max(first, second)


def _of_events(view: StrategyView) -> list[Chosen]:
    years, total = undertaking_totals(view.undertakings)
    found = []
    for unit, title in ((one.unit, event_title(one)) for one in total.units):
        told = [
            (str(year.year), one.amount) for year in years if year.year
            for one in year.units if one.unit == unit and one.amount is not None
        ]
        if told:
            before = told[-2] if len(told) > 1 else ("", None)
            found.append(Chosen(title, unit, told[-1][0], told[-1][1], before[1], before[0]))
    return found


def event_title(total: UnitTotal) -> str:
    """„Akce: účastníci“ where all numbers of the unit count one thing, else by the unit: „Akce, počet osob“."""
    labels = {fold(use.claim.label): use.claim.label for one in total.told for use in one.uses
              if use.claim.unit == total.unit and use.claim.value is not None}
    label = next(iter(labels.values())) if len(labels) == 1 else ""
    if label:
        return _("Akce: %(what)s") % {"what": typo(label[:1].lower() + label[1:])}
    return _("Akce, počet %(unit)s") % {"unit": typo(total.unit)} if total.unit else _("Akce, počet")


def own_uses(place: MeasureView) -> list[ClaimUse]:
    """Claims of the measure itself, not of what was done or is counted in it."""
    return [use for use in place.uses if use.undertaking_id is None and use.indicator_id is None]


def _single(view: StrategyView) -> list[Chosen]:
    found = []
    for place in view.measures:
        for named, uses in (
            *((one.undertaking.title, one.uses) for one in place.undertakings),
            (place.measure.title, own_uses(place)),
        ):
            group = next((one for one in groups_of(uses) if not one.is_plan and one.told.total is not None), None)
            if group is not None and group.told.total is not None:
                repeats = fold(group.label) == fold(named) or repeats_unit(group.label, group.unit)
                said = "" if repeats else group.label
                title = f"{typo(named)}: {typo(said)}" if said else typo(named)
                found.append(Chosen(title, group.unit, group.period, group.told.total))
                break
    return found


# -- words


def trend(chosen: Chosen) -> str:
    """„o 12 více (o 9 %)“ against the period before; why not where it cannot be said."""
    last, before = chosen.last, chosen.before
    if before is None:
        return _("není s čím srovnat")
    if not chosen.is_comparable:
        return _("období jsou různě dlouhá")
    if last.value is None or before.value is None:
        return _("nelze říci, údaje se rozcházejí")
    difference = last.value - before.value
    if difference == 0:
        return _("beze změny")
    share = ""
    if before.value:
        share = _(" (o %(percent)s)") % {"percent": percent(abs(difference), abs(before.value))}
    if last.is_approximate or before.is_approximate:
        text = _("přibližně o %(amount)s více") if difference > 0 else _("přibližně o %(amount)s méně")
    else:
        text = _("o %(amount)s více") if difference > 0 else _("o %(amount)s méně")
    return text % {"amount": format_number(abs(difference))} + share


def figure_line(chosen: Chosen) -> Line:
    """„Ukazatel (2016): 185 osob“."""
    label = f"{chosen.title} ({chosen.period}): " if chosen.period else f"{chosen.title}: "
    return (Words(label), amount_number(chosen.last, chosen.unit))


def council(view: StrategyView, sight: Sight, fit: Fit = FITS[0]) -> Report:
    """The page for the council as the records stand now."""
    title = _("Pro radu: %(title)s") % {"title": shortened(typo(view.strategy.title), MOST_TITLE)}
    facts = tuple((label, shortened(value, MOST_TITLE)) for label, value in frame.facts(view, sight)[:4])
    sources = {
        claim.uid: _short_source(source_of(claim, sight.sources.get(claim.pk, "")), fit) for claim in view.claims
    }
    parts: list[Part] = [
        Passage("council.outcome", _("Plnění"), data=(_outcome(view),), is_fixed=True),
        Title(1, _("Pět čísel"), "cisla"), *_numbers(view, sight, fit),
        Title(1, _("Náklady"), "naklady"), _costs(view, fit),
        Title(1, _("Rizika a co se nesplnilo"), "rizika"), _risks(view, fit),
    ]
    return Report(title, facts, tuple(parts), sources)


def _short_source(source: Source, fit: Fit) -> Source:
    """A note that takes a line or two."""
    return replace(
        source, label=shortened(source.label, fit.name), source=shortened(source.source, MOST_TITLE),
        organisation=shortened(source.organisation, fit.name),
    )


def _outcome(view: StrategyView) -> Facts:
    pairs = [
        (_("Cíle"), words(format_number(len(view.goals)))),
        (pgettext("list", "Opatření"), words(frame.outcomes(view.measures))),
    ]
    return Facts(tuple(pairs))


def _numbers(view: StrategyView, sight: Sight, fit: Fit) -> list[Part]:
    some = chosen_figures(view, sight.today)
    if not some:
        return [Passage("council.numbers", _("Pět čísel"), (Para(words(_("Žádné číslo zatím nikdo neuvedl."))),))]
    head = (_("Ukazatel"), _("Poslední hodnota"), _("Předchozí"), _("Změna"))
    rows = tuple(
        (
            words(shortened(one.title, fit.name)),
            (amount_number(one.last, one.unit), *((Words(f" ({one.period})"),) if one.period else ())),
            (amount_number(one.before), Words(f" ({one.before_period})")) if one.before is not None else words("–"),
            words(trend(one)),
        )
        for one in some
    )
    return [Passage("council.numbers", _("Pět čísel"), data=(Grid("", head, rows, widths=(2.4, 1.6, 1.3, 1.5)),),
                    is_fixed=True)]


def _costs(view: StrategyView, fit: Fit) -> Passage:
    title = _("Náklady")
    uses = [use for use in _all_uses(view) if use.claim.value is not None]
    costs = _cost_groups(view, [use for use in uses if use.is_cost])
    if not costs:
        return Passage("council.costs", title, (Para((Words(_("Náklady: ")), Number(NOT_STATED))), *_unmarked(uses)))
    lines = [_cost_line(name, group, fit) for name, group in costs[: fit.costs]]
    if len(costs) > fit.costs:
        lines.append(words(_("Další položky: %(count)s") % {"count": len(costs) - fit.costs}))
    totals = _cost_totals([group for _name, group in costs])
    if len(costs) > 1 and totals:
        lines.insert(0, (Words(_("Součet uvedených částek: "), bold=True), *joined(totals)))
    return Passage("council.costs", title, (Items(tuple(lines)),))


def _unmarked(uses: list[ClaimUse]) -> list[Para]:
    """That there are sums of money of which nobody said that they are costs."""
    sums = [use for use in uses if MONEY.search(fold(use.claim.unit))]
    if not sums:
        return []
    said = _("Peněžní údaje, které nejsou označené jako náklady: %(count)s") % {"count": len(sums)}
    return [Para(words(said))]


def _cost_groups(view: StrategyView, uses: list[ClaimUse]) -> list[tuple[str, Group]]:
    """Costs with what they were spent on. Sums of different projects never contradict each other."""
    names = {one.undertaking.pk: one.undertaking.title for one in view.undertakings}
    measures = {one.measure.pk: one.measure.title for one in view.measures}
    owners = {one.indicator.pk: place.measure.title for place in view.measures for one in place.indicators}
    places: dict[str, list[ClaimUse]] = {}
    for use in uses:
        name = names.get(use.undertaking_id or 0) or measures.get(use.measure_id or 0)
        places.setdefault(name or owners.get(use.indicator_id or 0, ""), []).append(use)
    found = []
    for name, some in places.items():
        groups = groups_of(some)
        if len(groups) == 1 and some[0].undertaking_id is not None:  # the name says it; its note says what was counted
            groups = [replace(groups[0], label="")]
        found += [(name, group) for group in groups]
    return found


def _cost_line(name: str, group: Group, fit: Fit) -> Line:
    """„Podpora služeb (2012–2014): 37 000 000 Kč“, „Osvětlení – cena svítidel (2024): 850 000 Kč“."""
    if not name:
        return _short_number(group_line(group), fit)
    label = typo(group.label) if fold(group.label) != fold(name) else ""
    about = [one for one in (group.period, _("plán") if group.is_plan else "") if one]
    said = (f" – {shortened(label, fit.name)}" if label else "") + (f" ({', '.join(about)})" if about else "")
    told = _short_number(told_line(group.told, group.unit), fit)
    return (Words(f"{shortened(typo(name), fit.name)}{said}: "), *told)


def _cost_totals(groups: list[Group]) -> list[Line]:
    """What was spent, by unit; plans are left out, and a sum is made only of different things."""
    amounts: dict[str, list[Amount]] = {}
    for group in groups:
        if not group.is_plan and group.told.total is not None:
            amounts.setdefault(group.unit, []).append(group.told.total)
    found: list[Line] = []
    for unit, some in amounts.items():
        total = added(some)
        if len(some) > 1 and total is not None:
            found.append((Number(amount_number(total, unit).text),))
    return found


def _short_number(line: Line, fit: Fit) -> Line:
    return tuple(Words(shortened_tail(one.text, fit.letters)) if isinstance(one, Words) else one for one in line[:4])


def shortened_tail(text: str, most: int) -> str:
    """A label no longer than ``most``; what ends it (a colon, a space) stays."""
    if len(text) <= most:
        return text
    return shortened(text.rstrip(" :"), most) + (": " if text.endswith(": ") else "")


def _risks(view: StrategyView, fit: Fit) -> Passage:
    from soucinnost.strategy.evaluation.drafting.chapters import judged  # noqa: PLC0415 - chapters read this module
    from soucinnost.strategy.evaluation.drafting.goals import UNDONE  # noqa: PLC0415

    title = _("Rizika a co se nesplnilo")
    risks: list[Line] = []
    for use in _all_uses(view):
        if use.is_risk:
            said = typo(" ".join((use.claim.text or use.claim.label).split()))
            plan = _("plán: ") if use.claim.kind == ClaimKind.PLAN else ""
            risks.append((Words(_("Riziko: ")), Number(plan + shortened(said, fit.letters), (use.claim.uid,))))
    unmet: list[Line] = []
    rest: list[Line] = []
    for number, name, _anchor, one in judged(view):
        if one.outcome in UNDONE:
            some = unmet if one.outcome == Outcome.NOT_FULFILLED else rest
            reason = f" – {shortened(typo(one.reason), fit.letters)}" if one.reason else ""
            some.append(words(f"{number} {shortened(name, fit.name)}: {one.get_outcome_display()}{reason}"))
    # What was not met and risks in turn: a page too short for all of them says something of both.
    lines = [line for pair in zip_longest(unmet, risks) for line in pair if line is not None] + rest
    if not lines:
        return Passage("council.risks", title, (Para(words(_("Žádné riziko není zapsáno."))),))
    shown = lines[: fit.risks]
    if len(lines) > fit.risks:
        shown.append(words(_("Další: %(count)s, viz celá zpráva") % {"count": len(lines) - fit.risks}))
    return Passage("council.risks", title, (Items(tuple(shown)),))


def _all_uses(view: StrategyView) -> list[ClaimUse]:
    """Uses of the whole strategy, one for each claim; a mark of cost or risk at any place holds."""
    found: dict[int, ClaimUse] = {}
    for use in (
        *(use for one in view.measures for use in one.all_uses),
        *(use for one in view.undertakings for use in one.uses),
        *(use for goal in view.goals for one in goal.indicators for use in one.uses),
    ):
        known = found.get(use.claim_id)
        if known is None or (use.is_cost, use.is_risk) > (known.is_cost, known.is_risk):
            found[use.claim_id] = use
    return list(found.values())

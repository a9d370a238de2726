"""The front of the report: facts under the title, summary, introduction."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from soucinnost.evidence.periods import period_text
from soucinnost.kernel.chars import NOT_STATED
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import typo
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.evaluation.drafting.council import chosen_figures, figure_line
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import Grid, Items, Line, Para, Part, Passage, Title, Words, words
from soucinnost.strategy.selectors.contradictions import contradictions
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView

UNASSESSED = "nehodnoceno"
MOST_GOALS = 7


def facts(view: StrategyView, sight: Sight) -> tuple[tuple[str, str], ...]:
    """Territory, period, approval and the rest that a title page says."""
    strategy = view.strategy
    pairs = [
        (_("Území"), typo(str(strategy.area)) if strategy.area is not None else NOT_STATED),
        (_("Období"), period_text(strategy.period_from, strategy.period_to)),
        (_("Druh"), str(strategy.get_kind_display())),
        (_("Schválení"), _approval(view)),
    ]
    if strategy.previous is not None:
        pairs.append((_("Navazuje na"), sight.strategy(strategy.previous).text))
    pairs.append((_("Stav záznamů ke dni"), format_date(sight.today)))
    return tuple(pairs)


def _approval(view: StrategyView) -> str:
    strategy = view.strategy
    if strategy.state == StrategyState.DRAFT:
        return _("strategie se připravuje")
    said = [format_date(strategy.approved_on) if strategy.approved_on else "", typo(strategy.approved_by)]
    if strategy.resolution:
        said.append(_("usnesení č. %(number)s") % {"number": strategy.resolution})
    return ", ".join(part for part in said if part)


def parts(view: StrategyView, sight: Sight) -> list[Part]:
    """Summary and introduction."""
    found: list[Part] = [
        Title(1, _("Shrnutí"), "shrnuti"),
        Passage(
            "summary", _("Shrnutí"), (Items(tuple(_summary(view, sight))),),
            (outcome_grid(view),) if view.goals else (),
        ),
    ]
    if view.strategy.introduction.strip():
        prose = paragraphs(view.strategy.introduction)
        found += [Title(1, _("Úvod"), "uvod"), Passage("introduction", _("Úvod"), prose)]
    return found


def paragraphs(text: str) -> tuple[Para, ...]:
    """Typed text by its lines."""
    return tuple(Para(words(typo(line.strip()))) for line in text.splitlines() if line.strip())


def labelled(label: str, value: str, link: str = "") -> Line:
    """„Label: value“, leading to a place of the report."""
    return (Words(f"{label}: "), Words(value, link=link))


def _summary(view: StrategyView, sight: Sight) -> list[Line]:
    measures = view.measures
    activities = sum(len(one.activities) for one in measures)
    silent = [one for one in measures if one.last_evidence is None]
    lines = [
        labelled(_("Cíle"), format_number(len(view.goals))),
        labelled(pgettext("list", "Opatření"), outcomes(measures)),
        labelled(_("Plánované aktivity"), format_number(activities)),
        labelled(_("Akce, projekty a jiné činnosti"), format_number(len(view.undertakings)), "priloha-b"),
        labelled(_("Údaje se zdrojem"), format_number(len(view.claims)), "priloha-c"),
    ]
    if silent:
        named = ", ".join(one.number for one in silent)
        lines.append(labelled(_("Opatření, ke kterým nikdo nic neuvedl"), f"{format_number(len(silent))} ({named})"))
    some = contradictions(view)
    if some:
        lines.append(labelled(_("Rozpory v údajích"), format_number(len(some)), "rozpory"))
    return lines + [figure_line(one) for one in chosen_figures(view, sight.today)]


def outcome_of(measure: MeasureView) -> str:
    """How a measure turned out, in words; „nehodnoceno“ when nobody said."""
    return str(measure.assessment.get_outcome_display()) if measure.assessment is not None else _(UNASSESSED)


def outcomes(measures: list[MeasureView]) -> str:
    """How many measures there are and how they turned out."""
    counts = Counter(outcome_of(one) for one in measures)
    order = [*(str(one.label) for one in Outcome), _(UNASSESSED)]
    told = ", ".join(f"{name} {format_number(counts[name])}" for name in order if counts[name])
    return f"{format_number(len(measures))} ({told})" if told else format_number(len(measures))


def outcome_grid(view: StrategyView) -> Grid:
    """How measures turned out, by goals beside one another; only goals of which there are few enough to fit."""
    names = [*(str(one.label) for one in Outcome), _(UNASSESSED)]
    goals = view.goals if len(view.goals) <= MOST_GOALS else []
    counts = [Counter(outcome_of(one) for one in goal.measures) for goal in goals]
    totals = Counter(outcome_of(one) for one in view.measures)
    rows: list[tuple[Line, ...]] = [
        (
            words(name), *(words(format_number(one[name])) for one in counts),
            words(format_number(totals[name]), bold=True),
        )
        for name in names
    ]
    heads = (_("Cíl %(number)s") % {"number": goal.number} for goal in goals)
    head = (_("Výsledek"), *heads, _("Celkem"))
    widths = (2.2, *([1.0] * (len(head) - 1)))
    return Grid(_("Opatření podle výsledku"), head, tuple(rows), tuple(range(1, len(head))), widths)

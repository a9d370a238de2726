"""A goal with its measures: what was planned, what was done, what not, how it is evaluated."""

from __future__ import annotations

from django.utils.translation import gettext as _

from soucinnost.evidence.periods import period_text
from soucinnost.kernel.chars import NOT_STATED
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import typo
from soucinnost.strategy.enums import Outcome, UndertakingKind
from soucinnost.strategy.evaluation.drafting.figures import figure_blocks, ratio_blocks
from soucinnost.strategy.evaluation.drafting.frame import labelled, outcome_of, paragraphs
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import (
    Block,
    Facts,
    Grid,
    Inline,
    Items,
    Line,
    Number,
    Para,
    Part,
    Passage,
    Title,
    Words,
    words,
)
from soucinnost.strategy.evaluation.phrases import claim_figure, evidence_lines, joined
from soucinnost.strategy.models import Assessment
from soucinnost.strategy.selectors.whole import GoalView, MeasureView, StrategyView, UndertakingView

UNDONE = frozenset({Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.CARRIED_OVER})
COUNTED = {
    UndertakingKind.EVENT: "Počet účastníků", UndertakingKind.HANDOUT: "Počet", UndertakingKind.NETWORK: "Počet",
}
"""Kinds of undertakings of which a reader expects a number; without one they say „neuvedeno“."""


def parts(goal: GoalView, view: StrategyView, sight: Sight) -> list[Part]:
    """The chapter of a goal; its evaluation stands at its end."""
    uid = goal.goal.uid
    name = _("Cíl %(number)s") % {"number": goal.number}
    found: list[Part] = [Title(1, f"{name} – {typo(goal.goal.title)}", f"g-{uid}")]
    data = [block for one in goal.indicators for block in figure_blocks(one, view.strategy, sight.today)]
    data += ratio_blocks(goal.indicators, view.strategy, sight.today)
    if goal.goal.description.strip() or data:
        found.append(Passage(f"g.{uid}.about", name, paragraphs(goal.goal.description), tuple(data)))
    for measure in goal.measures:
        found += _measure(measure, view, sight)
    evaluated = _("Hodnocení cíle %(number)s") % {"number": goal.number}
    text = goal.goal.evaluation
    prose = paragraphs(text) if text.strip() else (Para(labelled(_("Hodnocení cíle"), NOT_STATED)),)
    if goal.goal.evaluated_on is not None:
        prose = (*prose, Para(labelled(_("Hodnoceno dne"), format_date(goal.goal.evaluated_on))))
    found += [Title(2, evaluated, f"h-{uid}"), Passage(f"g.{uid}.evaluation", evaluated, prose)]
    return found


def _measure(place: MeasureView, view: StrategyView, sight: Sight) -> list[Part]:
    uid = place.measure.uid
    name = _("Opatření %(number)s") % {"number": place.number}
    found: list[Part] = [
        Title(2, f"{name} – {typo(place.measure.title)}", f"m-{uid}"),
        Passage(f"m.{uid}.frame", name, data=(_facts(place, view, sight), *_planned(place)), is_fixed=True),
    ]
    if place.measure.description.strip():
        found.append(Passage(f"m.{uid}.about", f"{name}: {_('popis')}", paragraphs(place.measure.description)))
    done = _("Co se udělalo")
    data = [block for one in place.indicators for block in figure_blocks(one, view.strategy, sight.today)]
    data += ratio_blocks(place.indicators, view.strategy, sight.today)
    found += [
        Title(3, done, f"d-{uid}"),
        Passage(f"m.{uid}.done", f"{name}: {_('co se udělalo')}", _done(place, view, sight), tuple(data)),
    ]
    undone = undone_lines(place, sight)
    if undone:
        found += [
            Title(3, _("Co se nesplnilo a proč"), f"n-{uid}"),
            Passage(f"m.{uid}.undone", f"{name}: {_('co se nesplnilo a proč')}", (Items(tuple(undone)),)),
        ]
    return found


def _facts(place: MeasureView, view: StrategyView, sight: Sight) -> Facts:
    measure = place.measure
    owner = typo(str(measure.owner)) if measure.owner is not None else NOT_STATED
    pairs: list[tuple[str, Line]] = [(_("Stav"), words(outcome_of(place))), (_("Kdo odpovídá"), words(owner))]
    for label, names in (
        (_("Partneři"), sight.partners.get(measure.pk, [])), (_("Financování"), _money(place, sight)),
    ):
        if names:
            pairs.append((label, words(", ".join(typo(name) for name in names))))
    if measure.period_from or measure.period_to:
        pairs.append((_("Období"), words(period_text(measure.period_from, measure.period_to))))
    if measure.carried_from is not None:
        pairs.append((_("Pokračuje z"), sight.measure(measure.carried_from)))
    if place.links:
        linked = sorted(place.links, key=lambda one: view.numbers.get(one[0].pk, ""))
        pairs.append((_("Souvisí s"), joined((_linked(other.uid, view.numbers.get(other.pk, ""), note)
                                              for other, note in linked), ", ")))
    return Facts(tuple(pairs))


def _money(place: MeasureView, sight: Sight) -> list[str]:
    note = place.measure.funding_note
    return [*sight.funding.get(place.measure.pk, []), *([note] if note else [])]


def _linked(uid: str, number: str, note: str) -> Line:
    said = f" ({typo(note)})" if note else ""
    return (Words(_("opatření %(number)s") % {"number": number}, link=f"m-{uid}"), *words(said))


def _planned(place: MeasureView) -> tuple[Block, ...]:
    if not place.activities:
        return ()
    rows = tuple(
        (
            words(f"{place.number}.{number}"), words(typo(one.activity.text)),
            words(_state(one.assessment)),
        )
        for number, one in enumerate(place.activities, start=1)
    )
    return (Grid(_("Plánované aktivity"), (_("Č."), _("Aktivita"), _("Stav")), rows, widths=(0.6, 4.4, 1.2)),)


def _state(assessment: Assessment | None) -> str:
    return str(assessment.get_outcome_display()) if assessment is not None else _("podle opatření")


# -- what was done


def _done(place: MeasureView, view: StrategyView, sight: Sight) -> tuple[Block, ...]:
    own = [use for use in place.uses if use.undertaking_id is None and use.indicator_id is None]
    lines = [undertaking_line(one, view, sight, place) for one in place.undertakings]
    lines += [line for line in evidence_lines(own) if line]
    if lines:
        return (Items(tuple(lines)),)
    if any(one.uses for one in place.indicators):
        return ()
    return (Para(words(_("Nikdo k opatření nic neuvedl."))),)


def undertaking_line(one: UndertakingView, view: StrategyView, sight: Sight, place: MeasureView | None = None) -> Line:
    """What was done, when, where, by whom, with its numbers; in later measures that it serves only its name."""
    first = first_measure(one, view)
    title = typo(one.undertaking.title)
    if place is not None and first is not None and first.measure.pk != place.measure.pk:
        see = _("viz opatření %(number)s") % {"number": first.number}
        return (Words(title, bold=True), Words(" – "), Words(see, link=f"d-{first.measure.uid}"))
    line: list[Inline] = [Words(title, bold=True)]
    about = undertaking_about(one, sight)
    if about:
        line.append(Words(f" ({'; '.join(about)})"))
    if one.undertaking.description.strip():
        line.append(Words(f" – {typo(' '.join(one.undertaking.description.split()))}"))
    told = undertaking_told(one, view)
    if told:
        line += [Words(". " if not line[-1].text.endswith(".") else " "), *told]
    return tuple(line)


def first_measure(one: UndertakingView, view: StrategyView) -> MeasureView | None:
    """The first measure of the tree that an undertaking serves."""
    served = {measure.pk for measure in one.measures}
    return next((place for place in view.measures if place.measure.pk in served), None)


def undertaking_about(one: UndertakingView, sight: Sight) -> list[str]:
    """Period, place, who and with whom, from what money, each in words."""
    made = one.undertaking
    said = [period_text(made.period_from, made.period_to), typo(made.place)]
    if made.area is not None and str(made.area) not in (made.place, str(made.organisation or "")):
        said.append(typo(str(made.area)))
    if made.organisation is not None:
        said.append(_("pořadatel: %(name)s") % {"name": typo(str(made.organisation))})
    for label, names in (
        (_("partneři"), sight.helpers.get(made.pk, [])), (_("zdroje financování"), sight.money.get(made.pk, [])),
    ):
        if names:
            said.append(f"{label}: {', '.join(typo(name) for name in names)}")
    return [part for part in said if part]


def undertaking_told(one: UndertakingView, view: StrategyView, *, is_brief: bool = False) -> Line:
    """Numbers and statements of an undertaking; of an event without a number that it is not told.

    In brief without statements: they stand in the chapter of the measure.
    """
    made = one.undertaking
    uses = [use for use in one.uses if use.claim.value is not None] if is_brief else one.uses
    lines = evidence_lines(uses, made.title, period_text(made.period_from, made.period_to), with_words=not is_brief)
    if not any(use.claim.value is not None for use in one.uses) and one.undertaking.kind in COUNTED:
        lines.insert(0, labelled(_(COUNTED[UndertakingKind(one.undertaking.kind)]), NOT_STATED))
    for use in one.uses:
        if view.rows.get(use.claim_id):
            lines.append((Words(_("seznam v příloze"), link=f"seznam-{use.claim.uid}"),))
    return joined(lines)


# -- what was not


def undone_lines(place: MeasureView, sight: Sight) -> list[Line]:
    """The measure and those of its activities that did not turn out, each with its reason."""
    lines = []
    if place.assessment is not None and place.assessment.outcome in UNDONE:
        lines.append((Words(_("Opatření jako celek: "), bold=True), *assessed(place.assessment, sight)))
    for number, one in enumerate(place.activities, start=1):
        if one.assessment is not None and one.assessment.outcome in UNDONE:
            named = f"{place.number}.{number} {typo(one.activity.text)}: "
            lines.append((Words(named, bold=True), *assessed(one.assessment, sight)))
    return lines


def assessed(assessment: Assessment, sight: Sight) -> Line:
    """„nesplněno. Důvod: …. Kam přechází: …. Výchozí stav: …“."""
    line: list[Inline] = [Words(str(assessment.get_outcome_display()))]
    for label, value in (
        (_("Důvod"), reason(assessment)), (_("Kam přechází"), carried_where(assessment, sight)),
        (_("Výchozí stav"), baseline(assessment, sight)),
    ):
        if value:
            line += [Words(f"{'' if line[-1].text.endswith('.') else '.'} {label}: "), *value]
    return tuple(line)


def reason(assessment: Assessment) -> Line:
    """The reason as it was typed."""
    return words(typo(" ".join(assessment.reason.split())))


def carried_where(assessment: Assessment, sight: Sight) -> Line:
    """Where something is carried over: a measure of another strategy, words, or both."""
    line: list[Inline] = []
    if assessment.carried_to is not None:
        line += sight.measure(assessment.carried_to)
    if assessment.carried_note:
        line.append(Words(f"{' – ' if line else ''}{typo(assessment.carried_note)}"))
    return tuple(line)


def baseline(assessment: Assessment, sight: Sight) -> Line:
    """From what something starts that is carried over."""
    claim = sight.baselines.get(assessment.baseline_id or 0)
    if claim is None:
        return ()
    about = [part for part in (typo(claim.label), period_text(claim.period_from, claim.period_to)) if part]
    label = words(f"{', '.join(about)}: ") if about else ()
    if claim.value is None:
        return (*label, Number(typo(" ".join(claim.text.split())), (claim.uid,)))
    return (*label, Number(claim_figure(claim), (claim.uid,)))

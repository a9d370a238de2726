"""States of strategies and measures in words and shapes, labels of what the audit writes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Seat
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.models import Assessment
from soucinnost.strategy.selectors.whole import MeasureView

STATE_SHAPES = {StrategyState.DRAFT: "wait", StrategyState.APPROVED: "run", StrategyState.EVALUATED: "ok"}
OUTCOME_SHAPES = {
    Outcome.FULFILLED: "ok", Outcome.ONGOING: "run", Outcome.PARTLY: "part", Outcome.NOT_FULFILLED: "no",
    Outcome.CARRIED_OVER: "move",
}
NOT_ASSESSED = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as pages show it: ``kind`` is the shape, ``text`` the words beside it."""

    kind: str
    text: str


def state_shown(state: str) -> Shown:
    """The state of a strategy."""
    return Shown(STATE_SHAPES[StrategyState(state)], str(StrategyState(state).label))


def outcome_shown(assessment: Assessment | None) -> Shown:
    """How something turned out; „nehodnoceno“ where nobody has said."""
    if assessment is None:
        return Shown("wait", _now("nehodnoceno"))
    outcome = Outcome(assessment.outcome)
    return Shown(OUTCOME_SHAPES[outcome], str(outcome.label))


def key_of(assessment: Assessment | None) -> str:
    """The outcome as filters name it; ``none`` where nobody has said."""
    return NOT_ASSESSED if assessment is None else str(assessment.outcome)


def summary(measures: list[MeasureView]) -> list[Shown]:
    """How many measures turned out how, in a fixed order, without those of which there are none."""
    counts: dict[str, int] = {}
    for one in measures:
        key = key_of(one.assessment)
        counts[key] = counts.get(key, 0) + 1
    shown = [
        Shown(OUTCOME_SHAPES[outcome], f"{outcome.label}: {counts[outcome]}")
        for outcome in Outcome if outcome in counts
    ]
    if NOT_ASSESSED in counts:
        shown.append(Shown("wait", f"{_now('nehodnoceno')}: {counts[NOT_ASSESSED]}"))
    return shown


def fulfilled_of(measures: list[MeasureView]) -> str:
    """„splněno: 2 z 3“ for the head of a goal; empty while nothing is assessed."""
    if not any(one.assessment is not None for one in measures):
        return ""
    done = sum(1 for one in measures if key_of(one.assessment) == Outcome.FULFILLED)
    return _now("splněno: %(done)s z %(all)s") % {"done": done, "all": len(measures)}


def roles_of(seat: Seat) -> str:
    """What a seat does in the team, in words that fit everybody."""
    held = ((seat.is_chair, _now("odpovídá za strategii")), (seat.is_recorder, _now("píše ji")))
    return ", ".join(word for has, word in held if has)


TROUBLES: dict[str, Any] = {
    "orphan": _("aktivita nestojí pod žádným opatřením"),
    "long": _("text je příliš dlouhý, rozdělte ho"),
    "empty": _("za číslem chybí text"),
    "lost": _("není poznat, kam patří; číslujte cíle 1, opatření 1.1"),
}

VERBS: dict[str, Any] = {
    "strategy.created": _("strategie: založení"),
    "strategy.changed": _("strategie: změna"),
    "strategy.approved": _("strategie: záznam o schválení"),
    "strategy.reopened": _("strategie: návrat k předchozímu stavu"),
    "strategy.evaluated": _("strategie: konec vyhodnocení"),
    "strategy.removed": _("strategie: odebrání"),
    "strategy.erased": _("strategie: výmaz po uplynutí lhůty"),
    "strategy.answers_dropped": _("rozepsané odpovědi ve sběru: výmaz po uplynutí lhůty"),
    "strategy.goal_added": _("cíl strategie: přidání"),
    "strategy.goal_changed": _("cíl strategie: změna"),
    "strategy.goal_moved": _("cíl strategie: přesun"),
    "strategy.goal_removed": _("cíl strategie: odebrání"),
    "strategy.goal_evaluated": _("cíl strategie: hodnocení"),
    "strategy.goals_ordered": _("cíle strategie: pořadí"),
    "strategy.measure_added": _("opatření: přidání"),
    "strategy.measure_changed": _("opatření: změna"),
    "strategy.measure_moved": _("opatření: přesun"),
    "strategy.measure_removed": _("opatření: odebrání"),
    "strategy.measures_ordered": _("opatření: pořadí"),
    "strategy.measures_linked": _("opatření: propojení"),
    "strategy.measures_unlinked": _("opatření: zrušení propojení"),
    "strategy.activity_added": _("plánovaná aktivita: přidání"),
    "strategy.activity_changed": _("plánovaná aktivita: změna"),
    "strategy.activity_moved": _("plánovaná aktivita: přesun"),
    "strategy.activity_removed": _("plánovaná aktivita: odebrání"),
    "strategy.activities_ordered": _("plánované aktivity: pořadí"),
    "strategy.outline_added": _("strategie: vložení seznamu"),
    "strategy.assessed": _("opatření: zhodnocení"),
    "strategy.seat_given": _("tým strategie: přidělení místa"),
    "strategy.seat_changed": _("tým strategie: změna místa"),
    "strategy.seat_ended": _("tým strategie: ukončení místa"),
    "strategy.seat_taken": _("tým strategie: vstup manažera"),
    "strategy.listed": _("zobrazení seznamu strategií"),
    "strategy.viewed": _("zobrazení strategie"),
    "strategy.frame_viewed": _("zobrazení rámce strategie"),
    "strategy.edited": _("otevření strategie k úpravě"),
    "strategy.goal_edited": _("otevření cíle k úpravě"),
    "strategy.measure_viewed": _("zobrazení opatření"),
    "strategy.measure_edited": _("otevření opatření k úpravě"),
    "strategy.activity_edited": _("otevření plánované aktivity k úpravě"),
    "strategy.order_shown": _("zobrazení pořadí cílů a opatření"),
    "strategy.outline_asked": _("otevření vložení seznamu"),
    "strategy.outline_previewed": _("náhled vloženého seznamu"),
    "strategy.sequence_viewed": _("zobrazení návaznosti strategií"),
    "strategy.team_listed": _("zobrazení týmu strategie"),
    "strategy.seat_edited": _("otevření místa v týmu k úpravě"),
}

"""A strategy with evidence of every kind, for the tests of its pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from soucinnost.evidence.models import Claim
from soucinnost.strategy.actions import proving, undertakings
from soucinnost.strategy.actions.proving import Row
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.models import ClaimUse, Conflict, Indicator, Measure, Strategy, Undertaking
from tests import factories
from tests.cast import Cast
from tests.strategy import kit

SYSTEM = factories.SYSTEM


def year(number: int, last: int | None = None) -> dict[str, date]:
    """A whole year, or the years from one to the other."""
    return {"period_from": date(number, 1, 1), "period_to": date(last or number, 12, 31)}


def state(made: Strategy, **fields: Any) -> ClaimUse:
    """A claim stated by the installation."""
    return proving.state(by=SYSTEM, strategy=made, **fields)


@dataclass
class Proved:
    """One record of every kind that an address of evidence can name."""

    strategy: Strategy
    measure: Measure
    use: ClaimUse
    claim: Claim
    undertaking: Undertaking
    indicator: Indicator
    conflict: Conflict


def proved(cast: Cast, more: int = 0) -> Proved:
    """A strategy with a claim by the member, a list, an event, an indicator, a contradiction; ``more`` of each."""
    made = kit.planted(cast, shape=(2,))
    measure, second = kit.measures(made)
    use = proving.state(
        by=cast.actor("member"), strategy=made, measure=measure, value=3, unit="místností", label="síť",
        organisation=cast.ngo, source_label="Výroční zpráva", source_page="12", **year(2025),
        rows=[Row("první", cast.town.area, "Policie"), Row("druhá", None, "město"), Row("třetí", is_planned=True)],
    )
    undertaking = undertakings.add_undertaking(
        by=SYSTEM, strategy=made, kind=UndertakingKind.EVENT, title="Setkání se seniory", measures=[measure, second],
        **year(2025),
    )
    indicator = undertakings.add_indicator(
        by=SYSTEM, measure=measure, title="Asistenti", unit="osob", counting=Counting.LATEST
    )
    for place in range(more + 1):
        state(made, undertaking=undertaking, value=73 + place, unit="účastníků", label="účastníci", **year(2025))
        for share in ("Program", "Úřad práce"):
            state(made, indicator=indicator, value=30 + place, share=f"{share} {place}", **year(2025))
        event = undertakings.add_undertaking(
            by=SYSTEM, strategy=made, kind=UndertakingKind.EVENT, title=f"Beseda {place}", measures=[measure],
            **year(2024),
        )
        state(made, undertaking=event, text="Bez prezenční listiny.", organisation=cast.police)
        other = state(made, measure=second, text=f"Konference byly v letech 2023 a 2025 ({place}).")
        conflict = proving.mark_conflict(
            by=SYSTEM, strategy=made, one=use.claim, other=other.claim, note="počet a roky"
        )
    state(made, indicator=indicator, value=45, share="ITI", kind="plan", **year(2027, 2029))
    return Proved(made, measure, use, use.claim, undertaking, indicator, conflict)

"""Who owes evidence: measures of which nobody has claimed anything in a year."""

from dataclasses import dataclass, field
from datetime import date

from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView


@dataclass
class Owing:
    """An owner (None: nobody answers for these) and the measures without a claim, with the people who answer."""

    organisation: Organisation | None
    measures: list[MeasureView] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Who answers for these measures by name, each once."""
        found = {
            one.measure.owner_person_id: one.measure.owner_person for one in self.measures
            if one.measure.owner_person is not None
        }
        return [person for person in found.values() if person is not None]


def running_year(strategy: Strategy, today: date) -> int:
    """This year while the strategy runs, else its last (or first) year."""
    return min(max(today.year, strategy.period_from.year), strategy.period_to.year)


def speaks_of(claim: Claim, year: int) -> bool:
    """Whether a claim says something of the year: by its period, or by its day where no period is told."""
    if claim.period_from is None and claim.period_to is None:
        return claim.stated_on.year == year
    first = claim.period_from or claim.period_to
    last = claim.period_to or claim.period_from
    return first is not None and last is not None and first.year <= year <= last.year


def owing(view: StrategyView, year: int) -> list[Owing]:
    """Measures that ran in the year and have no claim of it, by owner in Czech order; those without an owner last.

    A plan for the year is no evidence: it does not say what came of it.
    """
    found: dict[int | None, Owing] = {}
    for place in view.measures:
        start = place.measure.period_from or view.strategy.period_from
        end = place.measure.period_to or view.strategy.period_to
        ran = start.year <= year <= end.year
        told = (use.claim for use in place.all_uses if use.claim.kind != ClaimKind.PLAN)
        if not ran or any(speaks_of(claim, year) for claim in told):
            continue
        found.setdefault(place.measure.owner_id, Owing(place.measure.owner)).measures.append(place)
    return sorted(
        found.values(),
        key=lambda one: (one.organisation is None, sort_key(one.organisation.name) if one.organisation else ()),
    )

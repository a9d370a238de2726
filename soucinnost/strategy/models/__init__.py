"""Records of strategies.

Who sees what, thought out before the fields:

- A strategy has a circle of its own; its controller is the organisation whose strategy it is. Seats in the circle are
  the team: chair (answers for the strategy), recorder (writes it), members (owners of measures, partners). Whoever
  sits there sees the whole strategy, its claims and the report.
- The frame (that it exists, title, kind, territory, period, state, approval) is seen by managers of the organisation
  and by coordinators of the region too. They see no content without a seat; a manager can take one, which is audited.
- Claims lie in the strategy's circle. A claim from a group's report becomes evidence of a strategy only when somebody
  who sees it there takes it over; the strategy's claim then names the record it came from.
- Everything here is coordination: no data of clients, names only of people who act for their organisations.
"""

from soucinnost.strategy.models.collecting import Answer, Ask, Collection
from soucinnost.strategy.models.drafting import Remark, Round
from soucinnost.strategy.models.proving import ClaimUse, Conflict, Indicator, ListRow, Undertaking
from soucinnost.strategy.models.reporting import Passage, ReportVersion
from soucinnost.strategy.models.tree import Activity, Assessment, Goal, Measure, MeasureLink, Strategy

__all__ = [
    "Activity", "Answer", "Ask", "Assessment", "ClaimUse", "Collection", "Conflict", "Goal", "Indicator", "ListRow",
    "Measure", "MeasureLink", "Passage", "Remark", "ReportVersion", "Round", "Strategy", "Undertaking",
]

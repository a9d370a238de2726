"""How much is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Counts of a set; ``audit_rows`` is the length of the chain in the end.

    Reports, votes and copies of circulars follow: two organisations report in each call, twelve members vote on each
    ballot, a circular goes to all leading towns of a region. A strategy has 30 measures, some 230 claims and three
    collections; about a sixth of them are of regions (three for each), the others of towns. The last one of a set with
    several has 125 measures: its report is long.
    """

    name: str
    regions: int
    orps: int
    municipalities: int
    groups: int
    meetings: int
    assignments: int
    calls: int
    ballots: int
    circulars: int
    consultations: int
    strategies: int
    audit_rows: int


NATIONAL = Size("national", 14, 206, 6254, 1_000, 20_000, 200_000, 8_000, 3_000, 280, 5_000, 242, 1_000_000)
SMALL = Size("small", 14, 14, 62, 10, 200, 2_000, 80, 30, 3, 50, 3, 10_000)
TINY = Size("tiny", 2, 2, 4, 2, 6, 20, 4, 4, 2, 6, 1, 60)
SIZES = {size.name: size for size in (TINY, SMALL, NATIONAL)}

"""Counting votes: pure functions, the same for closing a ballot and for whoever counts again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from soucinnost.ballots.enums import Choice, Majority, Result


@dataclass(frozen=True)
class Tally:
    """Numbers of votes among ``members`` who could vote."""

    members: int
    votes_for: int
    against: int
    abstained: int

    @property
    def voted(self) -> int:
        """How many voted at all; who abstains has voted."""
        return self.votes_for + self.against + self.abstained

    @property
    def silent(self) -> int:
        """How many did not vote."""
        return self.members - self.voted


def tally_of(choices: Iterable[str]) -> Tally:
    """Count choices, one of each member who could vote; an empty text is no vote. ValueError for another text."""
    found = Counter(choices)
    members = found.total()
    silent = found.pop("", 0)
    counts = [found.pop(choice, 0) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)]
    if found:
        raise ValueError(f"unknown choices: {sorted(found)}")
    assert sum(counts) + silent == members
    return Tally(members, *counts)


def needed_for(tally: Tally, majority: str) -> int:
    """How many votes for the proposal adopt it."""
    if majority == Majority.TWO_THIRDS:
        return -(-2 * tally.members // 3)
    return (tally.voted if majority == Majority.CAST else tally.members) // 2 + 1


def result_of(tally: Tally, majority: str, quorum: int | None) -> Result:
    """What came of it. ``quorum`` is how many members must vote; None asks for one vote at least."""
    if tally.voted < max(1, quorum or 0):
        return Result.NO_QUORUM
    return Result.ADOPTED if tally.votes_for >= needed_for(tally, majority) else Result.REJECTED

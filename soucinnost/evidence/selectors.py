"""Reading claims: what holds now, where reports contradict each other, what may be added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold

PLAN = "plan"
HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number speaks of. Claims of one subject ought to agree; a plan and an actual number never have to."""

    label: str
    unit: str
    nature: str
    organisation_id: int | None
    period_from: date | None
    period_to: date | None
    area_id: int | None
    locality_id: int | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One subject with different values, in the order in which they were stated."""

    subject: Subject
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of numbers of one unit and nature (``plan`` or ``happened``).

    ``low`` and ``high`` differ where reports contradict each other: then there is no one sum, and ``value`` is None.
    """

    unit: str
    nature: str
    low: Decimal
    high: Decimal
    subjects: int
    is_approximate: bool

    @property
    def value(self) -> Decimal | None:
        """The sum, when all reports agree."""
        return self.low if self.low == self.high else None


def nature_of(claim: Claim) -> str:
    """Whether a claim is a plan or says what happened (exactly or approximately)."""
    return PLAN if claim.kind == ClaimKind.PLAN else HAPPENED


def subject_of(claim: Claim) -> Subject:
    """Return what the claim's number speaks of; case, diacritics and spacing of its label do not matter."""
    return Subject(
        fold(claim.label), fold(claim.unit), nature_of(claim), claim.organisation_id, claim.period_from,
        claim.period_to, claim.area_id, claim.locality_id,
    )


def holding(actor: Actor) -> QuerySet[Claim]:
    """Claims the actor may see that no later claim supersedes."""
    return Claim.objects.visible_to(actor).filter(superseded_by__isnull=True)


def from_source(actor: Actor, source_kind: str, source_uids: Iterable[str]) -> QuerySet[Claim]:
    """Claims in force that come from the given records."""
    return holding(actor).filter(source_kind=source_kind, source_uid__in=list(source_uids))


def history_of(actor: Actor, claim: Claim) -> list[Claim]:
    """The claim and those it superseded, newest first, as far as the actor may see them."""
    chain: list[Claim] = []
    current: Claim | None = claim
    while current is not None:
        chain.append(current)
        current = Claim.objects.visible_to(actor).filter(pk=current.supersedes_id).first()
    return chain


def by_subject(claims: Iterable[Claim]) -> dict[Subject, list[Claim]]:
    """Group claims with a number by what they speak of, in the order given."""
    grouped: dict[Subject, list[Claim]] = {}
    for claim in claims:
        if claim.value is not None:
            grouped.setdefault(subject_of(claim), []).append(claim)
    return grouped


def contradictions(claims: Iterable[Claim]) -> list[Contradiction]:
    """Return the subjects of which the claims say different numbers (value or total it is taken from).

    Both stay: a report shows them side by side with their sources.
    """
    found = []
    for subject, told in by_subject(claims).items():
        if len({(claim.value, claim.denominator) for claim in told}) > 1:
            found.append(Contradiction(subject, tuple(told)))
    return found


def totals(claims: Iterable[Claim]) -> list[Total]:
    """Add numbers up, one total for each unit and nature: a plan is never summed with what happened.

    A number told twice counts once. Where a subject's numbers differ, the total has a lower and an upper bound.
    """
    sums: dict[tuple[str, str], list[tuple[Decimal, Decimal, bool]]] = {}
    units: dict[tuple[str, str], str] = {}
    for subject, told in by_subject(claims).items():
        values = [claim.value for claim in told if claim.value is not None]
        approximate = any(claim.kind == ClaimKind.APPROXIMATE for claim in told)
        key = (subject.unit, subject.nature)
        units.setdefault(key, told[0].unit)
        sums.setdefault(key, []).append((min(values), max(values), approximate))
    return [
        Total(
            unit=units[key], nature=key[1], low=sum((part[0] for part in parts), Decimal()),
            high=sum((part[1] for part in parts), Decimal()), subjects=len(parts),
            is_approximate=any(part[2] for part in parts),
        )
        for key, parts in sums.items()
    ]

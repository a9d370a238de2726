"""Claims of groups that may become evidence of a strategy: those the actor sees and takes part in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import read_year
from soucinnost.evidence.sources import described
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.czech.matching import finds
from soucinnost.kernel.czech.words import words
from soucinnost.kernel.folding import fold
from soucinnost.strategy.models import ClaimUse, Strategy
from soucinnost.strategy.selectors.shown import ShownClaim

PAGE_SIZE = 30
MOST_LOOKED_AT = 5_000


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words, an organisation, a year; empty means everything."""

    text: str = ""
    organisation: str = ""
    year: str = ""


def wanted_in(data: Mapping[str, Any]) -> Wanted:
    """Read what is looked for from an address."""
    year = read_year(str(data.get("rok", "")).strip())
    return Wanted(
        str(data.get("q", "")).strip()[:200], str(data.get("kdo", "")).strip()[:200],
        str(year) if year is not None else "",
    )


def offered(actor: Actor, strategy: Strategy, wanted: Wanted, number: str | None) -> Page[ShownClaim]:
    """Claims in force of groups where the actor takes part, the newest first, a page of them.

    Left out: claims closed to named people, what the strategy has already taken over, and claims that only say that a
    number was withdrawn.
    """
    circles = Seat.objects.filter(pk__in=actor.seat_ids, standing__in=(Standing.MEMBER, Standing.DEPUTY))
    taken = ClaimUse.objects.filter(strategy=strategy, taken_from__isnull=False).values("taken_from")
    claims = (
        Claim.objects.visible_to(actor)
        .filter(circle__in=circles.values("circle"), is_closed=False, superseded_by__isnull=True)
        .filter(circle__strategy__isnull=True).exclude(pk__in=taken)
        .exclude(supersedes__isnull=False, value__isnull=True)
        .select_related("organisation", "author", "area").order_by("-stated_on", "-pk")
    )
    if wanted.year:
        year = int(wanted.year)
        claims = claims.filter(
            Q(period_from__year__lte=year, period_to__year__gte=year)
            | Q(period_from__isnull=True, period_to__year=year) | Q(period_to__isnull=True, period_from__year=year)
            | Q(period_from__isnull=True, period_to__isnull=True, stated_on__year=year)
        )
    found: Any = claims
    if wanted.text or wanted.organisation:
        found = [one for one in claims[:MOST_LOOKED_AT] if _fits(one, wanted)]
    page: Page[Any] = Paginator(found, PAGE_SIZE).get_page(number)
    sources = described(actor, page.object_list)
    page.object_list = [ShownClaim(one, sources[one.pk]) for one in page.object_list]
    return page


def has_words(wanted: str, text: str) -> bool:
    """Whether a text has every wanted word: as it is typed, a part of a word, or the word in any inflected form."""
    folded = fold(text)
    missing = [word for word in wanted.split() if fold(word) not in folded]
    if not missing:
        return True
    told = [part.text for part in words(text)]
    return all(any(finds(word, one) for one in told) for word in missing)


def _fits(claim: Claim, wanted: Wanted) -> bool:
    name = claim.organisation.name if claim.organisation is not None else ""
    if fold(wanted.organisation) not in fold(name):
        return False
    return has_words(wanted.text, f"{claim.label} {claim.text} {claim.unit} {name}")

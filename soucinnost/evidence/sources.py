"""Where claims come from: apps above say what the records are called and where they are read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor


class Source(NamedTuple):
    """A record as one reader sees it: what it is called, its address ("" where there is none), its day."""

    label: str
    url: str = ""
    day: date | None = None


Describe = Callable[[Actor, Iterable[str]], Mapping[str, Source]]
_kinds: dict[str, Describe] = {}


def register(kind: str, describe: Describe) -> None:
    """Say who knows the records of ``kind``; ``describe`` names those that the actor sees, in one or two queries."""
    _kinds[kind] = describe


def described(
    actor: Actor, claims: Iterable[Claim], known: Mapping[tuple[str, str], Source] | None = None
) -> dict[int, Source]:
    """The sources of claims by the claims' primary keys, in a fixed number of queries for each kind.

    A record that the actor does not see, or that is gone, is named by what the claim itself says of it. A source of
    which nobody says anything has an empty label. ``known`` are sources that the caller has read for the actor
    already, by kind and uid: nobody is asked for them.
    """
    listed, known = list(claims), known or {}
    wanted: dict[str, set[str]] = defaultdict(set)
    for claim in listed:
        if (claim.source_kind, claim.source_uid) not in known:
            wanted[claim.source_kind].add(claim.source_uid)
    seen = {
        kind: _kinds[kind](actor, uids) for kind, uids in wanted.items() if kind in _kinds
    }
    found = {}
    for claim in listed:
        record = known.get((claim.source_kind, claim.source_uid))
        record = record or seen.get(claim.source_kind, {}).get(claim.source_uid)
        if record is None:
            found[claim.pk] = Source(claim.source_label)
        else:
            found[claim.pk] = record._replace(label=claim.source_label or record.label)
    return found

"""Asking the index. Visibility is decided before anything is counted, ranked or cut."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from soucinnost.kernel.actor import Actor
from soucinnost.search import registry
from soucinnost.search.models import IndexEntry
from soucinnost.search.words import answers, excerpt, tokens


@dataclass(frozen=True)
class Hit:
    """One record found."""

    kind: str
    uid: str
    title: str
    day: date | None
    in_title: bool

    @property
    def rank(self) -> tuple[Any, ...]:
        """Words in the title first, then the newest, then by identifier: nothing that hidden rows could change."""
        return (not self.in_title, self.day is None, -(self.day.toordinal() if self.day else 0), self.kind, self.uid)


@dataclass(frozen=True)
class Shown:
    """One hit as the page shows it: where it leads, what kind it is, the excerpt in pieces (text, is it wanted)."""

    hit: Hit
    label: Any
    url: str
    pieces: list[tuple[str, bool]] = field(default_factory=list)


def wanted_words(question: str) -> list[str]:
    """Words to look for; empty when the question holds none of at least two letters or a digit."""
    found = tokens(question)
    return found if any(len(word) > 1 or word.isdigit() for word in found) else []


def find(
    actor: Actor, question: str, *, kind: str = "", first: date | None = None, last: date | None = None
) -> list[Hit]:
    """Everything visible to the actor that holds all words (the last one as a beginning), best first. One query."""
    wanted = wanted_words(question)
    offered = [one for one in registry.kinds() if not kind or one.kind == kind]
    if not wanted or not offered:
        return []
    visible = Q()
    for one in offered:
        visible |= Q(kind=one.kind, object_uid__in=one.queryset(actor).order_by().values("uid"))
    rows = IndexEntry.objects.filter(visible)
    for word in wanted[:-1]:
        rows = rows.filter(folded__contains=f" {word} ")
    rows = rows.filter(folded__contains=f" {wanted[-1]}")
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    hits = [
        Hit(row_kind, uid, title, day, answers(title, wanted))
        for row_kind, uid, title, day in rows.values_list("kind", "object_uid", "title", "day")
    ]
    return sorted(hits, key=lambda hit: hit.rank)


def show(actor: Actor, hits: Iterable[Hit], question: str) -> list[Shown]:
    """Add addresses and excerpts to the hits of one page, from the visible records only. One query a kind."""
    page = list(hits)
    wanted = wanted_words(question)
    shown: dict[tuple[str, str], Shown] = {}
    for one in registry.kinds():
        of_kind = {hit.uid: hit for hit in page if hit.kind == one.kind}
        if not of_kind:
            continue
        records: dict[str, Any] = {}
        if one.link is not None or one.text is not None:
            records = {record.uid: record for record in one.queryset(actor).filter(uid__in=of_kind)}
        for uid, hit in of_kind.items():
            shown[(hit.kind, uid)] = _shown(one, actor, hit, records.get(uid), wanted)
    return [shown[(hit.kind, hit.uid)] for hit in page]


def _shown(one: registry.Searchable, actor: Actor, hit: Hit, record: Any, wanted: list[str]) -> Shown:
    text = one.text(actor, record) if one.text is not None and record is not None else ""
    if one.link is not None and record is not None:
        url = one.link(record)
    else:
        url = one.url(hit.uid) if one.url is not None else ""
    return Shown(hit=hit, label=one.label, url=url, pieces=excerpt(text, wanted))

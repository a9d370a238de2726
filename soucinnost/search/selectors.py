"""Asking the index. Visibility is decided before anything is counted, ranked or cut."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from soucinnost.access.models import Circle
from soucinnost.access.naming import circle_names
from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.dates import format_date
from soucinnost.search import registry
from soucinnost.search.engines import Clause, Matches, Unindexed, match_text
from soucinnost.search.excerpts import excerpt, marked
from soucinnost.search.models import IndexEntry
from soucinnost.search.questions import Question, holds, holds_phrases, understand
from soucinnost.search.registry import Family, Searchable

_ROW = ("pk", "kind", "object_uid", "title", "day", "circle_id", "page")
_CUTTING = 4_000
"""Characters of a long text in which an excerpt is looked for at first."""
MOST_PHRASED = 1_000
"""Records, best first, whose text is read for the order of words in a phrase."""
MOST_READ = 5_000_000
"""Characters that are read for it."""
_READ_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. ``pk`` is that of its entry and says nothing to a reader."""

    kind: str
    uid: str
    title: str
    day: date | None
    in_title: bool
    circle: int | None = None
    page: str = ""
    pk: int = 0

    @property
    def rank(self) -> tuple[Any, ...]:
        """Words in the title first, then the newest, then by identifier: nothing that hidden rows could change."""
        return (not self.in_title, self.day is None, -(self.day.toordinal() if self.day else 0), self.kind, self.uid)


@dataclass(frozen=True)
class Answer:
    """All hits, best first. ``began`` says that nothing met the words whole, so that beginnings were taken;
    ``is_partial`` that so many records have the words of a phrase that only the best were read for their order.
    """

    hits: list[Hit]
    question: Question
    began: bool = False
    is_partial: bool = False


@dataclass(frozen=True)
class Tab:
    """Hits of one family, counted among what the reader may see."""

    key: str
    label: Any
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Place:
    """A circle that a reader may choose."""

    pk: int
    uid: str
    name: str


@dataclass(frozen=True)
class Shown:
    """One hit as the page shows it: where it leads, what kind it is, title and excerpt in pieces (text, is it a hit).
    """

    hit: Hit
    label: Any
    url: str
    group: str = ""
    title: list[tuple[str, bool]] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)


def answer(
    actor: Actor, question: Question, *, circle: int | None = None, first: date | None = None,
    last: date | None = None,
) -> Answer:
    """Everything visible to the actor that meets the question; when nothing does, the last word need only begin so."""
    narrowing = (circle, first, last)
    hits, is_partial = _hits(actor, question, *narrowing)
    if hits or not question.may_begin:
        return Answer(hits, question, is_partial=is_partial)
    beginning = question.beginning()
    hits, is_partial = _hits(actor, beginning, *narrowing)
    return Answer(hits, beginning, began=True, is_partial=is_partial)


def find(
    actor: Actor, typed: str, *, kind: str = "", circle: int | None = None, first: date | None = None,
    last: date | None = None,
) -> list[Hit]:
    """Hits of what was typed, of one kind or family when it is given."""
    return of_family(answer(actor, understand(typed), circle=circle, first=first, last=last).hits, kind)


def suggest(actor: Actor, typed: str) -> tuple[list[Hit], Question]:
    """Hits, best first, for somebody who is still typing: the last word need only begin so."""
    question = understand(typed).beginning()
    return _hits(actor, question, None, None, None)[0], question


def of_family(hits: list[Hit], key: str) -> list[Hit]:
    """Hits of one tab or kind; all of them for an empty key."""
    if not key:
        return hits
    kinds = {one.kind for one in registry.kinds() if key in (one.tab.key, one.kind)}
    return [hit for hit in hits if hit.kind in kinds]


def tabs(hits: list[Hit], chosen: str) -> list[Tab]:
    """Tabs of the families that have hits, and of the chosen one."""
    families: dict[str, Family] = {one.kind: one.tab for one in registry.kinds()}
    counts = Counter(families[hit.kind].key for hit in hits)
    listed = {family.key: family for family in families.values() if counts[family.key] or family.key == chosen}
    ordered = sorted_cs(listed.values(), key=lambda family: str(family.label))
    ordered.sort(key=lambda family: family.place)
    return [Tab(family.key, family.label, counts[family.key], family.key == chosen) for family in ordered]


def choosable_circles(actor: Actor) -> list[Place]:
    """Circles in which the actor sits today, by name."""
    circles = list(Circle.objects.filter(pk__in=actor.circle_ids).select_related("controller__organisation"))
    names = circle_names(circles)
    return sorted_cs([Place(one.pk, one.uid, names[one.pk]) for one in circles], key=lambda place: place.name)


def show(
    actor: Actor, hits: Iterable[Hit], question: Question, named: Mapping[int, str] | None = None
) -> list[Shown]:
    """Add addresses, groups and excerpts to the hits of one page. ``named`` are names of circles known already."""
    page = list(hits)
    texts = dict(IndexEntry.objects.filter(pk__in=[hit.pk for hit in page]).values_list("pk", "text"))
    return [
        replace(row, pieces=_excerpt(row.hit, texts.get(row.hit.pk, ""), question))
        for row in show_short(actor, page, question, named)
    ]


def show_short(
    actor: Actor, hits: Iterable[Hit], question: Question, named: Mapping[int, str] | None = None
) -> list[Shown]:
    """The same without excerpts."""
    page = list(hits)
    groups = _groups(page, named or {})
    urls = addresses(actor, page)
    shown = []
    for hit in page:
        one = registry.kind(hit.kind)
        assert one is not None, "only registered kinds are asked for"
        group = groups.get(hit.circle, "") if one.shows_group and hit.circle is not None else ""
        url = urls.get((hit.kind, hit.uid), "")
        shown.append(Shown(hit, one.label, url, group, marked(hit.title, question)))
    return shown


def addresses(actor: Actor, page: list[Hit]) -> dict[tuple[str, str], str]:
    """Where each hit leads; at most one query for a kind."""
    found: dict[tuple[str, str], str] = {}
    for one in registry.kinds():
        hits = [hit for hit in page if hit.kind == one.kind]
        if hits:
            found.update({(one.kind, uid): url for uid, url in _addresses_of(one, actor, hits).items()})
    return found


def _addresses_of(one: Searchable, actor: Actor, hits: list[Hit]) -> Mapping[str, str]:
    if one.url is not None:
        return {hit.uid: one.url(hit.uid) for hit in hits}
    if one.place is not None:
        return {hit.uid: one.place(hit.uid, hit.page) for hit in hits}
    uids = [hit.uid for hit in hits]
    if one.addresses is not None:
        return one.addresses(actor, uids)
    assert one.link is not None, "the registry refuses kinds without an address"
    return {record.uid: one.link(record) for record in one.queryset(actor).filter(uid__in=uids)}


def _groups(page: list[Hit], named: Mapping[int, str]) -> Mapping[int, str]:
    wanted = {hit.circle for hit in page if hit.circle is not None} - set(named)
    if not wanted:
        return named
    circles = Circle.objects.filter(pk__in=wanted).select_related("controller__organisation")
    return {**named, **circle_names(circles)}


def _excerpt(hit: Hit, text: str, question: Question) -> list[tuple[str, bool]]:
    """An excerpt that says more than the title: a text that begins with the title is looked at after it."""
    rest, title = text.strip(), hit.title.removesuffix("…")
    if title and rest.startswith(title):
        at = len(title) if len(rest) == len(title) else rest.rfind(" ", 0, len(title)) + 1
        rest = rest[at:]
    return excerpt(rest[:_CUTTING], question) or excerpt(rest[_CUTTING:], question)


# -- the query


def _build(actor: Actor, kinds: tuple[str, ...], text: str, *days: date | None) -> QuerySet[Any, Any]:
    """Entries that match and whose records the actor may see."""
    first, last = days
    visible: Any = Q()
    for key in kinds:
        one = registry.kind(key)
        assert one is not None
        seen = one.queryset(actor).order_by().filter(uid=OuterRef("object_uid"))
        visible |= Q(of_kind=key) & Exists(seen)
    rows = IndexEntry.objects.alias(of_kind=Unindexed("kind")).filter(Matches(text), visible)
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    return rows.values_list(*_ROW)


_prepared = Prepared(_build)


@Prepared
def _occurring(text: str) -> QuerySet[Any, str]:
    """Kinds among the entries that match, whether or not the actor may see them: what need not be asked about."""
    found = IndexEntry.objects.filter(Matches(text)).order_by()
    return found.annotate(of_kind=Unindexed("kind")).values_list("of_kind", flat=True).distinct()


def _scope(actor: Actor, circle: int | None) -> list[Clause]:
    """Where to look: records of the actor's circles and those of which only their app can say who sees them."""
    clauses: list[Clause] = []
    if circle is not None:
        clauses.append((frozenset({f"__g{circle}"}), ""))
    if not actor.is_system:
        clauses.append((frozenset({"__c0", *(f"__c{one}" for one in actor.circle_ids)}), ""))
    return clauses


def _hits(
    actor: Actor, question: Question, circle: int | None, first: date | None, last: date | None
) -> tuple[list[Hit], bool]:
    """Hits, best first, and whether some that may be hits were not looked at."""
    if not question:
        return [], False
    text = match_text(connection.vendor, [*question.clauses(), *_scope(actor, circle)])
    days = (Fixed(None) if first is None else first, Fixed(None) if last is None else last)
    rows: list[tuple[Any, ...]] = []
    for kinds in _portions(actor, text):
        rows += _prepared(actor, Fixed(kinds), text, *days)
    found = [
        Hit(row[1], row[2], row[3], row[4], _in_title(question, row[3], row[4]), row[5], row[6], row[0])
        for row in rows
    ]
    found.sort(key=lambda hit: hit.rank)
    return _with_phrases(question, found) if question.has_phrase else (found, False)


def _in_title(question: Question, title: str, day: date | None) -> bool:
    """Whether the title meets the question; a typed day may be that of the record, which stands beside the title."""
    return holds(question, f"{title} {format_date(day)}" if question.has_day and day is not None else title)


def _with_phrases(question: Question, found: list[Hit]) -> tuple[list[Hit], bool]:
    """Hits that have the words of the phrases in order. Reads a few texts at a time, and only so many."""
    kept: list[Hit] = []
    read = 0
    for at in range(0, min(len(found), MOST_PHRASED), _READ_AT_ONCE):
        if read > MOST_READ:
            return kept, True
        some = found[at : min(at + _READ_AT_ONCE, MOST_PHRASED)]
        texts = dict(IndexEntry.objects.filter(pk__in=[hit.pk for hit in some]).values_list("pk", "text"))
        read += sum(map(len, texts.values()))
        kept += [hit for hit in some if holds_phrases(question, hit.title, texts.get(hit.pk, ""))]
    return kept, len(found) > MOST_PHRASED


def _portions(actor: Actor, text: str) -> list[tuple[str, ...]]:
    """Kinds that may have hits, apart those of which no statement can be kept (``access.prepared``)."""
    occurring = set(_occurring(text))
    kinds = [one.kind for one in registry.kinds() if one.kind in occurring]
    plain = (Fixed(None), Fixed(None))
    kept = [kind for kind in kinds if _prepared.is_prepared(actor, Fixed((kind,)), text, *plain)]
    rest = [kind for kind in kinds if kind not in kept]
    return [tuple(portion) for portion in (kept, rest) if portion]

"""What the page of a preparation shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.enums import Decision, PartKind, PreparationState
from soucinnost.publishing.models import Cover, Preparation, PublicMinutes
from soucinnost.publishing.rules import may_publish
from soucinnost.publishing.selectors.proposals import parts_of, public_names
from soucinnost.publishing.selectors.wording import is_outdated, says_more
from soucinnost.publishing.text import Part, blocks_of, joined, places
from soucinnost.publishing.words import kind_label

CONTEXT = 60
NEXT = {Decision.WAITING: Decision.HIDE, Decision.HIDE: Decision.KEEP, Decision.KEEP: Decision.HIDE}


@dataclass(frozen=True)
class Shown:
    """A cover as the page shows it. ``same`` counts the places with the same words, this one included."""

    cover: Cover
    text: str
    left: str
    right: str
    same: int

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return kind_label(self.cover.kind)

    @property
    def state(self) -> str:
        """The decision in a word."""
        return str(Decision(self.cover.decision).label)

    @property
    def next(self) -> str:
        """What a press decides."""
        return str(NEXT[Decision(self.cover.decision)])

    @property
    def before(self) -> str:
        """The earlier decision in a word, where there was one and this one waits."""
        waits = self.cover.decision == Decision.WAITING
        return str(Decision(self.cover.before).label) if waits and self.cover.before else ""


@dataclass(frozen=True)
class Segment:
    """A stretch of text that lies in one cover or in none; ``strong`` is a label."""

    text: str
    shown: Shown | None
    strong: bool = False


@dataclass(frozen=True)
class Piece:
    """A paragraph or a cell: where it begins in the whole text, and its stretches. Fixed text cannot be covered."""

    at: int
    segments: tuple[Segment, ...]
    fixed: bool = False


@dataclass(frozen=True)
class Block:
    """Neighbouring parts of one kind; a row of a table has several pieces, any other part has one."""

    kind: str
    rows: tuple[tuple[Piece, ...], ...]


@dataclass
class PreparationPage:
    """Everything that the page shows."""

    meeting: Meeting
    preparation: Preparation | None
    public: PublicMinutes | None
    is_final: bool
    is_outdated: bool = False
    public_is_outdated: bool = False
    may_publish: bool = False
    blocks: list[Block] = field(default_factory=list)
    covers: list[Shown] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)

    @property
    def waiting(self) -> list[Shown]:
        """Proposals that nobody decided yet."""
        return [one for one in self.covers if one.cover.decision == Decision.WAITING]

    @property
    def hidden(self) -> int:
        """How many places are to be hidden."""
        return sum(one.cover.decision == Decision.HIDE for one in self.covers)

    @property
    def kept(self) -> int:
        """How many places stay."""
        return sum(one.cover.decision == Decision.KEEP for one in self.covers)

    @property
    def offered_again(self) -> list[Shown]:
        """Waiting proposals with an earlier decision."""
        return [one for one in self.waiting if one.cover.before]

    @property
    def is_public(self) -> bool:
        """Whether a public version stands on the public page."""
        return self.public is not None and self.public.withdrawn_at is None

    @property
    def uids(self) -> list[str]:
        """Records that the page shows, for its audit row."""
        shown = [self.preparation.uid] if self.preparation is not None else []
        shown += [self.public.uid] if self.public is not None else []
        return shown + [file.uid for file in self.files]


def open_preparation(actor: Actor, meeting: Meeting) -> Preparation | None:
    """The preparation of a meeting that is under way."""
    found = Preparation.objects.visible_to(actor).filter(meeting=meeting, state=PreparationState.OPEN)
    return found.select_related("version", "meeting__group", "meeting__circle__controller__organisation").first()


def public_of(actor: Actor, meeting: Meeting) -> PublicMinutes | None:
    """The public version of a meeting, withdrawn ones too, without its files."""
    found = PublicMinutes.objects.visible_to(actor).filter(meeting=meeting).defer("pdf", "docx", "parts", "words")
    return found.select_related("version", "published_by", "withdrawn_by").first()


def read_page(actor: Actor, meeting: Meeting) -> PreparationPage:
    """Read the page of a meeting whose public version the actor may prepare.

    A preparation that says what is not open any more is not shown: somebody may have closed it since.
    """
    preparation, public = open_preparation(actor, meeting), public_of(actor, meeting)
    page = PreparationPage(
        meeting=meeting, preparation=preparation, public=public, is_final=meeting.state == MeetingState.FINAL,
        may_publish=may_publish(actor, meeting),
        public_is_outdated=public is not None and is_outdated(meeting, public.version),
    )
    if preparation is not None and says_more(preparation):
        page.preparation, page.is_outdated = None, True
    elif preparation is not None:
        parts = parts_of(preparation)
        page.is_outdated = is_outdated(meeting, preparation.version)
        page.covers = shown_covers(parts, preparation.covers.select_related("decided_by"))
        page.blocks = blocks(parts, page.covers)
        page.names = sorted(public_names(meeting).items())
        named = [part.file for part in parts if part.file]
        visible = Attachment.objects.visible_to(actor).filter(uid__in=named, removed_at__isnull=True)
        page.files = sorted(visible.select_related("cleared_by"), key=lambda one: named.index(one.uid))
    return page


def shown_covers(parts: Sequence[Part], covers: Iterable[Cover]) -> list[Shown]:
    """Covers in the order of the text, each with the words around it on its own line."""
    text = joined(parts)
    found = list(covers)
    counts: dict[str, int] = {}
    for cover in found:
        words = fold(text[cover.start : cover.end])
        counts[words] = counts.get(words, 0) + 1
    shown = []
    for cover in found:
        begin = text.rfind("\n", 0, cover.start) + 1
        end = text.find("\n", cover.end)
        left = text[begin : cover.start].replace("\t", " · ")
        right = text[cover.end : end if end >= 0 else len(text)].replace("\t", " · ")
        words = text[cover.start : cover.end]
        shown.append(
            Shown(
                cover, words, "…" + left[-CONTEXT:] if len(left) > CONTEXT else left,
                right[:CONTEXT] + "…" if len(right) > CONTEXT else right, counts[fold(words)],
            )
        )
    return shown


def blocks(parts: Sequence[Part], covers: Sequence[Shown]) -> list[Block]:
    """The whole text in blocks, cut at covers."""
    begins = places(parts)
    found, number = [], 0
    for kind, run in blocks_of(parts):
        rows = []
        for part in run:
            rows.append(tuple(_pieces(part, begins[number], covers)))
            number += 1
        found.append(Block(str(kind), tuple(rows)))
    return found


def _pieces(part: Part, at: int, covers: Sequence[Shown]) -> list[Piece]:
    cells = part.text.split("\t") if part.kind == PartKind.ROW else [part.text]
    found, place = [], at
    for cell in cells:
        strong = at + part.lead
        found.append(Piece(place, tuple(_segments(cell, place, strong, covers)), part.fixed))
        place += len(cell) + 1
    return found


def _segments(text: str, at: int, strong_until: int, covers: Sequence[Shown]) -> list[Segment]:
    end = at + len(text)
    inside = [one for one in covers if one.cover.start < end and one.cover.end > at]
    cuts = {at, end} | {max(at, one.cover.start) for one in inside} | {min(end, one.cover.end) for one in inside}
    if at < strong_until < end and not any(one.cover.start < strong_until < one.cover.end for one in inside):
        cuts.add(strong_until)
    edges = sorted(cuts)
    found = []
    for left, right in zip(edges, edges[1:], strict=False):
        shown = next((one for one in inside if one.cover.start <= left and one.cover.end >= right), None)
        found.append(Segment(text[left - at : right - at], shown, right <= strong_until))
    return found

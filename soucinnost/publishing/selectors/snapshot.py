"""What would leave: the covered text, the words it is found by, the papers made of it alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Heading,
    KeyValues,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
    row,
    text,
)
from soucinnost.kernel.czech.matching import index_keys
from soucinnost.kernel.czech.words import words
from soucinnost.kernel.typography import typo
from soucinnost.meetings.papers.common import number_of
from soucinnost.publishing.enums import Decision, PartKind
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.selectors.proposals import parts_of
from soucinnost.publishing.text import TOKEN, Part, Span, blocks_of, covered

MOST_TITLE = 300


@dataclass(frozen=True)
class Snapshot:
    """What the public gets. The uids of attachments in ``parts`` are still the inner ones; ``with_files`` ends that."""

    title: str
    number: str
    day: date
    parts: tuple[Part, ...]

    @property
    def files(self) -> list[str]:
        """Uids of the attachments that parts speak of."""
        return [part.file for part in self.parts if part.file]

    @property
    def words(self) -> str:
        """Search keys of the covered text, without the token, in one string."""
        return keys_of(self.parts)

    def with_files(self, known: dict[str, str]) -> tuple[Part, ...]:
        """The parts with the public identifier of each file in place of the inner one."""
        return tuple(replace(part, file=known.get(part.file, "")) if part.file else part for part in self.parts)


def keys_of(parts: Iterable[Part]) -> str:
    """Return the search keys of the parts, each once, a space before and after each."""
    keys: set[str] = set()
    for part in parts:
        for word in words(part.text.replace(TOKEN, " ")):
            keys |= index_keys(word.text)
    return f" {' '.join(sorted(keys))} " if keys else ""


def snapshot_of(preparation: Preparation, covers: Iterable[Cover]) -> Snapshot:
    """Cover what is to be hidden. Only parts of the text and the frame that stands on the group's page get in."""
    hidden = [Span(one.start, one.end, one.kind, "") for one in covers if one.decision == Decision.HIDE]
    parts = covered(parts_of(preparation), hidden)
    title = next((part.text for part in parts if part.kind == PartKind.TITLE), "")
    meeting = preparation.meeting
    return Snapshot(
        title=typo(title)[:MOST_TITLE], number=number_of(meeting),
        day=timezone.localtime(meeting.starts_at).date(), parts=tuple(parts),
    )


@in_czech
def public_paper(snapshot: Snapshot, *, created: datetime, author: str, logo: bytes | None) -> Paper:
    """Lay out the covered text. ``author`` is the lead organisation: no person stands in the file's properties."""
    parts = [replace(part, text=typo(part.text)) for part in snapshot.parts]
    lines = tuple(part.text for part in parts if part.kind == PartKind.HEAD)
    rest = [part for part in parts if part.kind not in {PartKind.HEAD, PartKind.TITLE}]
    first = next((place for place, part in enumerate(rest) if part.kind != PartKind.FACT), len(rest))
    meta = tuple(_pair(part) for part in rest[:first])
    blocks: list[Block] = []
    for kind, run in blocks_of(rest[first:]):
        blocks += _laid_out(kind, run)
    told = _("Veřejná verze zápisu. Značka %(token)s stojí místo údajů, které nejsou určeny veřejnosti.")
    blocks.append(Note(told % {"token": TOKEN}))
    return Paper(
        title=snapshot.title, created=created, blocks=tuple(blocks), language=LANGUAGE, author=author,
        subject=_("veřejná verze zápisu"), header=Letterhead(lines=lines, logo=logo, logo_alt=author), meta=meta,
        footer_text=_("veřejná verze zápisu"),
    )


def files_of(made: Paper) -> tuple[bytes, bytes]:
    """Write the paper as PDF and DOCX."""
    return pdf_that_tells(made), write_docx(made)


def _pair(part: Part) -> tuple[str, str]:
    """Label without its colon, and the value."""
    return part.text[: part.lead].rstrip(" :"), part.text[part.lead :].strip()


def _laid_out(kind: str, run: Sequence[Part]) -> list[Block]:
    first = run[0]
    if kind == PartKind.SECTION:
        return [Heading(1, first.text)]
    if kind == PartKind.ITEM:
        return [Heading(2, first.text)]
    if kind == PartKind.FACT:
        return [KeyValues(tuple(_pair(part) for part in run))]
    if kind == PartKind.LIST:
        return [BulletList(tuple((text(part.text),) for part in run))]
    if kind == PartKind.ROW:
        return _tables(run)
    lead, rest = first.text[: first.lead], first.text[first.lead :]
    runs = tuple(part for part in (Run(lead, bold=True), Run(rest)) if part.text)
    return [Paragraph(runs)]


def _tables(run: Sequence[Part]) -> list[Block]:
    """Tables of neighbouring rows; a row that is its own label is the head and begins a new table."""
    tables: list[Block] = []
    heads: list[Part] = []
    rows: list[Part] = []

    def finish() -> None:
        if heads or rows:
            tables.append(
                Table(
                    rows=tuple(row(*part.text.split("\t")) for part in rows),
                    header=tuple(row(*part.text.split("\t")) for part in heads),
                )
            )

    for part in run:
        if part.lead and part.lead == len(part.text):
            finish()
            heads, rows = [part], []
        else:
            rows.append(part)
    finish()
    return tables

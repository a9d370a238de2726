"""The report as a paper: PDF and DOCX with numbered notes, contents, links between chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from soucinnost.documents.paper import tree
from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.strategy.evaluation.nodes import (
    Block,
    Facts,
    Grid,
    Items,
    Line,
    Number,
    Para,
    Part,
    Report,
    Title,
    note_texts,
    numbered,
)


@in_czech
def report_paper(
    report: Report, *, created: datetime, header: tree.Letterhead, author: str, mark: str = "", contents: bool = True,
) -> tree.Paper:
    """The report as a paper; ``mark`` says that it is a draft or which version, ``contents`` puts a list in front."""
    notes = numbered(report.parts)
    writer = _Writer(notes)
    front: tuple[tree.Block, ...] = (tree.Contents(_("Obsah"), 2), tree.PageBreak()) if contents else ()
    return tree.Paper(
        title=report.title, created=created, blocks=(*front, *writer.parts(report.parts)), language=LANGUAGE,
        author=author, subject=report.title, header=header, meta=report.facts, mark=mark,
        notes=tuple(text or _("zdroj neuveden") for text in note_texts(report, notes)),
        notes_title=_("Poznámky: odkud jsou údaje"),
    )


NEW_LINE = "\n"


class _Writer:
    """Parts of a report as blocks of a paper."""

    def __init__(self, notes: Mapping[str, int]) -> None:
        self.notes = notes

    def parts(self, parts: Iterable[Part]) -> list[tree.Block]:
        blocks: list[tree.Block] = []
        for part in parts:
            if isinstance(part, Title):
                blocks.append(tree.Heading(part.level, part.text, part.anchor))
            else:
                for block in (*part.prose, *part.data):
                    blocks += self._block(block)
        return blocks

    def _block(self, block: Block) -> list[tree.Block]:
        match block:
            case Para():
                return [self._paragraph(block.line)]
            case Items():
                return [tree.BulletList(tuple((self._paragraph(line),) for line in block.lines))]
            case Facts():
                runs: list[tree.Run] = []
                for place, (label, line) in enumerate(block.pairs):
                    runs += [tree.Run(f"{NEW_LINE if place else ''}{label}: ", bold=True), *self._runs(line)]
                return [tree.Paragraph(tuple(runs))]
            case Grid():
                return [self._table(block)]
            case _:
                bars = tuple(
                    tree.Bar(one.label, one.text, one.high, one.low, one.is_plan) for one in block.bars
                )
                return [tree.Chart(block.title, bars, block.alt)]

    def _table(self, grid: Grid) -> tree.Table:
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in grid.rows)
        return tree.Table(
            rows=rows, header=(tree.row(*grid.head),), widths=grid.widths, numeric=grid.numeric, caption=grid.caption
        )

    def _cell(self, line: Line) -> tree.Cell:
        return tree.Cell((self._paragraph(line),)) if line else tree.Cell()

    def _paragraph(self, line: Line) -> tree.Paragraph:
        return tree.Paragraph(self._runs(line))

    def _runs(self, line: Line) -> tuple[tree.Run, ...]:
        return tuple(
            tree.Run(one.text, notes=tuple(sorted(self.notes[uid] for uid in one.claims))) if isinstance(one, Number)
            else tree.Run(one.text, bold=one.bold, link=f"#{one.link}" if one.link else "")
            for one in line
        )

"""The report as HTML, for the page and for a file. Every text is escaped; there are no styles and no scripts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from soucinnost.strategy.evaluation.nodes import (
    Block,
    Facts,
    Grid,
    Items,
    Line,
    Number,
    Para,
    Part,
    Passage,
    Stripes,
    Title,
)
from soucinnost.ui.charts import Bar, bar_chart


@dataclass
class Look:
    """How the report is shown.

    ``notes`` are numbers of notes by claim, ``claim_url`` the address a mark leads to, ``titles`` what a mark says
    when it is pointed at. ``beside`` gives what stands beside a passage (a link to write it over, what changed), made
    safe by the caller. ``anchors`` are places of this page; links elsewhere go through ``elsewhere``. ``top`` is the
    level of the highest heading.
    """

    notes: Mapping[str, int]
    claim_url: Callable[[str], str]
    titles: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[Passage], str] | None = None
    anchors: frozenset[str] = frozenset()
    elsewhere: Callable[[str], str] | None = None
    top: int = 2


def html_of(parts: Iterable[Part], look: Look) -> SafeString:
    """The parts of a report as HTML."""
    writer = _Writer(look)
    return mark_safe("\n".join(writer.part(part) for part in parts))  # noqa: S308 - every text is escaped below


class _Writer:
    def __init__(self, look: Look) -> None:
        self.look = look

    def part(self, part: Part) -> str:
        if isinstance(part, Title):
            level = min(6, self.look.top + part.level - 1)
            return f'<h{level} id="{escape(part.anchor)}">{escape(part.text)}</h{level}>'
        inner = "".join(self._block(block) for block in part.prose)
        beside = self.look.beside(part) if self.look.beside is not None else ""
        data = "".join(self._block(block) for block in part.data)
        return f'<div class="text" id="p-{escape(part.key)}">{inner}{data}{beside}</div>'

    def _block(self, block: Block) -> str:
        match block:
            case Para():
                return f"<p>{self._line(block.line)}</p>"
            case Items():
                return f"<ul>{''.join(f'<li>{self._line(line)}</li>' for line in block.lines)}</ul>"
            case Facts():
                pairs = "".join(f"<dt>{escape(label)}</dt><dd>{self._line(line)}</dd>" for label, line in block.pairs)
                return f'<dl class="kv">{pairs}</dl>'
            case Grid():
                return self._grid(block)
            case _:
                return chart_html(block)

    def _grid(self, grid: Grid) -> str:
        head = "".join(
            f'<th scope="col"{_numeric(place, grid)}>{escape(name)}</th>' for place, name in enumerate(grid.head)
        )
        rows = "".join(
            "<tr>" + "".join(
                f'<td data-l="{escape(grid.head[place])}"{_numeric(place, grid)}><div>{self._line(cell)}</div></td>'
                for place, cell in enumerate(row)
            ) + "</tr>"
            for row in grid.rows
        )
        caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
        return f'<table class="t stack">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'

    def _line(self, line: Line) -> str:
        found = []
        for one in line:
            if isinstance(one, Number):
                found.append(f"{_text(one.text)}{self._marks(one)}")
                continue
            text = _text(one.text)
            if one.bold:
                text = f"<b>{text}</b>"
            address = self._address(one.link) if one.link else ""
            found.append(f'<a href="{escape(address)}">{text}</a>' if address else text)
        return "".join(found)

    def _address(self, anchor: str) -> str:
        if anchor in self.look.anchors:
            return f"#{anchor}"
        return self.look.elsewhere(anchor) if self.look.elsewhere is not None else ""

    def _marks(self, number: Number) -> str:
        marks = []
        known = [uid for uid in number.claims if uid in self.look.notes]
        for uid in sorted(known, key=lambda uid: self.look.notes[uid]):
            note = self.look.notes[uid]
            title = self.look.titles.get(uid, "")
            label = _("údaj %(number)s") % {"number": note}
            address, shown = self.look.claim_url(uid), f' title="{escape(title)}"' if title else ""
            marks.append(
                f'<a href="{escape(address)}" aria-label="{escape(label)}"{shown}>{note}</a>' if address else str(note)
            )
        return f'<sup class="nt">{", ".join(marks)}</sup>' if marks else ""


def _numeric(place: int, grid: Grid) -> str:
    return ' class="num"' if place in grid.numeric else ""


def _text(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")


def chart_html(chart: Stripes) -> str:
    """A chart with its title; the table above it says the same."""
    bars = [
        Bar(one.label, one.text, _decimal(one.low), _decimal(one.high), one.is_plan) for one in chart.bars
    ]
    drawn = bar_chart(bars, title=chart.alt)
    return f'<figure class="mt2"><figcaption class="note">{escape(chart.title)}</figcaption>{drawn}</figure>'


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))

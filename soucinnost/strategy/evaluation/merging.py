"""One note for a number that several claims tell: on a page for the council each line counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from soucinnost.strategy.evaluation.nodes import Facts, Grid, Items, Line, Number, Para, Passage, Report, Source


def one_note_each(report: Report) -> Report:
    """The report with the notes of each number put together into one that names all its claims."""
    sources = dict(report.sources)

    def line(old: Line) -> Line:
        return tuple(_together(one, sources) if isinstance(one, Number) and len(one.claims) > 1 else one for one in old)

    def block(old: Any) -> Any:
        match old:
            case Para():
                return Para(line(old.line))
            case Items():
                return Items(tuple(line(one) for one in old.lines))
            case Facts():
                return Facts(tuple((label, line(one)) for label, one in old.pairs))
            case Grid():
                return replace(old, rows=tuple(tuple(line(cell) for cell in row) for row in old.rows))
        return old

    parts = tuple(
        replace(part, prose=tuple(map(block, part.prose)), data=tuple(map(block, part.data)))
        if isinstance(part, Passage) else part
        for part in report.parts
    )
    return replace(report, parts=parts, sources=sources)


def _together(number: Number, sources: dict[str, Source]) -> Number:
    known = [sources[uid] for uid in number.claims if uid in sources]
    if not known:
        return number
    key = "+".join(number.claims)

    def each(name: str, between: str) -> str:
        return between.join(dict.fromkeys(text for one in known if (text := getattr(one, name))))

    sources[key] = Source(
        label=each("label", ", "), told="; ".join(one.told for one in known if one.told), kind=each("kind", ", "),
        period=each("period", ", "), source=each("source", ", "), page=each("page", ", "),
        stated=each("stated", ", "), organisation=each("organisation", ", "),
    )
    return Number(number.text, (key,))

"""Bar charts drawn on the server: SVG without scripts and style attributes, in the colours of the page.

A chart is a column of rows: a line of words with the number, under it a bar. Words are words of the page, which wrap on
a phone; lengths of bars are shares of its width. Colour says nothing alone: a plan is an outline of dashes, the stretch
between two sources that differ is an outline, a missing number has no bar and says so in words. A table beside the
chart gives the same as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from soucinnost.kernel.chars import EN_DASH

_INDENT, _WIDEST, _ABOVE, _BELOW = 3, 99, 3, 10
"""Where bars of parts begin and the longest bar ends, in per cent; free pixels above and below a bar."""


@dataclass(frozen=True)
class Bar:
    """One row: ``label`` in front, ``text`` the number in words. ``low`` None means that there is no number; ``high``
    is the upper bound where sources differ. ``is_part`` belongs to the row above it.
    """

    label: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    is_plan: bool = False
    is_part: bool = False


@dataclass(frozen=True)
class Span:
    """A bar as shares of the widest one: ``sure`` up to the lower bound, ``most`` up to the upper one (0 to 1)."""

    bar: Bar
    sure: float
    most: float


def spans(bars: Sequence[Bar]) -> list[Span]:
    """Lengths of the bars against the longest; what is missing, zero or negative has none."""
    widest = max((bar.high if bar.high is not None else bar.low or Decimal() for bar in bars), default=Decimal())
    found = []
    for bar in bars:
        low = bar.low if bar.low is not None else Decimal()
        high = bar.high if bar.high is not None else low
        if widest > 0:
            found.append(Span(bar, float(max(low, Decimal()) / widest), float(max(high, Decimal()) / widest)))
        else:
            found.append(Span(bar, 0.0, 0.0))
    return found


def bar_chart(bars: Sequence[Bar], *, title: str) -> SafeString:
    """Draw the rows; ``title`` names the chart for who does not see it (the numbers are in the table beside)."""
    rows = format_html_join("\n", "{}", ((_row(span),) for span in spans(bars)))
    return format_html('<div class="bars" role="img" aria-label="{}">{}</div>', title, rows)


def _row(span: Span) -> SafeString:
    bar = span.bar
    if bar.is_part:
        return format_html("<p><small>{} {} <b>{}</b></small></p>{}", EN_DASH, bar.label, bar.text, _drawing(span))
    return format_html("<p>{} <b>{}</b></p>{}", bar.label, bar.text, _drawing(span))


def _drawing(span: Span) -> SafeString:
    left, height = (_INDENT, 6) if span.bar.is_part else (0, 11)
    return format_html(
        '<svg width="100%" height="{}" focusable="false" aria-hidden="true">{}</svg>',
        _ABOVE + height + _BELOW, _bar(span, left, _WIDEST - left, _ABOVE, height),
    )


def _bar(span: Span, left: int, room: int, y: int, height: int) -> SafeString:
    outline = '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" fill="none" stroke="{}"{}/>'
    drawn = []
    if span.bar.is_plan:
        if span.most > 0:
            dashes = SafeString(' stroke-width="1.5" stroke-dasharray="5 3"')
            drawn.append(format_html(
                outline, "plan", left, y, _share(span.most * room), height, "var(--accent)", dashes
            ))
    else:
        if span.sure > 0:
            drawn.append(format_html(
                '<rect class="sure" x="{}%" y="{}" width="{}%" height="{}" fill="var(--accent)"/>',
                left, y, _share(span.sure * room), height,
            ))
        if span.most > span.sure:
            drawn.append(format_html(
                outline, "between", _share(left + span.sure * room), y, _share((span.most - span.sure) * room), height,
                "var(--warn)", SafeString(' stroke-width="2"'),
            ))
    if not drawn:
        drawn.append(format_html(
            '<line class="none" x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="var(--field)" stroke-dasharray="2 3"/>',
            left, left + room, y + height // 2, y + height // 2,
        ))
    return format_html_join("", "{}", ((one,) for one in drawn))


def _share(value: float) -> str:
    return f"{max(value, 0.4):.2f}"

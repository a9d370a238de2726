"""Two years of a region side by side, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from soucinnost.kernel.numbers import format_number
from soucinnost.overview.selectors.years import Compared, Year
from soucinnost.overview.words import SIGNAL_LABELS, SIGNALS

MINUS = "\N{MINUS SIGN}"


def compare(one: Year, other: Year) -> list[Compared]:
    """Return the measures of two years; what either does not know is None, never 0."""
    rows = [
        Compared(_("Skupin na konci roku"), one.groups, other.groups),
        Compared(_("Založeno"), one.founded, other.founded),
        Compared(_("Ukončeno"), one.ended, other.ended),
        Compared(_("Konaných jednání"), one.meetings, other.meetings),
        Compared(_("Měsíců s jednáním"), one.share, other.share, "%"),
        Compared(_("Splněných úkolů"), one.finished, other.finished),
    ]
    for state in SIGNALS:
        values = [year.signals.get(state, 0) if year.signals is not None else None for year in (one, other)]
        if any(values):
            rows.append(Compared(_("Signál: %(state)s") % {"state": SIGNAL_LABELS[state]}, values[0], values[1]))
    return rows


def in_words(value: float | None, unit: str = "", *, signed: bool = False) -> str:
    """Return a number as it is read: „1 009“, „33 %“, „+2“, „−3“; „neuvedeno“ where there is none."""
    if value is None:
        return "–" if signed else _("neuvedeno")
    rounded = round(value)
    text = format_number(abs(rounded))
    text = f"{text}\N{NO-BREAK SPACE}{unit}" if unit and not signed else text
    if not signed:
        return text
    if unit == "%":
        text = _("%(number)s p. b.") % {"number": text}
    return text if rounded == 0 else f"{'+' if rounded > 0 else MINUS}{text}"


def compared_rows(one: Year, other: Year) -> Sequence[tuple[str, str, str, str]]:
    """Return (measure, first year, second year, change) ready to be shown."""
    return [
        (
            row.label, in_words(row.one, row.unit), in_words(row.other, row.unit),
            in_words(row.change, row.unit, signed=True),
        )
        for row in compare(one, other)
    ]

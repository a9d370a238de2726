"""Czech numbers: writing them out, reading what people typed, and plural categories."""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from soucinnost.kernel.chars import MINUS, NBSP, NOT_STATED
from soucinnost.kernel.errors import InputError, quoted

Number = Decimal | int | float
PluralCategory = Literal["one", "few", "many", "other"]

_MAX_DIGITS = 18
MOST_DIGITS = 15
_BYTE_UNITS = ("kB", "MB", "GB", "TB")
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_SIGN = rf"[+\-{MINUS}]?"
_PLAIN = re.compile(rf"{_SIGN}[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(rf"{_SIGN}[0-9]{{1,3}}(?: [0-9]{{3}})+(?:,[0-9]+)?")
_WITH_DOT = re.compile(rf"{_SIGN}[0-9 ]+\.[0-9]+")
_SPACED = re.compile(rf"{_SIGN} ?[0-9 ]+(?:,[0-9 ]+)?")


class NumberError(InputError):
    """A number that cannot be read; codes ``empty``, ``dot``, ``grouping``, ``too_long``,
    ``unreadable``."""


def format_number(value: Number | None, places: int | None = None) -> str:
    """Return ``value`` as Czech writes it: thousands by a non-breaking space, a decimal comma.

    ``places`` is the number of decimals, rounded half up; without it the value keeps its own,
    trailing zeros left out. ``None`` and values that are not finite give „neuvedeno“.
    """
    if value is None or not math.isfinite(value):
        return NOT_STATED
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    digits = f"{number.copy_abs():,f}"
    if places is None and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign = MINUS if number < 0 else ""
    return sign + digits.replace(",", NBSP).replace(".", ",")


def format_money(amount: Number | None, *, currency: str = "Kč") -> str:
    """Return an amount with its currency: whole amounts without decimals, others with two."""
    if amount is None or not math.isfinite(amount):
        return NOT_STATED
    places = 0 if amount == int(amount) else 2
    return f"{format_number(amount, places)}{NBSP}{currency}"


def format_bytes(size: int | None) -> str:
    """Return a file's size in decimal units (1 kB = 1 000 B): „84 kB“, „1,2 MB“.

    One decimal below ten, none above. ``ValueError`` for a negative size.
    """
    if size is None:
        return NOT_STATED
    if size < 0:
        raise ValueError("a size in bytes is not negative")
    if size < 1000:
        return f"{size}{NBSP}B"
    value, unit = Decimal(size) / 1000, 0
    while value >= Decimal("999.5") and unit < len(_BYTE_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    places = 1 if value < Decimal("9.95") else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return f"{format_number(rounded)}{NBSP}{_BYTE_UNITS[unit]}"


def parse_number(text: str) -> Decimal:
    """Return the number that ``text`` writes in the Czech way: „1 009,5“, „-3“, „12“.

    Strict on purpose, because a number read wrongly is worse than a question: thousands may be
    separated only by spaces in threes, decimals only by a comma. Raises :class:`NumberError`.
    """
    tidy = " ".join(text.split())
    if not tidy:
        raise NumberError("empty", "Číslo není vyplněno.")
    if sum(char.isdigit() for char in tidy) > _MAX_DIGITS:
        raise NumberError("too_long", f"Číslo může mít nejvýše {_MAX_DIGITS} číslic.", limit=_MAX_DIGITS)
    if _PLAIN.fullmatch(tidy) or _GROUPED.fullmatch(tidy):
        return Decimal(tidy.replace(" ", "").replace(MINUS, "-").replace(",", "."))
    if _WITH_DOT.fullmatch(tidy):
        with_comma = tidy.replace(".", ",")
        message = (
            f"Číslo {quoted(tidy)} je nejednoznačné: desetinná místa oddělte čárkou ({with_comma}), tisíce mezerou."
        )
        raise NumberError("dot", message, text=tidy)
    if _SPACED.fullmatch(tidy):
        message = f"V čísle {quoted(tidy)} oddělují mezery jen tisíce, například 1 009,5."
        raise NumberError("grouping", message, text=tidy)
    raise NumberError("unreadable", f"{quoted(tidy)} není číslo. Napište například 1 009,5.", text=tidy)


def keeps_digits(value: Decimal | int) -> bool:
    """Whether a database keeps ``value`` as it is: SQLite holds numbers in fifteen significant digits and gives back
    another number, or none that fits its column, where there are more.
    """
    number = Decimal(value)
    return number.is_finite() and len(number.normalize(_WIDE).as_tuple().digits) <= MOST_DIGITS


def plural_category(value: Number) -> PluralCategory:
    """Return the plural category of ``value`` in Czech.

    1 is ``one``, 2 to 4 ``few``, a number with a fraction ``many``, all else ``other`` (Unicode CLDR,
    language ``cs``). A fraction of zero counts as none, because it is not written out either.
    """
    size = Decimal(value).copy_abs()
    if size != size.to_integral_value():
        return "many"
    if size == 1:
        return "one"
    return "few" if 2 <= size <= 4 else "other"


def plural_cs(value: Number, one: str, few: str, many: str, other: str) -> str:
    """Return the one of four forms that belongs to ``value``: den, dny, dne, dnů."""
    return {"one": one, "few": few, "many": many, "other": other}[plural_category(value)]

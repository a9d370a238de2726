"""Identification numbers of organisations (IČO)."""

import re

from stdnum.cz import dic
from stdnum.exceptions import InvalidChecksum, ValidationError

from soucinnost.kernel.errors import InputError, quoted

_LENGTH = 8
_PREFIX = re.compile(r"^(?:IČO?|ICO?)\s*[:.]?\s*", re.IGNORECASE)


class IcoError(InputError):
    """An IČO that cannot be right; codes ``empty``, ``unreadable``, ``length``, ``checksum``."""


def check_ico(text: str) -> str:
    """Return the IČO in ``text`` as eight digits, or raise :class:`IcoError`.

    Spaces, the words „IČ“ and „IČO“ and missing leading zeros are tolerated. The last digit is a
    check digit (weights 8 to 2, modulo 11), computed by ``python-stdnum``, whose module for the
    Czech VAT number of legal entities is the same eight digits.
    """
    compact = "".join(_PREFIX.sub("", " ".join(text.split())).split())
    if not compact:
        raise IcoError("empty", "IČO není vyplněno.")
    if not (compact.isascii() and compact.isdigit()):
        raise IcoError("unreadable", f"IČO jsou číslice, {quoted(text)} obsahuje i jiné znaky.", text=text)
    if len(compact) > _LENGTH:
        raise IcoError(
            "length",
            f"IČO má nejvýše 8 číslic, {quoted(compact)} jich má {len(compact)}.",
            text=text,
        )
    number = compact.zfill(_LENGTH)
    try:
        return dic.validate(number)
    except InvalidChecksum:
        message = f"IČO {number} neexistuje: nesouhlasí kontrolní číslice. Zkontrolujte opis."
        raise IcoError("checksum", message, number=number) from None
    except ValidationError:
        message = f"IČO {number} neexistuje. Zkontrolujte opis."
        raise IcoError("unreadable", message, number=number) from None

"""Noticing personal data in free text, to warn before it is saved or published.

The coordination layer works without personal data of clients. These functions point at what looks like such data;
they err on the side of a needless warning where a number has no check digit, and they never change the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import iban
from stdnum.cz import bankaccount, rc

from soucinnost.kernel.chars import EN_DASH, NARROW_NBSP, NBSP
from soucinnost.kernel.dates.names import MONTHS_GENITIVE


class Kind(StrEnum):
    """What kind of personal data was found."""

    BIRTH_NUMBER = "birth_number"
    BANK_ACCOUNT = "bank_account"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    CAR_PLATE = "car_plate"
    FULL_NAME = "full_name"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text: ``text[start:end]`` of the searched text is ``text``."""

    kind: Kind
    start: int
    end: int
    text: str


_GAP = f"[ {NBSP}{NARROW_NBSP}]"
_SEPARATOR = f"[ {NBSP}{NARROW_NBSP}.\\-{EN_DASH}]"
_DATE = (
    rf"(?:[0-9]{{1,2}}\.{_GAP}?[0-9]{{1,2}}\.{_GAP}?[0-9]{{2,4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-9]{{1,2}}\.{_GAP}?(?:{'|'.join(MONTHS_GENITIVE)}){_GAP}[0-9]{{4}})"
)
_PLATE = r"[1-9][ABCEHJKLMPSTUZ][0-9A-Z]"
_THREE = f"{_SEPARATOR}?[0-9]{{3}}"
_NOT_MONEY = rf"(?!{_GAP}?(?:Kč|korun|EUR|eur|€|%|tis|mil|osob|obyvatel|,[0-9]))"

_BIRTH_NUMBER = re.compile(rf"(?<![\w/.,\-])[0-9]{{6}}(?:{_GAP}?/{_GAP}?[0-9]{{3,4}}|[0-9]{{4}})(?![\w/]|[.,\-][0-9])")
_NAMED_BIRTH_NUMBER = re.compile(
    rf"(?<!\w)(?:r\.{_GAP}?č\.|RČ|rodn\w{{1,3}} čísl\w{{1,3}})(?::|{_GAP}){{0,3}}"
    rf"(?P<number>[0-9]{{6}}{_GAP}?/?{_GAP}?[0-9]{{3,4}})(?![\w/])"
)
_ACCOUNT = re.compile(r"(?<![\w/.,\-])(?:[0-9]{1,6}-[0-9]{2,10}|[0-9]{6,10})/[0-9]{4}(?![\w/\-])")
_IBAN = re.compile(rf"(?<!\w)CZ[0-9]{{2}}(?:{_GAP}?[0-9]{{4}}){{5}}(?!\w)")
_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w+\-](?:[\w.+\-]{0,63})(?:@|\s?(?:\(at\)|\[at\]|\(zavináč\))\s?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}"
)
_BIRTH_DATE = re.compile(
    r"(?<!\w)(?:nar\.|naroz\.|dat\. ?nar\.|narozen\w{0,4}|dat(?:um|a) narození)"
    rf"(?:{_GAP}(?:dne|v roce|roku))?{_GAP}?:?{_GAP}?(?:{_DATE}|(?:19|20)[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<![\w/+,.\-])(?<![0-9]{_GAP})"
    rf"(?:(?:\+|00)420{_SEPARATOR}?[1-9][0-9]{{2}}{_THREE}{_THREE}"
    rf"|\+[1-9][0-9]{{0,2}}(?:{_SEPARATOR}?[0-9]{{2,4}}){{3,5}}"
    rf"|[2-79][0-9]{{2}}(?:{_THREE}{_THREE}|(?:{_SEPARATOR}[0-9]{{2}}){{3}})(?![0-9]){_NOT_MONEY})"
    rf"(?![\w/]|[,\-][0-9]|{_GAP}[0-9]{{3}}(?![0-9]))"
)
_CAR_PLATE = re.compile(
    rf"(?<![\w\-/]){_PLATE}{_GAP}?[0-9]{{4}}(?![\w\-/])|(?<!\w)EL{_GAP}?[0-9]{{3}}{_GAP}?[A-Z]{{2}}(?!\w)"
)
_NAMED_PLATE = re.compile(
    rf"(?<!\w)(?:SPZ|RZ|registrační značk[ayuo]u?|reg\. ?zn\.)(?::|{_GAP})+"
    rf"(?P<plate>(?=[0-9A-Za-z \-]{{0,4}}[0-9])[0-9A-Za-z]{{2,4}}[ \-]?[0-9A-Za-z]{{2,4}}(?:-[0-9]{{2}})?)(?!\w)"
)


def find_personal_data(text: str) -> list[Finding]:
    """Return what looks like personal data in ``text``, in order, without overlaps.

    Birth numbers (with or without the slash) and bank accounts are confirmed by their check digits; the nine-digit
    birth numbers given out before 1954 have none and are reported only with the slash. After „r. č.“ a number is
    reported whatever its check digit: a mistyped one betrays as much. Phone numbers are the Czech
    ones in any grouping and foreign ones with „+“; helplines (800, 116 xxx) are not reported. Dates count only
    where the text says that they are of birth. Car plates are those of the present form, others after „SPZ“ or „RZ“.
    Where two kinds overlap the first of :class:`Kind` wins. Names have
    :func:`soucinnost.kernel.fullnames.find_full_names`.
    """
    found: list[Finding] = []
    taken = bytearray(len(text))
    for kind, search in _SEARCHES:
        for start, end in search(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end, text[start:end]))
    return sorted(found, key=lambda finding: finding.start)


Spans = Iterator[tuple[int, int]]


def _birth_numbers(text: str) -> Spans:
    for match in _NAMED_BIRTH_NUMBER.finditer(text):
        yield match.span("number")
    for match in _BIRTH_NUMBER.finditer(text):
        if rc.is_valid(re.sub(_GAP, "", match.group())):
            yield match.span()


def _accounts(text: str) -> Spans:
    for match in _ACCOUNT.finditer(text):
        if bankaccount.is_valid(match.group()):
            yield match.span()
    for match in _IBAN.finditer(text):
        if iban.is_valid(re.sub(_GAP, "", match.group())):
            yield match.span()


def _plates(text: str) -> Spans:
    for match in _NAMED_PLATE.finditer(text):
        yield match.span("plate")
    for match in _CAR_PLATE.finditer(text):
        yield match.span()


def _phones(text: str) -> Spans:
    for match in _PHONE.finditer(text):
        if not match.group().replace(NBSP, " ").endswith(("000 000", "000000")):
            yield match.span()


def _by(pattern: re.Pattern[str]) -> Callable[[str], Spans]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_SEARCHES: tuple[tuple[Kind, Callable[[str], Spans]], ...] = (
    (Kind.BIRTH_NUMBER, _birth_numbers),
    (Kind.BANK_ACCOUNT, _accounts),
    (Kind.EMAIL, _by(_EMAIL)),
    (Kind.BIRTH_DATE, _by(_BIRTH_DATE)),
    (Kind.PHONE, _phones),
    (Kind.CAR_PLATE, _plates),
)

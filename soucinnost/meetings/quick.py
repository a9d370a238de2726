"""An item typed in one line: „GDPR 10 min Pokorná“. Pure reading, no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from soucinnost.kernel.folding import fold

_MINUTES = re.compile(
    r"(?<![\w,.])(?P<count>[0-9]{1,4})\s*(?:min(?:ut[aeyu]?)?\b\.?|['’′](?!\w))", re.IGNORECASE
)
_HOURS = re.compile(
    r"(?<![\w,.])(?P<count>[0-9]{1,2}(?:[,.][0-9])?|půl|pul)\s*(?:h|hod|hodin[auy]?|hodiny)\b\.?", re.IGNORECASE
)
_TRIM = " \t,;:–—-"
MOST_WORDS = 4


class Named(Protocol):
    """Somebody who can be found by name."""

    given_name: str
    surname: str


Somebody = TypeVar("Somebody", bound=Named)


@dataclass(frozen=True)
class Quick(Generic[Somebody]):
    """What was read: title, minutes or None, the people the name fits (one is the presenter, more must be asked
    about), and the name as typed where it fits nobody.
    """

    title: str
    minutes: int | None
    people: tuple[Somebody, ...]
    presenter_name: str


def read_quick(text: str, people: Sequence[Somebody]) -> Quick[Somebody]:
    """Read „title, time, presenter“ from one line.

    The time divides title and presenter; without one the presenter must follow a comma or a dash, or the line is all
    title. „GDPR Pokorná 10 min“ is read too, where the last words before the time are the name of one of ``people``.
    """
    line = " ".join(text.split())
    match, minutes = _time(line)
    if match is not None:
        head, tail = line[: match.start()].strip(_TRIM), line[match.end() :].strip(_TRIM)
        if not head:
            head, tail = tail, ""
        if tail:
            found = matching(tail, people)
            return Quick(head, minutes, found, "" if found else tail)
        head, found = _name_at_end(head, people, bare=True)
        return Quick(head, minutes, found, "")
    head, found = _name_at_end(line, people, bare=False)
    return Quick(head, None, found, "")


def _time(line: str) -> tuple[re.Match[str] | None, int | None]:
    found = list(_MINUTES.finditer(line))
    if found:
        return found[-1], int(found[-1]["count"])
    hours = list(_HOURS.finditer(line))
    if not hours:
        return None, None
    count = hours[-1]["count"].lower().replace(",", ".")
    return hours[-1], 30 if count.startswith("p") else round(float(count) * 60)


def _name_at_end(text: str, people: Sequence[Somebody], *, bare: bool) -> tuple[str, tuple[Somebody, ...]]:
    """Take a name of one of the people off the end; ``bare`` accepts it without a comma or a dash in front."""
    parted = re.search(r"^(?P<head>.+?)(?:,|\s[–—-])\s+(?P<name>[^,–—]+)$", text)
    if parted is not None:
        found = matching(parted["name"], people)
        if found:
            return parted["head"].strip(_TRIM), found
    words = text.split(" ")
    if bare:
        for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
            found = matching(" ".join(words[-count:]), people)
            if found:
                return " ".join(words[:-count]).strip(_TRIM), found
    return text, ()


def matching(name: str, people: Sequence[Somebody]) -> tuple[Somebody, ...]:
    """Return those whom a typed name fits: the whole surname, and of the given name as much as was typed.

    Titles, case and diacritics do not matter: „Mgr. I. Pokorná“, „pokorna“ and „Pokorná Iveta“ are one person.
    """
    tokens = [token.strip(",;") for token in name.split()]
    words = [fold(token).strip(".") for token in tokens if not _is_title(token)]
    words = [word for word in words if word]
    if not words:
        return ()
    return tuple(person for person in people if _fits(words, person))


def _is_title(token: str) -> bool:
    """„Mgr.“, „Ph.D.“ and the like; „I.“ is an initial."""
    return token.endswith(".") and sum(char.isalpha() for char in token) > 1


def _fits(words: list[str], person: Named) -> bool:
    surname, given = fold(person.surname).split(), fold(person.given_name).split()
    for at in range(len(words) - len(surname) + 1):
        if words[at : at + len(surname)] == surname:
            rest = words[:at] + words[at + len(surname) :]
            return len(rest) <= len(given) and all(
                name.startswith(word) for word, name in zip(rest, given, strict=False)
            )
    return False

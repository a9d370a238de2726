"""Names of people with their titles: taking a typed name apart and writing it in the two usual orders."""

import re
import unicodedata
from dataclasses import dataclass

from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.errors import InputError, quoted
from soucinnost.kernel.titles import match_title

_MAX_LENGTH = 200
_SALUTATION = re.compile(r"^(?:(?i:pan|paní|pí|slečna)\s+|(?:p|sl)\.\s*)")
_GENERATION = re.compile(r"\s(ml\.|st\.)(?!\w)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_GLUED_INITIAL = re.compile(r"(?<!\w)([^\W\d_]\.)(?=[^\W\d_]{2})")
_WORD = re.compile(r"(?:[^\W\d_]\.|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_PARTICLES_TEXT = "van von de da di del della der den dos du el la le ten ter z ze zu af bin ibn"
_PARTICLES = frozenset(_PARTICLES_TEXT.split())


class PersonNameError(InputError):
    """A name that cannot be taken apart; codes ``empty``, ``too_long``, ``unreadable``."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; ``given`` is empty when only the surname is known."""

    surname: str
    given: str = ""
    titles_before: tuple[str, ...] = ()
    titles_after: tuple[str, ...] = ()

    def display(self) -> str:
        """Return the name as it stands in a sentence: „Ing. Jana Nováková, Ph.D.“.

        A title in front does not part from the name at the end of a line.
        """
        front = "".join(f"{_unbroken(title)}{NBSP}" for title in self.titles_before)
        core = f"{self.given} {self.surname}".strip()
        return ", ".join((front + core, *map(_unbroken, self.titles_after)))

    def sort_display(self) -> str:
        """Return the name as it stands in an alphabetical list: „Nováková Jana, Ing., Ph.D.“."""
        parts = [f"{self.surname} {self.given}".strip()]
        if self.titles_before:
            parts.append(NBSP.join(map(_unbroken, self.titles_before)))
        return ", ".join((*parts, *map(_unbroken, self.titles_after)))


def _unbroken(title: str) -> str:
    return title.replace(" ", NBSP)


def parse_person_name(text: str) -> PersonName:
    """Take a typed or pasted name apart, in either order, with titles anywhere.

    Which word is the surname is told, in this order, by a comma („Nováková, Jana“), by capitals
    („NOVÁKOVÁ Jana“), by a particle („van der Berg“), by the list of common given names, by the endings -ová
    and -ý; failing that the last word is it. Salutations („pí“, „pan“) are dropped, capitals are lowered,
    „ml.“ and „st.“ stay with the surname.

    Raises :class:`PersonNameError` when there is no name in the text, or something that is not part of one.
    """
    tidy = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(tidy) > _MAX_LENGTH:
        message = f"Jméno je delší než {_MAX_LENGTH} znaků. Zapište na jeden řádek jednu osobu."
        raise PersonNameError("too_long", message, limit=_MAX_LENGTH)
    rest, before, after = _without_titles(_SALUTATION.sub("", tidy))
    generation = _GENERATION.findall(rest)
    rest = _GENERATION.sub("", rest)
    segments = [segment.split() for segment in _GLUED_INITIAL.sub(r"\1 ", rest).split(",") if segment.strip()]
    if not segments:
        raise PersonNameError("empty", "Jméno není vyplněno.")
    for word in (word for segment in segments for word in segment):
        if not _WORD.fullmatch(word):
            raise _unreadable(word, tidy)
    given, surname = _split(segments, tidy)
    return PersonName(" ".join((*surname, *generation)), " ".join(given), tuple(before), tuple(after))


def _unreadable(part: str, text: str) -> PersonNameError:
    message = f"Ve jménu {quoted(text)} není rozumět části {quoted(part)}. Napište například Ing. Jana Nováková, Ph.D."
    return PersonNameError("unreadable", message, text=text, part=part)


def _without_titles(text: str) -> tuple[str, list[str], list[str]]:
    """Return the text without titles, and the titles that belong before and after a name."""
    titles: dict[bool, list[str]] = {True: [], False: []}
    kept: list[str] = []
    position = 0
    while position < len(text):
        at_start = position == 0 or not text[position - 1].isalnum()
        found = match_title(text, position) if at_start else None
        if found is None:
            kept.append(text[position])
            position += 1
        else:
            titles[found.before].append(found.title)
            position += found.length
            kept.append(" ")
    return "".join(kept), titles[True], titles[False]


def _split(segments: list[list[str]], text: str) -> tuple[list[str], list[str]]:
    """Return the words of the given name and of the surname."""
    if len(segments) == 1:
        given, surname = _by_words(segments[0])
    elif len(segments) == 2 and (len(segments[0]) == 1 or is_given_name(segments[1][0])):
        surname, given = segments
    else:
        raise _unreadable(" ".join(segments[-1]), text)
    return list(map(_lowered, given)), list(map(_lowered, surname))


def _by_words(words: list[str]) -> tuple[list[str], list[str]]:
    if len(words) == 1:
        return [], words
    capital = [_is_capital(word) for word in words]
    if any(capital) and not all(capital):
        return (
            [word for word, is_surname in zip(words, capital, strict=True) if not is_surname],
            [word for word, is_surname in zip(words, capital, strict=True) if is_surname],
        )
    by_particle = _by_particle(words)
    if by_particle is not None:
        return by_particle
    leading, trailing = _count_given(words), _count_given(words[::-1])
    if leading:
        return words[: min(leading, len(words) - 1)], words[min(leading, len(words) - 1) :]
    if trailing:
        return words[len(words) - trailing :], words[: len(words) - trailing]
    if _ends_like_surname(words[0]) and not _ends_like_surname(words[-1]):
        return words[1:], words[:1]
    return words[:-1], words[-1:]


def _by_particle(words: list[str]) -> tuple[list[str], list[str]] | None:
    """Split at „van der“, „de“ and the like; ``None`` where there is none."""
    places = [index for index, word in enumerate(words) if word in _PARTICLES]
    if not places or places[-1] == len(words) - 1:
        return None
    if places[0] > 0:
        return words[: places[0]], words[places[0] :]
    end = places[-1] + 2
    return words[end:], words[:end]


def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not _INITIAL.fullmatch(word)


def _count_given(words: list[str]) -> int:
    """Return how many words from the start are given names or initials."""
    count = 0
    for word in words:
        if not (is_given_name(word) or _INITIAL.fullmatch(word)):
            break
        count += 1
    return count


def _ends_like_surname(word: str) -> bool:
    return word.lower().endswith(("ová", "ská", "cká", "ý"))


def _lowered(word: str) -> str:
    """Return a word typed in capitals or in small letters as a name is written; particles stay small."""
    if word.isupper() and len(word) > 1 or word.islower() and word not in _PARTICLES:
        return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)
    return word

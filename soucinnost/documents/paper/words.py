"""The few words that the writers add by themselves, in the language of the record."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """Fixed words of a paper: „strana X z Y“, the label of the file reference."""

    page: str
    of: str
    reference: str


_WORDS = {"cs": Words("strana", "z", "Č. j."), "en": Words("page", "of", "Ref. no.")}
_REGIONS = {"cs": "CZ", "en": "GB"}


def words_of(language: str) -> Words:
    """Return the fixed words; a language without its own words gets the Czech ones."""
    return _WORDS.get(language, _WORDS["cs"])


def region_of(language: str) -> str:
    """Return the region of the language tag („cs-CZ“)."""
    return _REGIONS.get(language, "CZ")


def reference_line(language: str, reference: str) -> str:
    """Return „Č. j.: XY 12/2026“, or nothing without a reference."""
    return f"{words_of(language).reference}: {reference}" if reference else ""


class Outline:
    """Heading levels without a gap: the first is 1, each next one at most one deeper (PDF/UA-1 asks for it)."""

    def __init__(self) -> None:
        self.last = 0

    def level(self, wanted: int) -> int:
        """Return the level, 1 to 3, that the next heading gets."""
        self.last = max(1, min(wanted, 3, self.last + 1))
        return self.last

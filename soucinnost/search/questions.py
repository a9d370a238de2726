"""What somebody typed into the box, understood. Nothing that can be typed is an error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from soucinnost.kernel.czech.words import Word
from soucinnost.search.days import Day, days_in, tokens_of_days
from soucinnost.search.tokens import asked, clean, flat, outer, stored, texts_of, units, words_of

MOST_TYPED = 500
MOST_TERMS = 12
SHORTEST_BEGINNING = 2
_QUOTES = re.compile('["„“”‟»«]')
#: Small words that every text has; they are looked for in quotes, or when there is nothing else.
_SMALL = frozenset(
    ("a", "i", "k", "o", "s", "u", "v", "z", "ke", "ku", "se", "si", "ve", "ze", "na", "do", "od", "za", "po", "pro",
     "pri", "ale", "nebo")
)
#: What people write before the number or the day of a meeting; the number or the day says it.
_MEETING_WORDS = ("zápis", "jednání", "schůze", "schůzka", "zasedání", "pozvánka", "číslo", "den")
_MEETING_NUMBER = re.compile(r"\d{1,3}/(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that must stand beside each other; ``beginning``: the last one need only begin so.

    ``day`` is the token of a day or month (``search.days``), which any spelling of it in a text meets.
    """

    words: tuple[str, ...]
    beginning: bool = False
    day: str = ""

    @property
    def is_phrase(self) -> bool:
        """Whether the order of words matters."""
        return len(self.words) > 1

    def meets(self, at: int, word: str) -> bool:
        """Whether the word of a text is what stands at a place of the term; a day is no word."""
        if self.day:
            return False
        tokens = stored(word)
        if not asked(self.words[at]).isdisjoint(tokens):
            return True
        return self.beginning and at == len(self.words) - 1 and flat(word).startswith(flat(self.words[at]))


@dataclass(frozen=True, slots=True)
class Question:
    """All terms must be met. ``is_cut`` says that more was typed than is looked for."""

    terms: tuple[Term, ...] = ()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def has_phrase(self) -> bool:
        """Whether the order of words must be looked at."""
        return any(term.is_phrase for term in self.terms)

    @property
    def has_day(self) -> bool:
        """Whether a day or a month was typed."""
        return any(term.day for term in self.terms)

    @property
    def may_begin(self) -> bool:
        """Whether the last word could also be only the beginning of one."""
        return bool(self.terms) and _may_begin(self.terms[-1])

    def beginning(self) -> "Question":
        """The same question with the last word as the beginning of one, for somebody who is still typing."""
        if not self.may_begin:
            return self
        return replace(self, terms=(*self.terms[:-1], replace(self.terms[-1], beginning=True)))

    def clauses(self) -> list[tuple[frozenset[str], str]]:
        """What the index is asked: of each clause one of the tokens, or a token that begins so ("" = none)."""
        return [
            (frozenset({term.day}) if term.day else asked(word),
             f"_{flat(word)}" if term.beginning and at == len(term.words) - 1 else "")
            for term in self.terms for at, word in enumerate(term.words)
        ]


def _may_begin(term: Term) -> bool:
    return not (term.is_phrase or term.beginning or term.day) and len(flat(term.words[-1])) >= SHORTEST_BEGINNING


def understand(typed: str) -> Question:
    """Read what was typed: words, words in quotes as a phrase, a star after a word for its beginning, days.

    „zápis 3/2026“ and „jednání 7. 12. 2017“ ask for the number or the day alone.
    Empty when there is no word of two letters and no digit. What is longer than ``MOST_TYPED`` characters or
    ``MOST_TERMS`` terms is cut.
    """
    text = clean(typed)[:MOST_TYPED]
    pieces = _QUOTES.split(text)
    terms: list[Term] = []
    for number, piece in enumerate(pieces):
        closed = number % 2 == 1 and number < len(pieces) - 1
        terms += _phrase(piece) if closed else _loose(piece)
    telling = [term for term in terms if term.is_phrase or term.day or not _is_small(term.words[0])]
    if any(term.day or _MEETING_NUMBER.fullmatch(term.words[0]) for term in telling):
        telling = [term for term in telling if term.is_phrase or term.day or not _names_meeting(term.words[0])]
    kept = tuple(dict.fromkeys(telling or terms))
    if not any(len(flat(word)) > 1 or flat(word).isdigit() for term in kept for word in term.words):
        return Question()
    return Question(kept[:MOST_TERMS], len(typed) > MOST_TYPED or len(kept) > MOST_TERMS)


def _names_meeting(word: str) -> bool:
    return any(not asked(word).isdisjoint(stored(one)) for one in _MEETING_WORDS)


def _loose(piece: str) -> list[Term]:
    """Words and days one by one."""
    terms: list[Term] = []
    at = 0
    for day in days_in(piece):
        terms += [*_apart(piece[at : day.start]), _of_day(piece, day)]
        at = day.end
    return terms + _apart(piece[at:])


def _of_day(piece: str, day: Day) -> Term:
    return Term((piece[day.start : day.end],), day=day.asked)


def _apart(piece: str) -> list[Term]:
    """Words one by one; the parts of a compound with letters stand beside each other."""
    terms = []
    for word, parts in outer(piece):
        starred = piece[word.end : word.end + 1] == "*" and len(flat(word.text)) >= SHORTEST_BEGINNING
        apart = parts if any(part.text.isalpha() for part in parts) else ()
        row = tuple(part.text for part in apart) or (word.text,)
        if all(map(flat, row)):
            terms.append(Term(row, starred))
    return terms


def _phrase(piece: str) -> list[Term]:
    """Words beside each other; a day alone in quotes is a day."""
    days = days_in(piece)
    if days and piece.strip() == piece[days[0].start : days[0].end]:
        return [_of_day(piece, days[0])]
    row: list[str] = []
    for word, parts in outer(piece):
        apart = parts if any(part.text.isalpha() for part in parts) else ()
        row += [part.text for part in apart] or [word.text]
    row = [word for word in row if flat(word)][:MOST_TERMS]
    return [Term(tuple(row))] if row else []


def _is_small(word: str) -> bool:
    if len(flat(word)) > 1 and word.isupper():
        return False
    return flat(word) in _SMALL or (len(flat(word)) == 1 and not word.isdigit())


def places_of(question: Question, text: str) -> list[tuple[int, int, int]]:
    """Where in a text its terms are met: offsets of the beginning and the end, and which term, in order."""
    found = words_of(text)
    places = [
        (word.start, word.end, at)
        for at, term in enumerate(question.terms) if not term.is_phrase
        for word in found if term.meets(0, word.text)
    ]
    if question.has_phrase:
        starting = _starting(found)
        for at, term in enumerate(question.terms):
            if term.is_phrase:
                stretches = (_stretch(term, starting, place) for place in sorted(starting))
                places += [(*stretch, at) for stretch in stretches if stretch is not None]
    for at, term in enumerate(question.terms):
        if term.day:
            places += [(one.start, one.end, at) for one in days_in(text) if term.day in one.stored]
    return sorted(places)


def holds(question: Question, text: str) -> bool:
    """Whether a text meets every term of a question."""
    return bool(question) and _holds(question.terms, text)


def holds_phrases(question: Question, title: str, text: str) -> bool:
    """Whether every phrase of a question stands in the title or in the text."""
    return all(_holds([term], title) or _holds([term], text) for term in question.terms if term.is_phrase)


def _holds(terms: Sequence[Term], text: str) -> bool:
    found = texts_of(text)
    days = tokens_of_days(text) if any(term.day for term in terms) else frozenset()
    for term in terms:
        if term.day:
            if term.day not in days:
                return False
        elif not all(any(term.meets(at, word) for word in found) for at in range(len(term.words))):
            return False
    phrases = [term for term in terms if term.is_phrase]
    if not phrases:
        return True
    starting = _starting(words_of(text))
    return all(any(_stretch(term, starting, place) for place in starting) for term in phrases)


def _starting(found: list[Word]) -> dict[int, list[tuple[int, Word]]]:
    """Words by the place where they start, each with the place where it ends."""
    starting: dict[int, list[tuple[int, Word]]] = {}
    for first, last, word in units(found):
        starting.setdefault(first, []).append((last, word))
    return starting


def _stretch(term: Term, starting: dict[int, list[tuple[int, Word]]], place: int) -> tuple[int, int] | None:
    """The stretch of a text that meets the words of a term one after another from a place on."""
    reached = {place: None}
    begun = min(word.start for _last, word in starting[place])
    end = begun
    for at in range(len(term.words)):
        after: dict[int, None] = {}
        for here in reached:
            for last, word in starting.get(here, ()):
                if term.meets(at, word.text):
                    after[last + 1] = None
                    end = max(end, word.end)
        if not after:
            return None
        reached = after
    return begun, end

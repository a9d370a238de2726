"""A text under examination: its words, what shields them, and which of them are taken for names, and why."""

import re
from dataclasses import dataclass, field

from soucinnost.kernel.czech.covering import grammar, lexicon, shields
from soucinnost.kernel.czech.covering.tokens import ABBREVIATIONS, Token, near, tokenize
from soucinnost.kernel.czech.covering.word_lists import ACRONYM_LIKE
from soucinnost.kernel.czech.wordsets import word_set

WEAK, FAIR, STRONG = 1, 2, 3
PARTICLES = word_set("van von de da di del della der den dos du el la le ten ter z ze zu af bin ibn")
_OVA = re.compile(r"(?:ová|ové|ovou|ovými?|ových)$")
_VOWEL = re.compile(r"[aeiouyáéěíóúůýäöü]", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """One text; ``names`` maps the index of a word to the strength and the reason of its cover."""

    text: str
    tokens: list[Token]
    dead: set[int]
    streets: set[int]
    others: set[int]
    names: dict[int, tuple[int, str]] = field(default_factory=dict)

    def mark(self, index: int, strength: int, reason: str) -> None:
        """Take a word for a name; a stronger reason replaces a weaker one."""
        if index not in self.dead and self.names.get(index, (0, ""))[0] < strength:
            self.names[index] = (strength, reason)

    def near(self, index: int) -> bool:
        """Return whether the word follows the one before directly."""
        return near(self.tokens, index)

    def at(self, index: int) -> Token | None:
        """Return the word, or None outside the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def is_given(self, index: int) -> bool:
        """Return whether the word is a form of a given name."""
        token = self.tokens[index]
        return lexicon.is_given(token.text) and token.lower not in _NOT_GIVEN and not lexicon.is_nation(token.text)

    def is_surname(self, index: int) -> bool:
        """Return whether the word is a form of a surname that a list or the dictionary knows."""
        word = self.tokens[index].text
        parts = word.split("-")
        return all(lexicon.is_listed_surname(part) or lexicon.is_person_form(part) or ends_ova(part) for part in parts)

    def is_acronym(self, index: int) -> bool:
        """Return whether the word is an abbreviation in capitals: OSPOD, MdT, ÚMOb."""
        token = self.tokens[index]
        if token.text in ACRONYM_LIKE:
            return True
        if token.is_upper:
            short = len(token.text) <= 5 or not _VOWEL.search(token.text)
            return short and not (self.is_given(index) or self.is_surname(index))
        capitals = sum(char.isupper() for char in token.text)
        return (
            capitals >= 2
            and "-" not in token.text
            and "'" not in token.text
            and not token.text.startswith(("Mc", "Mac", "De"))
        )

    def is_other(self, index: int) -> bool:
        """Return whether the word plainly names no person: institution, nation, abbreviation, function word."""
        token = self.tokens[index]
        if self.is_acronym(index) or token.is_title:
            return True
        if token.lower in grammar.FUNCTION_WORDS and not token.is_upper:
            return not (self.is_surname(index) and not token.begins)
        return lexicon.is_institutional(token.text) or lexicon.is_nation(token.text) or is_function(token)

    def is_namelike(self, index: int) -> bool:
        """Return whether the word alone looks like a part of a name: given name, surname, or an unknown word."""
        token = self.tokens[index]
        if not token.is_capital or len(token.text) < 2 or index in self.streets or index in self.dead:
            return False
        if self.is_given(index) or self.is_surname(index):
            return not self.is_acronym(index) and not token.is_title
        return not (self.is_other(index) or lexicon.is_place(token.text) or lexicon.is_common(token.text))

    def is_candidate(self, index: int) -> bool:
        """Return whether the word may be a name where something says that a name stands there."""
        token = self.tokens[index]
        if not token.is_capital or index in self.streets or index in self.dead or token.is_title or len(token.text) < 2:
            return False
        if self.is_given(index) or self.is_surname(index):
            return not self.is_acronym(index)
        return not self.is_other(index)

    def owns_noun(self, index: int) -> bool:
        """Return whether an adjective stands before its noun: „Nové úkoly“, „Bílý nosorožec“, „Malá Strana“."""
        token, after = self.tokens[index], self.at(index + 1)
        if not grammar.is_adjectival(token.text) or after is None or not self.near(index + 1):
            return False
        if after.is_capital:
            return not after.begins and not self.is_namelike(index + 1) and not after.is_upper
        if not grammar.agrees(token.lower, after.lower):
            return False
        return lexicon.is_function(after.lower) or grammar.is_noun_or_adjective(after.lower)

    def verb_after(self, index: int) -> Token | None:
        """Return the verb that follows the word, past „se“, „si“, „však“ and an adverb or two."""
        for position in range(index + 1, min(index + 5, len(self.tokens))):
            token = self.tokens[position]
            if token.begins or token.is_capital or any(char in token.gap for char in ",;()"):
                return None
            if grammar.is_verb(token.lower) and token.lower not in _SKIPPED:
                return token
            if token.lower not in _SKIPPED and not token.lower.endswith(("ě", "e", "ky", "o")):
                return None
        return None

    def run(self, index: int, limit: int = 4) -> list[int]:
        """Return the words of the name that begins at ``index``, which is a name for sure."""
        found = [index]
        position = index + 1
        while len(found) < limit and position < len(self.tokens) and self.near(position):
            token = self.tokens[position]
            if (
                token.is_initial
                and not token.begins
                or token.lower in PARTICLES
                and not token.is_capital
                and self._particle_leads(position)
                or token.lower in ("ml", "st")
                and self.text[token.end : token.end + 1] == "."
            ):
                found.append(position)
            elif token.begins or not token.is_capital:
                break
            elif (
                token.lower in _FOREIGN_MIDDLE
                or self.is_namelike(position)
                or self._follows_given(index, position)
                or self.is_short_given(position)
            ):
                found.append(position)
            else:
                break
            position += 1
        return found

    def is_short_given(self, index: int) -> bool:
        """Return whether the word is a given name cut short by a full stop: Mir., Al., Jos."""
        token = self.tokens[index]
        if (
            not 2 <= len(token.text) <= 5
            or self.text[token.end : token.end + 1] != "."
            or token.is_upper
            or token.is_title
        ):
            return False
        return lexicon.begins_given_name(token.lower) and token.lower not in ABBREVIATIONS

    def _particle_leads(self, position: int) -> bool:
        for after in range(position + 1, min(position + 3, len(self.tokens))):
            if not self.near(after):
                return False
            if self.tokens[after].is_capital:
                return True
        return False

    def _follows_given(self, first: int, position: int) -> bool:
        only_given = all(self.is_given(at) or self.tokens[at].is_initial for at in range(first, position))
        if not only_given:
            return False
        if self.is_candidate(position):
            return True
        after = self.at(position + 1)
        alone = after is None or not self.near(position + 1) or not after.is_capital
        token = self.tokens[position]
        return (
            alone
            and lexicon.is_institutional(token.text)
            and not (token.is_upper or position in self.streets | self.dead)
        )


_SKIPPED = word_set(
    """
se si však také též i už již ještě pak poté dále opět znovu jen rovněž následně taktéž krátce proto tedy by ho mu to
"""
)
_FOREIGN_MIDDLE = word_set("van thi thị văn duc xuan von de der")
_NOT_GIVEN = word_set(
    """
dne dny dni čase dán daný rok romů jen nam ven vence sada sady pane páni rada rady radě radu
"""
)


_ADJECTIVE_STEMS = word_set(
    "případ přestup klíč cíl kríz vzor rám blok bod čas den dotac rizik rámc projekt program typ"
)


def ends_ova(word: str) -> bool:
    """Return whether ``word`` is a woman's surname by its ending and no adjective or place that the dictionary
    knows."""
    lower = word.lower()
    if (
        lower[:-3] in _ADJECTIVE_STEMS
        or lower[:-3].endswith(("nk", "tk", "pk"))
        and lower[:-4] + "ek" in lexicon.dictionary()
    ):
        return False
    if len(lower) < 5 or not _OVA.search(lower) or lexicon.is_common(lower) or lexicon.is_place(word):
        return False
    return not lexicon.is_nation(word)


def is_function(token: Token) -> bool:
    """Return whether the word says what somebody is: ředitelka, vedoucímu, klientkou."""
    return lexicon.is_function(token.lower)


def open_page(text: str, taken: list[tuple[int, int]]) -> Page:
    """Take the text apart; words inside the ``taken`` spans are out of the play."""
    tokens = tokenize(text)
    dead: set[int] = set()
    position = 0
    for start, end in sorted(taken):
        while position < len(tokens) and tokens[position].end <= start:
            position += 1
        at = position
        while at < len(tokens) and tokens[at].start < end:
            dead.add(at)
            at += 1
    return Page(text, tokens, dead, shields.street_words(text, tokens), shields.other_names(text, tokens))

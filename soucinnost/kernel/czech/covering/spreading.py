"""What one place of the text tells about another: forms of a surname found once, and neighbours in a list."""

import re
from functools import lru_cache

from soucinnost.kernel.czech.covering import grammar, lexicon
from soucinnost.kernel.czech.covering.page import FAIR, WEAK, Page, ends_ova
from soucinnost.kernel.czech.covering.shields import PLACE_PREPOSITIONS
from soucinnost.kernel.czech.names.declension import man_forms, woman_forms
from soucinnost.kernel.czech.names.inverse import relatives

_ENUMERATION = re.compile(r"[ \u00a0\n]*,[ \u00a0\n]*\Z|[ \u00a0]?/[ \u00a0]?\Z")
_LINKS = frozenset(("a", "i", "nebo", "či", "versus"))


class Forms:
    """Forms (lower-case) of the surnames found so far, each with the word that it comes from."""

    def __init__(self, known: dict[str, str]) -> None:
        """``known`` are forms of names of the directory, which count as found."""
        self.by_form = dict(known)
        self._done: set[str] = set()

    def gather(self, page: Page) -> None:
        """Add the forms of the surnames that have been found in the text since the last time."""
        for index, (strength, _reason) in sorted(page.names.items()):
            token = page.tokens[index]
            if strength < FAIR or token.is_initial or not token.is_capital or token.text in self._done:
                continue
            self._done.add(token.text)
            if page.is_given(index) and not page.is_surname(index):
                continue
            for part in re.split(r"[-‐‑]", token.text):
                for form in _spreading(part):
                    self.by_form.setdefault(form, token.text)

    def source_of(self, word: str) -> str | None:
        """Return the word of whose name ``word`` (lower-case) is a form; of a compound one part is enough."""
        if word in self.by_form:
            return self.by_form[word]
        if "-" not in word:
            return None
        return next((self.by_form[part] for part in word.split("-") if part in self.by_form), None)

    def unaccented(self) -> dict[str, str]:
        """Return the forms as they are typed without diacritics."""
        return {form.translate(_PLAIN): source for form, source in self.by_form.items() if len(form) > 3}


_PLAIN = str.maketrans("áčďéěíľĺňóôřŕšťúůýžäöüő", "acdeeillnoorrstuuyzaouo")


@lru_cache(4096)
def _spreading(word: str) -> frozenset[str]:
    """Return the lower-case forms that a surname spreads to; a very short one has no relatives."""
    if len(word) < 3:
        return frozenset({word.lower()})
    forms = relatives(word) if len(word) > 3 else man_forms(word) | woman_forms(word)
    return frozenset(form.lower() for form in forms)


def spread(page: Page, forms: Forms) -> None:
    """Cover every form of a surname that was found elsewhere in the text or stands in the directory."""
    forms.gather(page)
    if not forms.by_form:
        return
    plain: dict[str, str] | None = None
    for index, token in enumerate(page.tokens):
        if index in page.names or index in page.dead or index in page.streets or token.is_title or len(token.text) < 2:
            continue
        source = forms.source_of(token.lower)
        if source is None and token.is_capital and token.lower.isascii() and not lexicon.is_common(token.text):
            plain = forms.unaccented() if plain is None else plain
            source = plain.get(token.lower)
        if source is not None and _may_be_meant(page, index):
            page.mark(index, FAIR, f"tvar jména „{source}“, které je v textu i jinde")


def _may_be_meant(page: Page, index: int) -> bool:
    token = page.tokens[index]
    common = lexicon.is_common(token.text)
    if not token.is_capital:
        return not common and len(token.text) > 3 and (ends_ova(token.text) or _is_addressed(page, index))
    if page.is_acronym(index) or token.lower in grammar.FUNCTION_WORDS and token.begins:
        return False
    if lexicon.is_place(token.text) and _means_place(page, index) or _in_place_name(page, index):
        return False
    if common or lexicon.is_institutional(token.text):
        if page.owns_noun(index) or token.is_upper or token.begins and _has_genitive(page, index):
            return False
        if lexicon.is_institutional(token.text):
            return page.verb_after(index) is not None or not token.begins
    return True


def _is_addressed(page: Page, index: int) -> bool:
    """Return whether a word typed in small letters stands behind „pan“, a title or a given name."""
    before = page.at(index - 1)
    if before is None or not page.near(index):
        return False
    return (
        before.lower in ("pan", "pana", "panu", "panem", "paní", "pí", "p")
        or before.is_title
        or page.is_given(index - 1)
    )


def _means_place(page: Page, index: int) -> bool:
    before = page.at(index - 1)
    if lexicon.is_certain_place(page.tokens[index].text):
        return True
    return index in page.others and before is not None and page.near(index) and before.lower in PLACE_PREPOSITIONS


def _in_place_name(page: Page, index: int) -> bool:
    """Return whether the word is part of a place of several words: Veselí nad Moravou, Krásná Lípa."""
    after, next_but_one = page.at(index + 1), page.at(index + 2)
    if after is None or not page.near(index + 1):
        return False
    if (
        after.lower in ("nad", "pod")
        and next_but_one is not None
        and next_but_one.is_capital
        and lexicon.is_place(next_but_one.text)
    ):
        return True
    return after.is_capital and index + 1 in page.others and index in page.others and lexicon.is_place(after.text)


def _has_genitive(page: Page, index: int) -> bool:
    """Return whether a noun follows that belongs to the word, so that it means a thing: „Svoboda pohybu“."""
    after = page.at(index + 1)
    if after is None or after.is_capital or not page.near(index + 1) or grammar.is_adjectival(page.tokens[index].text):
        return False
    return (
        bool(lexicon.lemma(after.lower))
        and grammar.is_noun_or_adjective(after.lower)
        and bool(re.search(r"(?:[uyeíaů]|[íé]ho|ých|ách|ek)$", after.lower))
        and lexicon.lemma(after.lower) != after.lower
    )


def by_enumeration(page: Page) -> None:
    """„Holub, Malý a Kůs“: when one of the list is a name, a capitalised neighbour is one too."""
    for order in (range(1, len(page.tokens)), range(len(page.tokens) - 1, 0, -1)):
        for index in order:
            left, right = _linked(page, index)
            if left is None or right is None:
                continue
            for one, other in ((left, right), (right, left)):
                if one in page.names and page.names[one][0] >= FAIR and other not in page.names and _joins(page, other):
                    page.mark(other, WEAK, "výčet jmen")


def _linked(page: Page, index: int) -> tuple[int | None, int | None]:
    token = page.tokens[index]
    if not token.is_capital:
        return None, None
    if _ENUMERATION.match(token.gap):
        return index - 1, index
    before = page.tokens[index - 1]
    if before.lower in _LINKS and page.near(index) and index > 1 and page.near(index - 1):
        return index - 2, index
    return None, None


def _joins(page: Page, index: int) -> bool:
    token = page.tokens[index]
    if not page.is_candidate(index) or index in page.others or page.owns_noun(index):
        return False
    if lexicon.is_place(token.text) and not lexicon.is_listed_surname(token.text):
        return False
    return not (lexicon.is_common(token.text) and grammar.is_abstract(token.text))

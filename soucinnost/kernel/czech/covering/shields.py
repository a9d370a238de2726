"""Capitalised words that name a street, an institution, a project or a thing, not a person.

A shield only weakens: a clear sign of a person (a title, an address, a given name beside a surname, a surname cued
elsewhere in the text) covers a shielded word too, except in the name of a street.
"""

import re

from soucinnost.kernel.czech.covering import grammar, lexicon
from soucinnost.kernel.czech.covering.tokens import Token, near
from soucinnost.kernel.czech.covering.word_lists import CARS, HEADS, NAMED_AFTER, STREET_AFTER, STREET_BEFORE
from soucinnost.kernel.czech.wordsets import word_set

_QUOTED = re.compile(r"[„\"»‚“][^„“”\"«»\n]{1,80}[“”\"«‘]")
_LEGAL = re.compile(
    r",?[ \u00a0](?:o\.[ \u00a0]?p\.[ \u00a0]?s\.|z\.[ \u00a0]?[sú]\.|s\.[ \u00a0]?r\.[ \u00a0]?o\."
    r"|a\.[ \u00a0]?s\.|v\.[ \u00a0]?o\.[ \u00a0]?s\.|p\.[ \u00a0]?o\.|spol\.)"
)
_POSSESSIVE_OF_MAN = re.compile(r"(?:ov[aouyěé]|ovou|ových?|ovým|ovými|ův|ského|ckého)$")
_STREETISH = re.compile(r"(?:ov[aěuy]|ovou|sk[áéý]|skou|ck[áéý]|ckou|ní|ná|né|nou|ého|ých|á|é|ou)$")
PLACE_PREPOSITIONS = word_set(
    """
v ve do z ze na nad pod okolo kolem poblíž mezi směr města městě obce obci městem obcí městu městys
"""
)
_STREET_PREPOSITIONS = word_set("na u pod za v nad ke k ve")


def street_words(text: str, tokens: list[Token]) -> set[int]:
    """Return the indexes of words that are a name of a street, square, school, saint or car; nothing uncovers these."""
    found = _cars(tokens)
    for index, token in enumerate(tokens):
        if _names_after(tokens, index):
            found |= _run_after(tokens, index)
        if _is_street_preposition(tokens, index):
            found |= {index, *_run_after(tokens, index)}
        if _is_on_river(tokens, index):
            found |= {index, index + 2}
        if token.lower == "králové" and near(tokens, index) and tokens[index - 1].lower.startswith(_TOWN_OF_QUEEN):
            found.add(index)
        if token.lower in _CONTESTS and near(tokens, index):
            found |= {at for at in (index - 1, index - 2) if at >= 0 and tokens[at].is_capital and near(tokens, at + 1)}
        if token.is_capital and _NUMBERED_STREET.search(token.lower) and _HOUSE_NUMBER.match(text, token.end):
            found.add(index)
        if token.lower in STREET_AFTER and index and tokens[index - 1].is_capital and near(tokens, index):
            found |= _before_street(tokens, index)
    return found


_TOWN_OF_QUEEN = ("hrad", "dvů", "dvor", "dvoř")
_CONTESTS = ("cup", "cupu", "memoriál", "memoriálu")
_PARKS = ("most", "park", "sad", "sady")
_STREETS = ("ulic", "námě", "tříd", "nábř", "most", "alej", "sady")
_NUMBERED_STREET = re.compile(r"(?:ova|[sc]kého|[sc]ká|ní|ná|ově)$")
_HOUSE_NUMBER = re.compile(r"[ \u00a0][0-9]{1,4}(?:/[0-9]+)?(?![0-9]|\.[ ]?[0-9]|[ ]?(?:let|hod|%))")


def _is_on_river(tokens: list[Token], index: int) -> bool:
    """Return whether „nad“ or „pod“ and a name follow: Ledeč nad Sázavou."""
    if index + 2 >= len(tokens) or not tokens[index].is_capital or not tokens[index + 2].is_capital:
        return False
    if tokens[index + 1].lower not in ("nad", "pod") or not (near(tokens, index + 1) and near(tokens, index + 2)):
        return False
    town, river = tokens[index].text, tokens[index + 2].text
    if lexicon.is_given(river) or lexicon.is_listed_surname(river) or lexicon.is_person_form(river):
        return False
    if lexicon.is_place(river):
        return lexicon.is_place(town) or not lexicon.is_common(town)
    return lexicon.is_place(town) and not lexicon.is_listed_surname(town) and not river.lower().endswith(("ovou", "em"))


def _names_after(tokens: list[Token], index: int) -> bool:
    """Return whether a name of a street, school or institution follows the word."""
    token = tokens[index]
    if token.lower in STREET_BEFORE:
        return token.lower not in _PARKS or not token.begins
    if token.lower in ("kultury", "dětí"):
        return index > 0 and tokens[index - 1].lower.startswith(("dům", "dom"))
    return token.lower in NAMED_AFTER


def _is_street_preposition(tokens: list[Token], index: int) -> bool:
    """Return whether a preposition with a capital inside a sentence begins the name of a street: „Na Hrázi“."""
    token = tokens[index]
    if not token.is_capital or token.is_initial or token.begins or token.lower not in _STREET_PREPOSITIONS:
        return False
    return _capital_at(tokens, index + 1)


def _before_street(tokens: list[Token], index: int) -> set[int]:
    """Return the words before a word such as „náměstí“ that belong to it: Prokešovo náměstí, Masarykova univerzita."""
    before = tokens[index - 1]
    if not _POSSESSIVE_OF_MAN.search(before.lower) and tokens[index].lower[:4] not in _STREETS:
        return set()
    found = {index - 1}
    if index > 1 and near(tokens, index - 1) and tokens[index - 2].is_capital and not tokens[index - 2].begins:
        found.add(index - 2)
    return found


def _capital_at(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_capital and near(tokens, index)


_SEVERAL = word_set("ulic ulicích ulicemi ulicím náměstích")
_WITH_DOT = word_set("ul nám tř nábř sídl sv")
_PLAIN = r"[ \u00a0\u202f]{1,2}(?:\d{1,2}\.[ \u00a0])?"
_DOTTED = r"\.?[ \u00a0\u202f]{0,2}(?:\d{1,2}\.[ \u00a0])?"


def _run_after(tokens: list[Token], index: int) -> set[int]:
    """Return the capitalised words after ``index`` (with „nad“, „pod“ and numbers between): the name of a street."""
    found: set[int] = set()
    several = tokens[index].lower in _SEVERAL
    position = index + 1
    while position < len(tokens) and position <= index + (12 if several else 4):
        token = tokens[position]
        first = position == index + 1
        dotted = first and re.fullmatch(_DOTTED if tokens[index].lower in _WITH_DOT else _PLAIN, token.gap)
        listed = not first and several and (token.gap == ", " or near(tokens, position))
        if not (near(tokens, position) or dotted or listed):
            break
        if several and token.lower == "a" and position + 1 < len(tokens) and tokens[position + 1].is_capital:
            position += 1
            continue
        if token.is_capital and not (token.is_upper and len(token.text) > 4) or token.is_initial:
            found.add(position)
        elif not (first and token.lower in ("na", "u", "pod", "nad", "za", "sv", "svatého", "svaté")):
            break
        position += 1
    return found


def other_names(text: str, tokens: list[Token]) -> set[int]:
    """Return the indexes of words that are likely part of a name of an organisation, project or place."""
    return _quoted(text, tokens) | _legal(text, tokens) | _headed(tokens) | _placed(tokens)


def _cars(tokens: list[Token]) -> set[int]:
    """Makes and models of cars: Škoda Octavia, zn. Lada."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.lower in CARS and token.is_capital:
            beside = (
                index
                and near(tokens, index)
                and (tokens[index - 1].lower in CARS or tokens[index - 1].lower in _CAR_CUES)
            )
            follows = index + 1 < len(tokens) and near(tokens, index + 1) and tokens[index + 1].lower in CARS
            dotted = index and tokens[index - 1].lower == "zn"
            if beside or follows or dotted:
                found.add(index)
    return found


_CAR_CUES = word_set("značky vozidlo vozidla vozidlem vůz vozu vozem auto auta autem automobil automobilu typu zn")


def _quoted(text: str, tokens: list[Token]) -> set[int]:
    """Words of a short quotation without a closing full stop: a title of a project."""
    spans = [match.span() for match in _QUOTED.finditer(text) if len(match.group().split()) <= 7]
    spans = [(start, end) for start, end in spans if text[end - 2 : end - 1] not in ".!?,"]
    return _inside(tokens, spans)


def _legal(text: str, tokens: list[Token]) -> set[int]:
    """Words before a legal form (o. p. s., z. s., s. r. o.), back to the start of the part of the sentence."""
    spans = []
    for match in _LEGAL.finditer(text):
        start = max(text.rfind(mark, max(0, match.start() - 70), match.start()) + 1 for mark in ",;:\n(–„|\t")
        spans.append((max(start, match.start() - 70), match.end()))
    return _inside(tokens, spans)


def _inside(tokens: list[Token], spans: list[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    position = 0
    for start, end in sorted(spans):
        while position < len(tokens) and tokens[position].start < start:
            position += 1
        at = position
        while at < len(tokens) and tokens[at].start < end:
            found.add(at)
            at += 1
    return found


def _headed(tokens: list[Token]) -> set[int]:
    """Capitalised words directly after a head (klub Kotva, Charita Ostrava), with lower-case adjectives between."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if not (token.lower in lexicon.head_forms() or lexicon.lemma(token.lower) in HEADS):
            continue
        position = index + 1
        while (
            position < len(tokens) and position <= index + 4 and near(tokens, position) and tokens[position].is_capital
        ):
            found.add(position)
            position += 1
        if token.is_capital:
            found.add(index)
            if near(tokens, index) and tokens[index - 1].is_capital and grammar.is_adjectival(tokens[index - 1].text):
                found.add(index - 1)
    return found


def _placed(tokens: list[Token]) -> set[int]:
    """Words known as places, with adjectives before them (Moravská Ostrava) and what follows (Ústí nad Labem)."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if not token.is_capital:
            continue
        previous = tokens[index - 1] if index else None
        after_preposition = previous is not None and near(tokens, index) and previous.lower in PLACE_PREPOSITIONS
        if lexicon.is_place(token.text) and (after_preposition or not lexicon.is_listed_surname(token.text)):
            found.add(index)
            if (
                previous is not None
                and near(tokens, index)
                and previous.is_capital
                and _STREETISH.search(previous.lower)
            ):
                found.add(index - 1)
        elif after_preposition and previous is not None and _looks_local(previous.lower, token.lower):
            found.add(index)
    return found


def _looks_local(preposition: str, word: str) -> bool:
    """Return whether an unknown word after a preposition of place has the ending of a street or a place."""
    if preposition in ("na", "v", "ve") and re.search(r"(?:ově|ovce|icích|ovicích|ech|ské|cké|ní|né|sku|cku)$", word):
        return not lexicon.is_person_form(word)
    if preposition in ("do", "z", "ze"):
        return bool(
            re.search(r"(?:ov[au]|ic|ovic|ského?|ína|[^aeiouyáéíóúů]u|iště)$", word)
        ) and not lexicon.is_listed_surname(word)
    return preposition[:4] in ("měst", "obce", "obci", "obcí")


def is_street_like(word: str) -> bool:
    """Return whether ``word`` has the ending of an adjective that names streets: Macharova, Nádražní, Husově."""
    return bool(_STREETISH.search(word.lower()))

"""Names without any sign beside them: what a capital letter, an ending or the verb says."""

import re

from soucinnost.kernel.czech.covering import grammar, lexicon
from soucinnost.kernel.czech.covering.page import FAIR, STRONG, WEAK, Page, ends_ova
from soucinnost.kernel.czech.covering.shields import PLACE_PREPOSITIONS
from soucinnost.kernel.czech.covering.word_lists import OF_PLACE
from soucinnost.kernel.czech.names.given import is_given_possessive
from soucinnost.kernel.czech.names.surname_list import FOREIGN_SURNAMES

_MASCULINE_PAST = re.compile(r"l$")
_MAN_CASE = re.compile(r"(?:ovi|em)$")
_UNKNOWN_INSIDE = "velké písmeno uprostřed věty, slovo neznám"
_UNKNOWN_FIRST = "neznámé slovo s velkým písmenem"


def by_themselves(page: Page) -> None:
    """Judge each capitalised word that no cue has reached."""
    for index, token in enumerate(page.tokens):
        if not token.is_capital or len(token.text) < 2 or index in page.names:
            continue
        if index in page.streets or index in page.dead or token.is_title:
            continue
        if token.is_upper:
            _in_capitals(page, index)
        elif not page.is_acronym(index):
            _judge(page, index)


def _in_capitals(page: Page, index: int) -> None:
    token = page.tokens[index]
    beside = [
        at for at in (index - 1, index + 1) if page.at(at) and page.near(max(at, index)) and page.tokens[at].is_upper
    ]
    if ends_ova(token.text):
        page.mark(index, STRONG, "ženské příjmení na -ová")
    elif beside or lexicon.is_common(token.text) or lexicon.is_place(token.text) or page.is_other(index):
        return
    elif page.is_given(index) or page.is_surname(index):
        page.mark(index, FAIR, "příjmení psané velkými písmeny")


def _judge(page: Page, index: int) -> None:
    token = page.tokens[index]
    word = token.text
    if _is_adjective_of_noun(page, index):
        return
    if ends_ova(word) and not _in_street(page, index):
        page.mark(index, STRONG, "ženské příjmení na -ová")
    elif page.is_given(index):
        _given_alone(page, index)
    elif is_given_possessive(word):
        _given_possessive(page, index)
    elif page.is_surname(index):
        _surname_alone(page, index)
    elif not page.is_other(index) and not lexicon.is_place(word) and index not in page.others:
        if lexicon.is_common(word):
            _common_word(page, index)
        elif not page.owns_noun(index):
            page.mark(index, FAIR, _UNKNOWN_FIRST if token.begins else _UNKNOWN_INSIDE)
    elif lexicon.is_place(word) and _place_as_person(page, index):
        page.mark(index, WEAK, "jméno obce, podle okolí patrně příjmení")
    elif _man_declined(page, index):
        page.mark(index, FAIR, "tvar mužského příjmení")


def _is_adjective_of_noun(page: Page, index: int) -> bool:
    """Return whether a word in -ová is an adjective of a common noun before its noun: „Případová konference“."""
    token, after = page.tokens[index], page.at(index + 1)
    if not token.begins or not re.search(r"ov(?:á|é|ou)$", token.lower) or after is None or not page.near(index + 1):
        return False
    stem = re.sub(r"ov(?:á|é|ou)$", "", token.lower)
    bases = {stem, stem + "a", stem[:-1] + "e" + stem[-1:]}
    bases |= {
        base.removeprefix(prefix)
        for base in bases
        for prefix in ("nízko", "vysoko", "multi", "mezi", "před", "víceúčel")
    }
    known = any(lexicon.lemma(base) for base in bases if len(base) > 2)
    return known and not after.is_capital and not lexicon.is_function(after.lower) and page.owns_noun(index)


def _given_possessive(page: Page, index: int) -> None:
    """Janin syn, Františkova zpráva; not Karlovy Vary, nor Janova ulice."""
    after = page.at(index + 1)
    if after is None or not page.near(index + 1) or after.is_capital:
        return
    if lexicon.is_place(page.tokens[index].text) and _after_place_preposition(page, index):
        return
    page.mark(index, FAIR, "přivlastňovací tvar křestního jména")


def _in_street(page: Page, index: int) -> bool:
    """„na Macharově“, „v Husově ulici“: a locative after a preposition that names of women do not take."""
    before = page.at(index - 1)
    return (
        before is not None and before.lower in ("na", "z", "do") and page.tokens[index].lower.endswith(("ova", "ovy"))
    )


def _place_as_person(page: Page, index: int) -> bool:
    """Return whether a name of a small place is more likely a surname here: „s Ovesným“, „Pecina upozornil“."""
    token, before = page.tokens[index], page.at(index - 1)
    if lexicon.is_certain_place(token.text) or page.is_other(index):
        return False
    verb = page.verb_after(index)
    masculine = verb is not None and _MASCULINE_PAST.search(verb.lower) is not None and grammar.is_verb(verb.lower)
    if (
        masculine
        and token.lower.endswith(("a", "ý", "í"))
        or verb is not None
        and grammar.only_speaks(verb.lower)
        and masculine
    ):
        return True
    if before is None or not page.near(index) or token.begins or page.owns_noun(index):
        return False
    if grammar.is_verb(before.lower) and grammar.is_speaking(before.lower) and (before.begins or not before.is_capital):
        return lexicon.dictionary().get(token.text, token.text) == token.text
    if before.is_capital:
        return False
    if before.lower in ("s", "se", "podle", "dle", "kvůli", "díky", "vůči", "bez", "pro", "od"):
        return before.lower in ("s", "se", "podle", "dle", "vůči") or grammar.is_adjectival(token.text)
    return before.lower not in PLACE_PREPOSITIONS and bool(re.search(r"(?:ého|ému)$", token.lower))


def _man_declined(page: Page, index: int) -> bool:
    """Return whether an unknown word beside a head or in a name has an ending that only men's names take: klubu
    Kůsovi."""
    token = page.tokens[index]
    if page.is_other(index) or lexicon.is_place(token.text) or lexicon.is_common(token.text):
        return False
    return bool(re.search(r"ovi$", token.lower))


def _given_alone(page: Page, index: int) -> None:
    token = page.tokens[index]
    ambiguous = lexicon.is_common(token.text) or lexicon.is_place(token.text) and not lexicon.is_person_form(token.text)
    before = page.at(index - 1)
    if lexicon.is_place(token.text) and index in page.others and _after_place_preposition(page, index):
        return
    if before is not None and before.lower == "do" and page.near(index):
        return  # a day of the calendar: „do Josefa“
    if page.is_surname(index) or not ambiguous:
        if not (ambiguous and token.begins) or _acts(page, index) or _alone(page, index):
            page.mark(index, FAIR, "křestní jméno")
    elif not token.begins and not page.owns_noun(index) or _acts(page, index) or _alone(page, index):
        page.mark(index, FAIR, "křestní jméno")


def _after_place_preposition(page: Page, index: int) -> bool:
    before = page.at(index - 1)
    return before is not None and before.lower in (
        "v",
        "ve",
        "do",
        "z",
        "ze",
        "u",
        "na",
        "města",
        "obce",
        "obci",
        "městě",
    )


def _surname_alone(page: Page, index: int) -> None:
    token = page.tokens[index]
    word = token.text
    listed = "příjmení z běžných příjmení"
    if lexicon.is_nation(word) or lexicon.is_place(word) and _after_place_preposition(page, index):
        return
    before = page.at(index - 1)
    if lexicon.is_certain_place(word) or lexicon.is_place(word) and _place_before(page, index):
        return
    if before is not None and before.lower in OF_PLACE and lexicon.is_inflected_place(word):
        return
    foreign = word in FOREIGN_SURNAMES and len(word) > 3
    other = token.lower in grammar.FUNCTION_WORDS or lexicon.is_institutional(word)
    common = other or not foreign and lexicon.is_common(word)
    if not common:
        if index not in page.others or not lexicon.is_place(word) or lexicon.is_person_form(word):
            _mark_run(page, index, listed)
    elif page.owns_noun(index):
        return
    elif token.begins:
        if lexicon.is_institutional(word) or token.lower in grammar.FUNCTION_WORDS:
            return
        if _acts(page, index) or _in_brackets(page, index) or _alone(page, index) or _is_possessor(page, index):
            page.mark(index, FAIR, listed)
    elif index not in page.others and not lexicon.is_institutional(word) and token.lower not in grammar.FUNCTION_WORDS:
        _mark_run(page, index, listed)
    elif _acts(page, index) and not _org_before(page, index):
        page.mark(index, WEAK, listed)


def _org_before(page: Page, index: int) -> bool:
    before = page.at(index - 1)
    if before is None or not page.near(index) or not before.is_capital or before.lower in grammar.FUNCTION_WORDS:
        return False
    return not (before.begins and grammar.is_verb(before.lower))


def _mark_run(page: Page, index: int, reason: str) -> None:
    for at in page.run(index):
        page.mark(at, FAIR, reason)


def _place_before(page: Page, index: int) -> bool:
    """Return whether an adjective of the same place stands before: Krásná Lípa, Horní Lhota."""
    before = page.at(index - 1)
    if before is None or not page.near(index) or not before.is_capital or before.lower in grammar.FUNCTION_WORDS:
        return False
    return grammar.is_adjectival(before.text) and not grammar.is_verb(before.lower)


def _in_brackets(page: Page, index: int) -> bool:
    token = page.tokens[index]
    return token.gap.endswith("(") and page.text[token.end : token.end + 1] == ")"


def _alone(page: Page, index: int) -> bool:
    """Return whether the word has its line, cell or brackets for itself, or stands before a dash or a colon there."""
    token = page.tokens[index]
    rest = page.text[token.end : token.end + 3]
    return bool(token.begins) and bool(re.match(r"$|[ \u00a0]?[\n\r\t|;)]|[ \u00a0]?[–—:-][ \u00a0]", rest))


def _acts(page: Page, index: int) -> bool:
    """Return whether the word is the subject or object of a person's deed: Svoboda upozornil, Holub sdělil,
    Malý navrhl."""
    token = page.tokens[index]
    verb = page.verb_after(index)
    if verb is None or verb.lower.endswith(("te", "me")):
        return False
    speaks = grammar.is_speaking(verb.lower)
    lemma = lexicon.lemma(token.lower)
    masculine = bool(_MASCULINE_PAST.search(verb.lower)) and grammar.is_verb(verb.lower)
    if _MAN_CASE.search(token.lower) and page.is_surname(index):
        return True
    if page.is_surname(index) and _is_object(page, index, verb.lower):
        return True
    if lemma.endswith("a") and token.lower == lemma and masculine:
        return True
    if (
        token.lower.endswith(("ému", "ého"))
        or token.lower.endswith("é")
        and verb.lower in ("byl", "byla", "nebyl", "nebyla")
    ):
        return True
    if grammar.is_adjectival(token.lower):
        singular = token.lower.endswith(("ý", "á", "í"))
        acts = speaks or page.is_surname(index) and verb.lower not in grammar.COPULAS
        return singular and acts and re.search(r"(?:l|la|í|á|e)$", verb.lower) is not None
    nominative = not lemma or token.lower == lemma or page.is_given(index) or page.is_surname(index) and masculine
    if not page.is_given(index) and not page.is_surname(index):
        speaks = grammar.only_speaks(verb.lower) and not grammar.is_verb(token.lower)
    if page.is_surname(index) and masculine and token.lower == lemma and verb.lower not in grammar.COPULAS:
        return True
    return (
        nominative
        and speaks
        and not verb.lower.endswith(("lo", "li", "ly"))
        and (masculine or not verb.lower.endswith("l"))
    )


def _is_object(page: Page, index: int, verb: str) -> bool:
    """Return whether the word is in the accusative and the verb does something to people: „Malinu vystěhovali“."""
    word = page.tokens[index].lower
    return bool(_OBJECT.search(word)) and lexicon.lemma(word) != word and grammar.befalls(verb)


_OBJECT = re.compile(r"(?:[^aeiouyáéíóúů]u|ou|a|e|ého)$")


def _is_possessor(page: Page, index: int) -> bool:
    """Return whether an adjective in the genitive stands before a noun that it does not fit: „Suchého návrh“."""
    token, after = page.tokens[index], page.at(index + 1)
    if after is None or not page.near(index + 1) or after.is_capital or not token.lower.endswith("ého"):
        return False
    noun = lexicon.lemma(after.lower)
    return noun == after.lower and grammar.is_noun_or_adjective(noun) and not grammar.agrees(token.lower, noun)


def _common_word(page: Page, index: int) -> None:
    """A word that the dictionary knows in small letters, and no list as a surname."""
    token = page.tokens[index]
    word = token.lower
    if (
        page.owns_noun(index)
        or grammar.is_abstract(word)
        or lexicon.is_function(word)
        or word in grammar.FUNCTION_WORDS
    ):
        return
    past = bool(re.search(r"[aiěu]l$", word)) and lexicon.lemma(word).endswith(("at", "it", "ět", "nout"))
    if token.begins:
        verb = page.verb_after(index)
        if verb is None:
            return
        if past and re.search(r"(?:l|á|í|e)$", verb.lower):
            page.mark(index, WEAK, "sloveso v místě podmětu, patrně příjmení")
        elif _acts(page, index) and not grammar.is_verb(word) and not lexicon.lemma(word).endswith(("o", "í", "e")):
            page.mark(index, WEAK, "podle slovesa patrně příjmení")
        return
    if grammar.is_verb(word) and not past or len(word) < 4:
        return
    before = page.at(index - 1)
    if before is not None and before.is_capital and before.lower in ("na", "u", "pod", "v", "nad", "za", "ve"):
        return  # „Na Vyhlídce“: a place named so
    if _org_before(page, index) or _org_after(page, index):
        return
    page.mark(index, WEAK, "velké písmeno uprostřed věty")


def _org_after(page: Page, index: int) -> bool:
    after = page.at(index + 1)
    return after is not None and page.near(index + 1) and after.is_capital and not page.is_namelike(index + 1)

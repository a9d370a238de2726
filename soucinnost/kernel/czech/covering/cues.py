"""Signs that a name stands here: addresses, titles, functions, labels, initials, a given name beside a surname."""

import re

from soucinnost.kernel.czech.covering import grammar, lexicon
from soucinnost.kernel.czech.covering.initials import by_initials
from soucinnost.kernel.czech.covering.page import PARTICLES, STRONG, Page
from soucinnost.kernel.czech.covering.tokens import ABBREVIATIONS, is_title_after
from soucinnost.kernel.czech.covering.word_lists import LABELS, OF_PLACE
from soucinnost.kernel.czech.wordsets import word_set

_ADDRESSING = word_set(
    """
pan pana panu pane pánovi pánu panem pánem pánové páni pánů pánům pány paní paním paními pí slečna slečny slečně
slečnu slečnou sl p manželé manželů manželům manžele manželi manžely rodina rodiny rodině rodinu rodinou rodin
rodinám sourozenci sourozenců sourozencům sourozence bratři bratrů bratry bratrům sestry sester sestrám ses br roz
rozená rozené rozenou rozený provdaná provdané ovdovělá alias zvaný zvaná jménem příjmením
"""
)
_BROAD = word_set("rodina rodiny rodině rodinu rodinou rodin rodinám bratři bratrů sestry sester manžele")
_LABEL = re.compile(
    rf"(?im)(?:^|[\n|\t;(.,–])[ \t\u00a0]*(?:\d+[.)][ \t]*)?(?P<label>{LABELS})[ \u00a0]?(?:\([aiy]\)"
    rf"|/[aiy])?[ \t\u00a0]*:"
)
_LIST_LABEL = re.compile(
    r"(?i)^(?:přítomn|omluven|nepřítomn|neomluven|host|účast|členové|členky|pozvan|pozván|rozdělovník|za |dále)"
)
_LINE_STOP = re.compile(
    r"(?i)^[ \t]*(?:program|průběh|jednání|bod\b|závěr|úkol|termín|datum|místo|usnesení|předmět|zápis|úvod|výstup"
    r"|text|[IVX]+\.)"
)
_ITEM_BREAK = re.compile(r"[,;|\t\n\r/•*–—:]|\s-\s|^\s*\d+[.)]")


def by_address(page: Page) -> None:
    """After pan, paní, pí, p., slečna, manželé, rodina, also past a title or a function: paní ředitelka Malá."""
    for index, token in enumerate(page.tokens):
        if token.lower not in _ADDRESSING or token.is_upper and len(token.text) < 3:
            continue
        if token.lower in ("p", "sl", "ses", "br", "roz") and (token.is_capital or not _dotted(page, index)):
            continue
        reason = f"příjmení po oslovení „{token.lower}{'.' if token.lower in ('p', 'sl', 'ses', 'br', 'roz') else ''}“"
        position = index + 1
        while position < min(index + 6, len(page.tokens)) and _follows(page, position):
            current = page.tokens[position]
            first = position == index + 1
            if current.is_initial or (
                current.is_capital and _fits(page, position, first and token.lower not in _BROAD)
            ):
                for at in page.run(position):
                    page.mark(at, STRONG, reason)
                break
            if current.is_capital and not (current.is_title or page.is_other(position)):
                break
            describes = lexicon.is_function(current.lower) or grammar.is_adjectival(current.lower)
            if not (current.is_capital or current.is_title or describes):
                break
            position += 1


def _dotted(page: Page, index: int) -> bool:
    return page.text[page.tokens[index].end :][:1] == "."


def _follows(page: Page, position: int) -> bool:
    gap = page.tokens[position].gap
    if page.near(position):
        return True
    before = page.tokens[position - 1]
    if gap.startswith(".") and re.fullmatch(r"\.[ \u00a0\u202f]{0,3}", gap):
        return before.lower in ABBREVIATIONS
    return bool(re.fullmatch(r"[ \u00a0]*\r?\n[ \u00a0]*", gap)) and _line_is_full(page, position)


def _line_is_full(page: Page, position: int) -> bool:
    """Return whether the line before was broken for its length, so that the sentence goes on."""
    end = page.tokens[position - 1].end
    return end - (page.text.rfind("\n", 0, end) + 1) > 55


def _fits(page: Page, position: int, directly: bool) -> bool:
    if not page.is_candidate(position):
        token = page.tokens[position]
        blocked = page.is_acronym(position) or token.is_title or position in page.streets or position in page.dead
        blocked = blocked or len(token.text) < 2 or token.lower in grammar.FUNCTION_WORDS
        return directly and not blocked and not lexicon.is_function(token.lower) and not page.owns_noun(position)
    return directly or not lexicon.is_place(page.tokens[position].text) or page.is_surname(position)


def by_title(page: Page) -> None:
    """After academic titles and ranks, and before titles that stand behind a name."""
    for index, token in enumerate(page.tokens):
        if not token.is_title:
            continue
        after = index + 1
        if is_title_after(token):
            _before_title(page, index)
        current = page.at(after)
        if current is None or current.is_title or "," in current.gap or "\n" in current.gap or is_title_after(token):
            continue
        if not re.fullmatch(r"\.?[ \u00a0\u202f]{0,3}", current.gap):
            continue
        if current.is_initial or page.is_candidate(after) or _fits(page, after, True):
            for at in page.run(after):
                page.mark(at, STRONG, f"jméno po titulu „{token.text}.“")


def _before_title(page: Page, index: int) -> None:
    position = index
    while position >= 0 and page.tokens[position].is_title:
        if not re.fullmatch(r"[\s.,\u00a0]*", page.tokens[position].gap):
            return
        position -= 1
    count = 0
    while position >= 0 and count < 3 and page.is_candidate(position):
        page.mark(position, STRONG, f"jméno před titulem „{page.tokens[index].text}“")
        if not page.near(position):
            return
        position -= 1
        count += 1


def by_function(page: Page) -> None:
    """After a function, also past the institution: ředitel Kůs, vedoucí oddělení prevence Malá, klientka M."""
    for index, token in enumerate(page.tokens):
        if not lexicon.is_function(token.lower):
            continue
        for position in range(index + 1, min(index + 7, len(page.tokens))):
            current = page.tokens[position]
            if not _follows(page, position) or "." in current.gap and not page.tokens[position - 1].is_title:
                break
            if current.is_initial or current.is_capital and _after_function(page, position, position == index + 1):
                for at in page.run(position):
                    page.mark(at, STRONG, f"jméno po označení „{token.lower}“")
                break
            if not current.is_capital and not current.is_title and grammar.is_verb(current.lower):
                break


def by_office(page: Page) -> None:
    """After a function and a copula: „Náhradníkem je Skoupý“, „předsedkyní byla zvolena Malá“."""
    for index, token in enumerate(page.tokens):
        if not lexicon.is_function(token.lower):
            continue
        position = index + 1
        while position < index + 4 and page.near(position) and page.tokens[position].lower in _BECOMES:
            position += 1
        if position == index + 1 or not page.near(position):
            continue
        if not (_after_function(page, position, True) or _is_small_place(page, position)):
            continue
        for at in page.run(position):
            page.mark(at, STRONG, f"jméno po označení „{token.lower}“")


def _is_small_place(page: Page, index: int) -> bool:
    """Return whether the word is a place in the nominative that hardly anybody knows, so that a person may be meant."""
    word = page.tokens[index].text
    return lexicon.is_place(word) and page.is_candidate(index) and not lexicon.is_certain_place(word)


_BECOMES = word_set(
    """
je jsou byl byla byli bude není nebyl nebyla zůstává zůstal zůstala se stal stala stává zvolen zvolena jmenován
jmenována ustanoven ustanovena určen určena pověřen pověřena nadále opět
"""
)


def _after_function(page: Page, position: int, directly: bool) -> bool:
    if not page.is_candidate(position) or page.owns_noun(position):
        return False
    word = page.tokens[position].text
    if page.tokens[position].is_upper and not (page.is_given(position) or page.is_surname(position)):
        return False
    if directly and lexicon.is_inflected_place(word) and page.tokens[position - 1].lower in OF_PLACE:
        return False
    if page.is_given(position) or page.is_surname(position):
        return position not in page.others or not lexicon.is_place(word)
    if lexicon.is_place(word):
        return False
    if lexicon.is_common(word):
        return directly and not grammar.is_abstract(word) and position not in page.others
    return directly or position not in page.others or not _heads_directly(page, position)


def _heads_directly(page: Page, position: int) -> bool:
    return page.near(position) and not page.tokens[position - 1].is_capital


def by_label(page: Page) -> None:
    """In the values of labels whose values are people: Zapsala: …, Přítomni: … with the lines that follow."""
    for match in _LABEL.finditer(page.text):
        label = " ".join(match.group("label").split())
        _in_zone(page, match.end(), _zone_end(page.text, match.end(), bool(_LIST_LABEL.match(label))), label)


def _zone_end(text: str, start: int, is_list: bool) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    lines = 0
    while is_list and end < len(text) and lines < 80:
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        line = text[end + 1 : following]
        if not line.strip():
            if lines or text[start:end].strip():
                break
        elif _LINE_STOP.match(line) or line.rstrip().endswith(":") or len(line) > 160 or _LABEL.match("\n" + line):
            break
        lines += 1
        end = following
    return end


def _in_zone(page: Page, start: int, end: int, label: str) -> None:
    begun = True
    for index in _indexes(page, start, end):
        token = page.tokens[index]
        if token.begins == 2 and token.start > start + 2 and "\n" not in token.gap and not page.is_namelike(index):
            return
        if token.start < start + 1 or _ITEM_BREAK.search(token.gap) or token.lower in ("a", "i"):
            begun = True
        if token.is_title or token.lower in ("a", "i", "pan", "paní", "pí", "p"):
            continue
        if not begun:
            continue
        run = page.run(index) if token.is_capital else []
        if token.is_initial and len(run) > 1 or token.is_capital and not token.is_initial and _listed(page, index):
            for at in run:
                page.mark(at, STRONG, f"jméno v seznamu „{label}“")
        begun = False


def _listed(page: Page, index: int) -> bool:
    word = page.tokens[index].text
    if not page.is_candidate(index) or page.owns_noun(index):
        return False
    if page.is_given(index) or page.is_surname(index):
        return True
    if lexicon.is_place(word) or index in page.others:
        return False
    return not (lexicon.is_common(word) and (grammar.is_abstract(word) or grammar.is_verb(word.lower())))


def _indexes(page: Page, start: int, end: int) -> range:
    first = _first_from(page, start)
    return range(first, _first_from(page, end))


def _first_from(page: Page, offset: int) -> int:
    low, high = 0, len(page.tokens)
    while low < high:
        middle = (low + high) // 2
        if page.tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def by_apposition(page: Page) -> None:
    """Before a function behind a comma, dash or bracket: „Veselý, domovník, hlásí“, „Kůs (ředitel)“."""
    for index in range(1, len(page.tokens)):
        token, before = page.tokens[index], page.tokens[index - 1]
        if (
            not lexicon.is_function(token.lower)
            or token.lower in ("paní", "pane", "pán")
            or token.is_capital
            or not re.fullmatch(r",[ \u00a0]|[ \u00a0]\(|[ \u00a0][–-][ \u00a0]", token.gap)
        ):
            continue
        if (
            not before.is_capital
            or page.owns_noun(index - 1)
            or not page.is_candidate(index - 1)
            or index - 1 in page.others
        ):
            continue
        word = before.text
        if (
            before.is_upper
            and not page.is_surname(index - 1)
            or lexicon.is_place(word)
            and not page.is_surname(index - 1)
        ):
            continue
        if page.is_namelike(index - 1) or not (grammar.is_abstract(word) or grammar.is_verb(before.lower)):
            page.mark(index - 1, STRONG, f"jméno před označením „{token.lower}“")


def by_capitals(page: Page) -> None:
    """A surname in capitals beside a word that is not: „O'CONNOR Brian“, „Brian O'CONNOR“."""
    for index in range(1, len(page.tokens)):
        first, second = page.tokens[index - 1], page.tokens[index]
        if not page.near(index) or second.begins or not (first.is_capital and second.is_capital):
            continue
        if first.is_upper == second.is_upper or not (page.is_namelike(index - 1) and page.is_namelike(index)):
            continue
        for at in (index - 1, index):
            page.mark(at, STRONG, "příjmení psané velkými písmeny")


def by_surname_pair(page: Page) -> None:
    """A word in no list before a surname is a given name: „Filoména Kopecká“."""
    for index in range(1, len(page.tokens)):
        first, token = page.tokens[index - 1], page.tokens[index]
        if (
            not (first.is_capital and token.is_capital and page.near(index))
            or token.begins
            or first.is_upper != token.is_upper
        ):
            continue
        if first.is_upper or not (page.is_namelike(index - 1) and page.is_namelike(index)):
            continue
        if page.is_surname(index) and not lexicon.is_certain_place(token.text) and not lexicon.is_common(first.text):
            for at in (index - 1, index):
                page.mark(at, STRONG, "jméno a příjmení")


def by_given_name(page: Page) -> None:
    """A given name beside another capitalised word, in either order."""
    for index, token in enumerate(page.tokens):
        if not token.is_capital or len(token.text) < 2 or index in page.streets or index in page.dead:
            continue
        if not page.is_given(index) or page.is_acronym(index):
            continue
        run = page.run(index)
        if len(run) > 1 and not (lexicon.is_common(token.text) and page.owns_noun(index)):
            for at in run:
                page.mark(at, STRONG, "jméno a příjmení")
        before = page.at(index - 1)
        if before is not None and page.near(index) and before.is_capital and _surname_first(page, index - 1):
            for at in (index - 1, *run):
                page.mark(at, STRONG, "příjmení a jméno")


def _surname_first(page: Page, index: int) -> bool:
    token = page.tokens[index]
    if not page.is_candidate(index) or token.is_upper != page.tokens[index + 1].is_upper and not token.is_upper:
        return False
    if page.is_namelike(index):
        return not lexicon.is_common(token.text) or not token.begins or page.is_surname(index)
    if lexicon.is_place(token.text) and index in page.others:
        return False
    return not token.begins and not grammar.is_verb(token.lower) and token.lower not in PARTICLES


CUES = (
    by_address,
    by_title,
    by_function,
    by_office,
    by_label,
    by_initials,
    by_given_name,
    by_surname_pair,
    by_capitals,
    by_apposition,
)

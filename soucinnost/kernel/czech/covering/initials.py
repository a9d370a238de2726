"""Letters that stand for people: beside a surname or a given name, in pairs, and alone."""

from soucinnost.kernel.czech.covering import grammar
from soucinnost.kernel.czech.covering.page import STRONG, Page
from soucinnost.kernel.czech.covering.tokens import Token
from soucinnost.kernel.czech.wordsets import word_set


def by_initials(page: Page) -> None:
    """J. Novák, Novák J., J. N., Tomáš H."""
    tokens = page.tokens
    for index, token in enumerate(tokens):
        if not token.is_initial or index in page.dead or index in page.streets:
            continue
        after = index + 1
        while after < min(len(tokens), index + 6) and tokens[after].is_initial and page.near(after):
            after += 1
        count = after - index
        previous_initial = index > 0 and tokens[index - 1].is_initial and page.near(index)
        follows = after < len(tokens) and page.near(after) and page.is_candidate(after)
        if follows and _is_surname_after(page, token, after):
            for at in (*range(index, after), *page.run(after)):
                page.mark(at, STRONG, "iniciála a příjmení")
        elif (
            not previous_initial and count == 2 and token.text + tokens[index + 1].text not in ("PS", "NB", "AD", "BC")
        ):
            _mark_range(page, index, after, "iniciály")
        elif count == 1 and not previous_initial and _stands_for_a_person(page, index):
            page.mark(index, STRONG, "iniciála místo jména")
        before = page.at(index - 1)
        if (
            before is not None
            and page.near(index)
            and before.is_capital
            and page.is_candidate(index - 1)
            and count <= 2
        ) and (page.is_given(index - 1) or page.is_surname(index - 1) or page.is_namelike(index - 1)):
            _mark_range(page, index - 1, after, "jméno s iniciálou")


def _stands_for_a_person(page: Page, index: int) -> bool:
    """Return whether one letter inside a sentence means somebody: „případ K. z Blanska“, „bratr s M. mluvil“.

    Letters count things too: „bod A.“, „hepatitida C.“, „skupina B.“; so a case, a preposition of company or a sentence
    that goes on in small letters is needed.
    """
    token, before, after = page.tokens[index], page.at(index - 1), page.at(index + 1)
    if token.begins or before is None or not page.near(index) or before.is_capital:
        return False
    if before.lower in _COMPANY or before.lower in _CASES:
        return True
    goes_on = after is not None and page.near(index + 1) and not after.is_capital
    return goes_on and before.lower in grammar.FUNCTION_WORDS | {"matka", "otec"} and before.lower not in _COUNTS


_COMPANY = word_set("s se k ke od pro proti vůči podle dle")
_CASES = word_set("případ případu případem případě kauza kauzy kauze kauzu kauzou věc věci")
_COUNTS = word_set("v ve na z ze do a i nebo či za pod nad bod")


def _is_surname_after(page: Page, initial: Token, after: int) -> bool:
    """Return whether the word after an initial is a surname, not the heading of a part („B. Rozpočet“)."""
    if page.tokens[after].is_upper or page.owns_noun(after):
        return page.tokens[after].is_upper and page.is_namelike(after)
    return page.is_namelike(after) or initial.begins < 2 and not grammar.is_abstract(page.tokens[after].text)


def _mark_range(page: Page, start: int, end: int, reason: str) -> None:
    for at in range(start, end):
        page.mark(at, STRONG, reason)

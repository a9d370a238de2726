"""Names that stay because the role of their bearer is public."""

from collections.abc import Sequence

from soucinnost.kernel.czech.covering import lexicon
from soucinnost.kernel.czech.covering.page import Page
from soucinnost.kernel.czech.names.forms import NameForms, forms_of
from soucinnost.kernel.personnames import PersonName


def let_public_stay(page: Page, groups: list[list[int]], public: Sequence[PersonName]) -> list[list[int]]:
    """Return the groups of words without those that name a public person.

    A surname stays with the right given name or initial, or alone. With another given name somebody else is meant, and
    where the text names such a namesake, the surname alone does not stay either: it may be theirs.
    """
    people = [(name, _lowered(forms_of(name.given, name.surname))) for name in public]
    if not people:
        return groups
    roles = [_roles(page, groups, *person) for person in people]
    rivals = {index for index in range(len(people)) if any(_conflicts(page, group, *people[index]) for group in groups)}
    left: list[list[int]] = []
    for group in groups:
        role = _role_before(page, group[0])
        namesakes = {index for index in rivals if not role or role not in roles[index]}
        staying = _staying(page, group, people, namesakes)
        left.extend(_split(group, staying))
    return left


def _roles(page: Page, groups: list[list[int]], name: PersonName, forms: NameForms) -> set[str]:
    """Return the functions and titles that stand before the full name: they tell the bearer from a namesake."""
    found = {title.rstrip(".").lower() for title in name.titles_before}
    for group in groups:
        surname = any(_is_surname_of(page, index, forms) for index in group)
        if surname and any(_is_given_of(page, index, name, forms) for index in group):
            found.add(_role_before(page, group[0]))
    return found - {""}


def _role_before(page: Page, index: int) -> str:
    before = page.at(index - 1)
    if before is None:
        return ""
    if before.is_title:
        return before.lower
    if not lexicon.is_function(before.lower) or not page.near(index):
        return ""
    return lexicon.lemma(before.lower) or before.lower[:6]


def _lowered(forms: NameForms) -> NameForms:
    return NameForms(
        frozenset(form.lower() for form in forms.given),
        frozenset(form.lower() for form in forms.surname),
        frozenset(form.lower() for form in forms.family),
    )


def _staying(page: Page, group: list[int], people: list[tuple[PersonName, NameForms]], rivals: set[int]) -> set[int]:
    staying: set[int] = set()
    for number, (name, forms) in enumerate(people):
        surnames = {index for index in group if _is_surname_of(page, index, forms)}
        givens = {index for index in group if _is_given_of(page, index, name, forms)}
        if not surnames or _conflicts(page, group, name, forms) or (number in rivals and not givens - surnames):
            continue
        staying |= surnames | givens
    return staying


def _is_surname_of(page: Page, index: int, forms: NameForms) -> bool:
    parts = page.tokens[index].lower.replace("‑", "-").split("-")
    return page.tokens[index].lower in forms.surname or all(part in forms.surname for part in parts)


def _is_given_of(page: Page, index: int, name: PersonName, forms: NameForms) -> bool:
    token = page.tokens[index]
    if token.is_initial:
        return any(token.text == word[:1] for word in name.given.split())
    return token.lower in forms.given


def _conflicts(page: Page, group: list[int], name: PersonName, forms: NameForms) -> bool:
    """Return whether the group names somebody else of the same surname."""
    if not name.given or not any(_is_surname_of(page, index, forms) for index in group):
        return False
    rest = [index for index in group if not _is_surname_of(page, index, forms)]
    others = [index for index in rest if not _is_given_of(page, index, name, forms)]
    return any(page.tokens[index].is_initial or page.is_given(index) for index in others)


def _split(group: list[int], staying: set[int]) -> list[list[int]]:
    parts: list[list[int]] = []
    for index in group:
        if index in staying:
            continue
        if parts and index == parts[-1][-1] + 1:
            parts[-1].append(index)
        else:
            parts.append([index])
    return parts

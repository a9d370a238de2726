"""Names of people in free text: cues first, then words by themselves, then what one place tells about another."""

from collections.abc import Iterable, Sequence

from soucinnost.kernel.czech.covering.cues import CUES
from soucinnost.kernel.czech.covering.lone import by_themselves
from soucinnost.kernel.czech.covering.page import PARTICLES, Page, open_page
from soucinnost.kernel.czech.covering.public_names import let_public_stay
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal
from soucinnost.kernel.czech.covering.spreading import by_enumeration, spread
from soucinnost.kernel.czech.names.forms import forms_of
from soucinnost.kernel.errors import InputError
from soucinnost.kernel.personnames import PersonName, parse_person_name


def find_people(
    text: str, taken: Sequence[Proposal], *, public: Sequence[str] = (), known: Sequence[str] = ()
) -> list[Proposal]:
    """Return proposals to cover names of people, see :func:`soucinnost.kernel.czech.covering.propose`.

    Words inside ``taken`` (e-mails, redaction marks) are not looked at.
    """
    page = open_page(text, [(one.start, one.end) for one in taken])
    for cue in CUES:
        cue(page)
    by_themselves(page)
    spread(page, _known_forms(known))
    by_enumeration(page)
    spread(page, {})
    groups = let_public_stay(page, _groups(page), _parsed(public))
    return [_proposal(page, group) for group in groups]


def _known_forms(names: Sequence[str]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for name in _parsed(names):
        found = forms_of(name.given, name.surname)
        for form in found.surname | found.family:
            forms.setdefault(form.lower(), name.surname)
    return forms


def _parsed(texts: Iterable[str]) -> list[PersonName]:
    """Return the names taken apart; what is no name is passed over, for it can neither stay nor help."""
    names = []
    for text in texts:
        try:
            names.append(parse_person_name(text))
        except InputError:
            continue
    return names


def _groups(page: Page) -> list[list[int]]:
    """Return runs of words that follow each other and are names: a given name with its surname is one."""
    groups: list[list[int]] = []
    for index in sorted(page.names):
        if groups and index == groups[-1][-1] + 1 and page.near(index):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _proposal(page: Page, group: list[int]) -> Proposal:
    first, last = page.tokens[group[0]], page.tokens[group[-1]]
    end = last.end
    if last.is_initial and page.text[end : end + 1] == ".":
        end += 1
    after = page.at(group[-1] + 1)
    if after is not None and after.lower in ("ml", "st") and page.near(group[-1] + 1) and page.text[after.end :][:1] == ".":
        end = after.end + 1
    start = first.start
    before = group[0] - 1
    while before >= 0 and page.tokens[before].lower in PARTICLES - {"z", "ze"} and page.near(before + 1):
        start = page.tokens[before].start
        before -= 1
    reason = max((page.names[index] for index in group), key=lambda pair: pair[0])[1]
    return Proposal(start, end, Kind.NAME, reason)

"""Names of people in free text: cues first, then words by themselves, then what one place tells about another."""

from collections.abc import Iterable, Sequence

from soucinnost.kernel.czech.covering import lexicon
from soucinnost.kernel.czech.covering.cues import CUES, by_capitals, by_given_name, by_initials, by_surname_pair
from soucinnost.kernel.czech.covering.lone import by_themselves
from soucinnost.kernel.czech.covering.page import PARTICLES, STRONG, Page, open_page
from soucinnost.kernel.czech.covering.public_names import let_public_stay
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal
from soucinnost.kernel.czech.covering.spreading import Forms, by_enumeration, spread
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
    forms = Forms(_known_forms(known))
    spread(page, forms)
    by_enumeration(page)
    spread(page, forms)
    _extend(page)
    _extend_back(page)
    groups = let_public_stay(page, _groups(page), _parsed(public))
    return [_proposal(page, group) for group in groups]


def full_name_spans(text: str) -> list[tuple[int, int]]:
    """Return where a full name stands: a given name or an initial and a surname, told from each other by cues alone."""
    page = open_page(text, [])
    for cue in (by_initials, by_given_name, by_surname_pair, by_capitals):
        cue(page)
    _extend_back(page)
    spans = []
    for group in _groups(page):
        surnames = [at for at in group if not (page.is_given(at) or page.tokens[at].is_initial)]
        known = len(surnames) < len(group) or any(page.is_surname(at) for at in surnames[1:])
        if len(group) > 1 and known and any(_may_be_surname(page, at) for at in surnames):
            spans.append((page.tokens[group[0]].start, page.tokens[group[-1]].end))
    return spans


def _may_be_surname(page: Page, index: int) -> bool:
    return not (lexicon.is_place(page.tokens[index].text) or index in page.others) or page.is_surname(index)


def _extend(page: Page) -> None:
    """Take a shortened given name or an initial behind a surname for a part of it: Malá Mir., Kůs P."""
    for index in sorted(page.names):
        after = page.at(index + 1)
        if after is None or not page.near(index + 1) or index + 1 in page.names:
            continue
        if page.is_short_given(index + 1) or after.is_initial and not page.tokens[index].is_initial:
            page.mark(index + 1, STRONG, page.names[index][1])


def _extend_back(page: Page) -> None:
    """Take a family name that is also a Czech word for a part of the name behind it: Do Van Tung, Le Thi Hoa."""
    waiting = sorted(page.names)
    while waiting:
        index = waiting.pop()
        before = page.at(index - 1)
        if before is None or not page.near(index) or before.begins or not before.is_capital or before.is_upper:
            continue
        if before.lower in _SHORT_FAMILY and index - 1 not in page.names and index - 1 not in page.streets:
            page.mark(index - 1, STRONG, page.names[index][1])
            waiting += [index - 1] if index - 1 in page.names else []


_SHORT_FAMILY = frozenset(
    ("do", "to", "ta", "ho", "le", "vu", "ma", "ha", "ly", "bui", "an", "ngo", "vo", "van", "thi", "duc", "xuan")
)


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
        if groups and index == groups[-1][-1] + 1 and (page.near(index) or _is_turned(page, groups[-1], index)):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _is_turned(page: Page, group: list[int], index: int) -> bool:
    """Return whether a surname and a given name stand as „Adamec, Zbyněk“ on their line."""
    first, token = page.tokens[group[0]], page.tokens[index]
    if len(group) > 1 or page.text[first.end : token.start] != ", " or not first.begins or not page.is_given(index):
        return False
    after = page.text[token.end : token.end + 2]
    before = page.text[max(0, first.start - 12) : first.start]
    own_line = "\n" in before or first.start < 12 or before.rstrip()[-1:] in ":;|"
    return own_line and (not after.strip() or after[0] in "\r\n\t|;,()–-" or after[:2] in (" (", " –", " -"))


def _proposal(page: Page, group: list[int]) -> Proposal:
    first, last = page.tokens[group[0]], page.tokens[group[-1]]
    end = last.end
    shortened = last.is_initial or last.lower in ("ml", "st") or len(group) > 1 and page.is_short_given(group[-1])
    if shortened and page.text[end : end + 1] == ".":
        end += 1
    start = first.start
    before = group[0] - 1
    while before >= 0 and page.tokens[before].lower in PARTICLES - {"z", "ze"} and page.near(before + 1):
        start = page.tokens[before].start
        before -= 1
    reason = max((page.names[index] for index in group), key=lambda pair: pair[0])[1]
    return Proposal(start, end, Kind.NAME, reason)

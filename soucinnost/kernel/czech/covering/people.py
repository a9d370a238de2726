"""Names of people in free text."""

import re
from collections.abc import Sequence

from soucinnost.kernel.chars import NARROW_NBSP, NBSP, UPPER
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal
from soucinnost.kernel.czech.names import relatives
from soucinnost.kernel.errors import InputError
from soucinnost.kernel.personaldata import find_full_names
from soucinnost.kernel.personnames import PersonName, parse_person_name

_GAP = f"[ {NBSP}{NARROW_NBSP}]"
_SURNAME = rf"[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)*"
_CUED = re.compile(rf"(?<!\w)(?:[Pp]an\w{{0,3}}|[Pp]í|p\.|[Ss]lečn\w{{1,2}}){_GAP}+(?P<name>{_SURNAME}(?:{_GAP}{_SURNAME})?)")
_WORD = re.compile(_SURNAME)


def find_people(
    text: str, taken: Sequence[Proposal], *, public: Sequence[str] = (), known: Sequence[str] = ()
) -> list[Proposal]:
    """Return proposals to cover names of people, see :func:`soucinnost.kernel.czech.covering.propose`."""
    found = [Proposal(one.start, one.end, Kind.NAME, "jméno a příjmení") for one in find_full_names(text)]
    for match in _CUED.finditer(text):
        found.append(Proposal(*match.span("name"), Kind.NAME, "příjmení po oslovení"))
    stays = frozenset(form for name in _names(public) for form in relatives(name.surname))
    forms = set().union(*(relatives(word) for one in found for word in _WORD.findall(text[one.start : one.end])), ())
    for match in _WORD.finditer(text):
        if match.group() in forms:
            found.append(Proposal(*match.span(), Kind.NAME, "tvar příjmení odjinud z textu"))
    return [one for one in found if not any(word in stays for word in _WORD.findall(text[one.start : one.end]))]


def _names(texts: Sequence[str]) -> list[PersonName]:
    names = []
    for text in texts:
        try:
            names.append(parse_person_name(text))
        except InputError:
            continue
    return names

"""The two functions of the package: proposing what to cover, and covering it."""

import unicodedata
from collections.abc import Iterable, Sequence

from soucinnost.kernel.czech.covering.addresses import find_addresses, find_listed_addresses
from soucinnost.kernel.czech.covering.contacts import find_contacts, find_listed_birth_dates
from soucinnost.kernel.czech.covering.people import find_people
from soucinnost.kernel.czech.covering.shapes import TOKEN, Proposal

_IGNORABLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def propose(text: str, *, public: Sequence[str] = (), known: Sequence[str] = ()) -> list[Proposal]:
    """Return what should be covered in ``text``, in order and without overlaps.

    ``public`` are names that stay because their bearers' roles are public; they stay in every case form, except where a
    different given name shows that somebody else of that surname is meant. ``known`` are names of the directory: they
    are covered wherever they stand. Offsets are characters of ``text`` as given, also when it holds decomposed letters
    or soft hyphens.
    """
    clean, offsets = _composed(text)
    contacts = [*find_contacts(clean), *find_addresses(clean)]
    people = find_people(clean, contacts, public=public, known=known)
    found = [*contacts, *people, *find_listed_birth_dates(clean, people), *find_listed_addresses(clean, people)]
    proposals = _without_overlaps(found)
    if offsets is None:
        return proposals
    return [Proposal(offsets[one.start], offsets[one.end], one.kind, one.reason) for one in proposals]


def cover(text: str, proposals: Iterable[Proposal]) -> str:
    """Return ``text`` with each proposal replaced by :data:`TOKEN`; all else stays as it was.

    Proposals may come in any order; those that overlap or touch are covered by one token.
    """
    parts: list[str] = []
    position = 0
    last_end = -1
    for proposal in sorted(proposals):
        if proposal.start > last_end:
            parts += [text[position : proposal.start], TOKEN]
        last_end = max(last_end, proposal.end)
        position = max(position, proposal.end)
    return "".join((*parts, text[position:]))


def _without_overlaps(found: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposals in order; what overlaps is joined under the kind and reason of the longer one."""
    joined: list[Proposal] = []
    for proposal in sorted(found):
        if joined and proposal.start < joined[-1].end:
            last = joined[-1]
            longer = last if last.end - last.start >= proposal.end - proposal.start else proposal
            joined[-1] = Proposal(last.start, max(last.end, proposal.end), longer.kind, longer.reason)
        else:
            joined.append(proposal)
    return joined


def _composed(text: str) -> tuple[str, list[int] | None]:
    """Return the text in composed form without ignorable characters, and the source offset of each position.

    None in place of the offsets means that nothing changed. Each base letter is composed with the marks that follow it.
    """
    if unicodedata.is_normalized("NFC", text) and not any(char in text for char in _IGNORABLE):
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in _IGNORABLE):
            end += 1
        piece = "".join(char for char in text[start:end] if char not in _IGNORABLE)
        composed = unicodedata.normalize("NFC", piece)
        pieces.append(composed)
        offsets += [start] * len(composed)
        start = end
    offsets.append(len(text))
    return "".join(pieces), offsets

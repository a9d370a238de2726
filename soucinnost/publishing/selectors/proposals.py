"""What is proposed to be covered, where the same words stand elsewhere, what somebody decided about them before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from soucinnost.access.selectors import name_in_texts, public_people
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.czech.covering import Kind, propose
from soucinnost.kernel.czech.matching import finds
from soucinnost.kernel.czech.words import Word, words
from soucinnost.kernel.folding import fold
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.enums import Decision, Origin, PartKind
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.selectors.source import source_of
from soucinnost.publishing.text import Part, Span, from_json, joined, within_parts

ADDED = "added"
FORM = "form"
LEAST_FOR_FORMS = 3


def known_names(actor: Actor) -> list[str]:
    """Names of the directory that the actor may see; they help to recognise people by surname."""
    return sorted({name_in_texts(one) for one in Person.objects.visible_to(actor).exclude(surname="")})


def public_names(meeting: Meeting) -> dict[str, str]:
    """Names that stay in the public version of this meeting's minutes, with the reason from the person's record."""
    return {name_in_texts(one): one.public_role_reason for one in public_people(meeting.circle_id)}


def proposed(parts: Sequence[Part], marked: Iterable[Span], public: Iterable[str], known: Sequence[str]) -> list[Span]:
    """Everything that is proposed in a text: what fields say, and what is recognised in the words.

    An address in the heading is that of the office, which says it about itself: it is not proposed there.
    """
    heading = sum(len(part.text) + 1 for part in parts if part.kind == PartKind.HEAD)
    found = [
        Span(one.start, one.end, str(one.kind), one.reason)
        for one in propose(joined(parts), public=sorted(public), known=known)
        if one.kind != Kind.ADDRESS or one.start >= heading
    ]
    return within_parts(parts, [*marked, *found])


def parts_of(preparation: Preparation) -> list[Part]:
    """The text of a preparation."""
    return from_json(preparation.source)


def marked_in(preparation: Preparation) -> list[Span]:
    """What fields of the minutes name today, where the text still is that of the preparation."""
    source = source_of(preparation.meeting)
    return list(source.spans()) if source.parts == parts_of(preparation) else []


def undecided_now(actor: Actor, preparation: Preparation, covers: Iterable[Cover]) -> list[Span]:
    """What would be proposed today and nobody decided yet: since the preparation began a role may have ceased to be
    public. Places already covered or left by somebody do not come again.
    """
    parts, marked = parts_of(preparation), marked_in(preparation)
    known = bytearray(len(joined(parts)))
    for cover in covers:
        known[cover.start : cover.end] = b"\1" * (cover.end - cover.start)
    found = proposed(parts, marked, public_names(preparation.meeting), known_names(actor))
    return [rest for span in found for rest in _undecided(joined(parts), span, known)]


def _undecided(text: str, span: Span, known: bytearray) -> list[Span]:
    """What of a span lies outside the places somebody decided about, where it holds a letter or a digit."""
    rests, begin = [], span.start
    for place in range(span.start, span.end + 1):
        if place == span.end or known[place]:
            if any(char.isalnum() for char in text[begin:place]):
                rests.append(replace(span, start=begin, end=place))
            begin = place + 1
    return rests


# -- the same words elsewhere


def occurrences(text: str, sought: str) -> list[tuple[int, int]]:
    """Places where the sought words stand as whole words, whatever their case and the spaces between them."""
    pieces = [re.escape(piece) for piece in sought.split()]
    if not pieces:
        return []
    before = r"(?<!\w)" if sought[0].isalnum() else ""
    after = r"(?!\w)" if sought[-1].isalnum() else ""
    pattern = re.compile(before + r"\s+".join(pieces) + after, re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def other_forms(text: str, sought: str) -> list[tuple[int, int]]:
    """Places where the same words stand in other forms (Nováková: Novákovou); none for short or wordless texts."""
    asked = [one.text for one in _plain(words(sought))]
    if not asked or any(len(one) < LEAST_FOR_FORMS or not one.isalpha() for one in asked):
        return []
    standing = _plain(words(text))
    found = []
    for first in range(len(standing) - len(asked) + 1):
        run = standing[first : first + len(asked)]
        between = (text[one.end : two.start] for one, two in zip(run, run[1:], strict=False))
        if all(finds(one, two.text) for one, two in zip(asked, run, strict=True)) and not any(
            set(gap) & set("\n\t.;:") for gap in between
        ):
            found.append((run[0].start, run[-1].end))
    exact = set(occurrences(text, sought))
    return [span for span in found if span not in exact]


def _plain(found: Sequence[Word]) -> list[Word]:
    """Words without the parts of compounds that they already are in."""
    plain: list[Word] = []
    for word in found:
        if not plain or word.start >= plain[-1].end:
            plain.append(word)
    return plain


# -- decided before


def same_words(text: str) -> str:
    """What makes two covered places the same words."""
    return fold(text)


def decided_before(earlier: Preparation | None) -> tuple[Mapping[str, str], list[str]]:
    """What was decided about words in an earlier preparation, and the words that people themselves added.

    Words decided both ways are left out: there is nothing to offer.
    """
    if earlier is None:
        return {}, []
    text = joined(parts_of(earlier))
    decisions: dict[str, set[str]] = {}
    added: list[str] = []
    for cover in earlier.covers.exclude(decision=Decision.WAITING):
        covered = text[cover.start : cover.end]
        decisions.setdefault(same_words(covered), set()).add(cover.decision)
        if cover.origin in {Origin.ADDED, Origin.FORM} and cover.decision == Decision.HIDE:
            added.append(covered)
    return {words_: next(iter(made)) for words_, made in decisions.items() if len(made) == 1}, added

"""From segments to tokens: headings, labels, items and running text, also where they all stand on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from soucinnost.intake.evaluations.parsing.cleaning import BULLET, STREAM, Segment
from soucinnost.intake.evaluations.parsing.traced import Traced
from soucinnost.intake.evaluations.parsing.vocabulary import (
    GOAL_RANK,
    Head,
    Role,
    bare_head_at,
    head_at,
    is_ending,
    role_of,
)


class Kind(StrEnum):
    """What a token is. ``STRAY`` opens text that belongs to no goal: annexes, a table of contents."""

    HEAD = "head"
    LABEL = "label"
    ITEM = "item"
    TEXT = "text"
    STRAY = "stray"


@dataclass(frozen=True)
class Token:
    """One thing said. ``mark`` are the characters that gave its kind; ``text`` is the rest.

    ``bullet`` is the sort of the sign before an item: ``-``, ``1``, ``a``, ``o`` or another sign. An item whose
    number may be that of a heading carries it in ``head``.
    """

    kind: Kind
    text: Traced = Traced()
    mark: Traced = Traced()
    head: Head | None = None
    role: Role | None = None
    bullet: str = ""
    indent: int = 0
    gap: bool = False
    after_page: bool = False
    heading: int = 0
    in_cell: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document writes lists: ``dashes`` open items inside a text too; ``inline``: items follow on one line."""

    dashes: bool = False
    inline: bool = False


_UPPER = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"
_INLINE_HEAD = re.compile(
    r"(?<=\s)(?=(?:(?:Strategick|Specifick|Hlavn|Dílč|Prioritn|STRATEGICK|SPECIFICK|HLAVN|DÍLČ|PRIORITN)[^\W\d_]+\s)?"
    r"(?:[Cc]íl|CÍL|[Oo]patření|OPATŘENÍ|[Pp]riorita|PRIORITA|[Oo]blast|OBLAST|[Aa]ktivita|AKTIVITA)\s?(?:č\.\s?)?[0-9IVXA-H])"
)
_SPOKEN_OF = re.compile(
    r"(?i)(?:^|[\s(])(?:viz\.?|vi[zs]|v|ve|k|ke|u|pro|dle|podle|z|ze|a|i|nebo|s|se|plnění|hodnocení|cíle|opatření|tj\.|"
    r"podrobněji|rámci|rámec|na|o|do|od|též|také|tohoto|následující)\s*$"
)
_SIGNS = "-•▪●◦→➢✓\uf0b7\uf0a7\uf0d8"
_INLINE_BULLET = re.compile(rf"(?<=\s)[{_SIGNS}](?=\s+\S)")
_INLINE_DASH = re.compile(r"(?<=\s)[–—](?=\s+\S)")
_LABEL_WORDS = 6
_SHORT = 60
_MAX_LABEL = 80
_BEFORE_CAPITAL = re.compile(rf"(?<=[\s.(])(?=[{_UPPER}])|^")


def tokens_of(segment: Segment, manner: Manner) -> Iterator[Token]:
    """Yield the tokens of a segment that is no row."""
    if segment.listed:
        yield Token(Kind.STRAY, segment.text)
        return
    first = True
    for start, end, kind in _cuts(segment.text.text, manner):
        token = _token(segment.text.cut(start, end), inline=kind)
        yield replace(
            token,
            indent=segment.indent if first else 0,
            gap=segment.gap and first,
            after_page=segment.after_page and first,
            heading=segment.heading if first else 0,
        )
        first = False


def _token(piece: Traced, inline: str = "") -> Token:
    """Return what a piece is by how it begins."""
    text = piece.text
    bullet = BULLET.match(text)
    if inline not in {"head", "label"} and bullet:
        inner = text[bullet.end() :]
        worded = head_at(text)
        if worded is not None:
            return _headed(piece, worded)
        head = head_at(inner)
        if head is not None and head.rank <= 3 and not bullet.group()[0].isalnum():
            return _headed(piece, replace(head, end=head.end + bullet.end()))
        if label := _label_end(inner):
            return _labelled(piece, bullet.end(), *label)
        return Token(
            Kind.ITEM,
            piece.cut(bullet.end()),
            piece.cut(0, bullet.end()),
            bare_head_at(text),
            bullet=_sort(bullet.group()),
        )
    head = head_at(text)
    if head is not None and inline != "label":
        return _headed(piece, head)
    if label := _label_end(text):
        return _labelled(piece, 0, *label)
    bare = bare_head_at(text)
    if bare is not None:
        return Token(Kind.ITEM, piece.cut(bare.end), piece.cut(0, bare.end), bare, bullet="1")
    if is_ending(text):
        return Token(Kind.STRAY, piece)
    return Token(Kind.TEXT, piece)


def _headed(piece: Traced, head: Head) -> Token:
    return Token(Kind.HEAD, piece.cut(head.end), piece.cut(0, head.end), head)


def _labelled(piece: Traced, start: int, end: int, rest: int, role: Role) -> Token:
    return Token(Kind.LABEL, piece.cut(start + rest), piece.cut(0, start + rest), role=role)


def _sort(sign: str) -> str:
    sign = sign.strip(" ()")
    if sign[:1].isdigit():
        return "1"
    if sign[:1].isalpha() and sign[:1] != "o":
        return "a"
    return "-" if sign[:1] in "-–—" else sign[:1]


def _label_end(text: str) -> tuple[int, int, Role] | None:
    """Return where the label at the start of ``text`` ends, where the rest begins and what it announces."""
    head, colon, _ = text[: _MAX_LABEL + 1].partition(":")
    if colon:
        role = role_of(head)
        if role is not None and _may_label(role, head):
            return len(head), len(head) + 1, role
    if len(text) <= _MAX_LABEL and (text[:1].isupper() or text[:1].isdigit()):
        role = role_of(text)
        bare = {Role.PLANNED, Role.RESULTS, Role.EVALUATION, Role.MEASURE_EVALUATION, Role.DESCRIPTION}
        if role in bare and not text.rstrip().endswith((",", ";")) and not _is_common(text):
            return len(text), len(text), role
    dash = re.match(r"([^–—:]{4,60}?)\s[–—-]\s(?=\S)", text)
    if dash and (role := role_of(dash[1])) in {Role.PLANNED, Role.RESULTS, Role.EVALUATION} and dash[1][0].isupper():
        return dash.end(1), dash.end(), role
    return None


def _may_label(role: Role, label: str) -> bool:
    return role not in {Role.NUMBER} and (label[:1].isupper() or label[:1].isdigit() or label[:2].endswith((")", ".")))


def _is_common(text: str) -> bool:
    """Return whether a lone line is a label only with a colon: „Závěr“ ends a document, „Plán“ may be an item."""
    return text.strip(" .").lower() in {
        "závěr",
        "plán",
        "stav",
        "účel",
        "záměr",
        "obsah",
        "úkol",
        "aktivita",
        "shrnutí",
    }


def _cuts(text: str, manner: Manner) -> list[tuple[int, int, str]]:
    """Return the pieces of a segment as start, end and what is known of the piece to begin there."""
    places: dict[int, str] = {0: ""}
    stream = len(text) > STREAM or manner.inline and len(text) > _SHORT
    if ":" in text:
        places.update((place, "label") for place in _inline_labels(text, stream))
    if stream or len(text) > 60:
        places.update((place, "head") for place in _inline_heads(text, stream))
    if len(text) > STREAM or manner.inline and _begins(text) or _opens_list(text, [*places]):
        places.update((place, "item") for place in _inline_bullets(text, manner.dashes) if place not in places)
    starts = sorted(places)
    return [(start, end, places[start]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _begins(text: str) -> bool:
    """Return whether a text begins with a heading, a bullet or a label."""
    return BULLET.match(text) is not None or head_at(text) is not None or _label_end(text) is not None


def _opens_list(text: str, places: Sequence[int]) -> bool:
    """Return whether a label or a bullet is followed by a list on the same line: „Plnění: - první - druhé“."""
    for place in places:
        rest = text[place : place + 2000]
        label = _label_end(rest)
        begins = rest[label[1] :].lstrip() if label else rest if place == 0 else ""
        if begins[:1] in _SIGNS + "–" and begins[1:2] == " " and len(_INLINE_BULLET.findall(rest)) > 1:
            return True
    return False


def _inline_heads(text: str, stream: bool) -> Iterator[int]:
    seen: set[tuple[int, str]] = set()
    for match in _INLINE_HEAD.finditer(text):
        place = match.start()
        head = head_at(text[place : place + 300])
        before = text[max(0, place - 30) : place]
        if (
            head is None
            or not text[place].isupper()
            or _SPOKEN_OF.search(before)
            or before.rstrip()[-1:] in {"(", "„", ","}
        ):
            continue
        title = text[place + head.end : place + head.end + 1]
        ended = before.rstrip()[-1:] in {".", "!", "?", ":", ")", "/"}
        if not (title.isupper() or title in '„"') or not stream and not ended or (head.rank, head.number) in seen:
            continue
        seen.add((head.rank, head.number))
        yield place


def _inline_labels(text: str, stream: bool) -> Iterator[int]:
    """Yield where labels with a colon begin inside a text: „… klienti. Plnění: …“, „… Mostě Hodnocení: a …“."""
    for colon in re.finditer(":", text):
        window = text[max(0, colon.start() - _MAX_LABEL) : colon.start()]
        offset = colon.start() - len(window)
        starts = [match.start() for match in _BEFORE_CAPITAL.finditer(window)]
        for start in starts:
            label = window[start:]
            if offset + start == 0 or len(label.split()) > _LABEL_WORDS or not label[:1].isupper():
                continue
            role = role_of(label)
            if role is None or role in {Role.NUMBER, Role.OTHER, Role.GOAL, Role.MEASURE, Role.STATE}:
                continue
            before = text[max(0, offset + start - 60) : offset + start].rstrip()
            ended = before[-1:] in {".", "!", "?", ":", ")", ";"} or stream
            if ended and before[-1:] not in {"(", "„", '"'} or role is Role.EVALUATION and label.count(" ") < 3:
                yield offset + start
                break


def _inline_bullets(text: str, dashes: bool) -> Iterator[int]:
    """Yield where items begin inside a text; a dash between numbers or inside brackets begins none."""
    depth, last = 0, 0
    for match in sorted([*_INLINE_BULLET.finditer(text), *(_INLINE_DASH.finditer(text) if dashes else ())],
                        key=lambda found: found.start()):  # fmt: skip
        between = text[last : match.start()]
        depth = max(0, depth + between.count("(") - between.count(")"))
        last = match.start()
        left = text[max(0, match.start() - 20) : match.start()].rstrip()[-1:]
        right = text[match.end() : match.end() + 20].lstrip()[:1]
        if left.isdigit() and right.isdigit():
            continue
        if depth and ")" in text[match.end() : match.end() + 60] and left not in ".;)":
            continue
        depth = 0
        yield match.start()


def manner_of(segments: Sequence[Segment]) -> Manner:
    """Return how the document writes its lists."""
    starts = [segment.text.text[:2] for segment in segments]
    long = [segment.text.text for segment in segments if len(segment.text.text) > STREAM]
    dashes = sum(len(re.findall(r"[^\d\s]\s[–—]\s", text)) for text in long)
    after_end = sum(len(re.findall(r"[.:)]\s[–—]\s", text)) for text in long)
    hyphens = sum(len(re.findall(r"[^\d\s]\s[-•▪]\s", text)) for text in long)
    return Manner(
        dashes=sum(start in {"– ", "— "} for start in starts) > 1 or after_end > 3 and hyphens * 3 < dashes,
        inline=max(hyphens, after_end) > 5,
    )


def is_goal_word(token: Token) -> bool:
    """Return whether a heading names a goal with its word."""
    return token.head is not None and token.head.rank <= GOAL_RANK and not token.head.bare

"""Who wrote the record down, who checked it, who approved it, and on which days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from soucinnost.intake.parsing.minutes import APPROVER, CHAIR, RECORDER, REVIEWER, SignOff
from soucinnost.intake.parsing.people import is_name, name_in, read_people
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.vocabulary import Label, label_of
from soucinnost.intake.parsing.when import find_days, without
from soucinnost.kernel.folding import fold

ROLES = {"recorder": RECORDER, "reviewer": REVIEWER, "approver": APPROVER, "chair": CHAIR}
_BARE = re.compile(
    r"(?P<label>(?:zápis\s+|záznam\s+)?(?:(?:zapsal|vyhotovil|sepsal|pořídil|"
    r"zaznamenal|zpracoval|provedl)[ai]?|(?:ověřil|odsouhlasil|zrevidoval|zkontroloval|revidoval)[ai]?|"
    r"(?:schválil|podepsal)[ai]?))(?:/a|\(a\))?\s*(?::|-|–)?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_OWN_HAND = re.compile(
    r",?\s*\(?(?:v\.\s?r\.|vlastní rukou|v\. z\.|podpis|podepsán[oa]?|e-mailem|elektronicky)\)?\.?", re.IGNORECASE
)
_PLACE_DATE = re.compile(r"^(?:v|ve|na)\s+\S.{0,40}?[\s,]", re.IGNORECASE)
_NO_SIGNATURE = re.compile(r"(?i)^\s*(?:v|ve|na)\s|(?<!\w)(?:příloh|rozdělovník|pozdrav|tel\b|e-?mail)")
_CHAIRING = re.compile(
    r"(?:mist[o]?)?(?:predsed(?:a|kyne)|vedouci|koordinator(?:ka)?|garant(?:ka)?|starost(?:a|ka))(?!\w)"
)
_DOTS = re.compile(r"[.…_]{3,}")


def sign_label(segment: Segment) -> Label | None:
    """Return the role label at the start of a line, also without a colon („Zapsal Bandy“, „Zapsala dne 9. 1.: X“)."""
    text = _DOTS.sub(" ", segment.plain).strip()
    label = label_of(text)
    if label and label.kind in ROLES:
        return label
    head, colon, value = text.partition(":")
    if colon:
        plain = without(head, [(day.start, day.end) for day in find_days(head)])
        plain = re.sub(r"\s+(?:dne|ze dne)\s*$", "", " ".join(plain.split()))
        inner = label_of(plain + ":") if plain != head.strip() else None
        if inner and inner.kind in ROLES:
            return Label(inner.kind, f"{value.strip()} {head[len(plain) :].strip()}", head)
    match = _BARE.fullmatch(text)
    if match and len(text) < 120:
        inner = label_of(match["label"])
        rest = without(match["rest"], [(day.start, day.end) for day in find_days(match["rest"])])
        if inner and inner.kind in ROLES and _first_name(rest):
            return Label(inner.kind, match["rest"], match["label"])
    return None


def _first_name(text: str) -> bool:
    first = re.split(r"[,;(]|\s+(?:dne|v\s)", _OWN_HAND.sub("", text).strip(), maxsplit=1)[0].strip(" .")
    return is_name(name_in(first)) or first[:1] in "[*" or first[:1].lower() == "x"


def signers(label: Label, lines: tuple[int, ...], near: date | None) -> list[SignOff]:
    """Return those whom a label with its value names; the day that stands with them is theirs."""
    days = [day for day in find_days(label.value, near) if day.value]
    text = without(label.value, [(day.start, day.end) for day in days])
    text = re.sub(r"(?<=\S)\s{3,}(?=\S)", ", ", text)
    text = re.sub(
        r"(?i)(?<!\w)(?:dne|v[^\W\d_]*\s+[^\W\d_]+[ěeiu]\s+dne|datum\s*:?|podpis\s*:?)(?!\w)",
        " ",
        _OWN_HAND.sub("", _DOTS.sub(" ", text)),
    )
    text = (
        " ".join(text.replace("\t", ", ").split()).strip(" ,;.:–-()")
        if not text.rstrip().endswith("DiS.")
        else " ".join(text.split())
    )
    text = re.sub(r"\s+,", ",", text)
    found = read_people([(text, lines)])
    day = days[0].value if len(days) == 1 else None
    names = [person.name for person in found.people] or ([text] if text and len(text) < 80 else [])
    if len(days) == len(names) > 1:
        return [SignOff(ROLES[label.kind], name, own.value, lines) for name, own in zip(names, days, strict=True)]
    return [SignOff(ROLES[label.kind], name, day, lines) for name in names]


def read_signatures(segments: Sequence[Segment], near: date | None) -> tuple[list[SignOff], set[int]]:
    """Return the signatures at the end of a record and the places of the segments that they took."""
    found: list[SignOff] = []
    taken: set[int] = set()
    common: date | None = None
    common_lines: tuple[int, ...] = ()
    place = 0
    while place < len(segments):
        segment = segments[place]
        label = sign_label(segment)
        if label is not None and (label.kind != "chair" or not label.value or _first_name(label.value)):
            taken.add(place)
            lines = segment.lines
            if not label.value and place + 1 < len(segments) and sign_label(segments[place + 1]) is None:
                place += 1
                taken.add(place)
                lines = (*lines, *segments[place].lines)
                label = Label(label.kind, segments[place].text, label.written)
            found += signers(label, lines, near)
        elif more := _more_signers(segments, place, found, near, follows=place - 1 in taken):
            found += more
            taken.update(range(place, place + len(set(more[0].lines) - set(segment.lines)) + 1))
            place = max(taken)
        elif columns := _columns_of_days(segment, found, near):
            taken.add(place)
            found = columns
        else:
            day = _lone_day(segment, near)
            if day is not None:
                taken.add(place)
                if _PLACE_DATE.match(segment.text) and not re.match(r"(?i)dne", segment.text):
                    common, common_lines = day, segment.lines
                else:
                    found = _dated(found, day, segment.lines)
        place += 1
    if common:
        found = [
            one if one.date else replace(one, date=common, lines=(*one.lines, *common_lines)) for one in found
        ]
    return found, taken


def _more_signers(
    segments: Sequence[Segment], place: int, found: Sequence[SignOff], near: date | None, *, follows: bool
) -> list[SignOff]:
    """Return those whom a line without a label names: under others of the same role, or with an office of a chair."""
    segment = segments[place]
    text = _OWN_HAND.sub("", _DOTS.sub(" ", segment.plain))
    if (
        not (found or _OWN_HAND.search(segment.plain))
        or segment.is_row
        and not follows
        or len(text) > 120
        or label_of(text)
    ):
        return []
    plain = without(text, [(day.start, day.end) for day in find_days(text, near)])
    name = re.split(r"[,;(]|\s{3,}|\s+[-–]\s", plain.strip(), maxsplit=1)[0].strip(" .:")
    if not is_name(name) or len(re.findall(r"[^\W\d_]+", name)) < 2 or _NO_SIGNATURE.search(plain):
        return []
    behind = fold(plain.strip()[len(name) :]).strip(" ,.-–()")
    if _CHAIRING.match(behind):
        return [SignOff(CHAIR, name, _only_day(text, near), segment.lines)]
    below = segments[place + 1] if place + 1 < len(segments) else None
    if not behind and below is not None and _CHAIRING.match(below.folded) and len(below.text) < 60:
        return [SignOff(CHAIR, name, _only_day(text, near), (*segment.lines, *below.lines))]
    if not follows or segment.gap:
        return []
    role = next(kind for kind, told in ROLES.items() if told == found[-1].role)
    return signers(Label(role, segment.plain, ""), segment.lines, near)


def signs_above(segment: Segment) -> bool:
    """Return whether a line above the labels of the signatures belongs to them: „… v. r.“, „předsedkyně výboru“."""
    is_office = _CHAIRING.match(segment.folded) is not None and segment.text[0].islower()
    return len(segment.text) < 70 and (_OWN_HAND.search(segment.plain) is not None or is_office)


def _only_day(text: str, near: date | None) -> date | None:
    days = find_days(text, near)
    return days[0].value if len(days) == 1 else None


def _columns_of_days(segment: Segment, found: Sequence[SignOff], near: date | None) -> list[SignOff]:
    """Return ``found`` with the days that stand in columns under as many who signed; empty where they do not."""
    days = [day for day in find_days(segment.text, near) if day.value]
    rest = without(segment.text, [(day.start, day.end) for day in days])
    if len(days) < 2 or re.sub(r"(?i)(?<!\w)(?:dne|datum)(?!\w)|[\s:.,;]+", "", rest):
        return []
    last = [one for one in found if one.lines == found[-1].lines and one.date is None]
    if len(last) != len(days) or list(found[-len(last) :]) != last:
        return []
    return [
        *found[: -len(last)],
        *(
            replace(one, date=day.value, lines=(*one.lines, *segment.lines))
            for one, day in zip(last, days, strict=True)
        ),
    ]


def _lone_day(segment: Segment, near: date | None) -> date | None:
    """Return the day of a line that holds nothing else: „Dne: 7. 12. 2017“, „V Ostravě dne 7. 12. 2017“."""
    days = find_days(segment.text, near)
    if len(days) != 1 or len(segment.text) > 60 or re.match(r"(?:pristi|dalsi|termin)", segment.folded):
        return None
    rest = fold(without(segment.text, [(days[0].start, days[0].end)]))
    rest = re.sub(
        r"(?<!\w)(?:dne|datum|podpis|ze|zapsano|vyhotoveno|kontrolovano|overeno)(?!\w)|[\s:,.;()–-]+", " ", rest
    ).strip()
    if not rest or re.fullmatch(r"(?:v|ve|na)(?: [^\W\d_]+){1,4}", rest):
        return days[0].value
    return None


def _dated(found: list[SignOff], day: date, lines: tuple[int, ...]) -> list[SignOff]:
    """Give a day and its lines to those who signed right above it."""
    dated = list(found)
    for place in range(len(dated) - 1, -1, -1):
        if dated[place].date is not None or dated[place].lines != found[-1].lines:
            break
        dated[place] = replace(dated[place], date=day, lines=(*dated[place].lines, *lines))
    return dated

"""The head of a record: what met, when and where; from labels, else from the title lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from soucinnost.intake.parsing.minutes import Day, Piece
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.when import FoundDay, find_days, find_times, is_filling, without
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.folding import fold

_RECORD = re.compile(
    r"^(?:(?:re|fwd?|fw)\s*:\s*)*(?:(?:stručný\s|zkrácený\s)?(?:z[áa]pis|z[áa]znam|"
    r"protokol|zápisek|výpis)\w{0,2}(?:\s+č(?:íslo|\.)?\s*[\w./-]+|\s+[0-9]+[/.][0-9]+)?)?"
    r"(?:\s*[-–:]\s*)?(?:\s*(?:z|ze|o)\s+)?",
    re.IGNORECASE,
)
_SEATED = re.compile(
    r"(?:MěÚ|MÚ|ÚMČ|ÚMO|OÚ|ObÚ|KÚ|MMO|ZŠ|SŠ|DDM|SVČ|[Mm]agistrát|[Rr]adnice|[Kk]lub|[Hh]otel|[Pp]enzion)\s[^\W\d_a-z]"
)
_SENT = re.compile(
    r"(?i)^(?:posílám|zasílám|přeposílám|rozesílám|přikládám)(?:\s+[^\W\d_]+){0,3}?\s+(?=z[áa]pis|z[áa]znam)"
)
_GREETING = re.compile(
    r"(?:dobr[ye] (?:den|rano|odpoledne)|ahoj|vazen[iya]|mil[ia]|cau|zdravim|hezky den|krasny den)(?!\w)"
)
_HELD = re.compile(
    r"\s*[,–-]?\s*(?:(?:,\s*)?(?:které|která|který|jež|jenž)\s+se\s+(?:konal|"
    r"uskutečnil|sešl)\w*|(?:se\s+)?(?:konal[aoy]?|uskutečnil[aoy]?)(?:\s+se)?|"
    r"konan\w+|"
    r"zápis(?:\s+č\.?)?\s*[0-9]+|(?:ze\s+)?(?:dne|ve\s+dnech)\s+[0-9]|z\s+[0-9]{1,2}\.\s?[0-9]|"
    r"č(?:íslo|\.)\s*[0-9]+\s*(?:/|$)|[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|"
    r"$)|[0-9]{1,2}\.\s+[^\W\d_]+\s+[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})",
    re.IGNORECASE,
)
_BODY_NOUNS = (
    r"(?:pracovni(?:\s\w+)? skupin|skupin|komis|vybor|platform|mdt|multidisciplin|"
    r"ps|tym|rad[ay]|spolecenstv|partnerstv|sdruzen)"
)
_EVENT_NOUNS = r"(?:porad|schuz|setkani|zasedani|jednani|konferenc|kulat|seminar|workshop|vyjezd)"
_NOUN_FIRST = re.compile(rf"^(?:[0-9]+\.\s)?(?:\w+\s(?:a\s\w+\s)?)?{_BODY_NOUNS}")
_EVENT_FIRST = re.compile(rf"^(?:[0-9]+\.\s)?(?:\w+\s)?{_EVENT_NOUNS}")
_ANY_NOUN = re.compile(rf"(?<!\w){_BODY_NOUNS}\w*")
_MET = re.compile(rf"(?<!\w)(?:{_BODY_NOUNS}|{_EVENT_NOUNS})")
_GENERIC = re.compile(
    rf"^(?:[0-9]+\.\s)?(?:\w+\s)?{_EVENT_NOUNS}\w*(?:\s(?:c\.?\s?[0-9/]+|vyboru|"
    rf"komise|skupiny|ps|pracovni skupiny|tymu|clenu|mdt))?(?:\s(?:c\.|cislo)?\s?[0-9/]+)?$"
)
_EVENT_BEFORE = re.compile(r"^(?:\w+ího\s)?(?:jednání|schůzky|setkání|porady|zasedání)\s+(?=[A-ZČŘŠŽ])")
_OFFICE = re.compile(
    r"^(?:statutarni )?(?:mesto|obec|magistrat|mestsky urad|obecni urad|urad|"
    r"kraj|krajsky urad|mestys|odbor|mesta|obce)\b"
)
_PLACE_WORDS = re.compile(
    r"(?<!\w)(?:mistnost\w?|zasedac\w+|nam\.|namest\w+|ul\.|ulic\w|urad\w?|radnic\w|"
    r"sal\w?|budov\w|skol\w|dom[aue]?\w?|dum|magistrat\w?|klub\w?|klubovn\w|"
    r"centr\w+|kancelar\w?|online|on-line|teams|zoom|knihovn\w|hasicsk\w+|restaurac\w+|"
    r"patro|prizemi|c\. ?p\.|k-centr\w|salonek|hotel|penzion)(?!\w)"
)
_IN_PLACE = re.compile(
    (
        r"(?:^|[\s,])(?P<place>(?:v|ve|na|u)\s+(?!(?:pondělí|úterý|středu|čtvrtek|"
        r"pátek|sobotu|neděli|[0-9]|roce|rámci|souladu))[^\W\d].*)"
    ),
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\s+[-–]\s+(?P<place>(?:online|on-line|distančně|na dálku|ms teams|teams|zoom)\b.*)$", re.IGNORECASE
)


@dataclass(slots=True)
class Head:
    """What the head said so far. ``titles`` are its lines without a label; ``place_is_guess`` means that the place is
    what stood with the day, which a line labelled as the place corrects."""

    subject: Piece = field(default_factory=Piece)
    date: Day = field(default_factory=Day)
    place: Piece = field(default_factory=Piece)
    place_is_guess: bool = False
    titles: list[tuple[int, Segment]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    wrong: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)


def take_date(head: Head, text: str, lines: tuple[int, ...], *, near: date | None = None) -> str:
    """Read day and times from a value; return what of it is neither (a place, often)."""
    days = find_days(text, near)
    day = next((one for one in days if one.value), None)
    for one in days:
        if one.value is None and day is None:
            head.wrong.append((text[one.start : one.end], lines))
    rest = without(text, [(one.start, one.end) for one in days])
    begins, ends, spans = find_times(rest)
    rest = " ".join(without(rest, spans).split()).strip(" ,;.–-/|")
    rest = re.sub(r"(?i)^(?:ze\s+|ve\s+)?(?:dne|dnech)(?!\w)[\s/|,;–-]*", "", rest)
    rest = re.sub(r"(?i),?\s*(?<!\w)(?:v|ve|od|do|dne)$", "", rest)
    rest = re.sub(r"(?i)(?<!\w)(?:ve\s+dnech|v|ve|od|do|dne)\s+(?=(?:v|ve|na|od|do)\s)", "", rest)
    old = head.date
    takes = bool(day) and old.value is None
    if takes or begins and old.begins is None or not old.text:
        head.date = Day(
            value=day.value if takes and day else old.value,
            until=day.until if takes and day else old.until,
            begins=old.begins or begins,
            ends=old.ends or ends,
            text="; ".join(filter(None, (old.text, text))),
            lines=(*old.lines, *lines),
        )
    elif text:
        head.date = replace(old, text=f"{old.text}; {text}", lines=(*old.lines, *lines))
    return "" if is_filling(rest) else rest


def take_time(head: Head, label: str, text: str, lines: tuple[int, ...]) -> None:
    """Read a line that gives only times: „Začátek: 15.00 hodin“."""
    begins, ends, _ = find_times(text)
    if fold(label).startswith(("konec", "ukonc")) and begins and not ends:
        begins, ends = None, begins
    old = head.date
    head.date = replace(
        old,
        begins=old.begins or begins,
        ends=old.ends or ends,
        text="; ".join(filter(None, (old.text, f"{label}: {text}" if label else text))),
        lines=(*old.lines, *lines),
    )


def is_head_line(segment: Segment) -> bool:
    """Return whether an unlabelled line belongs to the head: it says what the paper is, or when and where it was."""
    folded = segment.folded
    if len(segment.text) > 260:
        return False
    if re.match(r"(?:\w+ )?(?:zapis|zaznam|protokol|vypis)(?:\w{0,2})(?!\w)", folded) and len(segment.text) < 200:
        return True
    if find_days(segment.text) and (len(segment.text) < 120 or _HELD.search(segment.text)):
        return True
    if re.match(r"ze? (?:[0-9]+\. )?\w*", folded) and _MET.search(folded) and len(segment.text) < 160:
        return True
    if len(segment.text) > 130 or not segment.text[0].isupper():
        return False
    return len(list(sentence_spans(segment.text))) == 1 and not re.search(r"[^\W\d_]{3}\.$", segment.text)


def is_greeting(segment: Segment) -> bool:
    """Return whether a line greets the readers of a mail: „Dobrý den všem,“."""
    return len(segment.text) < 60 and _GREETING.match(segment.folded) is not None


def finish_head(head: Head, mail: dict[str, tuple[str, tuple[int, ...]]]) -> None:
    """Fill what no label gave from the title lines."""
    for place, segment in head.titles:
        _from_title(head, place, segment)
    if not head.subject:
        _best_subject(head)
    elif _RECORD.match(head.subject.text):
        head.subject = Piece(_subject_text(head.subject.text) or head.subject.text, head.subject.lines)
    if mail and head.subject:
        parts = re.split(r"\s[-–]\s", head.subject.text)
        named = [part for part in parts if _ANY_NOUN.search(fold(part))]
        if named:
            text = _EVENT_BEFORE.sub("", named[-1]) if len(parts) == 1 else named[-1]
            head.subject = Piece(text, head.subject.lines)


def _from_title(head: Head, place: int, segment: Segment) -> None:
    """Take day, times and place that stand in a title line."""
    text = segment.text
    days = [day for day in find_days(text) if not _is_number(text, day)]
    if days and head.date.value is None:
        head.used.add(place)
        rest = take_date(head, text[_held_at(text, days) :], segment.lines)
        _place_from(head, rest, segment)
    elif _is_time_line(text):
        head.used.add(place)
        take_time(head, "", text, segment.lines)
    elif not head.place:
        online = _ONLINE.search(text)
        if online:
            head.place = Piece(online["place"].strip(), segment.lines)
            head.used.add(place)
        elif _looks_like_place(segment) or head.used and place > max(head.used) and _SEATED.match(text):
            head.place = Piece(re.sub(r"^(?:místo\s*)", "", text).strip(" .,"), segment.lines)
            head.used.add(place)


def _is_time_line(text: str) -> bool:
    """Return whether a title line says only from when to when: „9.00–11.00 hodin“."""
    begins, _, spans = find_times(text)
    return begins is not None and is_filling(without(text, spans))


def _is_number(text: str, day: FoundDay) -> bool:
    return bool(re.search(r"č(?:\.|íslo)\s*$", text[: day.start]))


def _held_at(text: str, days: list[FoundDay]) -> int:
    match = _HELD.search(text)
    return min(match.start(), days[0].start) if match else days[0].start


def _place_from(head: Head, rest: str, segment: Segment) -> None:
    if head.place or not rest:
        return
    if rest.count("(") != rest.count(")"):
        rest = rest.strip("() ")
    match = _IN_PLACE.search(rest)
    if match and not _PLACE_WORDS.search(fold(rest[: match.start()])):
        head.place = Piece(match["place"].strip(" .,;"), segment.lines)
    elif _PLACE_WORDS.search(fold(rest)) and not _HELD.match(rest):
        head.place = Piece(rest.strip(" .,;"), segment.lines)


def _looks_like_place(segment: Segment) -> bool:
    folded = segment.folded
    if (
        _RECORD.match(segment.text)
        and re.match(r"(?:zapis|zaznam|protokol)", folded)
        or _ANY_NOUN.search(folded)
        or "c. j" in folded
    ):
        return False
    starts = re.match(r"(?:v|ve|na)\s", folded) is not None
    return (
        bool(_PLACE_WORDS.search(folded))
        and (starts or "," in segment.text and bool(re.search(r"[0-9]", folded)))
        and not _OFFICE.match(folded)
    )


def _best_subject(head: Head) -> None:
    """Choose the title line that says what met."""
    best, weight = None, 0.0
    for order, (place, segment) in enumerate(head.titles):
        text = _subject_text(segment.text)
        folded = fold(text)
        if len(text) < 2:
            continue
        score = -0.1 * order
        if _NOUN_FIRST.match(folded):
            score += 5
        elif _EVENT_FIRST.match(folded):
            score += 4
        elif _ANY_NOUN.search(folded):
            score += 3
        elif re.match(r"(?:zapis|zaznam|protokol)", segment.folded):
            score += 1.5
        elif place not in head.used and re.search(r"[^\W\d_]{4}", text):
            score += 1
        if _GENERIC.match(folded):
            score -= 2.6
        if _OFFICE.match(folded) and not _NOUN_FIRST.match(folded):
            score -= 3
        if (
            place in head.used
            and head.place.lines == segment.lines
            and not re.match(r"(?:zapis|zaznam)", segment.folded)
            and score < 3
        ):
            continue
        if score > weight:
            best, weight = (place, segment, text), score
    if best:
        head.subject = Piece(best[2], best[1].lines)
        head.used.add(best[0])


def _subject_text(text: str) -> str:
    """Return a title without „Zápis z“, number, date and place."""
    text = _SENT.sub("", _ONLINE.sub("", " ".join(text.split())), count=1)
    bracket = re.search(r"\s+\(([^()]*)\)\s*[.:]?$", text)
    if bracket and find_days(bracket[1]):
        text = text[: bracket.start()]
    without_record = (
        _RECORD.sub("", text, count=1)
        if re.match(r"(?i)(?:re:|fwd?:|stručný|zkrácený|z[áa]pis|z[áa]znam|protokol|výpis|ze?\s)", text)
        else text
    )
    match = _HELD.search(without_record)
    if match:
        without_record = without_record[: match.start()]
    without_record = re.sub(r"(?i)^(?:jednání|schůzky|porady|setkání|zasedání)\s*[-–:]\s+", "", without_record)
    return without_record.strip(" ,;:–-.").strip()

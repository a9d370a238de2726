"""Decisions and votes inside an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from soucinnost.intake.parsing.minutes import Outcome
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.vocabulary import label_of
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.folding import fold

_RESOLUTION = re.compile(r"usneseni\s+(?:c(?:islo|\.)?\s*)?[0-9]+[0-9/.\-a-z]*\.?\s*:?\s*")
_COUNTED = re.compile(
    r"(?:pro|za)\s*(?:bylo\s*|hlasovalo\s*)?[:\-–]?\s*[0-9]+[^.]{0,40}?proti\s*[:\-–]?\s*(?:[0-9]+|"
    r"nikdo)(?:[^.]{0,30}?zdrzel\w*\s*(?:se)?\s*(?:hlasovani)?\s*[:\-–]?\s*(?:[0-9]+|"
    r"nikdo))?"
    r"|(?:pro|za)\s*[:\-–]\s*(?:[0-9]+|vsichni)\b|[0-9]+\s*(?:x\s*)?pro\b[^.]{0,30}?[0-9]+\s*(?:x\s*)?(?:proti|zdrzel)"
)
_BY_NAME = re.compile(
    r"(?:hlasovali\s)?(?:pro|proti|zdrzel[aiy]?(?: se)?(?: hlasovani)?|nehlasoval[aiy]?|nepritomn\w hlasovani)\s*:\s*\S"
)
_WHO = (
    r"(?:komise|vybor|(?:pracovni |ridici )?skupin[ay]|ps|rada|platforma|zastupitelstvo|clenove|pritomni|tym|vsichni)"
)
_DECIDES = re.compile(
    r"(?<!\w)(?:(?:ne)?doporucuj[ei]|(?:ne)?schvaluj[ei]|ber(?:e|ou)(?:\s[\w.,/]+){0,14}? na vedomi|"
    r"na vedomi (?:bere|vzala)|vzal[aoi]? na vedomi|(?:ne)?souhlasi(?=[ .,]|"
    r" s)|"
    r"uklada(?:ji)?|poveruj[ei]|jmenuje|zamita|odklada|stanovuje|povereuje|usnesl[ao]? se|"
    r"se usnesl[aoi]?|rozhodl[aoi]? (?:o|ze|se)|rozhodl[aoi]?,|prijal[aoi]? usneseni|"
    r"navrh\w? (?:ne)?byl[ay]? (?:ne)?(?:prijat|schvalen|zamitnut)\w?|program\w* (?:jednani )?(?:byl "
    r")?(?:jednomyslne )?schvalen\w*|(?:ne)?byl[aoyi]? (?:jednomyslne |vetsinou )?(?:schvalen|"
    r"odsouhlasen)[aoyi]?)(?!\w)"
)
_APPROVED = re.compile(
    rf"(?<!\w){_WHO}(?: \w+){{0,6}}? (?:(?:ne)?schvalil|(?:ne)?doporucil|odsouhlasil|"
    rf"zamitl|prijal|stanovil|poveril|vzal|zvolil|jmenoval|odlozil)[aioy]?(?!\w)"
)
_PERSON_FIRST = re.compile(
    r"^(?:(?i:pan|paní|pí|p\.)\s|(?:Ing|Mgr|Bc|JUDr|MUDr|PhDr|[a-z]?por|[a-z]*prap|kpt|mjr|plk)\.)"
)
_SUBNUMBER = re.compile(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})+\.?|[a-z]\)|[0-9]{1,2}[.)])\s+")
_VOTE_LABEL = re.compile(
    r"^\(?(?:výsledek\s+)?hlasování(?:\s+č\.?\s*[0-9/]+)?\s*[:–-]?\s*|^hlasováno\s*:?\s*", re.IGNORECASE
)
_SCORES = re.compile(r"[0-9]{1,3}\s?[-–/:]\s?[0-9]{1,3}\s?[-–/:]\s?[0-9]{1,3}")


def find_outcomes(segments: Sequence[Segment], barred: frozenset[int] = frozenset()) -> list[tuple[int, Outcome]]:
    """Return decisions and votes in ``segments`` with the place of each; segments in ``barred`` are tasks."""
    found: list[tuple[int, Outcome]] = []
    place = 0
    while place < len(segments):
        if place in barred:
            place += 1
            continue
        outcomes, taken = _read(segments, place)
        found += [(place, outcome) for outcome in outcomes]
        place += taken
    return found


def _read(segments: Sequence[Segment], place: int) -> tuple[list[Outcome], int]:
    segment = segments[place]
    text = _SUBNUMBER.sub("", segment.plain, count=1)
    folded = fold(text)
    resolution = _RESOLUTION.match(folded)
    if resolution:
        return _resolution(segments, place, text, resolution.end() >= len(folded))
    label = label_of(text)
    if label and label.kind == "votes":
        return _vote_after_label(segments, place, label.value)
    if _BY_NAME.match(folded):
        taken = 1
        while place + taken < len(segments) and _BY_NAME.match(segments[place + taken].folded):
            taken += 1
        lines = tuple(line for one in segments[place : place + taken] for line in one.lines)
        return [Outcome("vote", "\n".join(one.plain for one in segments[place : place + taken]), lines)], taken
    counted = _COUNTED.search(folded)
    if counted and counted.start() <= 40 and len(text) < 160 and not _decides(folded[: counted.start()]):
        return [Outcome("vote", _VOTE_LABEL.sub("", text).strip(" ()"), segment.lines)], 1
    if label and label.kind in {"decision", "conclusions"} and label.value:
        return [Outcome("decision", label.value, segment.lines)], 1
    return _in_sentences(text, segment.lines), 1


def _resolution(segments: Sequence[Segment], place: int, text: str, alone: bool) -> tuple[list[Outcome], int]:
    """Read „Usnesení č. 12/2019“ with its text on the same or the next line, and a vote behind it."""
    segment = segments[place]
    taken, lines = 1, segment.lines
    if alone and place + 1 < len(segments) and not _is_vote(segments[place + 1]):
        below = segments[place + 1]
        text, lines, taken = f"{text}\n{below.plain}", (*lines, *below.lines), 2
    text, vote = _cut_vote(text)
    outcomes = [Outcome("decision", text, lines)]
    if vote:
        outcomes.append(Outcome("vote", vote, lines))
    return outcomes, taken


def _cut_vote(text: str) -> tuple[str, str]:
    match = re.search(r"\s*\(?(?:Hlasování|Výsledek hlasování)\s*:\s*(?P<vote>.+?)\)?$", text, re.DOTALL)
    if match:
        return text[: match.start()].strip(), match["vote"].strip()
    bracket = re.search(r"\s*\((?P<vote>[^()]*)\)\s*\.?$", text)
    if bracket and _COUNTED.search(fold(bracket["vote"])):
        return text[: bracket.start()].strip(), bracket["vote"].strip()
    return text, ""


def _is_vote(segment: Segment) -> bool:
    label = label_of(segment.text)
    return bool(label and label.kind == "votes" or _COUNTED.match(segment.folded) or _BY_NAME.match(segment.folded))


def _vote_after_label(segments: Sequence[Segment], place: int, value: str) -> tuple[list[Outcome], int]:
    segment = segments[place]
    if value:
        return [Outcome("vote", value, segment.lines)], 1
    texts: list[str] = []
    lines, taken = segment.lines, 1
    while place + taken < len(segments):
        below = segments[place + taken]
        if not (_is_vote(below) or _SCORES.fullmatch(below.text.strip(" .")) or not texts and len(below.text) < 60):
            break
        texts.append(below.plain)
        lines = (*lines, *below.lines)
        taken += 1
        if not _BY_NAME.match(below.folded):
            break
    return ([Outcome("vote", "\n".join(texts), lines)] if texts else []), taken


def _in_sentences(text: str, lines: tuple[int, ...]) -> list[Outcome]:
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        folded = fold(sentence)
        counted = _COUNTED.search(folded)
        scores = re.search(r"hlasovani\s*:?\s*[0-9]", folded)
        if counted or scores:
            if counted and (_DECIDES.search(folded) or _APPROVED.search(folded)):
                decision, vote = _cut_vote(sentence)
                found.append(Outcome("decision", decision, lines))
                found += [Outcome("vote", vote, lines)] if vote else []
            else:
                found.append(Outcome("vote", _VOTE_LABEL.sub("", sentence).strip(" ()"), lines))
        elif _is_decision(sentence, folded):
            found.append(Outcome("decision", BULLET.sub("", sentence, count=1), lines))
    return found


def _decides(folded: str) -> bool:
    return bool(_DECIDES.search(folded) or _APPROVED.search(folded))


def _is_decision(sentence: str, folded: str) -> bool:
    match = _DECIDES.search(folded)
    if match is None:
        return _APPROVED.search(folded) is not None and not folded.rstrip().endswith("?")
    return (
        not _PERSON_FIRST.match(sentence)
        and not folded.rstrip().endswith("?")
        and not re.search(r"(?<!\w)(?:aby|zda|pokud|ze)(?!\w)", folded[: match.start()])
    )

"""What organisations reported inside an item: paragraphs that start with one, or in which one is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from soucinnost.intake.parsing.agenda import numbered
from soucinnost.intake.parsing.minutes import Report
from soucinnost.intake.parsing.organisations import is_organisation
from soucinnost.intake.parsing.people import is_name
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.vocabulary import kind_of
from soucinnost.kernel.chars import UPPER
from soucinnost.kernel.czech.actors import ROLES
from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.folding import fold

_TOLD = re.compile(
    r"(?<!\w)(?:(?:informoval|představil|sdělil|uvedl|seznámil|referoval|popsal|"
    r"přiblížil|hovořil|shrnul|prezentoval|zhodnotil|zmínil|"
    r"doplnil|upozornil|oznámil|předložil|vyhodnotil|poreferoval|vysvětlil|konstatoval|"
    r"nahlásil|potvrdil|připomněl|zopakoval|pochválil|vystoupil)[aiy]?|"
    r"předal[aiy]?\s+(?:\w+\s)?(?:informac|zpráv)\w*|podal[aiy]?\s+(?:\w+\s)?(?:informac|"
    r"zpráv)\w*|informuje|uvádí|hlásí|referuje)(?!\w)"
)
_LEAD = re.compile(r"(?P<organisation>[^:–—]{2,90}?)(?:\s+-\s+|\s*[–—]\s*|\s*:\s+)(?P<rest>\S.*)", re.DOTALL)
_LEAD_COLON = re.compile(r"(?P<organisation>[^:.!?]{2,90}?)\s*:\s+(?P<rest>\S.*)", re.DOTALL)
_BRACKET = re.compile(
    rf"(?P<organisation>[{UPPER}][^:()–—]{{1,70}}?)\s*\((?P<who>[^()]{{3,60}})\)\s*(?:[–—:-]\s*)?(?P<rest>\S.*)",
    re.DOTALL,
)
_FOR = re.compile(
    rf"Za\s+(?P<organisation>(?:[{UPPER}][\w.]*|městskou|policii|spolek|charitu|"
    rf"odbor|organizaci|město|úřad)(?:\s+[\w.]+){{0,6}}?)\s+(?=(?:(?:pan|paní|"
    rf"pí|p\.|[A-Z][a-z]+\.|[a-z]{{2,6}}\.)\s+[\w.]+\s+)?(?:informoval|uvedl|"
    rf"sdělil|vystoupil|hovořil|referoval|promluvil|seznámil|představil|doplnil|"
    rf"popsal|podal|předal))"
)
_SPOKEN = re.compile(
    r"(?<!\w)(?:projekt\w{0,4}|činnost\w{0,3}|aktivit\w{0,3}|služ[be]\w{0,3}|"
    r"práce|práci|provoz\w?)\s+(?:organizac\w+\s+|spolku\s+|nadace\s+)?"
    rf"(?P<organisation>[{UPPER}]{{2,6}}(?![\w.])|(?:[{UPPER}][^\W\d_]+)(?:\s+[{UPPER}][^\W\d_]+)*)"
)
_TOWNS = {"města": "Město", "obce": "Obec", "kraje": "Kraj", "městyse": "Městys", "magistrátu": "Magistrát"}
_OF_TOWN = re.compile(rf"(?<!\w)(?:činnost|aktivit|práci|projekt)[^\W\d_]{{0,4}}\s+(?P<town>{'|'.join(_TOWNS)})(?!\w)")
_LEGAL_FORM = re.compile(r"(?:o\. ?p\. ?s|z\. ?s|z\. ?ú|s\. ?r\. ?o|p\. ?o|o\. ?s|a\. ?s|sv|č|n\. ?L|n\. ?O)\.,?")
_NOMINATIVE = {
    "městskou policii": "Městská policie", "policii čr": "Policie ČR",
    "policii české republiky": "Policie České republiky",
    "probační a mediační službu": "Probační a mediační služba", "charitu": "Charita", "armádu spásy": "Armáda spásy",
    "agenturu pro sociální začleňování": "Agentura pro sociální začleňování", "diakonii": "Diakonie",
}  # fmt: skip
_SIGNED_CASE = {
    "policii": "Policie",
    "charitu": "Charita",
    "diakonii": "Diakonie",
    "městskou": "Městská",
    "nadaci": "Nadace",
}


def find_reports(segments: Sequence[Segment], item: str) -> list[tuple[int, int, Report]]:
    """Return the reports of one item: first and behind the last segment, and the report."""
    starts: list[tuple[int, str, str]] = []
    listed = sum(_is_listed(segment) for segment in segments) > 2
    for place, segment in enumerate(segments):
        found = _start(segment, has_any=bool(starts), listed=listed)
        if found:
            starts.append((place, *found))
    if len(starts) == 1 and not _is_sure(starts[0], segments):
        return []
    reports = []
    for (place, organisation, text), following in zip(starts, [*starts[1:], None], strict=False):
        end = following[0] if following else len(segments)
        end = _end(segments, place, end)
        body = [text, *(segment.text for segment in segments[place + 1 : end])]
        lines = tuple(line for segment in segments[place:end] for line in segment.lines)
        reports.append((place, end, Report(organisation, "\n".join(filter(None, body)), lines, item)))
    return reports


def _is_listed(segment: Segment) -> bool:
    """Return whether a paragraph begins with an organisation and goes on with sentences about its work."""
    lead = _LEAD.match(segment.plain)
    if lead is None or segment.is_row or not _may_be_called(lead["organisation"]):
        return False
    rest = lead["rest"].strip()
    is_text = len(rest) > 25 and rest.endswith((".", "!", "“")) and len(rest.split()) > 4
    return is_text and is_organisation(lead["organisation"]) and not is_name(rest.split(",")[0])


def _start(segment: Segment, *, has_any: bool, listed: bool = False) -> tuple[str, str] | None:
    """Return the organisation and its text when a report begins in the segment.

    ``listed``: paragraphs of the item begin with organisations, so such a one needs no verb of telling.
    """
    text = segment.plain
    if segment.is_row or len(text) < 15:
        return None
    if numbered(text) and not BULLET.match(segment.text):
        mark = numbered(text)
        text = mark.rest if mark and mark.style in {"plain", "letter"} else text
    if listed and _is_listed(segment):
        own = _listed_lead(segment.plain)
        return own["organisation"].strip(), own["rest"].strip()
    lead = _LEAD.match(text)
    if lead and _may_report(lead["organisation"], lead["rest"]):
        return lead["organisation"].strip(), lead["rest"].strip()
    bracket = _BRACKET.match(text)
    if (
        bracket
        and is_organisation(bracket["organisation"])
        and (is_name(bracket["who"]) or _TOLD.search(bracket["rest"]))
    ):
        return bracket["organisation"].strip(), f"({bracket['who']}) {bracket['rest']}"
    spoken_for = _FOR.match(text)
    if spoken_for:
        return _nominative(spoken_for["organisation"]), text
    if has_any and _TOLD.search(text[:160]):
        town = _OF_TOWN.search(text[:260])
        if town:
            return _TOWNS[town["town"]], text
        spoken = _SPOKEN.search(text[:260])
        if spoken and spoken["organisation"].split()[0].lower() in ROLES:
            return None  # „projektu Asistenti prevence kriminality“
        if spoken and not is_given_name(spoken["organisation"].split()[0]):
            return spoken["organisation"], text
    return None


def _listed_lead(text: str) -> re.Match[str]:
    """Return the organisation with its part, „Město Bruntál – odbor školství: …“, parted at a colon first."""
    colon = _LEAD_COLON.match(text)
    lead = colon if colon and _may_be_called(colon["organisation"]) else _LEAD.match(text)
    assert lead is not None
    return lead


def _may_be_called(organisation: str) -> bool:
    name = re.sub(r"\s*\([^()]*\)", "", organisation).strip()
    return bool(name) and (name[0].isupper() or name[0] in '„"') and len(name.split()) <= 9 and not kind_of(name)


def _may_report(organisation: str, rest: str) -> bool:
    name = re.sub(r"\s*\([^()]*\)", "", organisation).strip()
    if not _may_be_called(organisation):
        return False
    known = is_organisation(name)
    first = next(sentence_spans(rest), (0, 0))
    told = _TOLD.search(rest[: min(first[1], 220)])
    if re.search(r"[.!?;,]\s", _LEGAL_FORM.sub("", name).strip(" ,")):
        return False
    if told:
        return known or not _is_person(name)
    return False


def _is_person(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    called = re.match(r"(?i)(?:pan|paní|pí|p\.|ing|mgr|bc|judr|mudr|phdr|por|npor|kpt|str)\b", name)
    return (
        bool(called)
        or any(is_given_name(word) or (word.endswith("ová") and len(word) > 5) for word in words)
        and len(words) < 4
    )


def _is_sure(start: tuple[int, str, str], segments: Sequence[Segment]) -> bool:
    """Return whether a single report is one beyond doubt: a known organisation and somebody who told it."""
    return is_organisation(start[1]) and _TOLD.search(start[2][:200]) is not None


def _end(segments: Sequence[Segment], place: int, end: int) -> int:
    """Return behind which segment a report ends: before a paragraph that starts like one but tells nothing."""
    for later in range(place + 1, end):
        text = segments[later].plain
        lead = _LEAD.match(text)
        if (
            lead
            and is_organisation(lead["organisation"])
            and not _TOLD.search(lead["rest"][:200])
            and len(lead["organisation"]) < 50
        ):
            return later
        label = kind_of(text.partition(":")[0]) if ":" in text[:60] else ""
        if label in {"task", "decision", "votes", "conclusions", "tasks"}:
            return later
    return end


def _nominative(text: str) -> str:
    folded = " ".join(text.split())
    low = folded.lower()
    for accusative, nominative in _NOMINATIVE.items():
        if low.startswith(accusative):
            return nominative + folded[len(accusative) :]
    first, _, rest = folded.partition(" ")
    return " ".join(filter(None, (_SIGNED_CASE.get(first.lower(), first), rest)))


def told_count(text: str) -> int | None:
    """Return how many organisations a sentence says that reported: „informovalo 5 organizací“."""
    match = re.search(r"informoval\w*[^.]{0,80}?([0-9]{1,2})\s+organizac", fold(text))
    return int(match[1]) if match else None

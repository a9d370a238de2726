"""Dividing what stands behind „Přítomni:“ into people; names stay as written, what stands with them is a note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from soucinnost.intake.parsing.minutes import Named
from soucinnost.intake.parsing.organisations import is_organisation
from soucinnost.intake.parsing.segments import BULLET
from soucinnost.kernel.chars import UPPER
from soucinnost.kernel.czech.marks import find_marks
from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.folding import fold
from soucinnost.kernel.titles import match_title

_NOBODY = re.compile(r"(?:0|nikdo|zadny|zadna|nebyl[aiy]?|nejsou|neni|bez|[-–—x/.*]+|bez (?:omluv|hostu)|---)?[. ]*")
_NUMBERED = re.compile(r"(?:[0-9]{1,3}\s?[.)/]|[a-z]\))\s*(?=\S)")
_CALLED = re.compile(r"^(?:pan[aí]?|paní|pí|slečna|p|sl|kolega|kolegyně|pani|pi)\.?\s+", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:pritomn\w )?(?:celkem |pocet )?(?:[0-9]{1,3}(?: ?/ ?[0-9]{1,3})?|vsichni|"
    r"vetsina|dva|tri|ctyri|pet|sest|sedm|osm|devet|deset|nadpolovicni)"
    r"(?:[ :,(](?:(?!\. ).)*)?\.?"
)
_BY_LIST = re.compile(
    r"(?:viz|dle|podle|na zaklade|prezencni listina|v priloze|uvedeni|jsou uvedeni|"
    r"seznam|\(?listina|(?:vsichni )?clenove (?:ps|skupiny|komise|vyboru))"
)
_NAME_WORD = re.compile(rf"[{UPPER}][^\W\d_]*(?:[-'’][{UPPER}]?[^\W\d_]+)*\.?")
_PARTICLES = frozenset({"van", "von", "de", "der", "da", "di", "z", "ze", "ml", "st"})
_BESIDES = re.compile(r"\s*[(/](?P<note>[^()]*)[)/]?\s*|\s+[-–—]\s*(?P<dash>.+)$")
_TOKEN = re.compile(r"[^\s,]+")
_AND = re.compile(r"\s+(?:a|i|&)\s+")
_SEAT = re.compile(r"(?:OS|KS|OSZ|KSZ|MěÚ|MÚ|ObÚ|OÚ|ÚP|ZŠ|SŠ|MŠ|DDM|SVČ|CSS)\s+[^\W\d_]+")
_POLICE_TEXT = """
vrch str strž stráž prap nprap pprap stržm nstržm por npor ppor kpt mjr plk pplk insp rtm
"""
_POLICE = frozenset(_POLICE_TEXT.split())
_TITLE_ONLY = re.compile(
    r"(?:dis|ph\.? ?d|csc|drsc|mba|mpa|ll\.?m|bba|th\.? ?d|dis\.|msc|mha|llm|ing|mgr|bc|et)\.?", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?i)(?:předsed|místopředsed|člen|tajemn|vedouc|ředitel|zástup|koordin|"
    r"manažer|starost|místostarost|primátor|náměst|refer|"
    r"kurátor|metod|prevent|velitel|odbor|za\s|matka|otec|lektor|učitel|psycholog|"
    r"garant|host|asistent|zapisovatel|příchod|odchod|"
    r"od\s[0-9]|do\s[0-9]|z\s|ze\s|v\szast|zast|strážn|polic|advok|soci|výchov|"
    r"prakt|léka|právn|radn|zastup|pracovn|terénn|region|facil|"
    r"mode|dobrov|student|inspekt|okrsk|krajsk|městsk|obecn|spec|odborn|náhrad|"
    r"místo\s|též|také|dříve|jako\s|on-?line|telefon)"
)


@dataclass(slots=True)
class Found:
    """People found in a stretch of text, and what of it was not a name."""

    people: list[Named] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_nobody(text: str) -> bool:
    """Return whether the text says that there was nobody: „–“, „0“, „nikdo“."""
    return _NOBODY.fullmatch(fold(text)) is not None


def is_count(text: str) -> bool:
    """Return whether the text gives a number or refers to a list instead of naming people."""
    folded = fold(text).strip(" .:")
    return bool(_COUNT.fullmatch(folded) or _BY_LIST.match(folded))


def read_people(pieces: Iterable[tuple[str, tuple[int, ...]]]) -> Found:
    """Return the people in stretches of text, each given with the numbers of its lines."""
    found = Found()
    for text, lines in pieces:
        text = _stripped(text)
        if not text or is_nobody(text):
            continue
        if is_count(text) and not _named(text):
            found.notes.append(text)
            continue
        _read_line(text, lines, found)
    return found


def _named(text: str) -> bool:
    return fold(text).startswith("za ") and is_name(text)


def _stripped(text: str) -> str:
    text = (
        BULLET.sub("", text.strip(), count=1) if BULLET.match(text.strip()) and len(text.strip()) > 2 else text.strip()
    )
    number = _NUMBERED.match(text)
    return text[number.end() if number else 0 :].strip(" ;,")


def _read_line(text: str, lines: tuple[int, ...], found: Found) -> None:
    pair = _split(text, ",") if ";" not in text and "\t" not in text else []
    if len(pair) == 2 and _is_name_with_place(pair[0].strip(), pair[1].strip()):
        found.people.append(Named(pair[0].strip(), pair[1].strip(), lines))
        return
    for segment in _split(text.replace("\t", " – " if "," not in text.split("\t")[0] else ", "), ";"):
        first = True
        before = len(found.people)
        for piece in _split(segment, ","):
            piece = piece.strip(" .") if _ends_sentence(piece) else piece.strip()
            if not piece or is_nobody(piece):
                continue
            if len(found.people) > before and _add_title(piece, found):
                continue
            first = _read_piece(piece, lines, found, first, before)


def _is_name_with_place(first: str, second: str) -> bool:
    """Return whether „Jana Malá, Eurotopia“ is one person: a full name, and a word that is no surname."""
    words = re.findall(r"[^\W\d_]{2,}", first)
    full = is_name(first) and len(words) > 1 and any(is_given_name(word) for word in words)
    single = re.fullmatch(r"[^\W\d_]+", second) is not None and not is_given_name(second)
    return full and single and not second.endswith("ová") and not _TITLE_ONLY.fullmatch(second)


def _add_title(piece: str, found: Found) -> bool:
    """Give a title that stands behind a comma, with what follows it, to the person before; tell whether it was one."""
    match = re.match(r"(?P<title>[^\s(–]+(?:\sD\.)?)\s*(?P<rest>[(–-].*)?$", piece)
    if match is None or not _TITLE_ONLY.fullmatch(match["title"]):
        return False
    last = found.people[-1]
    note = (match["rest"] or "").strip(" ()–-")
    found.people[-1] = Named(f"{last.name}, {match['title']}", ", ".join(filter(None, (last.note, note))), last.lines)
    return True


def _ends_sentence(piece: str) -> bool:
    last = piece.rstrip(" ").rstrip(".").rpartition(" ")[2].rpartition(",")[2]
    return piece.rstrip().endswith(".") and not _TITLE_ONLY.fullmatch(last.strip()) and len(last) > 2


def _read_piece(piece: str, lines: tuple[int, ...], found: Found, first: bool, before: int) -> bool:
    """Take one piece between commas; return whether the next one is still the first of its person."""
    for part in _people_in(piece):
        name, note = _without_note(part)
        if not first and _SEAT.fullmatch(part) and len(found.people) > before:
            last = found.people[-1]
            found.people[-1] = Named(last.name, ", ".join(filter(None, (last.note, part))), last.lines)
        elif is_name(name):
            found.people.append(Named(name, note, lines))
        elif (
            len(found.people) > before and not first and not (_is_somebody(part) and not is_name(found.people[-1].name))
        ):
            last = found.people[-1]
            found.people[-1] = Named(last.name, ", ".join(filter(None, (last.note, part))), last.lines)
        elif _is_somebody(part):
            found.people.append(Named(name, note, lines))
        else:
            found.notes.append(part)
            continue
        first = False
    return first


def _people_in(piece: str) -> list[str]:
    """Part „Jan Novák a Petr Malý“ where both sides are names."""
    parts = _AND.split(piece)
    if len(parts) > 1 and (
        all(is_name(_without_note(part)[0]) for part in parts)
        or all(_is_somebody(part) and not is_name(_without_note(part)[0]) for part in parts)
    ):
        return [part.strip() for part in parts]
    return [piece]


def _is_somebody(text: str) -> bool:
    """Return whether a text without a name still says who: an organisation, „zástupce PMS“, a covered name."""
    return (
        bool(text)
        and (is_organisation(text) or fold(text).startswith("zastupc") or any(find_marks(text)))
        and len(text) < 70
    )


def name_in(text: str) -> str:
    """Return the name in a text without the office and the organisation that stand with it."""
    return _without_note(text)[0]


def _without_note(text: str) -> tuple[str, str]:
    """Part the name from what stands with it: „(MP)“, „– OSPOD“, „MP – “, „za OSPOD“, „ze školy“."""
    notes: list[str] = []
    name = text.strip()
    match = re.match(r"(.{2,50}?)\s*:\s+(.+)$", name)
    if match and is_name(_cleaned(match[2])) and not is_name(match[1]):
        notes.append(match[1])
        name = match[2].strip()
    bracket = re.search(r"\s*\(([^()]*)\)?", name)
    if bracket and bracket.start() > 0:
        notes.append(bracket[1].strip())
        name = (name[: bracket.start()] + name[bracket.end() :]).strip()
    parts = re.split(r"\s+[-–—]+\s*|\s*[–—]\s+|(?<=[^\W\d_]{3})-\s+|\s+/\s*", name)
    if len(parts) > 1:
        place = max(range(len(parts)), key=lambda index: (_likeness(parts[index]), -index))
        notes += [part for index, part in enumerate(parts) if index != place]
        name = parts[place]
    for pattern in (
        r"\s+(?:za|ze?|z|jako|v zastoupení|zastupuj\w+)\s+[^\W\d_].*$",
        r"^za\s+(?:[^\W\d_.]+\s+)+?(?=(?:[^\W\d_]{1,6}\.\s?)|[^\W\d_]+\s+[^\W\d_]+$)",
    ):
        match = re.search(pattern, name)
        if match and is_name(name[: match.start()] or name[match.end() :]):
            notes.append(match.group().strip())
            name = name[: match.start()] or name[match.end() :]
    if not is_name(name):
        role, behind = _role_before(name)
        if behind:
            notes.append(role)
            name = behind
    lead = _leading_organisation(name)
    if lead:
        notes.append(lead)
        name = name[len(lead) :].strip()
    return name.strip(" ,;"), ", ".join(filter(None, notes))


def _role_before(text: str) -> tuple[str, str]:
    """Part „ředitel Charity Jiří Houšť“ into the office and the name; the name starts at a title or a given name."""
    words = text.split()
    if len(words) < 2 or not words[0][:1].islower() or len(words) > 9:
        return "", ""
    for place in range(1, len(words)):
        name = " ".join(words[place:])
        titled = match_title(words[place], 0) is not None or _CALLED.match(name) is not None
        if is_name(name) and (
            titled or is_given_name(words[place]) or place == len(words) - 1 and _ROLE.match(text) and place < 3
        ):
            return " ".join(words[:place]), name
    return "", ""


def _likeness(text: str) -> int:
    """Return how much a text looks like a person: titles, given names and -ová tell more than capitals."""
    if not is_name(text):
        return 0
    words = re.findall(r"[^\W\d_]+", text)
    sure = any(is_given_name(word) or word.endswith("ová") for word in words)
    return 1 + 2 * sure + 2 * bool(re.search(r"[^\W\d_]\.", text)) + bool(_CALLED.match(text))


def _cleaned(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text).strip()


def _leading_organisation(name: str) -> str:
    """Return an abbreviation in front of a name: „APK Lišková“, „MP str. Vavrečka“."""
    words = name.split()
    count = 0
    while count < len(words) - 1 and len(words[count]) > 1 and words[count].isupper() and words[count].isalpha():
        count += 1
    if not count or len(words[count:]) > 4 or all(word.isupper() for word in words if word.isalpha()):
        return ""
    if (
        is_given_name(words[-1])
        and len(words) - count == 1
        or len(words[0]) > 5
        or not is_name(" ".join(words[count:]))
    ):
        return ""
    return " ".join(words[:count])


@lru_cache(maxsize=16384)
def is_name(text: str) -> bool:
    """Return whether a text looks like the name of one person: titles, one to four capitalised words, no other ones."""
    rest = _CALLED.sub("", text.strip(), count=1)
    called = rest != text.strip()
    if any(span == (0, len(rest)) for span in find_marks(rest)):
        return True
    position, words, titles = 0, [], 0
    while position < len(rest):
        if rest[position] == "," or rest[position].isspace():
            position += 1
            continue
        title = match_title(rest, position)
        if title is not None and not (title.title == "et" and not titles):
            titles += 1
            position += title.length
            continue
        match = _TOKEN.match(rest, position)
        assert match is not None
        words.append(match.group())
        position = match.end()
    while len(words) > 1 and words[0].endswith(".") and words[0].rstrip(".").lower() in _POLICE:
        words = words[1:]
    if (
        called
        and words
        and fold(words[0]) in {"magistra", "inzenyrka", "doktorka", "inzenyr", "magistr", "doktor", "magistre"}
    ):
        words = words[1:]
    if not 1 <= len(words) <= 4 or is_organisation(text) or _ROLE.match(text) and not (titles or called):
        return False
    proper = [word for word in words if _NAME_WORD.fullmatch(word)]
    return (
        bool(proper)
        and all(_NAME_WORD.fullmatch(word) or word.strip(".") in _PARTICLES for word in words)
        and not (len(words) == 1 and len(words[0]) < 3 and not titles)
    )


def starts_with_person(text: str) -> bool:
    """Return whether a line that begins in small letters begins with a person: „p. Klevar“, „kpt. Bc. Malá“."""
    name = re.split(r"[,;(]|\s+[-–]\s", text, maxsplit=1)[0].strip()
    titled = _CALLED.match(name) is not None or match_title(name, 0) is not None
    return titled and is_name(name)


def _split(text: str, sign: str) -> list[str]:
    """Split outside brackets."""
    parts, depth, last = [], 0, 0
    for place, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == sign and not depth:
            parts.append(text[last:place])
            last = place + 1
    parts.append(text[last:])
    return parts

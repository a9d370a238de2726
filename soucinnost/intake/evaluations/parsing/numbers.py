"""Numbers in reported results, offered as claims: how many, of what, how surely, when. Nothing is taken by itself.

Not offered are numbers that count nothing: dates and years, paragraphs and laws, numbers of goals, measures and pages,
standards, addresses, telephone and identification numbers, ages, hours, ordinals, what stands in an address of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from soucinnost.intake.evaluations.parsing.naming import label_of
from soucinnost.intake.parsing.when import find_days
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.czech.wordsets import word_set
from soucinnost.kernel.dates.names import MONTH_BY_WORD
from soucinnost.kernel.folding import fold


class NumberKind(StrEnum):
    """How a number was meant: counted, about so many, or only planned. The values are those of claims."""

    ACTUAL = "actual"
    APPROXIMATE = "approximate"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Offered:
    """A number that a person may take as a claim.

    ``value`` is what is written (135 for „135 mil. Kč“), ``unit`` the word or sign it is counted in („účastníků“,
    „mil. Kč“, „%“), ``until`` the upper end of a range („10–15“), ``denominator`` the total it is part of („15 z 30“).
    ``label`` says what the number is of: the words around it. ``period`` is a year or years („2016“, „2017–2019“),
    empty when the text says none. ``text[start:end]`` is the number with its unit.
    """

    value: Decimal
    unit: str
    label: str
    kind: NumberKind
    denominator: Decimal | None
    period: str
    start: int
    end: int
    until: Decimal | None = None


_NUM = r"(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)(?:,[0-9]+)?"
_LETTER = r"[^\W\d_]"
_MONEY = (
    r"(?:(?:tis|mil|mld|milion[ůuy]?|milión[ůuy]?|miliard[ay]?|tisíc[ei]?)\.?\s*)?(?:Kč|korun\w{0,2}|CZK|EUR|eur|€)"
)
_SIZE = r"(?:tis|mil|mld)\.|tisíc[eiů]?|milion[ůuy]?|miliard[ay]?"
_UNIT = rf"(?P<unit>{_MONEY}|%|procent\w*|‰)"
_OFFER = re.compile(
    rf"(?<![\w.,/§+-])(?<![\w][-–])(?P<value>{_NUM})(?P<plus>\+)?"
    rf"(?:\s?(?:-|–|—|až)\s?(?P<until>{_NUM}))?"
    rf"(?:(?:,-|,–)?\s*(?:{_UNIT}|(?P<size>{_SIZE})\s+(?={_LETTER})|))"
)
_NOUN = re.compile(
    rf"\s?\s*(?P<words>(?:„?{_LETTER}[^\W\d_]*(?:-{_LETTER}+)?\.?[“]?\s+){{0,3}}?(?P<noun>{_LETTER}{{2,}}))"
)
_ABOUT = re.compile(
    r"(?i)(?:cca|ca|asi|přibližně|zhruba|kolem|okolo|téměř|bezmála|skoro|přes|více než|více jak|víc než|"
    r"méně než|nad|na|až|"
    r"nejméně|minimálně|min\.|maximálně|max\.|nejvýše|alespoň|aspoň|odhadem|řádově|do|více jak|±|~|průměrně|"
    r"v průměru)\s*$"
)
_ABOUT_ONLY_COUNTS = re.compile(r"(?i)(?:^|\s)(?:na|do|nad)\s*$")
_PLAN = re.compile(
    r"(?i)(?<!\w)(?:plán(?!\w)|(?:na|za)?plánov[aá][nlt]\w*|plánuj\w*|předpokládá\w*|"
    r"předpokládan\w*|cílov\w+\shodnot\w+|"
    r"bude|budou|má být|mají být|má vzniknout|mají vzniknout|by měl[oaiy]?|chystá\w*|připravuje se|"
    r"ve výhledu|výhledově|"
    r"v dalším období|v příštím)(?!\w)"
)
_DONE = re.compile(r"(?i)(?<!\w)(?:byl[aoiy]?|proběhl\w*|skutečn\w*|realizován\w*|oproti plánu)(?!\w)")
_OF_TOTAL = re.compile(
    rf"\s*(?:{_LETTER}+\.?\s+){{0,3}}?(?:z|ze|na)\s+(?:(?:celkov\w+(?:\s+počtu)?|celkem|počtu|všech|možných|plánovan\w+|oslovených)\s+)*"
    rf"(?P<total>{_NUM})(?![0-9])(?!\s?\.\s?[0-9a-zá-ž])"
)
_STRICT_TOTAL = re.compile(r"\s(?:z|ze)\s|celk")
_OUT_OF = re.compile(rf"(?i)(?<!\w)ze?\s+(?:celkov\w+\s+)?(?:počtu|objemu|částky|celkem)\s+(?P<total>{_NUM})")
_YEAR = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)[0-9]{2})(?:(?:\s?(?:-|–|—|/|až|a)\s?|\s+do\s+"
    r"(?:[0-9]{1,2}\.\s?){0,2})(?P<last>(?:19|20)?[0-9]{2}))?(?!\d)(?!\s\d{3}\b)"
)
_BEFORE_NO_CLAIM = re.compile(
    r"(?i)(?:^|[\s(„])(?:č\.|čís\.|číslo|čj\.|č\. ?j\.|§+|odst\.|písm\.|čl\.|článek|zák\.|zákona|vyhl\.|"
    r"sb\.|bod[uy]?|str\.|s\.|strana|"
    r"straně|stran|příloh\w+|tab\.|tabulk\w+|graf\w*|obr\.|obrázek|kapitol\w+|opatření|cíl\w{0,2}|priorit\w{1,2}|aktivit\w{1,2}|"
    r"bod|usnesení|tel\.?:?|telefon\w*:?|ičo?:?|ič:?|psč:?|čp\.|č\.p\.|čsn|csn|iso|en|praha|ul\.|kú|úřad|roku|rok[ue]?|r\.|"
    r"verze|web|ka|ks|typ\w*|stupeň|stupně|třída|třídě|ročník\w*|skupin[ay]|linka|linku|lince|p1=)\s*$"
)
_AGE = re.compile(
    r"(?i)(?:věku|stáří|starší|mladší|od|do|nad|pod|ve věku)\s+(?:cca\s+|asi\s+)?(?:[0-9]+\s*[-–až]+\s*)?$"
)
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:cz|eu|com|org|gov)\b\S*")
_CODES = re.compile(
    r"(?i)č\.\s?[0-9]+\s?/\s?[0-9]{4}(?:\s?sb\.)?|[0-9]+\s?/\s?[0-9]{4}\s?sb\.|(?:čsn|csn|en|"
    r"iso)\s?(?:[a-z]{2,3}\s)?[0-9][0-9 ]*|"
    r"(?:\+420\s?)?(?<![0-9 ])[0-9]{3}\s[0-9]{3}\s[0-9]{3}(?![0-9])(?!\s*(?:kč|korun|obyvatel|osob))|"
    r"(?<![0-9])[0-9]{1,2}[.:][0-9]{2}\s?(?:h|hod)\w*\.?|(?<![0-9])[0-9]{3}\s[0-9]{2}(?![0-9])|"
    r"(?<![\w,.])[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})*\.?(?![0-9])|(?<![0-9])[0-9]+\s?/\s?[0-9]+(?![0-9])"
)
_ORDINAL = re.compile(r"\.\s*(?:[a-záčďéěíňóřšťúůýž]|$)")
_NO_NOUN = word_set(
    """
    a i nebo ale do od v ve na z ze s se k ke u o po pro při za je jsou byl byla bylo byli byly aby
    který která které tj hod hodin hodiny hodině h let roku roce rok roky letech ročník ročníku etapa
    etapy stupeň stupně to tak pak bude budou než až či viz sb např popř atd apod aj tj tzv tzn resp vč
    zejm cca mj případně zejména především včetně
    """
)
_MONTHS = frozenset(MONTH_BY_WORD)


def find_numbers(text: str, *, last_year: int | None = None) -> list[Offered]:
    """Return the numbers in ``text`` that a claim could be made of, in order.

    ``last_year`` is the last year of the evaluated strategy: what is told of later years is a plan.
    """
    blocked = _blocked(text)
    found: list[Offered] = []
    period = ""
    for start, end in _sentences(text):
        for offered in _in_sentence(text, start, end, blocked, period, last_year):
            if not any(offered.start < other.end and other.start < offered.end for other in found):
                found.append(offered)
        years = list(_YEAR.finditer(text, start, end))
        period = _period(years[-1]) if years else period
    return found


_SUB_ITEM = re.compile(r"(?<=[.:;),])\s+(?=[o•–-]\s+[A-ZÁ-Ž])")


MOST_SENTENCE = 1200
NEAR = 60
"""Characters beside a year that say what it is."""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences; an item of a list inside the text begins one as well."""
    for start, end in sentence_spans(text):
        for match in _SUB_ITEM.finditer(text, start, end):
            yield from _windows(text, start, match.start())
            start = match.end()
        yield from _windows(text, start, end)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide what is far too long for a sentence behind a comma, else at a blank: each number is held against all that
    stands in its own.
    """
    while end - start > MOST_SENTENCE:
        half, last = start + MOST_SENTENCE // 2, start + MOST_SENTENCE
        cut = max(text.rfind(", ", half, last) + 1, half)
        cut = cut if cut > half else max(text.rfind(" ", half, last), half)
        yield start, cut
        start = cut
    yield start, end


def _blocked(text: str) -> list[tuple[int, int]]:
    """Return the stretches whose digits count nothing."""
    spans = [match.span() for pattern in (_ADDRESS, _CODES) for match in pattern.finditer(text)]
    spans += [(day.start, day.end) for day in find_days(text)]
    spans += [
        match.span() for match in re.finditer(r"(?<![0-9])[0-9]{1,2}\.\s?[0-9]{1,2}\.(?:\s?(?:19|20)[0-9]{2})?", text)
    ]
    return [*spans, *_years(text)]


def _years(text: str) -> Iterator[tuple[int, int]]:
    for match in _YEAR.finditer(text):
        behind = text[match.end() : match.end() + NEAR].lstrip()
        before = text[max(0, match.start() - NEAR) : match.start()].rstrip()
        counted = re.match(
            rf"(?:{_LETTER}+\s)?(?:osob|účastník|kus|Kč|hračk|žák|klient|let[áa]k|obyvatel|korun|dět)", behind
        )
        if match["last"] or not counted or re.search(r"(?i)(?:roce|roku|rok|letech|v)$", before):
            yield match.span()


def _in_sentence(
    text: str, start: int, end: int, blocked: list[tuple[int, int]], period: str, last_year: int | None
) -> Iterator[Offered]:
    for match in _OFFER.finditer(text, start, end):
        value = match["value"]
        if any(match.start() < stop and begin < match.start() + len(value) for begin, stop in blocked):
            continue
        offered = _offered(text, start, end, match, period, last_year)
        if offered is not None:
            yield offered


def _offered(
    text: str, start: int, end: int, match: re.Match[str], period: str, last_year: int | None
) -> Offered | None:
    before = text[start : match.start()]
    if _BEFORE_NO_CLAIM.search(before) and not match["unit"]:
        return None
    number_end = match.end("until") if match["until"] else match.end("value")
    total = _OF_TOTAL.match(text, match.end(), end)
    if total and not _STRICT_TOTAL.search(" " + total.group()):
        total = None
    unit, stop = _unit(text, match, end)
    if total and not unit:
        unit, stop = _unit_behind(text, total.end("total"), end)
    if not unit:
        unit = _unit_before(before, match, text[match.end() : match.end() + 16])
    if not unit and total is None:
        return None
    if _ORDINAL.match(text[number_end:end]) and not match["unit"] and not match["size"]:
        return None
    if unit in {"let", "roků", "rok", "roky"} and _AGE.search(before):
        return None
    about = before[: match.start()] if not match["until"] else ""
    said = _period_near(text, start, end, match.start(), stop) or (period if _refers_back(text[start:end]) else "")
    kind = _kind(text, start, end, match, said, last_year, about)
    denominator = _number(total["total"]) if total else _out_of(before)
    return Offered(
        value=_number(match["value"]),
        unit=unit,
        label=label_of(text, start, end, match.start(), stop),
        kind=kind,
        denominator=denominator if denominator is not None and denominator > 0 else None,
        period=said,
        start=match.start(),
        end=max(stop, total.end("total") if total else match.end("value")),
        until=_number(match["until"]) if match["until"] else None,
    )


def _number(text: str) -> Decimal:
    plain = re.sub(r"[ \u00a0\u202f]", "", text)
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def _unit(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    """Return what the number counts and where that ends; empty when nothing countable follows."""
    if match["unit"]:
        return " ".join(match["unit"].split()), match.end("unit")
    place = match.end("size") if match["size"] else match.end("until") if match["until"] else match.end("value")
    place += len(match["plus"] or "") if not match["until"] and not match["size"] else 0
    noun = _NOUN.match(text, place, end)
    if noun is None:
        return "", place
    words = _counted(noun["words"].split(), text[noun.end() : end])
    if not words:
        return "", place
    size = f"{match['size']} " if match["size"] else ""
    stop = _end_of(text, place, words)
    return size + " ".join(words), stop


def _unit_behind(text: str, place: int, end: int) -> tuple[str, int]:
    """Return what is counted when only the total says it: „15 z celkových 30 klientů“."""
    noun = _NOUN.match(text, place, end)
    words = _counted(noun["words"].split(), text[noun.end() : end]) if noun else []
    return " ".join(words), _end_of(text, place, words)


_PLANNED_BARE = re.compile(r"(?i)\((?:v\s)?plán\w*:?\s*$")
_COUNTED_BEFORE = re.compile(rf"[0-9]\s+(?P<unit>{_LETTER}{{3,}})\s*[(,;)]")
_IN_YEAR = re.compile(r"\s?\s*(?:,?\s?(?:v\s(?:roce|letech|r\.)|za\srok)\s|\(|v\s)(?=(?:19|20)[0-9]{2})")


def _unit_before(before: str, match: re.Match[str], behind: str) -> str:
    """Return the unit of a number that leaves it to the one before: „40 strážníků (plán 50)“, „…, 353 v roce 2015“."""
    counted = list(_COUNTED_BEFORE.finditer(before))
    bare = _PLANNED_BARE.search(before) and behind[:1] in {")", ",", ";", ""}
    return counted[-1]["unit"] if counted and (bare or _IN_YEAR.match(behind)) else ""


def _counted(words: list[str], behind: str) -> list[str]:
    """Return the adjectives and the noun right behind a number; nothing when a word stands there that is neither."""
    tail = re.match(rf"(?:\s+{_LETTER}+)*", behind)
    every = [*words, *(tail.group().split() if tail else ())][:4]
    taken: list[str] = []
    for word in every:
        low = word.lower().rstrip(".")
        if low in _NO_NOUN or fold(low) in _MONTHS and not taken or len(low) < 2:
            break
        taken.append(word)
        if not _is_adjective(low):
            return taken
    return taken if taken and len(taken) < 3 else taken[:1] if taken else []


def _is_adjective(low: str) -> bool:
    if low.endswith(("ení", "ání", "tí")):
        return False
    return low.endswith(
        (
            "ně",
            "cky",
            "sky",
            "ých",
            "ích",
            "ými",
            "ím",
            "ým",
            "ové",
            "ná",
            "né",
            "ní",
            "ský",
            "ská",
            "ské",
            "ický",
            "ečné",
            "ový",
            "ová",
        )
    )


def _end_of(text: str, place: int, words: list[str]) -> int:
    for word in words:
        found = text.find(word, place)
        place = found + len(word) if found >= 0 else place
    return place


def _kind(
    text: str, start: int, end: int, match: re.Match[str], said: str, last_year: int | None, before: str
) -> NumberKind:
    clause = _clause(text, start, end, match.start())
    if _PLAN.search(clause) and not _DONE.search(clause):
        return NumberKind.PLAN
    if last_year is not None and said and int(said[:4]) > last_year:
        return NumberKind.PLAN
    about = _ABOUT.search(before)
    if about and _ABOUT_ONLY_COUNTS.search(about.group()):
        about = None
    return NumberKind.APPROXIMATE if about or match["until"] or match["plus"] else NumberKind.ACTUAL


def _clause(text: str, start: int, end: int, place: int) -> str:
    """Return the part of the sentence between brackets, semicolons and conjunctions that the number stands in."""
    left = max((text.rfind(sign, start, place) for sign in ("(", ";", ")", ", dal", " a dal")), default=-1)
    rights = [found for sign in (")", ";", "(") if (found := text.find(sign, place, end)) >= 0]
    return text[max(left + 1, start) : min(rights, default=end)]


def _out_of(before: str) -> Decimal | None:
    found = list(_OUT_OF.finditer(before))
    return _number(found[-1]["total"]) if found and len(before) - found[-1].end() < 90 else None


def _period(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    if not last:
        return first
    last = last if len(last) == 4 else first[:2] + last
    return f"{first}–{last}" if last > first else first


def _period_near(text: str, start: int, end: int, place: int, stop: int) -> str:
    """Return the years right behind the number, else those nearest before it in its sentence, else any in it."""
    right = _IN_YEAR.match(text, stop, end)
    if right and (year := _YEAR.match(text, right.end(), end)):
        return _period(year)
    years = list(_YEAR.finditer(text, start, end))
    before = [match for match in years if match.start() < place]
    inside = [match for match in years if match.start() >= place]
    if before:
        return _period(before[-1])
    return _period(inside[0]) if inside else ""


def _refers_back(sentence: str) -> bool:
    return (
        re.search(
            r"(?i)(?<!\w)(?:t[oa]mto|t[oé]mž|tohoto|t[ěe]chto|tento|tehdy|zároveň|dále|celkem|rovněž|také|zúčastn\w+)(?!\w)",
            sentence,
        )
        is not None
    )

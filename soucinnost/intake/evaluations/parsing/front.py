"""The name of the strategy, its years and its territory, out of what stands above the first goal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from soucinnost.intake.evaluations.parsing.evaluation import Period, Piece, Strategy
from soucinnost.intake.evaluations.parsing.tokens import Kind, Token
from soucinnost.intake.evaluations.parsing.traced import Source, Traced, join_all
from soucinnost.kernel.czech.matching.dictionary import dictionary
from soucinnost.kernel.folding import fold

_DOCUMENT = re.compile(r"\b(?:strategi|koncepc|(?:komunitni |akcni |strategicky )?plan|program|politik)")
_JUDGED = re.compile(
    r"\b(?:vy|z)?hodnoceni|\bplneni\b|\bevaluac|\bevaluacni|zaverecna zprava|zprava o (?:plneni|realizaci|naplnovani)"
)
_PREVENTION = re.compile(r"prevenc|kriminalit|bezpecn|protidrog|zaclenov")
# „2012 2016“: a text taken out of PDF sometimes loses the dash
_LOST_DASH = re.compile(r"(?<!\d)((?:19|20)[0-9]{2})\s((?:19|20)[0-9]{2})(?!\d)")
_YEARS = re.compile(
    r"(?i)(?<!\d)(?P<first>(?:19|20)[0-9]{2})\s*(?:[-–—/]|až|do|a)?\s*(?P<last>(?:19|20)[0-9]{2})(?!\d)|"
    r"(?<!\d)(?P<second>(?:19|20)[0-9]{2})\s*[-–/]\s*(?P<short>[0-9]{2})(?!\d)"
)
_FOR_YEAR = re.compile(r"(?i)(?:rok[ue]?|za|období)\s+(?P<first>(?:19|20)[0-9]{2})(?!\d)")
_ONE_YEAR = re.compile(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)")
_GOES_ON = re.compile(
    r"(?i)(?:na|pro|za|v|ve)\s+(?:období|léta?|rok|roky|letech|území)|"
    r"(?:statutárního |hlavního )?(?:města|městské|kraje|obce|městyse)\s|"
    r"(?:19|20)[0-9]{2}\s*[-–—/]|období\s|(?:strategie|koncepce|plánu|programu|politiky)\s"
)
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:mest[ao]|obce|mestyse|kraje|regionu|mikroregionu|(?:mestske )?casti|obvodu|uzemi|orp"
    r"|v|ve|na|pro|za|o|a|u|k|ke|z|ze|s|se|pri)$"
)
_CAPITAL = r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]+"
_NAME = rf"{_CAPITAL}(?:(?:\s(?:nad|pod|u|v|ve|na|pri|při)\s|\s|-){_CAPITAL}|\s[0-9]{{1,2}}(?!\d)){{0,3}}"
_NAME_ALONE = re.compile(_NAME)
_REGION = re.compile(r"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)?)(?P<end>ého|ÉHO)\s+(?i:kraje)(?!\w)")
_REGION_NOMINATIVE = re.compile(
    r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]+ý\s(?i:kraj)(?!\w)|(?i:kraj)e?\s(?P<bare>Vysočin[ay]|VYSOČIN[AY])"
)
_TOWN = re.compile(
    rf"(?P<kind>(?i:(?:statutárního|hlavního)\s+města|statutární\s+město|hlavní\s+město|městské\s+části|"
    rf"městská\s+část|městského\s+obvodu|města|město|městyse|městys|obce|obec|mikroregionu|mikroregion|správního\s+obvodu\s+ORP|ORP))\s+(?P<name>{_NAME})"
)
_KINDS = {
    "statutarniho mesta": "statutární město", "hlavniho mesta": "hlavní město", "mestske casti": "městská část",
    "mestskeho obvodu": "městský obvod", "mesta": "město", "mestyse": "městys", "obce": "obec",
    "mikroregionu": "mikroregion", "spravniho obvodu orp": "správní obvod ORP",
}  # fmt: skip
_SMALL = frozenset({"NAD", "POD", "U", "V", "VE", "NA", "PŘI"})
_BEHIND_NAME = re.compile(r"(?i)\s(?:na|za|pro|v)(?:\s(?:lét|obdob|rok|let)|$)")
_LONGEST = 300


@dataclass(slots=True)
class Front:
    """What was found above the first goal; ``used`` are indexes of its tokens that are in the title."""

    strategy: Strategy = field(default_factory=Strategy)
    used: set[int] = field(default_factory=set)


def read_front(source: Source, tokens: Sequence[Token]) -> Front:
    """Return the strategy as the tokens above the first goal name it."""
    texts = [token.mark.joined(token.text) if token.text or not token.in_cell else Traced() for token in tokens]
    if not texts:
        return Front()
    place = _title_place(tokens, texts)
    if place is None:
        return Front(strategy=_without_title(source, texts))
    first, last = _whole_title(tokens, texts, place)
    title = join_all(texts[first : last + 1], " ")
    used = set(range(first, last + 1))
    plain = fold(title.text)
    repeats = [
        at for at, text in enumerate(texts)
        if at not in used and len(text.text) > 20 and plain.startswith(fold(text.text)) and fold(text.text) != ""
    ]  # fmt: skip
    used.update(repeats)
    offsets = [*title.where, *(offset for at in repeats for offset in texts[at].where)]
    period = _period(source, [title]) or _period(source, texts) or _lone_year(source, title) or Period()
    territory = _territory(source, [title]) or _territory(source, texts) or Piece()
    named = next((text for text in texts[first + 1 : last + 1] if _NAME_ALONE.fullmatch(text.text)), None)
    if not territory and named is not None:
        territory = source.piece(named)
    named_so = _LOST_DASH.sub(r"\1–\2", title.text)
    return Front(Strategy(Piece(named_so, source.spans(offsets)), territory, period), used)


def _without_title(source: Source, texts: Sequence[Traced]) -> Strategy:
    return Strategy(Piece(), _territory(source, texts) or Piece(), _period(source, texts) or Period())


def _title_place(tokens: Sequence[Token], texts: Sequence[Traced]) -> int | None:
    """Return the index of the text that most looks like the name of the evaluated document."""
    best, chosen = 0.0, None
    starts = [fold(text.text)[:60] for text in texts]
    for place, text in enumerate(texts):
        folded = fold(text.text)
        if len(text.text) > _LONGEST or not _DOCUMENT.search(folded):
            continue
        score = 2.0 + 2.0 * bool(_JUDGED.search(folded)) + 1.0 * bool(_YEARS.search(text.text))
        score += 0.7 * bool(_PREVENTION.search(folded)) + 1.0 * bool(tokens[place].heading)
        score += 0.6 * (place == len(texts) - 1) + 0.6 * (place == 0)
        score += 0.3 * min(2, sum(folded.startswith(start) for start in starts if len(start) > 20) - 1)
        score -= 2.0 * (text.text.rstrip()[-1:] == "." and len(text.text) > 120) + 1.0 * (
            tokens[place].kind is Kind.ITEM
        )
        if score > best:
            best, chosen = score, place
    return chosen


def _whole_title(tokens: Sequence[Token], texts: Sequence[Traced], place: int) -> tuple[int, int]:
    """Return from which to which token the title reaches: it may stand on several lines."""
    first = last = place
    while first and _opens_title(texts[first - 1].text) and not _JUDGED.search(fold(texts[first].text)):
        first -= 1
    below = texts[place + 1 : place + 3]
    if len(below) == 2 and _NAME_ALONE.fullmatch(below[0].text) and _YEARS.fullmatch(below[1].text):
        return first, place + 2
    while (
        last + 1 < len(texts)
        and tokens[last + 1].kind is Kind.TEXT
        and (
            _goes_on(texts[last + 1].text, texts[place].text) or _is_unfinished(texts[last].text, texts[last + 1].text)
        )
    ):
        last += 1
    return first, last


def _opens_title(text: str) -> bool:
    return len(text) < 60 and _JUDGED.search(fold(text)) is not None and text.rstrip()[-1:] not in ".:"


def _goes_on(text: str, title: str) -> bool:
    if not text or len(text) > 110 or text.rstrip()[-1:] in ".:" or _YEARS.search(title) and not text[0].islower():
        return False
    return text[0].islower() or _YEARS.fullmatch(text) is not None or _GOES_ON.match(text) is not None


def _is_unfinished(text: str, below: str) -> bool:
    """Return whether a line of the title waits for its name below: „Protidrogový plán města“, „Koncepce pro“."""
    return 0 < len(below) <= 110 and below.rstrip()[-1:] not in ".:" and _UNFINISHED.search(fold(text)) is not None


def _period(source: Source, texts: Sequence[Traced]) -> Period | None:
    for text in texts:
        match = _YEARS.search(text.text)
        if match is None or len(text.text) > 2 * _LONGEST:
            continue
        first = int(match["first"] or match["second"])
        last = int(match["last"]) if match["last"] else first // 100 * 100 + int(match["short"])
        if first < last < first + 30:
            return Period(first, last, f"{first}–{last}", source.spans(text.where[match.start() : match.end()]))
    for text in texts:
        single = _FOR_YEAR.search(text.text)
        if single and len(text.text) < _LONGEST:
            year = int(single["first"])
            return Period(year, year, str(year), source.spans(text.where[single.start("first") : single.end("first")]))
    return None


def _lone_year(source: Source, title: Traced) -> Period | None:
    years = list(_ONE_YEAR.finditer(title.text))
    if len(years) != 1:
        return None
    year = int(years[0].group())
    return Period(year, year, str(year), source.spans(title.where[years[0].start() : years[0].end()]))


def _territory(source: Source, texts: Sequence[Traced]) -> Piece | None:
    """Return the region, town or village; in the nominative where its form is sure."""
    for text in texts:
        if len(text.text) > 2 * _LONGEST:
            continue
        found = _region(text.text) or _town(text.text)
        if found:
            name, start, end = found
            return Piece(name, source.spans(text.where[start:end]))
    return None


def _region(text: str) -> tuple[str, int, int] | None:
    nominative = _REGION_NOMINATIVE.search(text)
    if nominative:
        bare = nominative["bare"]
        name = "Kraj Vysočina" if bare else nominative.group()
        return name, nominative.start(), nominative.end()
    match = _REGION.search(text)
    if match is None:
        return None
    return f"{_capitalised(match['name'])}ý kraj", match.start(), match.end()


def _town(text: str) -> tuple[str, int, int] | None:
    match = _TOWN.search(text)
    if match is None:
        return None
    name = _BEHIND_NAME.split(match["name"])[0]
    if name.isupper():
        name = " ".join(word.lower() if word in _SMALL else _capitalised(word) for word in name.split())
    kind = " ".join(match["kind"].split())
    genitive = _KINDS.get(fold(kind))
    if genitive is None:
        return f"{kind[0].upper()}{kind[1:].lower()} {name}", match.start(), match.start("name") + len(name)
    return f"{genitive[0].upper()}{genitive[1:]} {_nominative(name)}", match.start(), match.start("name") + len(name)


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _nominative(name: str) -> str:
    """Return the name of a town in the nominative when one word of it and the dictionary say so, else as written."""
    first, _, rest = name.partition(" ")
    if rest and rest[0].isupper():
        return name
    lemmas = dictionary().lemmas_of(first.lower())
    if (
        len(lemmas) == 1
        and lemmas[0][:3] == first.lower()[:3]
        and lemmas[0] != first.lower()
        and first.endswith(("y", "i", "e", "u", "a"))
    ):
        return f"{_capitalised(lemmas[0])} {rest}".strip()
    return name

"""Words by which evaluations name their parts: goals and measures with numbers, labels of sections, states.

Written from general knowledge of how Czech towns and regions evaluate strategies, not from any one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from soucinnost.kernel.folding import fold

NUMBER = (
    r"(?:[0-9]{1,2}(?:\s?\.\s?[0-9]{1,2}){0,3}|[IVX]{1,5}(?:\.[0-9]{1,2}){0,3}|[A-Z](?:\s?\.?[0-9]{1,2})(?:\.[0-9]{1,2}){0,2}"
    r"|[A-Z](?![^\W\d_]))"
)
UPPER_RANK, GOAL_RANK, SUBGOAL_RANK, MEASURE_RANK, ACTIVITY_RANK = range(5)
"""Levels of headings as their words say: priority or area, goal, specific goal, measure, activity."""

_WORDS = (
    (
        SUBGOAL_RANK,
        r"(?:specifick[ýé]|díl[čc]í|opera[čt]ivn?[íi]|opera[čc]n[íi]|konkr[ée]tn[íi]|pod)\s?c[íi]le?|podc[íi]l",
    ),
    (
        GOAL_RANK,
        (
            r"(?:strategick[ýy]|hlavn[íi]|glob[áa]ln[íi]|obecn[ýy]|dlouhodob[ýy]|prioritn[íi]|st[řr]edn[ěe]dob[ýy])?"
            r"\s?c[íi]l"
        ),
    ),
    (
        UPPER_RANK,
        (
            r"(?:strategick[áa]\s|tematick[áa]\s|kl[íi][čc]ov[áa]\s|probl[ée]mov[áa]\s)?"
            r"(?:priorita|prioritn[íi]\s(?:oblast|osa)|oblast|osa|pil[íi][řr])"
        ),
    ),
    (MEASURE_RANK, r"opat[řr]en[íi]"),
    (
        ACTIVITY_RANK,
        r"(?:(?:pl[áa]novan[áa]|kl[íi][čc]ov[áa]|hlavn[íi]|d[íi]l[čc][íi])\s)?(?:aktivita|[čc]innost|[úu]kol|krok)",
    ),
)
_ORDINALS = {
    "prvni": "1", "druhy": "2", "druhe": "2", "druha": "2", "treti": "3", "ctvrty": "4", "ctvrte": "4", "ctvrta": "4",
    "paty": "5", "pate": "5", "pata": "5", "sesty": "6", "seste": "6", "sesta": "6",
}  # fmt: skip
_ANY = "|".join(f"(?P<r{rank}>{word})" for rank, word in _WORDS)
_HASH = r"(?:č\s?\.|c\s?\.|číslo|č(?=\s[0-9]))"
_CLOSE = r"\s?(?:[.):]\s?)*(?:[–—-]\s+)?"
_AFTER_WORD = re.compile(
    rf"(?i:{_ANY})(?:\s+|(?=[.:(0-9]))(?i:{_HASH})?\s?(?P<number>{NUMBER})(?![0-9])(?![^\W\d_]{{2}})(?P<close>{_CLOSE})"
)
_BEFORE_WORD = re.compile(rf"(?P<number>{NUMBER})(?:\s?[.)]\s?|\s+)(?i:{_ANY})(?!\w)(?P<close>{_CLOSE})")
_ORDINAL = re.compile(
    rf"(?P<number>(?i:{'|'.join(_ORDINALS)}|druhý|druhé|druhá|první|třetí|čtvrtý|čtvrté|čtvrtá|"
    rf"pátý|páté|pátá|šestý|šesté|šestá))\s+(?i:{_ANY})(?!\w)(?P<close>{_CLOSE})"
)
_NO_NUMBER = re.compile(rf"(?i:{_ANY})\s?:\s?(?P<close>)")
_BARE = re.compile(
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|[A-Z]\.?[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}\.[0-9]{1,2}(?:\.[0-9]{1,2})?"
    r"|[0-9]{1,2}(?=\s?[.)])|[IVX]{1,5}(?=\s?[.)])|[A-H](?=\s?[.)]))(?P<close>\s?[.):]?\s+(?:[–—-]\s+)?)(?=[^\W\d_])"
)
_LEADERS = re.compile(r"(?:[.…_·]{3,}|\t|\s{3,})\s*[0-9]{1,3}\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """A numbered heading at the start of a text: its title begins at ``end``. ``bare`` has no word, only a number."""

    rank: int
    number: str
    end: int
    bare: bool = False
    listed: bool = False


def head_at(text: str) -> Head | None:
    """Return the heading that ``text`` starts with; a sentence that speaks of a goal („Cíl 1 byl…“) is none."""
    for pattern in (_AFTER_WORD, _BEFORE_WORD, _ORDINAL, _NO_NUMBER):
        match = pattern.match(text)
        if match is None:
            continue
        rank = next(rank for rank, _ in _WORDS if match[f"r{rank}"])
        number = match["number"] if "number" in match.re.groupindex else ""
        rest = text[match.end() :]
        word = match[f"r{rank}"]
        if pattern is _NO_NUMBER and not word[0].isupper():
            return None
        if pattern is not _NO_NUMBER and rest[:1].islower() and not re.search(r"[:–—-]", match["close"]):
            return None
        if (
            rest[:1] in {",", ";", "a"}
            and not match["close"].strip()
            or not (word[0].isupper() or pattern is not _AFTER_WORD)
        ):
            return None
        return Head(rank, plain_number(number), match.end(), listed=bool(_LEADERS.search(text)))
    return None


def bare_head_at(text: str) -> Head | None:
    """Return the heading that is only a number and a title: „1.1 Kamerový systém“, „A.1 …“, „II. …“."""
    match = _BARE.match(text)
    if match is None:
        return None
    number = plain_number(match["number"])
    depth = len(parts_of(number))
    rank = {1: GOAL_RANK, 2: MEASURE_RANK}.get(depth, ACTIVITY_RANK)
    return Head(rank, number, match.end(), bare=True, listed=bool(_LEADERS.search(text)))


def plain_number(number: str) -> str:
    """Return a number as it is kept: without spaces and without a dot at its end; „první“ is 1."""
    found = _ORDINALS.get(fold(number))
    return found or re.sub(r"\s", "", number).rstrip(".")


_ROMAN = {"I": 1, "V": 5, "X": 10}


@lru_cache(maxsize=2048)
def parts_of(number: str) -> tuple[str, ...]:
    """Return the parts of a number, Roman ones as Arabic: „II.3“ is 2 and 3, „A1“ is A and 1."""
    pieces = [piece for piece in re.split(r"\.|(?<=[A-Z])(?=[0-9])", number) if piece]
    return tuple(_arabic(piece) for piece in pieces)


def _arabic(piece: str) -> str:
    if not piece or not set(piece) <= set(_ROMAN):
        return piece.lstrip("0") or piece
    total = 0
    for place, sign in enumerate(piece):
        value = _ROMAN[sign]
        total += -value if place + 1 < len(piece) and _ROMAN[piece[place + 1]] > value else value
    return str(total)


class Role(StrEnum):
    """What a labelled section, or a column of a table, holds."""

    GOAL = "goal"
    MEASURE = "measure"
    NUMBER = "number"
    DESCRIPTION = "description"
    PLANNED = "planned"
    RESULTS = "results"
    EVALUATION = "evaluation"
    MEASURE_EVALUATION = "measure_evaluation"
    STATE = "state"
    OTHER = "other"
    END = "end"


_N = rf"(?: (?:c ?\.? ?)?{NUMBER.lower().replace('[ivx]', '[ivx]')})?"
_OF_GOAL = (
    r"(?: (?:strategickeho |specifickeho |hlavniho |celeho |tohoto |prvniho |druheho |tretiho |ctvrteho |"
    r"pateho |sesteho )?"
    r"(?:cile|cilu|priority|oblasti|osy)" + _N + ")"
)
_OF_MEASURE = r"(?: (?:opatreni|aktivit[y]?|cinnosti|planovanych aktivit|jednotlivych aktivit|ukolu|planu)" + _N + ")"
_WHEN = r"(?: (?:v|za|k|ke|do|dle|podle|po) [^:]{1,40})?"
_SORT = r"(?:celkove |souhrnne |zaverecne |strucne |slovni |prubezne )?"
_ROLES = (
    (
        Role.STATE,
        r"stav(?: plneni| realizace| splneni)?"
        + _OF_MEASURE
        + "?"
        + _WHEN
        + r"|status|mira (?:na)?plneni|splneno|(?:s)?plneno \(ano/ne\)",
    ),
    (
        Role.EVALUATION,
        (
            _SORT + r"(?:hodnoceni|vyhodnoceni|zhodnoceni|shrnuti|souhrn|evaluace|reflexe)"
            r"(?: (?:na|s)?plneni| dosazeni| efektivity)?"
            + _OF_GOAL
            + "?"
            + _WHEN
            + r"|(?:zaver|shrnuti|komentar)(?: k| ke)?"
            + _OF_GOAL.replace("cile|", "cile|cili|")
            + r"|(?:(?:na|s)?plneni|dosazeni|uspesnost)"
            + _OF_GOAL
            + r"|zaver|jak se (?:nam )?(?:cil|to) (?:po)?darilo.*"
        ),
    ),
    (
        Role.MEASURE_EVALUATION,
        _SORT + r"(?:hodnoceni|vyhodnoceni|zhodnoceni|shrnuti)(?: (?:na|s)?plneni)?" + _OF_MEASURE + "?",
    ),
    (
        Role.RESULTS,
        (
            r"(?:popis |zpusob |prubeh |stav |skutecne |skutecny |skutecna |dosavadni |vlastni |konkretni )?"
            r"(?:s|na)?(?:plneni|realizace)"
            + _OF_MEASURE
            + "?"
            + _WHEN
            + r"|(?:dosazene |dosazeny |hlavni |konkretni |vykazane |skutecne |realne )?(?:vysledk[yu]|"
            r"vysledek|vystup[yu]?|prinosy)"
            + _OF_MEASURE
            + "?"
            + _WHEN
            + r"|(?:z?realizovane|provedene|uskutecnene|splnene|vykonane)(?: (?:aktivity|cinnosti|kroky|akce|ukoly))?"
            + _WHEN
            + r"|skutecnost|skutecny stav|co (?:se|bylo|jsme) (?!plan)[^:]{2,30}|(?:s|u)plneno|realizovano|provedeno"
            + r"|zprava o plneni|vyhodnoceni (?:na|s)?plneni"
        ),
    ),
    (
        Role.PLANNED,
        (
            r"(?:hlavni |jednotlive |konkretni )?"
            r"(?:(?:na|za)?planovan|navrhovan|navrzen|stanoven|predpokladan|doporucen|ocekavan|pozadovan)[eyai]"
            r"(?: (?:aktivit[ya]|cinnosti?|kroky?|akce|ukoly?|vystupy?|opatreni|stav|prace))?"
            + _OF_MEASURE
            + "?"
            + _WHEN
            + r"|(?:hlavni |klicove |konkretni |typove |podporovane |dilci )?(?:aktivity|aktivita|cinnosti|"
            r"ukoly|ukol|kroky)"
            + _OF_MEASURE
            + "?"
            + r"|(?:na|za)?planovano|(?:puvodni )?plan(?: aktivit| cinnosti)?|co (?:bylo|se|jsme) (?:na)?plan[^:]{2,20}"
            + r"|napln(?: opatreni)?|(?:nastroje|zpusob) (?:realizace|naplneni)"
            + r"|(?:aktivity|kroky|cinnosti) (?:k|ke|pro|vedouci k) (?:na|s)?(?:plneni|realizaci)[^:]{0,30}"
        ),
    ),
    (
        Role.OTHER,
        (
            r"(?:garant|gestor|nositel|realizator|zodpov|odpov|termin|harmonogram|partner|spoluprac|spolupracuj|financ|zdroj|"
            r"naklad|rozpoc|indikator|ukazatel|merit|cilov[ae] skupin|poznamk|rizik|misto|kontakt|"
            r"prioritnost|zduvodneni op|"
            r"popis op|charakteristika op|predpokladane? naklad|vychozi|baseline|zpracov|doba|obdobi|"
            r"prilohy k op)[^:]{0,60}"
        ),
    ),
    (
        Role.DESCRIPTION,
        (
            r"(?:strucny |blizsi )?(?:popis|charakteristika|zduvodneni|vychodisk[oa]|obsah|anotace|zamer|ucel)"
            r"(?: a (?:popis|charakteristika|zduvodneni|vychodisk[oa]|obsah|zamer|ucel|smysl))?"
            + _OF_GOAL
            + "?"
            + r"|(?:strategicky |hlavni )?zamer|cilovy stav"
        ),
    ),
    (
        Role.GOAL,
        r"(?:nazev )?(?:strategick[yeh]+ |hlavni )?(?:cile?|cile?/opatreni|priorit[ay]|oblast[i]?)(?: c ?\.?)?",
    ),
    (
        Role.MEASURE,
        r"(?:cislo a )?(?:nazev )?(?:opatreni|specifick[yeh]+ cile?)(?: c ?\.?| ?/ ?.{3,30})?|opatreni [(].{2,30}[)]",
    ),
    (Role.NUMBER, r"c ?\.?|cislo|por(?:adove)? ?\.? ?c(?:islo)? ?\.?|#|kod|id|p ?\.? ?c ?\.?|cislo opatreni"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_ENDING = re.compile(
    r"(?:seznam )?(?:priloh[ay]|pouzitych zkratek|zkratek|zkratky|pouzite zkratky|priloh|"
    r"literatury?)(?: c ?\.? ?[0-9]+)?"
    r"(?:[ :].{0,60})?|podobne dokumenty|zaver(?:em|ecne shrnuti|ecne zhodnoceni|ecne slovo| a doporuceni)?|"
    r"(?:celkove |zaverecne )?(?:vy|z)?hodnoceni (?:cele )?(?:strategie|koncepce|planu)(?: jako celku)?|"
    r"doporuceni pro .{3,60}|vyhled .{3,60}|prehled .{3,80}"
)
_CLOSING = re.compile(
    r"(?:dalsi|navazujici|budouci|nasledn[ye]|doporucen[ye]) (?:postup|kroky|smerovani|vyvoj|opatreni|obdobi)"
    r"(?: (?:v|na|pro|do|pri) .{3,50})?|(?:jak|co) dal|vyhled|doporuceni(?: do budoucna)?|zaver.{0,40}|podekovani"
    r"|navrh usneseni|kontakt(?:y|ni udaje)|zpracovatele?"
)
_SIGN_OFF = re.compile(
    r"(?:velmi )?dekujeme\b.*|podekovani .*"
    r"|(?:projednan|schvalen|vzat)[oya]?\b.{0,40}\b(?:rad|zastupitelstv|komis|vybor)\w*\b.*(?:\bdne\b|\busnesen|[0-9]{4}).*"
    r"|(?:z|vy)pracoval[aiy]?:? (?!jsme|jsem|se|by).{0,120}|predklada:? .{0,120}"
)
_ENUMERATED = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*\s?[.)]?|[a-zA-Z][.)]|[IVXivx]{1,4}[.)])\s+")


def is_closing(text: str) -> bool:
    """Return whether a heading may begin what stands behind the last goal: only where none of the tree follows it."""
    folded = fold(text)
    folded = _ENUMERATED.sub("", folded, count=1) if _ENUMERATED.match(folded) else folded
    return len(folded) < 80 and _CLOSING.fullmatch(folded.strip(" ")) is not None


def is_sign_off(text: str) -> bool:
    """Return whether a paragraph takes leave: thanks, who wrote it, who approved it. Only the last ones may be such."""
    return len(text) < 300 and _SIGN_OFF.fullmatch(fold(text).strip(" .")) is not None


_STATE = (
    r"(?:ne|castecne |prubezne |zcela |plne |z casti |z vetsi casti |v procesu |spis[e]? )?"
    r"(?:splneno|splnen[ay]?|plneno|plni se|naplneno|naplnen|nesplneno|nesplnen[ay]?|trva|trvale|trvaly ukol|probiha|"
    r"ukonceno|dokonceno|zruseno|odlozeno|presunuto|realizovano|nerealizovano|nezahajeno|zahajeno|prubezne|castecne|"
    r"v realizaci|v plneni|ano|ne|pokracuje|stale probiha"
    r"|(?:prechazi|prevedeno|preneseno|presunuto|prelozeno|odlozeno|prevadi se|presouva se)"
    r" (?:do|na) (?:(?:dalsi|pristi|nasledujici|nov|navazujici)[a-z]* ?){1,2}"
    r"(?:plan|strategi|koncepc|obdobi|rok|program)[a-z]*(?: [0-9]{4}(?:[-–][0-9]{2,4})?)?)"
)
_STATES = re.compile(rf"{_STATE}(?:(?:,? (?:a|–|-|/) |, ?|/| ){_STATE}){{0,2}}|[0-9]{{1,3}} ?%")


@lru_cache(maxsize=8192)
def role_of(label: str) -> Role | None:
    """Return what a label or the head of a column announces; None when it is none."""
    folded = fold(label)
    folded = _ENUMERATED.sub("", folded, count=1) if _ENUMERATED.match(folded) else folded
    folded = re.sub(r"\s*\([^()]{1,60}\)$", "", folded).strip(" .:*_–—-")
    folded = folded.replace(". ", " ").replace("–", "-")
    if not 1 < len(folded) <= 90:
        return Role.NUMBER if folded == "c" else None
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(folded)), None)


def is_ending(text: str) -> bool:
    """Return whether a heading begins what stands behind the last goal: annexes, a closing word."""
    folded = fold(text)
    folded = _ENUMERATED.sub("", folded, count=1) if _ENUMERATED.match(folded) else folded
    return len(folded) < 100 and _ENDING.fullmatch(folded.strip(" .:")) is not None


@lru_cache(maxsize=4096)
def is_state(text: str) -> bool:
    """Return whether a text is nothing but a state: „splněno“, „částečně splněno“, „trvá“, „80 %“."""
    return len(text) < 60 and _STATES.fullmatch(fold(text).strip(" .!;,()")) is not None

"""Telling from the language what a sentence does: sets out a plan, reports what was done, or judges it.

A plan stands as an infinitive („zajistit školení“) or as a noun phrase without a verb („podpora služeb“), mostly in
small letters and without a full stop. A report has a finite verb, mostly in the past or in the passive („proběhlo“,
„byla zřízena“), or a short passive alone („Proškoleno 40 strážníků“), names years, places, counts. A judgement speaks
in the present about worth and effect („přispívá“, „je vhodné“). Forms of verbs are told by the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from soucinnost.kernel.czech.matching.dictionary import dictionary
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.czech.wordsets import word_set
from soucinnost.kernel.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)?")
_RELATIVE = re.compile(r",\s+(?:kter|jen[žz]|jež|aby|kde|kdo|co\s|zda|jak\s|že\s|pokud)[^,;.]*")
_VERB_LEMMA = ("at", "át", "it", "ít", "et", "ět", "ýt", "nout", "out", "ést", "ézt", "íst", "ci", "ct", "yt")
_PAST = ("l", "la", "lo", "li", "ly")
_PRESENT = ("uje", "ují", "ujeme", "á", "ají", "áme", "í", "ejí", "ějí", "íme", "e", "ou", "eme", "je", "jí", "ě")
_BE_PRESENT = word_set("je jsou není nejsou jsme nejsme má mají máme nemá nemají lze nelze")
_BE_PAST = word_set("byl byla bylo byli byly nebyl nebyla nebylo nebyli nebyly")
_BE_FUTURE = word_set("bude budou budeme nebude nebudou")
_PASSIVE = re.compile(r"[^\W\d_]{2,}(?:án|en|at|ut|ěn)[aoyi]?")
_INFINITIVE = re.compile(r"[^\W\d_]{2,}(?:at|it|et|ět|ovat|nout|ést|ézt|íst|ít|át|ýt|ci|out)")
_NOUN_OF_DEED = re.compile(r"[^\W\d_]{2,}(?:ání|ení|ění|tí|ace|ba|ora|oc|upráce)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)")
_COUNT = re.compile(r"(?<![\w.])[0-9]+(?![\w.])")
_NAME = re.compile(r"(?<=[^\W_.!?)]\s)[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]{2,}|(?<=,\s)[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]{2,}")
_FOLLOWING = re.compile(
    r"(?i)(?:t[aeiouy]to|t[ěe]chto|t[ée]to|toto|tomuto|tento|t[ií]mto|tud[ií]ž|d[áa]le|tak[ée]|rovn[ěe][žz]|nap[řr]|"
    r"z[áa]rove[ňn]|sou[čc]asn[ěe]|na z[áa]klad[ěe] t[ěe]chto|v r[áa]mci (?:tohoto|projektu)|druh[ýy]|prvn[íi]|"
    r"c[íi]lovou skupinou|v roce|v letech|jedn[áa] se|jednalo se|celkem)(?!\w)"
)
_WORTH = (
    "prispiv", "prispel", "zvysuj", "zvysov", "snizuj", "snizov", "predstavuj", "efektiv", "ucinn", "vhodn", "vyznam",
    "zkusenost", "hodno", "predpoklad", "nutn", "prohlub", "kvalit", "dulezit", "potreb", "prinos", "dopad", "osvedc",
    "uspes", "nedostat", "zleps", "umoznuj", "napomah", "celkov", "podaril", "naplnen", "splnen", "dosazen", "doporuc",
    "lze", "zajem", "zajm", "priorit", "pozitiv", "negativ", "klicov", "nezbytn", "spokoj", "hodnoti", "obecne",
    "zhorsi", "posili", "pretrvav", "nadale", "cil", "smysl", "trend", "stabil", "rezerv", "bariera", "slab", "silne",
)  # fmt: skip


_SETS_OUT = re.compile(
    r"(?i)(?:(?:v\splánu|původně)\s)?(?:(?:na|za)?plánoval[aiy]?|(?:na)?plánován[aoy]?|zamýšlel[aiy]?|chtěl[aiy]?|"
    r"(?:naším\s)?(?:cílem|záměrem|úkolem)\s(?:bylo?|opatření)|mě?l[aoiy]?\s(?:se|být|by))(?!\w)"
)


class Verbs(NamedTuple):
    """How many verbs of each sort a text has; ``first`` is the index of the first finite one, -1 without any."""

    past: int = 0
    present: int = 0
    future: int = 0
    passive: int = 0
    first: int = -1

    @property
    def finite(self) -> int:
        """Return how many verbs say that something is, was or will be."""
        return self.past + self.present + self.future


@lru_cache(maxsize=60_000)
def _lemmas(low: str) -> tuple[str, ...]:
    words = dictionary()
    found = words.lemmas_of(low)
    if not found and low.startswith("ne"):
        found = words.lemmas_of(low[2:])
    return found or (words.lemmas_of_bare(low) if low.isascii() else ())


@lru_cache(maxsize=60_000)
def _sort_of(low: str) -> str:
    """Return what sort of verb a word in small letters is: past, present, future, passive, or nothing."""
    if low in _BE_PRESENT:
        return "present"
    if low in _BE_PAST:
        return "past"
    if low in _BE_FUTURE:
        return "future"
    if len(low) < 3:
        return ""
    lemmas = _lemmas(low)
    if low.endswith(_PAST) and lemmas and all(_is_verb(lemma) for lemma in lemmas) and low not in lemmas:
        return "past"
    if _PASSIVE.fullmatch(low) and all(lemma[-1] in "ýítn" and lemma != low for lemma in lemmas):
        return "passive"
    if low.endswith(_PRESENT) and lemmas and low not in lemmas and _is_verb(lemmas[0]):
        return "present" if all(_is_verb(lemma) for lemma in lemmas) else ""
    return ""


def _is_verb(lemma: str) -> bool:
    return lemma.endswith(_VERB_LEMMA) and len(lemma) > 2


def verbs_of(text: str) -> Verbs:
    """Return the verbs of the main clauses of ``text``: brackets and subordinate clauses are left aside."""
    plain = _RELATIVE.sub(" ", _BRACKETS.sub(" ", text[:1500]))
    count = {"past": 0, "present": 0, "future": 0, "passive": 0}
    first = -1
    for index, match in enumerate(_WORD.finditer(plain)):
        sort = _sort_of(match.group().lower())
        if sort:
            count[sort] += 1
            if sort != "passive" and first < 0:
                first = index
    return Verbs(count["past"], count["present"], count["future"], count["passive"], first)


@lru_cache(maxsize=4096)
def planned_score(text: str) -> float:
    """Return how much an item looks like a plan; below zero it looks like a report."""
    words = _WORD.findall(text[:400])
    if not words:
        return 0.0
    verbs = verbs_of(text)
    first = words[0].lower()
    score = 1.5 if text.lstrip('„("')[:1].islower() else -0.5
    score += -0.4 if text.rstrip()[-1] in ".!" else 0.8 if text.rstrip()[-1] in ",;" else 0.3
    if _INFINITIVE.fullmatch(first) and first in _lemmas(first):
        score += 2.5
    elif _NOUN_OF_DEED.fullmatch(first):
        score += 0.5
    if verbs.future and not verbs.past:
        score += 1.0
    elif verbs.finite:
        score -= 3.0 if verbs.past else 2.2
    elif verbs.passive:
        score -= 2.5
    else:
        score += 1.5
    if _SETS_OUT.match(text):
        score += 5.0
    years = len(_YEAR.findall(text))
    score -= 0.6 * min(years, 2) + (0.2 if len(text) > 300 else 0.0)
    return score - 0.5 * (len(text) > 600)


def split_planned(texts: Sequence[str]) -> int:
    """Return how many of the items (one at least), from the first, are plans, when plans stand first, then reports.

    Where the first item begins in small letters or has no full stop, one written the other way speaks for the change.
    """
    scores = [planned_score(text) for text in texts]
    small, stopped = _manner(texts[0])
    for place, text in enumerate(texts):
        other_small, other_stopped = _manner(text)
        scores[place] -= 1.0 * (small and not other_small) + 0.5 * (other_stopped and not stopped)
    gains = [0.0, *accumulate(scores)]
    return max(range(len(gains)), key=lambda place: (gains[place], -place))


def _manner(text: str) -> tuple[bool, bool]:
    """Return whether an item begins in small letters and whether it ends with a full stop."""
    return text.lstrip('„("')[:1].islower(), text.rstrip()[-1:] in ".!"


def judgement_score(sentence: str, before: str = "") -> float:
    """Return how much a sentence judges instead of reporting; above zero it does. ``before`` is the one above it."""
    verbs = verbs_of(sentence)
    folded = [fold(word) for word in _WORD.findall(sentence)]
    worth = sum(any(word.startswith(stem) for stem in _WORTH) for word in folded)
    score = min(worth, 3) * 1.0
    score += 0.5 if verbs.present and not verbs.past else -1.2 if verbs.past else 0.0
    score -= 1.0 if _YEAR.search(sentence) else 0.0
    score -= 0.5 if _COUNT.search(_YEAR.sub("", sentence)) else 0.0
    score -= min(len(_NAME.findall(sentence)), 3) * 0.45
    score -= 1.2 if _FOLLOWING.match(sentence) else 0.0
    return score - (0.5 if before.rstrip().endswith((":", ",")) else 0.0)


def evaluation_start(text: str, not_before: int) -> int | None:
    """Return where in ``text`` the first judging sentence begins, at ``not_before`` or later and never at the start.

    None when no sentence judges.
    """
    sentences = list(sentence_spans(text))
    before = ""
    for number, (start, end) in enumerate(sentences):
        if number and start >= not_before and judgement_score(text[start:end], before) > 0.4:
            return start
        before = text[start:end]
    return None

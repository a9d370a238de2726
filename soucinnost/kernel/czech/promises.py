"""Sentences that sound like a promise: somebody is to do something that a task could be made of.

Counted are verbs of doing in the future („zjistí“, „bude zajišťovat“, „bude zasláno“), what is needed („je třeba
oslovit“) and promises named so („přislíbila“). Not counted: what happens by itself („seminář proběhne“), what was done,
questions, conditions. A person decides whether a promise becomes a task; nothing here makes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from soucinnost.kernel.czech.actors import (
    ALSO_OBJECTS,
    CALLED,
    CLAUSE_STOPS,
    MANY,
    PASSED,
    PREPOSITIONS,
    ROLES,
    STATES,
    THINGS,
)
from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.czech.terms import find_term
from soucinnost.kernel.czech.verbs import doing_infinitives, done_participles, promising_forms


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence: ``text[start:end]``. ``who``, ``what`` and ``due`` are as written, empty when not said."""

    start: int
    end: int
    who: str
    what: str
    due: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()


_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PROMISED = re.compile(
    r"(?:při)?slíbil[aiy]?|zavázal[aiy]?|přislíben[aoiy]?|uložil[aoiy]?|pověřil[aoiy]?|"
    r"ukládá|ukládají|pověřuje|pověřují"
)
_OFFERED = re.compile(r"nabídl[aiy]?")
_NEEDED_TEXT = """
třeba nutné potřeba zapotřebí nezbytné potřebné vhodné
"""
_NEEDED = frozenset(_NEEDED_TEXT.split())
_FUTURE_TEXT = """
bude budou budeme budu budem
"""
_FUTURE = frozenset(_FUTURE_TEXT.split())
_MUST_TEXT = """
musí musíme musím musejí
"""
_MUST = frozenset(_MUST_TEXT.split())
_FIRST_PERSON = re.compile(r"(?!(?:pře)?vezme$|ujme$)\w+me|budu|musím")
_TITLE = re.compile(
    r"(?:Ing|Mgr|Bc|JUDr|MUDr|MVDr|PhDr|RNDr|PaedDr|ThDr|Dr|doc|prof|npor|por|"
    r"ppor|kpt|mjr|plk|pplk|nprap|prap|pprap|nstržm|"
    r"stržm|rtm|insp|str|et|arch|DiS|Ph|D)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"[^\W\d_]{3,}(?:at|it|et|ět)")
_HABIT = re.compile(
    r"(?<!\w)(?:denně|týdně|měsíčně|ročně|obvykle|většinou|často|průměrně|v průměru|"
    r"pravidelně vždy|čtvrtletně|pololetně|jednou za|dvakrát|občas|zpravidla|kolem [^\W\d_]+i)(?!\w)"
)


def find_promises(text: str) -> list[Promise]:
    """Return the sentences of ``text`` that sound like a promise, in order, each once."""
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if sentence.rstrip('“") ').endswith("?"):
            continue
        words = [_Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(sentence)]
        place = _promising(words, sentence)
        if place is not None:
            found.append(_described(sentence, words, place, start))
    return found


def _promising(words: list[_Word], sentence: str) -> int | None:
    """Return the index of the word that makes the sentence a promise; None when it is none."""
    forms = promising_forms(without_marks=sentence.isascii())
    if _HABIT.search(sentence):
        forms = frozenset()
    for index, word in enumerate(words):
        low = word.low
        begins = low in forms or low in _FUTURE or low in _MUST or low in _NEEDED or _past_promise(words, index)
        if begins and _is_promise(words, index, sentence):
            return index
    return None


def _past_promise(words: list[_Word], index: int) -> bool:
    low = words[index].low
    if _PROMISED.fullmatch(low):
        return True
    return bool(_OFFERED.fullmatch(low)) and any(word.low in {"se", "že"} for word in words[index + 1 : index + 3])


def _is_promise(words: list[_Word], index: int, sentence: str) -> bool:
    clause_start, clause_end = _clause(words, index, sentence)
    clause = words[clause_start:clause_end]
    low = words[index].low
    if any(word.low in CLAUSE_STOPS for word in words[clause_start : index + 1]):
        return False
    if _past_promise(words, index):
        return not _OFFERED.fullmatch(low) or any(
            word.low in promising_forms() or word.low in _FUTURE or word.low == "se" for word in words[index:]
        )
    if low in _NEEDED:
        return _is_needed(words, index, clause_start, clause_end)
    if low in _MUST:
        return low != "musí" and any(word.low in doing_infinitives() for word in words[index:clause_end])
    if low in _FUTURE:
        deeds = [word for word in clause if word.low in doing_infinitives()]
        if not deeds and any(_is_actor(words, place, sentence) for place in range(clause_start, clause_end)):
            deeds = [word for word in clause if _INFINITIVE.fullmatch(word.low) and word.low not in STATES]
        passive = [word for word in words[index + 1 : clause_end] if word.low in done_participles()]
        if not deeds:
            return bool(passive) and words[0].low not in CLAUSE_STOPS
    return not _happens_by_itself(words, index, clause_start, clause_end, sentence)


def _clause(words: list[_Word], index: int, sentence: str) -> tuple[int, int]:
    """Return from which to which word the clause reaches: to a comma, semicolon, colon or dash."""
    first, last = index, index
    while first and not re.search(r"[,;:(]|\s[-–—]\s", sentence[words[first - 1].end : words[first].start]):
        first -= 1
    while last + 1 < len(words) and not re.search(
        r"[,;:(]|\s[-–—]\s", sentence[words[last].end : words[last + 1].start]
    ):
        last += 1
    return first, last + 1


def _is_needed(words: list[_Word], index: int, clause_start: int, clause_end: int) -> bool:
    present = any(word.low in {"je", "bude"} for word in words[max(clause_start, index - 4) : index + 3])
    return present and any(word.low in doing_infinitives() for word in words[clause_start:clause_end])


def _happens_by_itself(words: list[_Word], index: int, first: int, last: int, sentence: str) -> bool:
    """Return whether a thing, not a person, is what does it: „projekt zajistí…“."""
    if any(_is_actor(words, place, sentence) for place in range(first, last) if place != index):
        before = [place for place in range(first, index) if words[place].low not in PASSED]
        thing = bool(before) and words[before[-1]].low in THINGS and not _is_actor(words, before[-1], sentence)
        return thing and not _acts_after(words, index, last, sentence)
    if index > first and words[index - 1].low in {"že"}:
        return False
    return any(word.low in THINGS for word in words[first:index])


def _acts_after(words: list[_Word], index: int, last: int, sentence: str) -> bool:
    return any(_is_actor(words, place, sentence) for place in range(index + 1, last))


def _is_actor(words: list[_Word], place: int, sentence: str) -> bool:
    """Return whether a word may name who does it: a name, an office, an organisation, in the nominative."""
    word = words[place]
    if place and words[place - 1].low in PREPOSITIONS:
        return False
    if word.low in ROLES or word.low in CALLED:
        return True
    if word.low == "služby" and place and words[place - 1].low == "technické":
        return True
    if word.low == "služba" and place and words[place - 1].low.endswith("ční"):  # Probační a mediační služba
        return True
    if word.low in THINGS or not word.text[0].isupper():
        return False
    if len(word.text) > 1 and word.text.isupper():
        return True
    if place == 0:
        return (
            is_given_name(word.text)
            or (word.text.endswith("ová") and len(word.text) > 5)
            or bool(_TITLE.fullmatch(word.text))
        )
    return not _looks_inflected(word.text)


def _looks_inflected(word: str) -> bool:
    return word.endswith(("ové", "ovi", "ovou", "ému", "ého", "ým", "ách", "ům", "em"))


def _described(sentence: str, words: list[_Word], index: int, offset: int) -> Promise:
    who = _who(words, index, sentence)
    term = find_term(sentence)
    due = sentence[term[0] : term[1]] if term else ""
    spans = sorted(span for span in (who, term) if span)
    what, position = [], 0
    for start, end in spans:
        what.append(sentence[position:start])
        position = max(position, end)
    what.append(sentence[position:])
    told = " ".join(" ".join(what).split()).strip(" -–•*,;:")
    told = re.sub(r"\s+([.,;])", r"\1", told)
    return Promise(
        offset, offset + len(sentence), sentence[who[0] : who[1]] if who else "", told.rstrip(".") or sentence, due
    )


def _who(words: list[_Word], index: int, sentence: str) -> tuple[int, int] | None:
    """Return where it says who promises: before the verb in its clause, else behind it, else in the clause before."""
    first, last = _clause(words, index, sentence)
    if words[index].low in _NEEDED:  # „je třeba oslovit školy“: whom, not who
        return None
    before = [place for place in range(first, index) if _is_actor(words, place, sentence)]
    after = [place for place in range(index + 1, last) if _acts_behind(words, place, index, first, sentence)]
    if before:
        return _extended(words, before[0], index, sentence)
    is_said_behind = bool(after) and words[after[0]].low in ROLES | CALLED and not _is_somebody(words[first])
    if not is_said_behind and index == first + _passed(words, first, index) + 1 and _may_begin(words, first, index):
        return _extended(words, first, index, sentence)
    if after:
        return _extended(words, after[0], last, sentence)
    if _is_called_so(words, first, index):
        return words[first].start, words[index - 1].end
    if first == index - 0 and first and words[first].low not in {"že"}:
        earlier = [place for place in range(first) if _is_actor(words, place, sentence)]
        if earlier and sentence[: words[earlier[0]].start].strip(" -–•*") == "":
            return _extended(words, earlier[0], first, sentence)
    if first < index and words[first].low == "že":
        earlier = [place for place in range(first) if _is_actor(words, place, sentence)]
        if earlier:
            return _extended(words, earlier[0], first, sentence)
    return None


def _is_somebody(word: _Word) -> bool:
    return is_given_name(word.text) or word.low.endswith("ová") or word.low in ROLES | MANY


def _acts_behind(words: list[_Word], place: int, index: int, first: int, sentence: str) -> bool:
    """Return whether who promises stands behind the verb: „Lektora zajistí město“, not „osloví školy“.

    A common noun must follow the verb at once (else it belongs to the object, „schůzku s ředitelkou školy“); one that
    looks the same as an object needs an object in front of the verb; „my“ and „se“ have no common noun behind.
    """
    if not _is_actor(words, place, sentence):
        return False
    word = words[place]
    if _FIRST_PERSON.fullmatch(words[index].low):
        return False
    if not word.text.islower() or word.low in CALLED or _titled_or_named(words, place):
        return True
    between = words[index + 1 : place]
    if any(one.low == "se" for one in words[max(first, index - 1) : place]):
        return False
    if any(one.low not in PASSED | doing_infinitives() and not _is_adjective(one) for one in between):
        return False
    return word.low not in ALSO_OBJECTS or first < index and word.low not in MANY


def _titled_or_named(words: list[_Word], place: int) -> bool:
    """Return whether an office stands in front of a name: „zajistí lektora koordinátorka Malá“."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is not None and following.text[0].isupper() and not following.text.isupper()


def _is_adjective(word: _Word) -> bool:
    return word.low.endswith(("á", "ý", "é", "í", "ně", "mo", "le")) and len(word.text) > 3


def _is_called_so(words: list[_Word], first: int, index: int) -> bool:
    """Return whether all words before the verb are a name with a preposition in it: „Člověk v tísni“."""
    name = words[first:index]
    if not 3 <= len(name) <= 5 or name[1].low not in PREPOSITIONS or first:
        return False
    head = name[0]
    return (
        head.text[0].isupper()
        and head.low not in THINGS | PREPOSITIONS | PASSED | CLAUSE_STOPS
        and not head.low.endswith(("y", "u", "ů", "í", "e", "ě", "ou", "em", "ům", "ách"))
        and not any(word.low in PASSED | _FUTURE for word in name[1:])
    )


def _passed(words: list[_Word], first: int, index: int) -> int:
    return sum(word.low in PASSED for word in words[first + 1 : index])


def _may_begin(words: list[_Word], first: int, index: int) -> bool:
    """Return whether the word that begins the clause right before its verb can be who does it: „Vrána zjistí“."""
    word = words[first]
    if first == index or not word.text[0].isupper() or word.low in THINGS | PREPOSITIONS | PASSED | CLAUSE_STOPS:
        return False
    if word.low.endswith("a") and word.low[:-1] in ROLES:  # „Lektora zajistí…“
        return False
    return not word.low.endswith(("y", "u", "í", "e", "ů")) or word.low in ROLES | MANY


def _extended(words: list[_Word], place: int, stop: int, sentence: str) -> tuple[int, int]:
    """Return the whole name that starts or lies at ``place``: salutation, titles, given name, surname, joined ones."""
    start = place
    while start and _joins(words[start - 1], words[start], sentence) and words[start - 1].low not in PREPOSITIONS:
        start -= 1
    end = place
    while end + 1 < stop and _continues(words, end, sentence):
        end += 1
    return words[start].start, words[end].end


def _joins(left: _Word, right: _Word, sentence: str) -> bool:
    between = sentence[left.end : right.start].strip()
    if between not in {"", "."}:
        return False
    if left.low in CALLED or left.low in ROLES or _TITLE.fullmatch(left.text):
        return True
    if right.low in ROLES:  # Městská policie
        return left.text[0].isupper() and left.low.endswith(("á", "é", "í", "ý"))
    return {left.low[-3:], right.low[-3:]} <= {"ční", "žba", "a"}  # Probační a mediační služba


def _continues(words: list[_Word], end: int, sentence: str) -> bool:
    left, right = words[end], words[end + 1]
    between = sentence[left.end : right.start].strip()
    if right.low in promising_forms() or right.low in _FUTURE or right.low in PASSED - {"i"}:
        return False
    if between == "." and (left.low in CALLED or _TITLE.fullmatch(left.text)):
        return True
    if between:
        return False
    if right.low in {"a", "i", "s"} and end + 2 < len(words):
        return words[end + 2].text[0].isupper() or words[end + 2].low in ROLES | CALLED
    if left.low in {"a", "i", "s"} or right.text[0].isupper():
        return True
    if end and words[end - 1].low in ROLES and left.low.endswith(("é", "ého", "í")) and right.text.islower():
        return right.low not in doing_infinitives() | PREPOSITIONS
    return (
        left.low in ROLES
        and right.low.endswith(("ho", "é", "í", "u", "y", "ů", "ého"))
        and right.low not in doing_infinitives()
    )

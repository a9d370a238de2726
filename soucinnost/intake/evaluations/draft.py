"""The form in which a reading of an evaluation is corrected: its shape, what a browser sends of it, what is undecided.

Shape (kept as JSON with the reading)::

    title short_name kind territory period day approved_by approved_on resolution   texts as typed
    frame      {"title", "territory", "period": spans}
    goals      [{key, number, title, spans, match, way, texts, measures}]   match: uid of a goal of the strategy, or ""
    measures   [{key, number, title, spans, match, outcome, reason, carried, status, texts}]
    texts      [{key, kind, text, home, spans, numbers}]          home: key of the goal or measure, "" is nowhere
    numbers    [{key, value, unit, label, kind, whole, whole_label, period, choice, quote}]   of a result, as typed
    unplaced   [{key, kind, text, spans, numbers, reason, left, was}]   left: somebody said that it does not belong
    marks      spans of words that gave the structure and stand in no text
    problems   [{message, lines}]   what the parser asks a person to look at
    next       the next number for a key

``spans`` are ``[line, start, end]``: characters of the original. The parser accounts for each character, so whatever
is not in the tree is among ``unplaced``; steps of correcting move parts between the two and drop none.
"""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from soucinnost.evidence.enums import ClaimKind
from soucinnost.intake.evaluations.enums import NumberChoice, TextKind, Way
from soucinnost.intake.sent import Part, chosen, sent_parts, typed
from soucinnost.strategy.enums import Outcome, StrategyKind

Draft = dict[str, Any]

FIELDS = ("title", "short_name", "kind", "territory", "period", "day", "approved_by", "approved_on", "resolution")
GOAL = ("number", "title", "match", "way")
MEASURE = ("number", "title", "match", "outcome", "reason", "carried")
TEXT = ("kind", "text", "home")
NUMBER = ("value", "unit", "label", "kind", "whole", "whole_label", "period", "choice")
REMOVED = "removed"
"""Why a text is unplaced: a person took it out of the tree."""


def empty() -> Draft:
    """A form with nothing read into it: a goal with a measure to write in."""
    draft: Draft = dict.fromkeys(FIELDS, "")
    draft |= {
        "kind": StrategyKind.CRIME_PREVENTION.value, "frame": {}, "goals": [], "unplaced": [], "marks": [],
        "problems": [], "next": 1,
    }
    return draft


def blank() -> Draft:
    """A form to be written by hand: one goal with one measure."""
    draft = empty()
    goal = new_goal(draft)
    goal["measures"].append(new_measure(draft))
    draft["goals"].append(goal)
    return draft


def _key(draft: Draft, letter: str) -> str:
    draft["next"] += 1
    return f"{letter}{draft['next'] - 1}"


def new_goal(draft: Draft, title: str = "", **more: Any) -> Part:
    """A goal; not yet in the form."""
    made: Part = dict.fromkeys(GOAL, "") | {"key": _key(draft, "c"), "title": title, "spans": []}
    return made | {"texts": [], "measures": []} | more


def new_measure(draft: Draft, title: str = "", **more: Any) -> Part:
    """A measure; not yet in the form."""
    made: Part = dict.fromkeys(MEASURE, "") | {"key": _key(draft, "o"), "title": title, "spans": [], "status": ""}
    return made | {"texts": []} | more


def new_text(draft: Draft, text: str = "", kind: str = TextKind.RESULT, home: str = "", **more: Any) -> Part:
    """A text of a goal or a measure; not yet in the form."""
    return {
        "key": _key(draft, "t"), "kind": str(kind), "text": text, "home": home, "spans": [], "numbers": [],
    } | more


def new_number(draft: Draft, **more: Any) -> Part:
    """A number in a result; not yet in the form."""
    made: Part = dict.fromkeys(NUMBER, "") | {"key": _key(draft, "n"), "kind": ClaimKind.ACTUAL.value, "quote": ""}
    return made | more


def unplaced_of(text: Part, reason: str, was: str = "", *, left: bool = False) -> Part:
    """The text as one that stands nowhere; ``was`` says where it stood."""
    return {**text, "home": "", "reason": reason, "left": left, "was": was}


# -- looking around


def measures_of(draft: Draft) -> Iterator[tuple[Part, Part]]:
    """Every measure with its goal, in order."""
    for goal in draft["goals"]:
        for measure in goal["measures"]:
            yield goal, measure


def owners_of(draft: Draft) -> Iterator[Part]:
    """Every goal and measure, in the order of the tree."""
    for goal in draft["goals"]:
        yield goal
        yield from goal["measures"]


def texts_of(draft: Draft) -> Iterator[tuple[Part, Part]]:
    """Every text of the tree with the goal or measure it stands in."""
    for owner in owners_of(draft):
        for text in owner["texts"]:
            yield owner, text


def numbers_of(draft: Draft) -> Iterator[tuple[Part, Part]]:
    """Every number of a result of a measure, with its text."""
    for _goal, measure in measures_of(draft):
        for text in measure["texts"]:
            if text["kind"] == TextKind.RESULT:
                for number in text["numbers"]:
                    yield text, number


def is_goal(owner: Part) -> bool:
    """Whether it is a goal and no measure."""
    return "measures" in owner


def loose(draft: Draft) -> list[Part]:
    """Texts that stand nowhere and of which nobody has said that they do not belong."""
    return [one for one in draft["unplaced"] if not one["left"] and one["text"].strip()]


def undecided(draft: Draft) -> int:
    """How many numbers wait for a decision."""
    return sum(number["choice"] == NumberChoice.WAITING for _text, number in numbers_of(draft))


def fields_of(draft: Draft) -> int:
    """How many fields a browser sends of the form."""
    goals, measures = len(draft["goals"]), sum(1 for _one in measures_of(draft))
    texts, numbers = sum(1 for _one in texts_of(draft)), sum(1 for _one in numbers_of(draft))
    sizes = (GOAL, goals), (MEASURE, measures), (TEXT, texts), (NUMBER, numbers)
    return 20 + sum((len(fields) + 1) * count for fields, count in sizes)


# -- from the browser


def from_sent(sent: QueryDict, stored: Draft) -> Draft:
    """Return the form as a browser sent it: values, order and homes are the browser's.

    What stands nowhere is not sent, it stays as stored; a part that is not stored any more (taken out in another
    window) comes with what was sent of it, so that nothing typed is lost. A part that was not sent (added to the tree
    in another window) is unplaced.
    """
    draft: Draft = {**stored}
    scratch: Draft = {**stored}
    draft |= {name: typed(sent, name) for name in FIELDS if sent.getlist(name)}
    draft["kind"] = chosen(draft["kind"], StrategyKind.values, StrategyKind.CRIME_PREVENTION.value)
    known_texts = [text for _owner, text in texts_of(stored)] + stored["unplaced"]
    known_measures = [measure for _goal, measure in measures_of(stored)]
    draft["goals"] = sent_parts(sent, "goal", stored["goals"], new_goal(scratch), GOAL)
    for goal in draft["goals"]:
        goal["way"] = chosen(goal["way"], Way.values, "")
        goal["measures"] = sent_parts(sent, f"of-{goal['key']}", known_measures, new_measure(scratch), MEASURE)
        for measure in goal["measures"]:
            measure["outcome"] = chosen(measure["outcome"], Outcome.values, "")
    for owner in owners_of(draft):
        blank_text = new_text(scratch, home=owner["key"])
        owner["texts"] = sent_parts(sent, f"in-{owner['key']}", known_texts, blank_text, TEXT)
        for text in owner["texts"]:
            _settle(sent, text, scratch)
    held = {text["key"] for _owner, text in texts_of(draft)}
    draft["unplaced"] = [one for one in stored["unplaced"] if one["key"] not in held]
    move_home(draft)
    draft["unplaced"] += _not_sent(draft, stored)
    return draft


def _not_sent(draft: Draft, stored: Draft) -> list[Part]:
    """What stands in the stored tree and nowhere in the one that was sent."""
    owners = {owner["key"] for owner in owners_of(draft)}
    held = {text["key"] for _owner, text in texts_of(draft)} | {one["key"] for one in draft["unplaced"]}
    found = []
    for owner in owners_of(stored):
        was = label_of(stored, owner)
        if owner["key"] not in owners:
            found += title_out(draft, owner, was)
        found += [unplaced_of(text, REMOVED, was) for text in owner["texts"] if text["key"] not in held]
    return found


def title_out(draft: Draft, owner: Part, was: str) -> list[Part]:
    """The words of a goal or measure itself as a text that stands nowhere; none where it has none."""
    if not owner["title"].strip() and not owner["spans"]:
        return []
    words = " ".join(word for word in (owner["number"], owner["title"], owner.get("status", "")) if word)
    return [unplaced_of(new_text(draft, words, spans=owner["spans"]), REMOVED, was)]


def _settle(sent: QueryDict, text: Part, scratch: Draft) -> None:
    text["kind"] = chosen(text["kind"], TextKind.values, TextKind.RESULT.value)
    known = {one["key"]: one for one in text["numbers"]}
    for one in sent_parts(sent, f"num-{text['key']}", text["numbers"], new_number(scratch), NUMBER):
        one["kind"] = chosen(one["kind"], ClaimKind.values, ClaimKind.ACTUAL.value)
        one["choice"] = chosen(one["choice"], NumberChoice.values, "")
        known[one["key"]] = one
    text["numbers"] = list(known.values())
    for name in ("reason", "left", "was"):
        text.pop(name, None)


def move_home(draft: Draft) -> None:
    """Put every text where its ``home`` says; what does not belong to the document goes among what is unplaced.

    An evaluation belongs to the goal, also where it was said at a measure.
    """
    homes = {owner["key"]: owner for owner in owners_of(draft)}
    goals = {measure["key"]: goal["key"] for goal, measure in measures_of(draft)}
    for owner in list(homes.values()):
        for text in list(owner["texts"]):
            if text["kind"] == TextKind.EVALUATION and text["home"] == owner["key"]:
                text["home"] = goals.get(owner["key"], owner["key"])
            if text["kind"] == TextKind.APART or not text["home"]:
                owner["texts"].remove(text)
                apart = text["kind"] == TextKind.APART
                kind = TextKind.DESCRIPTION if is_goal(owner) else TextKind.RESULT
                text["kind"] = str(kind) if apart else text["kind"]
                draft["unplaced"].append(unplaced_of(text, REMOVED, label_of(draft, owner), left=apart))
            elif text["home"] != owner["key"] and text["home"] in homes:
                owner["texts"].remove(text)
                homes[text["home"]]["texts"].append(fitting(text, homes[text["home"]]))
            else:
                text["home"] = owner["key"]


def fitting(text: Part, owner: Part) -> Part:
    """The text with a kind that its new owner can have: a goal plans nothing itself, a measure has no evaluation."""
    kind = text["kind"]
    if is_goal(owner) and kind in {TextKind.PLANNED, TextKind.RESULT}:
        kind = TextKind.EVALUATION.value
    elif not is_goal(owner) and kind == TextKind.EVALUATION:
        kind = TextKind.RESULT.value
    return {**text, "kind": kind, "home": owner["key"]}


def label_of(draft: Draft, owner: Part) -> str:
    """What a goal or measure is called on the page: its number as read, else its place („2“, „2.3“)."""
    for place, goal in enumerate(draft["goals"], start=1):
        if goal["key"] == owner["key"]:
            return str(goal["number"] or place)
        for at, measure in enumerate(goal["measures"], start=1):
            if measure["key"] == owner["key"]:
                own = str(measure["number"] or at)
                return own if "." in own else f"{goal['number'] or place}.{own}"
    return ""

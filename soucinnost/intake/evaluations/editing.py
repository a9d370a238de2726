"""Steps of correcting: adding, moving and taking out parts, placing what stands nowhere, looking for numbers.

Each returns a changed copy of the form. What is taken out of the tree is unplaced, so nothing of the original is lost.
"""

import copy
from collections.abc import Callable, Iterable, Mapping

from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import REMOVED, Draft, label_of
from soucinnost.intake.evaluations.drafting import numbers_in
from soucinnost.intake.evaluations.enums import TextKind
from soucinnost.intake.parts import UnknownStep, first, found, move
from soucinnost.intake.sent import Part


def step(draft: Draft, wanted: str, picked: Iterable[str] = (), home: str = "", kind: str = "") -> tuple[Draft, str]:
    """Take one step: its name, after a colon the key of what it concerns. Returns the form and where to go on (an id).

    ``picked`` are keys of unplaced texts that the person ticked, ``home`` and ``kind`` where and as what they go.
    Raises UnknownStep.
    """
    changed = copy.deepcopy(draft)
    name, _colon, key = wanted.partition(":")
    chosen = [one for one in changed["unplaced"] if one["key"] in set(picked)]
    if name == "place":
        return changed, _place(changed, chosen, home, kind)
    if name == "leave":
        return changed, _leave(chosen, left=True)
    if name == "back":
        return changed, _leave(chosen, left=False)
    if name in _STEPS:
        return changed, _STEPS[name](changed, key)
    raise UnknownStep(wanted)


def _place(draft: Draft, chosen: list[Part], home: str, kind: str) -> str:
    owner = _owner(draft, home)
    if kind not in TextKind.values or kind == TextKind.APART:
        raise UnknownStep(kind)
    for one in chosen:
        draft["unplaced"].remove(one)
        kept = {name: value for name, value in one.items() if name not in {"reason", "left", "was"}}
        owner["texts"].append({**kept, "kind": kind, "home": home})
    shape.move_home(draft)
    return str(chosen[-1]["key"] if chosen else "nezarazene")


def _leave(chosen: list[Part], *, left: bool) -> str:
    for one in chosen:
        one["left"] = left
    return "nezarazene"


def _leave_all(draft: Draft, reason: str) -> str:
    """Say of all texts unplaced for one reason (all of them where none is named) that they do not belong."""
    return _leave([one for one in draft["unplaced"] if reason in {"", one["reason"]}], left=True)


def _add_goal(draft: Draft, _key: str) -> str:
    draft["goals"].append(shape.new_goal(draft))
    return str(draft["goals"][-1]["key"])


def _add_measure(draft: Draft, key: str) -> str:
    goal = first(draft["goals"], key)
    goal["measures"].append(shape.new_measure(draft))
    return str(goal["measures"][-1]["key"])


def _add_text(draft: Draft, key: str) -> str:
    owner = _owner(draft, key)
    kind = TextKind.DESCRIPTION if shape.is_goal(owner) else TextKind.RESULT
    owner["texts"].append(shape.new_text(draft, kind=kind, home=key))
    return str(owner["texts"][-1]["key"])


def _add_number(draft: Draft, key: str) -> str:
    text = _text(draft, key)
    text["numbers"].append(shape.new_number(draft, choice="taken"))
    return str(text["numbers"][-1]["key"])


def _find_numbers(draft: Draft, key: str) -> str:
    """Offer numbers of the text as it stands; those offered before stay."""
    text = _text(draft, key)
    held = {(one["value"], one["unit"]) for one in text["numbers"]}
    years = [int(word) for word in draft["period"].replace("–", " ").replace("-", " ").split() if word.isdecimal()]
    found = numbers_in(draft, text["text"], max(years) if years else None)
    text["numbers"] += [one for one in found if (one["value"], one["unit"]) not in held]
    return key


def _owner(draft: Draft, key: str) -> Part:
    return first(shape.owners_of(draft), key)


def _text(draft: Draft, key: str) -> Part:
    return first((text for _owner, text in shape.texts_of(draft)), key)


def _lists(draft: Draft) -> Iterable[list[Part]]:
    yield draft["goals"]
    for goal in draft["goals"]:
        yield goal["measures"]
    for owner in shape.owners_of(draft):
        yield owner["texts"]


def _drop(draft: Draft, key: str) -> str:
    """Take a part out of the tree; its words and all that stood in it are unplaced."""
    parts, at = found(_lists(draft), key)
    part = parts[at]
    draft["unplaced"] += _taken_out(draft, part)
    del parts[at]
    return str(parts[min(at, len(parts) - 1)]["key"]) if parts else "nezarazene"


def _taken_out(draft: Draft, part: Part) -> list[Part]:
    if "texts" not in part:
        was = label_of(draft, first(shape.owners_of(draft), part["home"])) if part["home"] else ""
        return [shape.unplaced_of(part, REMOVED, was)]
    was = label_of(draft, part)
    out = shape.title_out(draft, part, was)
    out += [shape.unplaced_of(text, REMOVED, was) for text in part["texts"]]
    for measure in part.get("measures", ()):
        out += _taken_out(draft, measure)
    return out


def _move(draft: Draft, key: str, by: int) -> str:
    """Move among its fellows; a measure at the edge of its goal goes over into the neighbouring one."""
    return move(_lists(draft), [goal["measures"] for goal in draft["goals"]], key, by)


def _up(draft: Draft, key: str) -> str:
    return _move(draft, key, -1)


def _down(draft: Draft, key: str) -> str:
    return _move(draft, key, 1)


_STEPS: Mapping[str, Callable[[Draft, str], str]] = {
    "add-goal": _add_goal, "add-measure": _add_measure, "add-text": _add_text, "add-number": _add_number,
    "numbers": _find_numbers, "drop": _drop, "up": _up, "down": _down, "leave-all": _leave_all,
}

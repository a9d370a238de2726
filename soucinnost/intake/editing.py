"""Steps of correcting: adding, dropping and moving parts, putting lines of the original into them, offered tasks.

Each returns a changed copy of the form. Lines of what is dropped are loose again, so nothing of the original is lost.
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from soucinnost.intake import draft as shape
from soucinnost.intake.draft import Draft, Part
from soucinnost.intake.enums import Offered, PartKind
from soucinnost.intake.joining import joined
from soucinnost.intake.parts import UnknownStep, first, found, move

Lines = list[dict[str, Any]]


def step(draft: Draft, lines: Lines, wanted: str, picked: Iterable[int] = ()) -> tuple[Draft, str]:
    """Take one step: its name, after a colon the key of what it concerns. Returns the form and where to go on (an id).

    ``picked`` are lines of the original ticked by the person. Raises UnknownStep.
    """
    changed = copy.deepcopy(draft)
    name, _colon, key = wanted.partition(":")
    known = {line["n"] for line in lines if line["t"].strip()}
    chosen = sorted(known.intersection(picked))
    if name in _PLAIN:
        return changed, _PLAIN[name](changed, lines, chosen)
    if name in _KEYED:
        return changed, _KEYED[name](changed, key)
    if name == "put":
        return changed, _put(changed, lines, key, chosen)
    raise UnknownStep(wanted)


def _add_person(draft: Draft, _lines: Lines, _picked: list[int]) -> str:
    draft["people"].append(shape.new_person(draft))
    return draft["people"][-1]["key"]


def _add_item(draft: Draft, _lines: Lines, _picked: list[int]) -> str:
    item = shape.new_item(draft, "")
    item["entries"].append(shape.new_entry(draft))
    draft["items"].append(item)
    return item["key"]


def _add_signer(draft: Draft, _lines: Lines, _picked: list[int]) -> str:
    draft["signers"].append(shape.new_signer(draft))
    return draft["signers"][-1]["key"]


def _leave(draft: Draft, _lines: Lines, picked: list[int]) -> str:
    draft["left"] = sorted({*draft["left"], *picked})
    return "original"


def _leave_all(draft: Draft, lines: Lines, _picked: list[int]) -> str:
    draft["left"] = sorted({*draft["left"], *shape.loose_lines(draft, lines)})
    return "original"


def _back(draft: Draft, _lines: Lines, picked: list[int]) -> str:
    draft["left"] = [line for line in draft["left"] if line not in set(picked)]
    return "original"


def _add_entry(draft: Draft, key: str) -> str:
    entry = shape.new_entry(draft)
    first(draft["items"], key)["entries"].append(entry)
    return entry["key"]


def _lists(draft: Draft) -> list[list[Part]]:
    return [draft["people"], draft["items"], draft["signers"], *(item["entries"] for item in draft["items"])]


def _drop(draft: Draft, key: str) -> str:
    parts, at = found(_lists(draft), key)
    del parts[at]
    near = parts[min(at, len(parts) - 1)]["key"] if parts else "cteni"
    return str(near)


def _move(draft: Draft, key: str, by: int) -> str:
    """Move among its fellows; a part of an item that is at its edge goes over into the neighbouring item."""
    return move(_lists(draft), [item["entries"] for item in draft["items"]], key, by)


def _up(draft: Draft, key: str) -> str:
    return _move(draft, key, -1)


def _down(draft: Draft, key: str) -> str:
    return _move(draft, key, 1)


# -- lines of the original


def _put(draft: Draft, lines: Lines, key: str, picked: list[int]) -> str:
    """Put picked lines into a part: into an item as a new text, into the attendance as people."""
    if not picked:
        return key
    texts = {line["n"]: line["t"] for line in lines}
    draft["left"] = [line for line in draft["left"] if line not in picked]
    if key == "people":
        for line in picked:
            draft["people"].append(shape.new_person(draft, " ".join(texts[line].split()), lines=[line]))
        return str(draft["people"][-1]["key"])
    words = joined(texts[line] for line in picked)
    if key in shape.TEXTS:
        draft[key] = "\n".join(part for part in (draft[key], words) if part)
        draft["frame"][key] = sorted({*draft["frame"].get(key, ()), *picked})
        return f"pole-{key}"
    parts, at = found(_lists(draft), key)
    part = parts[at]
    if "entries" in part:
        entry = shape.new_entry(draft, words, lines=picked)
        part["entries"].append(entry)
        return str(entry["key"])
    if "text" not in part:
        raise UnknownStep(key)
    part["text"] = "\n".join(text for text in (part["text"], words) if text)
    part["lines"] = sorted({*part["lines"], *picked})
    return key


# -- what sounds like a promise


def _take(draft: Draft, key: str) -> str:
    """Make a task of an offered sentence, behind the text it was read from."""
    offer = first(draft["offers"], key)
    if offer["choice"] == Offered.TAKEN:
        return key
    offer["choice"] = Offered.TAKEN.value
    entry = shape.new_entry(
        draft, offer["text"], PartKind.TASK, owner=offer["owner"], who=offer.get("who", ""), due=offer["due"],
        lines=list(offer["lines"]),
    )
    wanted = set(offer["lines"])
    for item in draft["items"]:
        for at, near in enumerate(item["entries"]):
            if wanted & set(near["lines"]):
                item["entries"].insert(at + 1, entry)
                return str(entry["key"])
    if not draft["items"]:
        draft["items"].append(shape.new_item(draft, ""))
    draft["items"][-1]["entries"].append(entry)
    return str(entry["key"])


def _let(draft: Draft, key: str) -> str:
    first(draft["offers"], key)["choice"] = Offered.LEFT.value
    return key


def _open(draft: Draft, key: str) -> str:
    first(draft["offers"], key)["choice"] = Offered.WAITING.value
    return key


_PLAIN: dict[str, Callable[[Draft, Lines, list[int]], str]] = {
    "add-person": _add_person, "add-item": _add_item, "add-signer": _add_signer, "leave": _leave,
    "leave-all": _leave_all, "back": _back,
}
_KEYED: Mapping[str, Callable[[Draft, str], str]] = {
    "add-entry": _add_entry, "drop": _drop, "up": _up, "down": _down, "take": _take, "let": _let, "open": _open,
}

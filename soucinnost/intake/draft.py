"""The form in which a reading is corrected: its shape, what a browser sends of it, where each line of the original is.

Shape (kept as JSON with the reading)::

    subject number day starts ends place note   texts as typed
    frame      {name of a field or "agenda", "heading", "running": [lines]}   what the parser read outside of parts
    people     [{key, name, organisation, status, person, lines}]   person: uid, "" (a name only) or NEW
    items      [{key, title, lines, entries: [{key, kind, text, lines, organisation, organisation_uid, owner, who, due,
                 state, for, against, abstained, result}]}]   who: "p:uid", "o:uid", "n:key of a person" or ""
    offers     [{key, text, owner, due, item, choice, lines}]   sentences that sound like a promise
    signers    [{key, role, name, day, lines}]
    left       [lines that somebody confirmed as left out of the items]
    redactions how many marks cover a name in the original
    problems   [{message, lines}]   what the parser asks a person to look at
    next       the next number for a key

A line of the original stands in a field, in parts, among those left out, or is *loose*: the last is never stored but
counted (:func:`loose_lines`), so that no line can be forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import QueryDict

from soucinnost.intake.enums import Offered, PartKind, TaskState
from soucinnost.intake.sent import chosen, filled, sent_parts, typed
from soucinnost.meetings.enums import DecisionResult, PresenceStatus, SignatureRole

Draft = dict[str, Any]
Part = dict[str, Any]

NEW = "new"
MADE = "n:"
"""Before the key of somebody in the attendance who is to be put into the directory, where a task names its owner."""
TEXTS = ("subject", "number", "day", "starts", "ends", "place", "note")
PERSON = ("name", "organisation", "status", "person")
ITEM = ("title",)
ENTRY = (
    "kind", "text", "organisation", "organisation_uid", "owner", "who", "due", "state", "for", "against", "abstained",
    "result",
)
OFFER = ("choice",)
SIGNER = ("role", "name", "day")
STATUSES = [status for status in PresenceStatus.values if status != PresenceStatus.UNKNOWN]


def empty() -> Draft:
    """A form with nothing read into it, and one item to write in."""
    draft: Draft = dict.fromkeys(TEXTS, "")
    draft |= {
        "frame": {}, "people": [], "items": [], "offers": [], "signers": [], "left": [], "redactions": 0,
        "problems": [], "next": 1,
    }
    item = new_item(draft, "")
    item["entries"].append(new_entry(draft))
    draft["items"].append(item)
    return draft


def _key(draft: Draft, letter: str) -> str:
    draft["next"] += 1
    return f"{letter}{draft['next'] - 1}"


def new_person(draft: Draft, name: str = "", status: str = PresenceStatus.PRESENT, **more: Any) -> Part:
    """A row of the attendance; not yet in the form."""
    person = {"key": _key(draft, "u"), "name": name, "organisation": "", "status": status, "person": "", "lines": []}
    return person | more


def new_item(draft: Draft, title: str, **more: Any) -> Part:
    """An item; not yet in the form."""
    return {"key": _key(draft, "b"), "title": title, "lines": [], "entries": []} | more


def new_entry(draft: Draft, text: str = "", kind: str = PartKind.TEXT, **more: Any) -> Part:
    """A part of an item; not yet in the form."""
    made: Part = dict.fromkeys(ENTRY, "") | {"key": _key(draft, "r"), "text": text, "kind": str(kind), "lines": []}
    made["state"] = TaskState.UNKNOWN.value
    return made | more


def new_offer(draft: Draft, text: str, **more: Any) -> Part:
    """A sentence that sounds like a promise; not yet in the form."""
    return {"key": _key(draft, "n"), "text": text, "owner": "", "due": "", "item": "", "choice": "", "lines": []} | more


def new_signer(draft: Draft, role: str = SignatureRole.RECORDER, name: str = "", **more: Any) -> Part:
    """A name under the minutes; not yet in the form."""
    return {"key": _key(draft, "p"), "role": str(role), "name": name, "day": "", "lines": []} | more


# -- looking around


def entries_of(draft: Draft) -> Iterator[tuple[Part, Part]]:
    """Every part of an item with its item, in order."""
    for item in draft["items"]:
        for entry in item["entries"]:
            yield item, entry


def parts_of(draft: Draft) -> Iterator[Part]:
    """Everything that holds lines, except the fields of the frame."""
    yield from draft["people"]
    for item in draft["items"]:
        yield item
        yield from item["entries"]
    yield from draft["signers"]


def placed_lines(draft: Draft) -> set[int]:
    """Lines that stand in a field or a part."""
    found = {line for lines in draft["frame"].values() for line in lines}
    for part in parts_of(draft):
        found.update(part["lines"])
    return found


def loose_lines(draft: Draft, lines: Iterable[Mapping[str, Any]]) -> list[int]:
    """Lines of the original with a text that stand nowhere and that nobody confirmed as left out."""
    known = placed_lines(draft) | set(draft["left"])
    return [line["n"] for line in lines if line["t"].strip() and line["n"] not in known]


def left_lines(draft: Draft, lines: Iterable[Mapping[str, Any]]) -> list[int]:
    """Lines that go into the record as left out: confirmed ones that stand nowhere else."""
    known = placed_lines(draft)
    return [line["n"] for line in lines if line["n"] in set(draft["left"]) - known and line["t"].strip()]


def fields_of(draft: Draft) -> int:
    """How many fields a browser sends of the form, at the most."""
    entries = sum(1 for _one in entries_of(draft))
    names = (PERSON, draft["people"]), (ITEM, draft["items"]), (SIGNER, draft["signers"])
    return 20 + (len(ENTRY) + 1) * entries + sum((len(fields) + 1) * len(parts) for fields, parts in names)


# -- from the browser


def from_sent(sent: QueryDict, stored: Draft) -> Draft:
    """Return the form as a browser sent it: values and order are the browser's, lines stay those of the parts."""
    draft: Draft = {**stored, "next": stored["next"]}
    scratch: Draft = {**stored}
    draft |= {name: typed(sent, name) for name in TEXTS if sent.getlist(name)}
    draft["people"] = sent_parts(sent, "person", stored["people"], new_person(scratch), PERSON)
    for person in draft["people"]:
        person["status"] = chosen(person["status"], STATUSES, PresenceStatus.PRESENT)
    draft["items"] = sent_parts(sent, "item", stored["items"], new_item(scratch, ""), ITEM)
    known = [entry for _item, entry in entries_of(stored)]
    for item in draft["items"]:
        item["entries"] = sent_parts(sent, f"of-{item['key']}", known, new_entry(scratch), ENTRY)
        for entry in item["entries"]:
            _settle(entry)
    draft["offers"] = [filled(sent, offer, OFFER) for offer in stored["offers"]]
    for offer in draft["offers"]:
        offer["choice"] = chosen(offer["choice"], Offered.values, "")
    draft["signers"] = sent_parts(sent, "signer", stored["signers"], new_signer(scratch), SIGNER)
    for signer in draft["signers"]:
        signer["role"] = chosen(signer["role"], SignatureRole.values, SignatureRole.RECORDER)
    follow_owners(draft)
    return draft


def follow_owners(draft: Draft) -> None:
    """Where a task's owner is somebody from the attendance who was to be created: who that turned out to be."""
    people = {one["key"]: one["person"] for one in draft["people"]}
    for _item, entry in entries_of(draft):
        if entry["who"].startswith(MADE):
            person = people.get(entry["who"].removeprefix(MADE), "")
            entry["who"] = entry["who"] if person == NEW else f"p:{person}" if person else ""


def _settle(entry: Part) -> None:
    entry["kind"] = chosen(entry["kind"], PartKind.values, PartKind.TEXT.value)
    entry["state"] = chosen(entry["state"], TaskState.values, TaskState.UNKNOWN.value)
    entry["result"] = chosen(entry["result"], DecisionResult.values, "")

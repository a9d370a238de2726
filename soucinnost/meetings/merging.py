"""Merging what two people wrote into the same line: pure functions over texts, no database.

Three states meet: the one the newcomer started from (``base``), the one that stands now (``current``) and the one that
came (``incoming``). What only one side changed is taken; what both changed to the same is taken; what both changed
differently is a clash, and then nothing of the incoming state is applied: it is kept whole beside the current one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from soucinnost.meetings.details import Details, parts_of, whole_of

STRUCK = "struck"


@dataclass(frozen=True)
class Text:
    """One state of a line: its kind, cleaned body, fields of the kind, and whether it is struck out."""

    kind: str
    body: str = ""
    details: Details = field(default_factory=dict)
    struck: bool = False

    @classmethod
    def stored(cls, kind: str, body: str, details: Mapping[str, Any]) -> "Text":
        """The state kept in a revision or conflict, where ``struck`` lies among the details."""
        kept = dict(details)
        return cls(kind=kind, body=body, struck=bool(kept.pop(STRUCK, False)), details=kept)

    def stored_details(self) -> Details:
        """The details as a revision keeps them."""
        return {**self.details, STRUCK: True} if self.struck else dict(self.details)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: no body and no fields besides who may see the line."""
        return not self.body and not set(self.details) - {"closed_to"}


def _parts(text: Text | None) -> dict[str, Any]:
    if text is None:
        return {}
    fields = {f"details.{key}": value for key, value in parts_of(text.details).items()}
    return {"kind": text.kind, "body": text.body, STRUCK: text.struck, **fields}


def _whole(parts: Mapping[str, Any], *orders: Text) -> Text:
    details = {key.removeprefix("details."): value for key, value in parts.items() if key.startswith("details.")}
    order = [row["uid"] for text in orders for row in text.details.get("numbers", [])]
    return Text(
        kind=parts["kind"], body=parts["body"], struck=parts[STRUCK], details=whole_of(details, order)
    )


_CLOSURE = "details.closed_to"


def _written(parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a striking out would lose: everything but who may see the line."""
    return {key: value for key, value in parts.items() if key not in {STRUCK, _CLOSURE}}


def merge(base: Text | None, current: Text, incoming: Text) -> Text | None:
    """Return the merged state, or None when the two changed the same thing differently.

    ``base`` None means that nothing is known of what the newcomer started from. Striking out clashes with any change
    of what is written. Merging is idempotent: what was merged, merged again, changes nothing.
    """
    before, now, came = _parts(base), _parts(current), _parts(incoming)
    if now == came:
        return current
    if base is not None and _struck_under_change(before, now, came):
        return None
    merged: dict[str, Any] = {}
    for key in {*before, *now, *came}:
        old, mine, theirs = before.get(key), now.get(key), came.get(key)
        if mine != theirs and mine != old and theirs != old:
            return None
        chosen = mine if theirs in (old, mine) else theirs
        if chosen is not None:
            merged[key] = chosen
    return _whole(merged, incoming, current)


def _struck_under_change(before: Mapping[str, Any], now: Mapping[str, Any], came: Mapping[str, Any]) -> bool:
    struck_by_newcomer = came[STRUCK] and not before[STRUCK] and not now[STRUCK]
    struck_meanwhile = now[STRUCK] and not before[STRUCK] and not came[STRUCK]
    return bool(
        (struck_by_newcomer and _written(now) != _written(before))
        or (struck_meanwhile and _written(came) != _written(before))
    )


def prefer_incoming(base: Text | None, current: Text, incoming: Text) -> Text:
    """Return the state after „take the newcomer's“: what the newcomer changed wins, the rest stays as it is now."""
    before, now, came = _parts(base), _parts(current), _parts(incoming)
    merged: dict[str, Any] = {}
    for key in {*before, *now, *came}:
        chosen = now.get(key) if came.get(key) == before.get(key) else came.get(key)
        if chosen is not None:
            merged[key] = chosen
    merged[STRUCK] = incoming.struck
    return _whole(merged, incoming, current)


def keep_both(base: Text | None, current: Text, incoming: Text) -> Text:
    """Return the state after „keep both“: the current text, the newcomer's after it; fields the current ones first."""
    before, now, came = _parts(base), _parts(current), _parts(incoming)
    merged = {key: value for key, value in {**came, **now}.items() if key in now or came.get(key) != before.get(key)}
    bodies = [current.body, incoming.body]
    merged["body"] = "".join(dict.fromkeys(body for body in bodies if body))
    merged[STRUCK] = False
    return _whole(merged, current, incoming)

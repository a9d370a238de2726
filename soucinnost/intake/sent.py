"""What a browser sends of a form that is made of parts: each has a key, its fields are named „key.field“."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

Part = dict[str, Any]


def typed(sent: QueryDict, name: str) -> str:
    """What was typed, whole: what is too long to be saved is said before saving, never cut."""
    return str(sent.get(name, "")).replace("\x00", "").replace("\r\n", "\n").strip()


def filled(sent: QueryDict, part: Part, fields: Iterable[str]) -> Part:
    """A copy of the part with the fields that were sent; a field that was not sent (of another kind) stays."""
    values = {name: typed(sent, f"{part['key']}.{name}") for name in fields if sent.getlist(f"{part['key']}.{name}")}
    return {**part, **values}


def chosen(value: str, allowed: Iterable[str], otherwise: str) -> str:
    """The value where it is one of the allowed ones."""
    return value if value in set(allowed) else otherwise


def sent_parts(
    sent: QueryDict, name: str, stored: Iterable[Part], blank: Part, fields: Iterable[str]
) -> list[Part]:
    """The parts of a list in the order they were sent; one that is not stored (any more) comes with what was sent."""
    known = {part["key"]: part for part in stored}
    keys = [key for key in dict.fromkeys(sent.getlist(name)) if key.isalnum() and key.isascii() and len(key) < 12]
    return [filled(sent, known.get(key, {**blank, "key": key, "lines": []}), fields) for key in keys]

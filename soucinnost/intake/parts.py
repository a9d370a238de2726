"""Parts of a form under correction: finding one by its key, moving it among its fellows."""

from collections.abc import Iterable, Sequence

from soucinnost.intake.sent import Part


class UnknownStep(ValueError):
    """A step that does not exist, or whose part is gone."""


def first(parts: Iterable[Part], key: str) -> Part:
    """The part with the key. Raises UnknownStep."""
    for part in parts:
        if part["key"] == key:
            return part
    raise UnknownStep(key)


def found(lists: Iterable[list[Part]], key: str) -> tuple[list[Part], int]:
    """The list that holds the part with the key, and its place in it. Raises UnknownStep."""
    for parts in lists:
        for at, part in enumerate(parts):
            if part["key"] == key:
                return parts, at
    raise UnknownStep(key)


def move(lists: Iterable[list[Part]], neighbours: Sequence[list[Part]], key: str, by: int) -> str:
    """Move a part up (-1) or down (1) among its fellows; at the edge it goes over into the neighbouring list.

    ``neighbours`` are the lists, in order, between which parts go over. Returns the key. Raises UnknownStep.
    """
    parts, at = found(lists, key)
    to = at + by
    if 0 <= to < len(parts):
        parts[at], parts[to] = parts[to], parts[at]
        return key
    for place, home in enumerate(neighbours):
        if home is parts and 0 <= place + by < len(neighbours):
            other = neighbours[place + by]
            other.insert(0 if by > 0 else len(other), parts.pop(at))
            break
    return key

"""Czech alphabetical order (ch after h, č ř š ž as letters of their own), on top of ``czech-sort``.

Databases differ in their collations, so lists of Czech text are put in order here.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import czech_sort

T = TypeVar("T")


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[Any, ...]:
    """Return an opaque key; comparing two keys compares the texts in Czech order.

    The structure of the key may change between versions: do not store it.
    """
    key: tuple[Any, ...] = czech_sort.key(text)
    return key


def sorted_cs(items: Iterable[T], *, key: Callable[[T], str] = str, reverse: bool = False) -> list[T]:
    """Return ``items`` as a list in Czech order of ``key(item)``; equal ones keep their order."""
    return sorted(items, key=lambda item: sort_key(key(item)), reverse=reverse)

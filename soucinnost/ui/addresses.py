"""Addresses of views, found once for each shape of their arguments.

``reverse`` walks patterns and converters anew for each row of a list. The address of a view whose arguments are
identifiers (``kernel.ids``) differs between two rows in nothing but the identifiers, so the rest of it is kept.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from soucinnost.kernel.ids import ALPHABET, UID_LENGTH

_UID = re.compile(f"[{ALPHABET}]{{{UID_LENGTH}}}")
_LIMIT = 2000
_shapes: dict[tuple[Any, ...], tuple[str, ...]] = {}


def realm() -> tuple[Any, ...]:
    """Where addresses are found at this moment: what besides name and arguments decides how they look."""
    return get_urlconf(), settings.ROOT_URLCONF, get_script_prefix()


def address(
    name: str, args: Sequence[Any] = (), current_app: str | None = None, within: tuple[Any, ...] | None = None
) -> str:
    """Return the address of the view ``name``, exactly as ``reverse`` does; raises NoReverseMatch like it.

    Arguments that are no identifiers belong to the shape; at most 2,000 shapes are kept in a process. ``within`` is
    the ``realm`` where it was asked already.
    """
    if not all(type(argument) in (str, int) for argument in args):
        return reverse(name, args=args, current_app=current_app)
    uids = [argument for argument in args if isinstance(argument, str) and _UID.fullmatch(argument)]
    known = tuple(None if argument in uids else argument for argument in args)
    key = (name, known, current_app, realm() if within is None else within)
    shape = _shapes.get(key)
    if shape is not None:
        return "".join([part for pair in zip(shape, (*uids, ""), strict=True) for part in pair])
    made = reverse(name, args=args, current_app=current_app)
    _remember(key, made, uids)
    return made


def _remember(key: tuple[Any, ...], made: str, uids: list[str]) -> None:
    """Keep what stands between the identifiers, when each stands in the address once and in the order given."""
    parts, rest = [], made
    for uid in uids:
        before, found, rest = rest.partition(uid)
        if not found:
            return
        parts.append(before)
    if any(made.count(uid) != 1 for uid in uids):
        return
    if len(_shapes) >= _LIMIT:
        _shapes.clear()
    _shapes[key] = (*parts, rest)

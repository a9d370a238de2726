"""Registry of the kinds of records that have a term. Filled by the apps in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    ``expired(cutoff)`` gives the records whose term began before the aware moment ``cutoff``. ``dispose`` and
    ``anonymise`` are actions, called as ``dispose(by=actor, records=queryset, cutoff=cutoff)`` in a transaction;
    they write their audit rows and return how many records they took. ``organisation_path`` is the ORM path from a
    record to the uid of its lead organisation, where terms may differ by organisation. ``in_batches`` is False for
    kinds that go as a whole (the audit log).
    """

    key: str
    label: object
    default_months: int
    afterwards: str
    basis: object
    expired: Callable[[datetime], QuerySet[Any]]
    dispose: Callable[..., int]
    anonymise: Callable[..., int] | None = None
    organisation_path: str = ""
    in_batches: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; the same key again replaces it. Raises ValueError for a term below a month."""
    if kind.default_months < 1:
        raise ValueError(f"The term of {kind.key} is at least one month.")
    _kinds[kind.key] = kind


def unregister(key: str) -> None:
    """Remove a kind; an unknown key is no error."""
    _kinds.pop(key, None)


def kinds() -> list[Kind]:
    """All kinds, in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]


def kind(key: str) -> Kind:
    """One kind; KeyError when nobody registered it."""
    return _kinds[key]

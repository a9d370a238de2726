"""The beginning of a long list, with how long the whole list is, in one query."""

from typing import TypeVar

from django.db.models import Count, F, Model, QuerySet, Window

M = TypeVar("M", bound=Model)


def few(rows: QuerySet[M], limit: int | None) -> QuerySet[M]:
    """The first ``limit`` rows (all for None), each with ``in_all``: how many there are without the limit."""
    counted: QuerySet[M] = rows.annotate(in_all=Window(Count(F("pk"))))  # type: ignore[assignment]
    return counted[:limit]


def in_all(rows: list[M]) -> int:
    """How many rows there are without the limit of ``few``."""
    return rows[0].in_all if rows else 0  # type: ignore[attr-defined]

"""What stands on "my account": apps above register a part of the page each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Section:
    """One part of the page: the template and the function that gives its values.

    ``ids`` of the returned values name the records shown, for the audit.
    """

    key: str
    order: int
    template: str
    values: Callable[[HttpRequest], dict[str, Any]]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a part; the same key replaces it."""
    _sections[section.key] = section


def sections() -> list[Section]:
    """Parts in their order."""
    return sorted(_sections.values(), key=lambda section: (section.order, section.key))

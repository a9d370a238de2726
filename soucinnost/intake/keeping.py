"""Keeping the states of a form that is being corrected: an older one never overwrites a newer one.

Shared by readings of old minutes and of evaluations: both hold ``draft``, ``revision`` and who changed them last.
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils import timezone

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor

SAVED, UNCHANGED, CONFLICT = "saved", "unchanged", "conflict"
Reading = TypeVar("Reading", bound=models.Model)


@dataclass(frozen=True)
class Kept(Generic[Reading]):
    """What became of a form that was sent: ``saved``, ``unchanged`` or ``conflict``; ``reading`` as it stands now.

    ``anchor`` is the place (an id) where the person goes on.
    """

    outcome: str
    reading: Reading
    anchor: str = ""


@dataclass(frozen=True)
class Keeper:
    """Who corrects, and how the log calls it; ``circle`` is the uid of the circle, empty where there is none."""

    by: Actor
    verb: str
    circle: str

    def keep(self, current: Reading, draft: dict[str, Any], base_revision: int) -> Kept[Reading]:
        """Save the form as the next state of ``current``, which the caller has locked.

        ``base_revision`` is the state the person started from: when somebody (or the same person in another tab)
        saved meanwhile, nothing is written and the outcome is ``conflict``; the caller shows both.
        """
        stored: Any = current
        if draft == stored.draft:
            return Kept(UNCHANGED, current)
        if base_revision != stored.revision:
            return Kept(CONFLICT, current)
        self.write(current, draft)
        return Kept(SAVED, current)

    def go_on(self, kept: Kept[Reading], changed: dict[str, Any], anchor: str) -> Kept[Reading]:
        """Save what a step made of the form that was just kept."""
        stored: Any = kept.reading
        if changed != stored.draft:
            self.write(stored, changed)
        return Kept(SAVED, kept.reading, anchor)

    def write(self, current: Any, draft: dict[str, Any]) -> None:
        """Write the next state and say so in the log."""
        current.draft, current.revision = draft, current.revision + 1
        current.changed_at, current.changed_by_id = timezone.now(), self.by.person_id
        current.save(update_fields=["draft", "revision", "changed_at", "changed_by"])
        record(by=self.by, verb=self.verb, object_uid=current.uid, circle=self.circle)

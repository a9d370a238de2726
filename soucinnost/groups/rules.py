"""Who may do what with a group, and what its statutes say."""

import re
import string
from datetime import date

from django.utils import timezone

from soucinnost.access.rules import administers_circle, chairs, runs, sits_in, takes_part
from soucinnost.agencies.models import Organisation
from soucinnost.groups.enums import QuorumKind
from soucinnost.groups.models import Group, Topic
from soucinnost.groups.rhythm import Signal, rhythm_signal
from soucinnost.kernel.actor import Actor

__all__ = [
    "NUMBERING_MARKS", "Signal", "closes", "creates", "is_closed", "manages", "meeting_number", "numbering_problem",
    "quorum_needed", "raises_topics", "rhythm_signal", "runs_group", "sees_content", "sets_frame", "edits_topic",
]

NUMBERING_MARKS = ("number", "year")


def creates(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor founds groups led by the organisation: its manager."""
    return actor.is_system or organisation.pk in actor.managed_organisation_ids


def creates_any(actor: Actor) -> bool:
    """Whether the actor founds groups at all."""
    return actor.is_system or bool(actor.managed_organisation_ids)


def manages(actor: Actor, group: Group) -> bool:
    """Whether the actor manages the group's lead organisation."""
    return actor.is_system or group.circle.controller.organisation_id in actor.managed_organisation_ids


def sets_frame(actor: Actor, group: Group) -> bool:
    """Whether the actor sets name, statutes, territory and mandates: manager, chair or recorder."""
    return administers_circle(actor, group.circle)


def closes(actor: Actor, group: Group) -> bool:
    """Whether the actor closes and reopens the group: manager or chair."""
    return manages(actor, group) or chairs(actor, group.circle)


def runs_group(actor: Actor, group: Group) -> bool:
    """Whether the actor prepares meetings, standing items, topics and documents: chair or recorder."""
    return runs(actor, group.circle)


def sees_content(actor: Actor, group: Group) -> bool:
    """Whether the actor may see what the group does, not only that it exists."""
    return sits_in(actor, group.circle)


def sees_mandates(actor: Actor, group: Group) -> bool:
    """Whether the actor may see who sits in the group: its members and who sets its frame."""
    return sits_in(actor, group.circle) or sets_frame(actor, group)


def raises_topics(actor: Actor, group: Group) -> bool:
    """Whether the actor may propose a topic: every member and deputy of a group that is not closed."""
    return takes_part(actor, group.circle) and not is_closed(group)


def edits_topic(actor: Actor, topic: Topic) -> bool:
    """Whether the actor may reword a topic: who raised it, and who runs the group."""
    if runs_group(actor, topic.group):
        return True
    own = actor.person_id is not None and topic.raised_by_id == actor.person_id
    return own and takes_part(actor, topic.group.circle)


def is_closed(group: Group, day: date | None = None) -> bool:
    """Whether the group has ended by ``day`` (today when not given); its last day still counts as open."""
    return group.closed_on is not None and group.closed_on < (day or timezone.localdate())


def quorum_needed(group: Group, seats_count: int) -> int | None:
    """Return how many of ``seats_count`` members must be present to decide; None where nothing is laid down.

    More than half is the half rounded down plus one; two thirds are rounded up. ValueError for a negative count.
    """
    if seats_count < 0:
        raise ValueError("a group cannot have fewer than no members")
    if group.quorum_kind == QuorumKind.MAJORITY:
        return seats_count // 2 + 1
    if group.quorum_kind == QuorumKind.TWO_THIRDS:
        return -(-2 * seats_count // 3)
    if group.quorum_kind == QuorumKind.FIXED:
        return group.quorum_count
    return None


def numbering_problem(pattern: str) -> str:
    """Return what is wrong with a numbering pattern: ``""``, ``"unreadable"``, ``"unknown"`` or ``"missing"``.

    A pattern is text with the marks ``{number}`` (required) and ``{year}``; nothing else may stand in braces.
    """
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return "unreadable"
    marks = [(name, spec, conversion) for _text, name, spec, conversion in parts if name is not None]
    if any(name not in NUMBERING_MARKS or spec or conversion for name, spec, conversion in marks):
        return "unknown"
    return "" if any(name == "number" for name, _spec, _conversion in marks) else "missing"


def meeting_number(pattern: str, number: int, year: int) -> str:
    """Return a meeting's number as the group writes it: ``{number}/{year}`` gives 3/2026."""
    values = {"{number}": str(number), "{year}": str(year), "{{": "{", "}}": "}"}
    return re.sub(r"\{number\}|\{year\}|\{\{|\}\}", lambda match: values[match.group()], pattern)

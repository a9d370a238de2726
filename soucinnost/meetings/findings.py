"""What looks like personal data in lines of the minutes, and what was decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.personaldata import find_personal_data
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.ui.forms import KIND_LABELS


@dataclass(frozen=True)
class Found:
    """A line with pieces that look like personal data and that nobody has decided to leave there."""

    uid: str
    pieces: tuple[tuple[str, Any], ...]
    """Each piece of the text with the name of its kind."""

    @property
    def key(self) -> str:
        """The line with just these pieces: another one typed meanwhile makes another key."""
        return f"{self.uid}.{digest_of(' '.join(sorted(text for text, _kind in self.pieces)))}"


def digest_of(piece: str) -> str:
    """How a decision remembers a piece without repeating it; keyed, because a telephone number is quickly guessed."""
    return salted_hmac("soucinnost.meetings.findings", " ".join(piece.split()), algorithm="sha256").hexdigest()[:16]


def pieces_of(body: str) -> dict[str, Any]:
    """Pieces of a line's text that look like personal data, each with the name of its kind."""
    return {finding.text: KIND_LABELS[finding.kind] for finding in find_personal_data(to_plain(body))}


def undecided(lines: Iterable[Any]) -> list[Found]:
    """Lines (with ``uid``, ``body``, ``data_left``) that hold a piece about which nothing was decided."""
    found = []
    for line in lines:
        left = set(line.data_left.get("pieces", ())) if line.data_left else set()
        pieces = tuple((text, kind) for text, kind in pieces_of(line.body).items() if digest_of(text) not in left)
        if pieces:
            found.append(Found(line.uid, pieces))
    return found


def undecided_in(actor: Actor, meeting: Meeting) -> list[Found]:
    """Those of the meeting's standing lines that the actor may see."""
    lines = Entry.objects.visible_to(actor).standing().filter(meeting=meeting).order_by("position", "pk")
    return undecided(lines.only("uid", "body", "data_left"))

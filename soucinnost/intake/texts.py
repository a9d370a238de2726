"""From the bytes of a file to its lines and a form filled with what was read of them, or why there is none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from soucinnost.documents.reading import Reading, ReadingError, read_document
from soucinnost.intake import reasons
from soucinnost.intake.drafting import lines_json

logger = logging.getLogger(__name__)
READY, UNREADABLE, WAITING = "ready", "unreadable", "waiting"
KEPT = frozenset({"no_text", "password", "unsupported"})
"""Why the text of a sound file cannot be read: it may stay as an attachment of what is typed by hand."""
MOST_WORD = 2_000
"""No language has words of so many letters; patterns of the parsers would take minutes over them."""
Draft = dict[str, Any]


@dataclass
class Text:
    """What became of a file: its lines and the form, or why there are none (a Czech sentence)."""

    state: str = READY
    lines: list[dict[str, Any]] = field(default_factory=list)
    draft: Draft = field(default_factory=dict)
    problem: str = ""
    warnings: list[str] = field(default_factory=list)
    error: ReadingError | None = None

    @property
    def refusal(self) -> str:
        """The sentence for whoever waits for the answer."""
        return reasons.told(self.error) if self.error is not None else self.problem


@dataclass(frozen=True)
class Kind:
    """How documents of a kind are read: an empty form, the form of what was understood, the one by hand.

    ``too_long`` is the Czech sentence on a text of more than ``lines`` lines or ``letters`` letters, or whose form has
    more fields (``fields``) than the server takes at once; ``by_hand`` the one on a text that the parser broke on.
    """

    empty: Callable[[], Draft]
    understand: Callable[[Reading], Draft]
    unread: Callable[[Reading], Draft]
    fields: Callable[[Draft], int]
    lines: int
    letters: int
    too_long: str
    by_hand: str

    def read(self, data: bytes, name: str) -> Text:
        """Read a file. A sound one without a text, or with too much of it, gives an empty form and says why."""
        try:
            reading = read_document(data, name)
        except ReadingError as error:
            if error.code in KEPT:
                return Text(draft=self.empty(), problem=reasons.kept(error), error=error)
            return Text(UNREADABLE, problem=reasons.kept(error), error=error)
        if len(reading.lines) > self.lines or len(reading.text) > self.letters:
            return Text(draft=self.empty(), problem=self.too_long)
        text = Text(lines=lines_json(reading.lines), warnings=list(reading.warnings))
        draft = self._understood(reading)
        if draft is None:
            text.problem, draft = self.by_hand, self.unread(reading)
        text.draft = draft
        if self.fields(text.draft) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            return Text(draft=self.empty(), problem=self.too_long)
        return text

    def _understood(self, reading: Reading) -> Draft | None:
        """What the parser made of it; None where it breaks on a strange layout, or the text is none for it."""
        if any(len(word) > MOST_WORD for line in reading.lines for word in line.text.split()):
            return None
        try:
            return self.understand(reading)
        except Exception:
            logger.exception("A text of %s lines could not be taken apart", len(reading.lines))
            return None


"""What reminders and weekly summaries say. Apps above register their sources in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor

#: How far ahead sources look, in days; nobody can be reminded earlier.
HORIZON = 14

Choice = Literal["tasks", "minutes", "reports", ""]


@dataclass(frozen=True)
class DigestLine:
    """One thing that waits for its reader. ``text`` says it whole, without a link; the group is named in it.

    ``day`` is by when (None: no day); ``circle_id`` where it belongs, ``is_closed`` whether only some may see it.
    ``stage`` tells repeated reminders of one thing apart; empty means that it is told once before its day and once
    after. ``ahead`` is how many days before its day it is told, None leaves that to the person. What does not
    ``reminds`` stands in the weekly summary only. ``when`` replaces the words made of ``day``. ``link`` makes a
    one-time link for who has no account; it is called when the mail is really sent.
    """

    text: str
    day: date | None
    url_path: str
    uid: str
    circle_id: int
    is_closed: bool = False
    stage: str = ""
    ahead: int | None = None
    reminds: bool = True
    when: str = ""
    link: Callable[[Actor, Person], str] | None = None

    def stage_on(self, today: date, days_before: int, following: date) -> str:
        """The stage in which it is to be told on a working day; "" when there is nothing to tell yet.

        ``following`` is the next working day. What would be told on a free day between them waits for it, unless its
        own day came sooner: that is told already today.
        """
        if not self.reminds:
            return ""
        if self.stage:
            return self.stage
        if self.day is None:
            return "once"
        if self.day < today:
            return f"late:{self.day.isoformat()}"
        ahead = days_before if self.ahead is None else self.ahead
        opens = self.day - timedelta(days=ahead)
        is_soon = opens <= today or (opens < following and self.day < following)
        return f"soon:{self.day.isoformat()}" if is_soon else ""


LinesOf = Callable[[Actor, date], Iterable[DigestLine]]


@dataclass(frozen=True)
class DigestSource:
    """Where lines come from: ``lines(actor, day)`` reads through ``visible_to(actor)``, at most HORIZON days ahead.

    ``label`` heads them in the mail; ``choice`` is the field of the preferences that switches them off, "" stands
    only in the summary and goes with it. ``order`` is their place in the mail.
    """

    key: str
    label: Any
    lines: LinesOf
    choice: Choice = ""
    order: int = 50


_sources: dict[str, DigestSource] = {}


def register(source: DigestSource) -> None:
    """Add a source; the same key replaces it."""
    _sources[source.key] = source


def sources() -> list[DigestSource]:
    """Sources in the order in which a mail has them."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.key))

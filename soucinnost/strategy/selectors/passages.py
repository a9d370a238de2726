"""What editors wrote in the report: every text of a passage with who wrote it, those that were given up among them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import PASSAGES, PassageEvent
from soucinnost.strategy.models import Strategy
from soucinnost.versions.models import Version


@dataclass(frozen=True)
class Step:
    """One thing that was done with a passage. ``who`` is "" where the reader may not know it.

    ``text`` is what was written; of a passage given up it is there only where nothing before says it.
    """

    key: str
    title: str
    event: str
    at: datetime
    who: str
    text: str

    @property
    def is_given_up(self) -> bool:
        """Whether the report went back to what the records say."""
        return self.event == PassageEvent.DROPPED


def history_of(actor: Actor, strategy: Strategy, key: str) -> list[Step]:
    """What was done with a passage, newest first; for who sees the strategy's content."""
    return _steps(actor, strategy, key=key)[::-1]


def given_up(actor: Actor, strategy: Strategy, standing: Container[str]) -> list[Step]:
    """The last step of each passage that was written over once and is not in ``standing`` (keys) now, newest first."""
    last = {step.key: step for step in _steps(actor, strategy) if step.is_given_up}
    return sorted((step for step in last.values() if step.key not in standing), key=lambda one: one.at, reverse=True)


def _steps(actor: Actor, strategy: Strategy, **wanted: str) -> list[Step]:
    if not (actor.is_system or actor.has(strategy.circle_id)):
        return []
    kept = Version.objects.filter(kind=PASSAGES, object_uid=strategy.uid).order_by("number")
    versions = list(kept.filter(**{f"data__{name}": value for name, value in wanted.items()}))
    told = [pk for one in versions for pk in (one.person_id, one.data["written_by"])]
    people = {pk for pk in told if pk is not None}
    seen = Person.objects.visible_to(actor).filter(pk__in=people) if people else ()
    names: dict[int | None, str] = {one.pk: one.name for one in seen}
    steps: list[Step] = []
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    for one in versions:
        key, text = one.data["key"], one.data["text"]
        title = titles[key] = one.data["title"] or titles.get(key, "")
        if one.data["event"] == PassageEvent.DROPPED and texts.get(key) != text:
            written = parse_datetime(one.data["written_at"]) or one.at
            who = names.get(one.data["written_by"], "")
            steps.append(Step(key, title, PassageEvent.WRITTEN, written, who, text))
        shown = text if one.data["event"] == PassageEvent.WRITTEN else ""
        steps.append(Step(key, title, one.data["event"], one.at, names.get(one.person_id, ""), shown))
        texts[key] = text
    return steps

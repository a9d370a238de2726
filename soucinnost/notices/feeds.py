"""What calendar feeds say. Apps above register their events in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.calendars import CalendarEvent

EventsOf = Callable[[Actor, int | None], Iterable[tuple[str, CalendarEvent]]]

_sources: dict[str, EventsOf] = {}


def register_events(key: str, events: EventsOf) -> None:
    """Add a source: ``fn(actor, circle_id) -> (uid, event)`` reads through ``visible_to``; None is every circle."""
    _sources[key] = events


def events(actor: Actor, circle_id: int | None) -> list[tuple[str, CalendarEvent]]:
    """The actor's events with the uids of their records, by time."""
    found = [pair for source in _sources.values() for pair in source(actor, circle_id)]
    return sorted(found, key=lambda pair: (pair[1].starts_at, pair[0]))

"""Who writes where just now: a short memory beside the database, told by the writers' own browsers."""

import time
from typing import Any

from django.core.cache import cache

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import AgendaItem, Meeting

KEEP_SECONDS = 40


def _key(meeting: Meeting) -> str:
    return f"meetings-writing-{meeting.pk}"


def note_writing(actor: Actor, meeting: Meeting, item_uid: str) -> None:
    """Remember that the actor writes in an item. Called by POST only; losing it does no harm."""
    if actor.person_id is None:
        return
    item = AgendaItem.objects.visible_to(actor).filter(meeting=meeting, uid=item_uid).first()
    here = dict(cache.get(_key(meeting)) or {})
    now = time.time()
    here = {person: row for person, row in here.items() if now - row[0] < KEEP_SECONDS}
    name = Person.objects.filter(pk=actor.person_id).first()
    seats = frozenset(item.named_seats.values_list("pk", flat=True)) if item is not None and item.is_closed else None
    here[actor.person_id] = (now, item.pk if item is not None else None, name.name if name is not None else "", seats)
    cache.set(_key(meeting), here, KEEP_SECONDS)


def others_writing(actor: Actor, meeting: Meeting) -> list[dict[str, Any]]:
    """Return others who wrote within the last moments: name and key of the item.

    Whoever writes in an item closed to the reader is left out: the reader is not told that there is one.
    """
    now = time.time()
    here: dict[int, tuple[float, int | None, str, frozenset[int] | None]] = cache.get(_key(meeting)) or {}
    return [
        {"name": name, "item": item}
        for person, (at, item, name, seats) in sorted(here.items())
        if person != actor.person_id and now - at < KEEP_SECONDS
        and (seats is None or not seats.isdisjoint(actor.seat_ids))
    ]

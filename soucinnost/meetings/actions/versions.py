"""Keeping the whole minutes as they stand."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, MinutesVersion, Presence
from soucinnost.versions.actions import snapshot

ENTRY_DETAILS = (
    "result", "votes_for", "votes_against", "votes_abstained", "quorum_present", "quorum_needed", "owner_person",
    "owner_organisation", "due_kind", "due_on", "organisation", "answers_until",
)


def _closure(record: AgendaItem | Entry) -> dict[str, Any]:
    seats = sorted(seat.uid for seat in record.named_seats.all()) if record.is_closed else []
    return {"is_closed": record.is_closed, "seats": seats}


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Return everything of the minutes as JSON values, each item and entry with its closure."""
    entries: dict[int, list[dict[str, Any]]] = {}
    standing = Entry.objects.filter(meeting=meeting, struck_at__isnull=True).prefetch_related("named_seats")
    for entry in standing.order_by("position", "id"):
        entries.setdefault(entry.item_id, []).append(
            {
                "uid": entry.uid, "kind": entry.kind, "body": entry.body,
                "details": snapshot(entry, ENTRY_DETAILS), **_closure(entry),
            }
        )
    items = [
        {"uid": item.uid, "title": item.title, "entries": entries.get(item.pk, []), **_closure(item)}
        for item in AgendaItem.objects.filter(meeting=meeting).prefetch_related("named_seats").order_by("position", "id")
    ]
    presences = [
        snapshot(row, ("person", "guest_name", "organisation", "organisation_name", "status", "deputy_name",
                       "arrived_at", "left_at"))
        for row in Presence.objects.filter(meeting=meeting).order_by("id")
    ]
    frame = snapshot(meeting, ("number", "year", "title", "starts_at", "ends_at", "place_kind", "place", "locality"))
    return {"meeting": frame, "items": items, "presences": presences}


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of the content's canonical JSON: what a signature stands under."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def keep_version(*, by: Actor, meeting: Meeting, reason: str) -> MinutesVersion:
    """Keep the minutes as they stand; when nothing changed since the last version, that one is returned."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    content = content_of(meeting)
    digest = digest_of(content)
    last = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    number = (MinutesVersion.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0) + 1
    return MinutesVersion.objects.create(
        meeting=meeting, number=number, reason=reason, content=content, digest=digest, by_person_id=by.person_id
    )

"""Keeping the whole minutes as they stand."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, When

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import AgendaItem, Entry, EntryRevision, Meeting, MinutesVersion, Presence
from soucinnost.meetings.selectors.sight import outline_of
from soucinnost.versions.actions import snapshot

FRAME = (
    "number", "year", "title", "starts_at", "ends_at", "place_kind", "place", "locality", "latitude", "longitude",
    "file_reference",
)
PRESENCE = (
    "uid", "person", "guest_name", "organisation", "organisation_name", "status", "deputy_name", "arrived_at",
    "left_at",
)
COLUMNS = (
    "result", "votes_for", "votes_against", "votes_abstained", "quorum_present", "quorum_needed", "owner_person",
    "owner_organisation", "due_kind", "due_on", "organisation", "answers_until",
)


def _closure(one: AgendaItem | Entry) -> dict[str, Any]:
    seats = sorted(seat.uid for seat in one.named_seats.all()) if one.is_closed else []
    return {"is_closed": one.is_closed, "seats": seats}


def _entry(entry: Entry) -> dict[str, Any]:
    typed = {key: value for key, value in entry.details.items() if key != "closed_to"}
    return {
        "uid": entry.uid, "kind": entry.kind, "body": entry.body, "details": snapshot(entry, COLUMNS), "typed": typed,
        **_closure(entry),
    }


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Return everything of the minutes as JSON values, each item and entry with its closure.

    ``details`` are the columns as they could be read, ``typed`` the fields as they were written (numbers of reports
    among them). Answers to questions are not part of it: they come in while the text is being signed.
    """
    entries: dict[int, list[dict[str, Any]]] = {}
    standing = Entry.objects.filter(meeting=meeting, struck_at__isnull=True).prefetch_related("named_seats")
    for entry in standing.order_by("position", "id"):
        entries.setdefault(entry.item_id, []).append(_entry(entry))
    items = AgendaItem.objects.filter(meeting=meeting).prefetch_related("named_seats").order_by("position", "id")
    return {
        "meeting": snapshot(meeting, FRAME),
        "items": [
            {"uid": item.uid, "title": item.title, "entries": entries.get(item.pk, []), **_closure(item)}
            for item in items
        ],
        "presences": [snapshot(row, PRESENCE) for row in Presence.objects.filter(meeting=meeting).order_by("id")],
    }


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of the content's canonical JSON: what a signature stands under."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _writer_since(meeting: Meeting, last: MinutesVersion) -> int | None:
    """Who wrote last since a version: into what everybody sees, else into what is closed."""
    closed = Q(entry__is_closed=True) | Q(entry__item__is_closed=True)
    written = EntryRevision.objects.filter(entry__meeting=meeting, by_person__isnull=False, at__gt=last.at)
    ordered = written.annotate(hidden=Case(When(closed, then=1), default=0)).order_by("hidden", "-at", "-id")
    return ordered.values_list("by_person_id", flat=True).first()


@transaction.atomic
def keep_version(*, by: Actor, meeting: Meeting, reason: str) -> MinutesVersion:
    """Keep the minutes as they stand; when nothing changed since the last version, that one is returned.

    The meeting is read again and locked, so that the text and its number belong together. The version is whose who
    wrote last since the one before, not whose who happened to ask for it; who wrote into what is closed counts only
    when nobody wrote into anything else.
    """
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("circle").get(pk=meeting.pk)
    content = content_of(meeting)
    digest = digest_of(content)
    last = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    writer = _writer_since(meeting, last) if last is not None else None
    version = MinutesVersion.objects.create(
        meeting=meeting, number=last.number + 1 if last is not None else 1, reason=reason, content=content,
        outline=outline_of(content), digest=digest, by_person_id=writer or by.person_id,
    )
    record(by=by, verb="minutes.version_kept", object_uid=version.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return version

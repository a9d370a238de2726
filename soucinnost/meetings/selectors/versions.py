"""What changed between two versions of minutes, for one reader."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.diffing import word_diff
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, MinutesVersion, Signature


@dataclass(frozen=True)
class Difference:
    """One place that differs: where it is, what became of it and the words (``equal``, ``insert``, ``delete``)."""

    item_title: str
    kind_label: str
    what: str
    words: tuple[tuple[str, str], ...]


def _may_see(record: dict[str, Any], seat_uids: frozenset[str], visible: frozenset[str], existing: frozenset[str]) -> bool:
    """A stored record is shown when the rules allow it today and its closure then allowed it too."""
    if record["is_closed"] and not seat_uids.intersection(record["seats"]):
        return False
    return record["uid"] in visible or record["uid"] not in existing


def readable_content(actor: Actor, version: MinutesVersion) -> list[dict[str, Any]]:
    """The items of a version with their entries, without what the actor may not see (then or today)."""
    items = version.content["items"]
    if actor.is_system:
        return items
    seat_uids = frozenset(Seat.objects.filter(pk__in=actor.seat_ids).values_list("uid", flat=True))
    meeting = version.meeting_id
    visible = frozenset(AgendaItem.objects.visible_to(actor).filter(meeting=meeting).values_list("uid", flat=True))
    visible |= frozenset(Entry.objects.visible_to(actor).filter(meeting=meeting).values_list("uid", flat=True))
    existing = frozenset(AgendaItem.objects.filter(meeting=meeting).values_list("uid", flat=True))
    existing |= frozenset(Entry.objects.filter(meeting=meeting).values_list("uid", flat=True))
    return [
        {**item, "entries": [one for one in item["entries"] if _may_see(one, seat_uids, visible, existing)]}
        for item in items
        if _may_see(item, seat_uids, visible, existing)
    ]


def _flat(items: list[dict[str, Any]]) -> dict[str, tuple[str, dict[str, Any]]]:
    return {entry["uid"]: (item["title"], entry) for item in items for entry in item["entries"]}


def _text(entry: dict[str, Any]) -> str:
    return to_plain(entry["body"]).strip()


def differences(actor: Actor, old: MinutesVersion, new: MinutesVersion) -> list[Difference]:
    """Tell what differs between two versions, in the order of the newer one; then what is gone."""
    before, after = _flat(readable_content(actor, old)), _flat(readable_content(actor, new))
    found: list[Difference] = []
    for uid, (title, entry) in after.items():
        label = str(EntryKind(entry["kind"]).label)
        if uid not in before:
            found.append(Difference(title, label, _("přibylo"), (("insert", _text(entry)),)))
            continue
        earlier = before[uid][1]
        if (earlier["body"], earlier["kind"], earlier["details"]) == (entry["body"], entry["kind"], entry["details"]):
            continue
        words = tuple(word_diff(_text(earlier), _text(entry)))
        changed_text = any(operation != "equal" for operation, _words in words)
        what = _("změnil se text") if changed_text else _("změnily se údaje (druh, hlasování, řešitel nebo termín)")
        found.append(Difference(title, label, what, words))
    for uid, (title, entry) in before.items():
        if uid not in after:
            label = str(EntryKind(entry["kind"]).label)
            found.append(Difference(title, label, _("ubylo"), (("delete", _text(entry)),)))
    return found


def last_read_version(actor: Actor, meeting: Meeting) -> MinutesVersion | None:
    """The version the actor last signed (also when that signature no longer counts), else the first kept."""
    signed = (
        Signature.objects.filter(meeting=meeting, person_id=actor.person_id)
        .select_related("version")
        .order_by("-version__number")
        .first()
    )
    if signed is not None:
        return signed.version
    return MinutesVersion.objects.filter(meeting=meeting).order_by("number").first()

"""A kept version as one reader may see it, and what changed between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.assignments.enums import DueKind
from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date, format_time
from soucinnost.kernel.diffing import word_diff
from soucinnost.meetings.details import VOTES
from soucinnost.meetings.enums import DecisionResult, EntryKind, Hours, PresenceStatus
from soucinnost.meetings.models import AgendaItem, Entry, MinutesVersion

Words = tuple[tuple[str, str], ...]
Kept = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One place that differs: where it is, what became of it and the words (``equal``, ``insert``, ``delete``)."""

    item_title: str
    kind_label: str
    what: str
    words: Words


# -- what of a version a reader may see


def readable_content(
    actor: Actor, *versions: MinutesVersion, seat_uids: frozenset[str] | None = None
) -> list[list[Kept]]:
    """The items of each version (all of one meeting) with their entries, as the actor may see them.

    A stored record is shown when its closure then allowed it and the rules allow it today. Each entry has ``facts``,
    its fields in words. ``seat_uids`` are the actor's seats, where the caller knows them.
    """
    hidden = _hidden_today(actor, versions[0].meeting_id)
    seats = seat_uids
    if seats is None:
        seats = frozenset(Seat.objects.filter(pk__in=actor.seat_ids).values_list("uid", flat=True))

    def seen(records: Iterable[Kept]) -> list[Kept]:
        return [
            one for one in records
            if actor.is_system
            or (one["uid"] not in hidden and (not one["is_closed"] or not seats.isdisjoint(one["seats"])))
        ]

    return [
        [
            {**item, "entries": [_dressed(entry) for entry in seen(item["entries"])]}
            for item in seen(version.content["items"])
        ]
        for version in versions
    ]


def _hidden_today(actor: Actor, meeting_id: int) -> set[str]:
    """Uids of items and entries of the meeting that exist and that the actor may not see today; one query."""
    items, entries = (
        model.objects.filter(~Exists(model.objects.visible_to(actor).filter(pk=OuterRef("pk"))), meeting=meeting_id)
        .order_by().values_list("uid", flat=True)
        for model in (AgendaItem, Entry)
    )
    return set(items.union(entries, all=True))


def _dressed(entry: Kept) -> Kept:
    return {**entry, "kind_label": str(EntryKind(entry["kind"]).label), "facts": facts(entry)}


def facts(entry: Kept) -> list[tuple[str, str]]:
    """The fields of a kept entry as label and words; a number of a report is one each."""
    details, typed = entry["details"], entry.get("typed", {})
    found: list[tuple[str, str]] = []
    if entry["kind"] == EntryKind.DECISION:
        result = details.get("result")
        found.append((_("Výsledek"), str(DecisionResult(result).label) if result else _("neuvedeno")))
        votes = typed.get("votes", {})
        if votes:
            said = [votes.get(name) or _("neuvedeno") for name in VOTES]
            text = _("pro %(for)s, proti %(against)s, zdrželo se %(abstained)s")
            found.append((_("Hlasy"), text % {"for": said[0], "against": said[1], "abstained": said[2]}))
    elif entry["kind"] == EntryKind.TASK:
        found.append((_("Kdo"), typed.get("owner", {}).get("text", "") or _("neuvedeno")))
        due = details.get("due_on")
        kind = details.get("due_kind") or DueKind.NONE
        found.append((_("Termín"), format_date(date.fromisoformat(due)) if due else str(DueKind(kind).label)))
    elif entry["kind"] == EntryKind.REPORT:
        found.append((_("Organizace"), typed.get("organisation", {}).get("text", "") or _("neuvedeno")))
        found += [(row.get("label") or _("Údaj"), _number(row)) for row in typed.get("numbers", [])]
    elif entry["kind"] == EntryKind.QUESTION:
        until = details.get("answers_until")
        found.append((_("Odpovědi do"), format_date(date.fromisoformat(until)) if until else _("neuvedeno")))
    return found


def _number(row: Mapping[str, str]) -> str:
    words = f"{row.get('value') or _('neuvedeno')} {row.get('unit', '')}".strip()
    if row.get("total"):
        words += " / " + f"{row['total']} {row.get('total_label', '')}".strip()
    period = "–".join(part for part in (row.get("from", ""), row.get("to", "")) if part)
    return f"{words} ({period})" if period else words


# -- what changed


def differences(
    actor: Actor, old: MinutesVersion, new: MinutesVersion, *, seat_uids: frozenset[str] | None = None
) -> list[Difference]:
    """Tell what differs for this reader: the meeting itself, presence, items, then entries in the newer order."""
    before, after = readable_content(actor, old, new, seat_uids=seat_uids)
    return [
        *_frame(old.content["meeting"], new.content["meeting"], Hours(new.meeting.hours)),
        *_presence(old.content["presences"], new.content["presences"]),
        *_items(before, after),
        *_entries(before, after),
    ]


def _changed(old: str, new: str, title: str, label: str, what: str) -> list[Difference]:
    return [Difference(title, label, what, tuple(word_diff(old, new)))] if old != new else []


def _frame(old: Kept, new: Kept, hours: Hours) -> list[Difference]:
    found: list[Difference] = []
    for label, read in (
        (_("Kdy"), lambda kept: _times(kept, hours)), (_("Kde"), lambda kept: kept.get("place") or _("neuvedeno")),
        (_("Název"), lambda kept: kept.get("title", "")),
        (_("Číslo"), lambda kept: f"{kept.get('number')}/{kept.get('year')}"),
        (_("Č. j."), lambda kept: kept.get("file_reference", "")),
    ):
        found += _changed(read(old), read(new), _("Jednání"), label, _("změnilo se"))
    rest = ("place_kind", "locality_id", "latitude", "longitude")
    if [old.get(name) for name in rest] != [new.get(name) for name in rest]:
        found.append(Difference(_("Jednání"), _("Kde"), _("změnilo se určení místa"), ()))
    return found


def _times(kept: Kept, hours: Hours) -> str:
    """Day and hours; those that old minutes did not write hold a place in time only and are not shown."""
    start, end = (timezone.localtime(datetime.fromisoformat(kept[name])) for name in ("starts_at", "ends_at"))
    words = format_date(start.date())
    if hours is not Hours.NONE:
        words += f" {format_time(start.time())}"
    return f"{words}–{format_time(end.time())}" if hours is Hours.BOTH else words


def _presence(old: list[Kept], new: list[Kept]) -> list[Difference]:
    before = {row["uid"]: row for row in old}
    after = {row["uid"]: row for row in new}
    changed = [uid for uid in dict.fromkeys([*after, *before]) if before.get(uid) != after.get(uid)]
    rows = {uid: after.get(uid) or before[uid] for uid in changed}
    people = {row["person_id"] for row in rows.values() if row["person_id"] is not None}
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=people)} if people else {}
    found: list[Difference] = []
    for uid, row in rows.items():
        name = names.get(row["person_id"], "") or row["guest_name"]
        said = [_attendance(kept[uid]) if uid in kept else "" for kept in (before, after)]
        found += _changed(said[0], said[1], _("Přítomnost"), name, _("změnila se účast"))
    return found


def _attendance(row: Kept) -> str:
    words = [str(PresenceStatus(row["status"]).label)]
    if row["deputy_name"]:
        words.append(_("zastupuje %(name)s") % {"name": row["deputy_name"]})
    for name, text in (("arrived_at", _("od %(time)s")), ("left_at", _("do %(time)s"))):
        if row[name]:
            words.append(text % {"time": format_time(time.fromisoformat(row[name]))})
    return ", ".join(words)


def _items(before: list[Kept], after: list[Kept]) -> list[Difference]:
    old, new = ({item["uid"]: item["title"] for item in items} for items in (before, after))
    closed = {item["uid"]: (item["is_closed"], item["seats"]) for item in before}
    label = _("bod programu")
    found: list[Difference] = []
    for uid, title in new.items():
        if uid not in old:
            found.append(Difference(title, label, _("přibyl"), (("insert", title),)))
        else:
            found += _changed(old[uid], title, title, label, _("změnil se název"))
    for item in after:
        if item["uid"] in closed and closed[item["uid"]] != (item["is_closed"], item["seats"]):
            found.append(Difference(item["title"], label, _("změnilo se, kdo smí bod vidět"), ()))
    found += [Difference(title, label, _("ubyl"), (("delete", title),)) for uid, title in old.items() if uid not in new]
    if [uid for uid in old if uid in new] != [uid for uid in new if uid in old]:
        found.append(Difference(_("Program"), label, _("změnilo se pořadí"), ()))
    return found


def _flat(items: list[Kept]) -> dict[str, tuple[Kept, Kept]]:
    return {entry["uid"]: (item, entry) for item in items for entry in item["entries"]}


def _text(entry: Kept) -> str:
    return to_plain(entry["body"]).strip()


def _entries(before: list[Kept], after: list[Kept]) -> list[Difference]:
    old, new = _flat(before), _flat(after)
    found: list[Difference] = []
    for uid, (item, entry) in new.items():
        if uid in old:
            found += _one_entry(old[uid], (item, entry))
        else:
            words = _text(entry) + "".join(f"\n{label}: {text}" for label, text in entry["facts"])
            found.append(Difference(item["title"], entry["kind_label"], _("přibylo"), (("insert", words),)))
    found += [
        Difference(item["title"], entry["kind_label"], _("ubylo"), (("delete", _text(entry)),))
        for uid, (item, entry) in old.items() if uid not in new
    ]
    for item in after:
        now = [entry["uid"] for entry in item["entries"] if entry["uid"] in old]
        was = [uid for uid, (earlier, _entry) in old.items() if earlier["uid"] == item["uid"] and uid in now]
        if was != [uid for uid in now if uid in was]:
            found.append(Difference(item["title"], "", _("změnilo se pořadí řádků"), ()))
    return found


def _one_entry(old: tuple[Kept, Kept], new: tuple[Kept, Kept]) -> list[Difference]:
    (old_item, earlier), (item, entry) = old, new
    title, label = item["title"], entry["kind_label"]
    found = _changed(_text(earlier), _text(entry), title, label, _("změnil se text"))
    if not found and earlier["body"] != entry["body"]:
        found.append(Difference(title, label, _("změnila se úprava textu"), (("equal", _text(entry)),)))
    if earlier["kind"] != entry["kind"]:
        found += _changed(earlier["kind_label"], label, title, label, _("změnil se druh"))
    said = [dict(one["facts"]) for one in (earlier, entry)]
    for name in dict.fromkeys([*said[1], *said[0]]):
        what = _("změnil se údaj: %(name)s") % {"name": name}
        found += _changed(said[0].get(name, ""), said[1].get(name, ""), title, label, what)
    if old_item["uid"] != item["uid"]:
        found += _changed(old_item["title"], title, title, label, _("řádek je v jiném bodu"))
    if earlier["is_closed"] != entry["is_closed"] or earlier["seats"] != entry["seats"]:
        found.append(Difference(title, label, _("změnilo se, kdo smí řádek vidět"), (("equal", _text(entry)),)))
    return found

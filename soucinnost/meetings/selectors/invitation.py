"""What an invitation says to one reader, and what changed since it was sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import PersonActor
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.access.rules import may_export
from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_time
from soucinnost.meetings.enums import Hours, PlaceKind
from soucinnost.meetings.models import AgendaItem, AgendaPaper, Meeting
from soucinnost.notices.composing import absolute
from soucinnost.territory.points import format_point
from soucinnost.ui.dates import day_with_weekday


@dataclass(frozen=True)
class AgendaLine:
    """One item as a reader sees it: its number among the visible ones, its time and who presents it."""

    number: int
    item: AgendaItem
    starts: str
    presenter: str


def shared_view(actor: Actor) -> Actor:
    """The actor as a member to whom nothing is closed in: what may be sent to everybody in the circle."""
    if not isinstance(actor, PersonActor):
        return actor
    held = {one.name: getattr(actor, one.name) for one in fields(PersonActor) if one.init}
    return PersonActor(**{**held, "seat_ids": frozenset()})


def place_text(meeting: Meeting) -> str:
    """The place in one line; „místo neuvedeno“ when nothing was said."""
    if meeting.place_kind == PlaceKind.LOCALITY and meeting.locality is not None:
        where = f"{meeting.locality.name}, {meeting.locality.municipality.name}"
        return f"{where}, {meeting.place}" if meeting.place else where
    if meeting.place_kind == PlaceKind.POINT and meeting.latitude is not None and meeting.longitude is not None:
        point = format_point(meeting.latitude, meeting.longitude)
        return f"{meeting.place} ({point})" if meeting.place else point
    if meeting.place_kind == PlaceKind.ONLINE:
        return _("na dálku: %(how)s") % {"how": meeting.place} if meeting.place else str(PlaceKind.ONLINE.label)
    return meeting.place or str(_("místo neuvedeno"))


def when_text(meeting: Meeting) -> str:
    """The day and the hours: „čtvrtek 7. 12. 2017, 9.00–10.35“; a meeting over midnight names the next day too.

    Hours that an imported meeting does not know are left out.
    """
    if meeting.hours != Hours.BOTH:
        start = timezone.localtime(meeting.starts_at)
        clock = f", {format_time(start)}" if meeting.hours == Hours.BEGIN else ""
        return f"{day_with_weekday(start)}{clock}"
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    until = format_time(end) if end.date() == start.date() else f"{day_with_weekday(end)} {format_time(end)}"
    return f"{day_with_weekday(start)}, {format_time(start)}–{until}"


def held_text(meeting: Meeting) -> str:
    """The day and the hours as the meeting was held: „čtvrtek 7. 12. 2017, 9.05–10.40 (plán 9.00–11.00)“.

    A beginning counts when it was pressed on the meeting's day, an end when it was pressed within a day after that;
    what is not known is the planned hour. Old minutes say what was written in them.
    """
    start, end = real_start(meeting), real_end(meeting)
    if start is None or meeting.hours != Hours.BOTH:
        return when_text(meeting)
    planned = [format_time(timezone.localtime(moment)) for moment in (meeting.starts_at, meeting.ends_at)]
    held = [format_time(start), format_time(end) if end is not None else planned[1]]
    if held == planned:
        return when_text(meeting)
    over = f"{day_with_weekday(end)} " if end is not None and end.date() != start.date() else ""
    plan = _("plán %(from)s–%(until)s") % {"from": planned[0], "until": planned[1]}
    return f"{day_with_weekday(start)}, {held[0]}–{over}{held[1]} ({plan})"


def real_start(meeting: Meeting) -> datetime | None:
    """When the meeting was begun, where that is known: local time."""
    if meeting.started_at is None or meeting.is_imported:
        return None
    start = timezone.localtime(meeting.started_at)
    return start if start.date() == timezone.localtime(meeting.starts_at).date() else None


def real_end(meeting: Meeting) -> datetime | None:
    """When the meeting was ended, where that is known: local time; not when it was pressed on another day only."""
    start = real_start(meeting)
    if start is None or meeting.ended_at is None:
        return None
    end = timezone.localtime(meeting.ended_at)
    is_over_night = timezone.localtime(meeting.ends_at).date() != start.date()
    return end if end.date() == start.date() or is_over_night else None


def numbered(meeting: Meeting, items: Iterable[AgendaItem]) -> list[AgendaLine]:
    """Number items as they come; times run from the start of the meeting over those that have minutes."""
    moment = meeting.starts_at.astimezone(UTC)
    lines = []
    for number, item in enumerate(items, start=1):
        presenter = item.presenter.name if item.presenter else item.presenter_name
        clock = format_time(timezone.localtime(moment).time())
        lines.append(AgendaLine(number=number, item=item, starts=clock, presenter=presenter))
        moment += timedelta(minutes=item.minutes or 0)
    return lines


def agenda_lines(actor: Actor, meeting: Meeting) -> list[AgendaLine]:
    """The agenda as the actor may see it; items closed to the actor take neither a number nor time."""
    return numbered(meeting, _items(actor, meeting.pk))


@Prepared
def _items(actor: Actor, meeting: int) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("presenter")
    return items.order_by("position", "id")


def invited_seats(meeting: Meeting) -> list[Seat]:
    """Seats of members and deputies held on the day of the meeting, in the order of their giving."""
    day = timezone.localtime(meeting.starts_at).date()
    return _seats_on(meeting.circle_id, day)


@Prepared
def _seats_on(circle: int, day: date) -> QuerySet[Seat]:
    seats = Seat.objects.filter(circle=circle).on(day).without_break_glass()
    return seats.select_related("person__user", "organisation").order_by("id")


def invitation_subject(meeting: Meeting, *, is_change: bool) -> str:
    """The subject line of the invitation or of its change."""
    values = {"group": meeting.group.name, "day": day_with_weekday(timezone.localtime(meeting.starts_at).date())}
    if is_change:
        return _("Změna jednání: %(group)s, %(day)s") % values
    return _("Pozvánka: %(group)s, %(day)s") % values


def invitation_text(
    actor: Actor, meeting: Meeting, changes: Sequence["Change"] = (), lines: Sequence[AgendaLine] | None = None
) -> str:
    """The invitation as plain text that says everything without a link, for one reader.

    ``changes`` stand on top, for who had an earlier invitation; ``lines`` is the agenda where it was read already.
    """
    rows = [meeting.group.name, *([meeting.title] if meeting.title else []), ""]
    if changes:
        rows += [_("Od minulé pozvánky:"), *(f"– {change.text}" for change in changes), ""]
    rows += [_("Kdy: %(when)s") % {"when": when_text(meeting)}, _("Kde: %(place)s") % {"place": place_text(meeting)}]
    if meeting.file_reference:
        rows.append(_("Č. j.: %(reference)s") % {"reference": meeting.file_reference})
    rows += ["", _("Program:")]
    for line in agenda_lines(actor, meeting) if lines is None else lines:
        tail = ", ".join(
            part for part in (
                line.presenter, _("%(minutes)s min") % {"minutes": line.item.minutes} if line.item.minutes else "",
            ) if part
        )
        rows.append(f"{line.number}. {line.item.title}" + (f" ({tail})" if tail else ""))
        rows += [f"   {text}" for text in line.item.note.splitlines() if text.strip()]
    return "\n".join(rows) + "\n"


def how_to_answer(meeting: Meeting, person: Person, *, has_link: bool) -> str:
    """How the reader says whether to be expected; nothing in it leads where the reader cannot get."""
    rows = [_("Přijdete? Odpovězte prosím na tento e-mail: přijdu, nepřijdu, nebo kdo přijde místo Vás.")]
    if has_link:
        rows.append(_("Nebo odpovězte odkazem na konci zprávy. Platí do začátku jednání a jde použít jednou."))
    elif person.user is not None and person.user.is_active and (page := absolute(f"/jednani/{meeting.uid}/pozvanka/")):
        rows.append(_("Nebo v Součinnosti: %(address)s") % {"address": page})
    return "\n".join(rows) + "\n"


def papers_for(actor: Actor, meeting: Meeting) -> list[Attachment]:
    """Papers of the agenda that may travel with the actor's invitation.

    None where members may not take documents out, and where the lead organisation wants a second factor: what is
    read only after it does not lie in a mailbox.
    """
    if meeting.circle.controller.requires_mfa or not may_export(actor, meeting.circle):
        return []
    files = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    papers = AgendaPaper.objects.visible_to(actor).filter(item__meeting=meeting, attachment__in=files)
    return [paper.attachment for paper in papers.select_related("attachment").order_by("item__position", "pk")]


def cancellation_text(meeting: Meeting) -> str:
    """What who was invited is told when a meeting is cancelled."""
    return "\n".join([
        meeting.group.name, "", _("Jednání se ruší: %(when)s") % {"when": when_text(meeting)},
        _("Důvod: %(reason)s") % {"reason": meeting.cancelled_reason},
    ]) + "\n"


# -- what changed since


@dataclass(frozen=True)
class Change:
    """One difference from the invitation that was sent, as a sentence."""

    text: str


def snapshot_of(meeting: Meeting) -> dict[str, Any]:
    """Return what an invitation says, by uid, with to whom each item was closed, so that a later change can be told."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("presenter").prefetch_related("named_seats")
    return {
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": [meeting.place_kind, meeting.place, meeting.locality_id, meeting.latitude, meeting.longitude],
        "items": [
            {
                "uid": item.uid, "said": _said(item),
                "seats": sorted(seat.uid for seat in item.named_seats.all()) if item.is_closed else None,
            }
            for item in items.order_by("position", "id")
        ],
    }


def _said(item: AgendaItem) -> list[Any]:
    return [item.title, item.minutes, item.presenter.name if item.presenter else item.presenter_name]


def changes_since_invitation(
    actor: Actor, meeting: Meeting, lines: Sequence[AgendaLine] | None = None
) -> list[Change]:
    """Tell what differs from the invitation this reader was sent; nothing about items the reader never saw."""
    sent = meeting.invited_snapshot
    if not sent:
        return []
    changes = _frame_changes(meeting, sent)
    held = frozenset(Seat.objects.filter(pk__in=actor.seat_ids, circle=meeting.circle_id).values_list("uid", flat=True))
    before = {
        row["uid"]: row["said"] for row in sent["items"]
        if row["seats"] is None or actor.is_system or held.intersection(row["seats"])
    }
    now = {line.item.uid: line.item for line in (agenda_lines(actor, meeting) if lines is None else lines)}
    for uid, item in now.items():
        if uid not in before:
            changes.append(Change(_("přibyl bod: %(title)s") % {"title": item.title}))
        elif before[uid] != _said(item):
            changes.append(Change(_("změnil se bod: %(title)s") % {"title": item.title}))
    changes += [
        Change(_("ubyl bod: %(title)s") % {"title": said[0]}) for uid, said in before.items() if uid not in now
    ]
    if [uid for uid in before if uid in now] != [uid for uid in now if uid in before]:
        changes.append(Change(_("změnilo se pořadí bodů")))
    return changes


def _frame_changes(meeting: Meeting, sent: dict[str, Any]) -> list[Change]:
    kind, place, locality, latitude, longitude = sent["place"]
    was = Meeting(
        starts_at=datetime.fromisoformat(sent["starts_at"]), ends_at=datetime.fromisoformat(sent["ends_at"]),
        place_kind=kind, place=place, locality_id=locality, latitude=latitude, longitude=longitude,
    )
    changes = []
    if (was.starts_at, was.ends_at) != (meeting.starts_at, meeting.ends_at):
        changes.append(
            Change(_("nový čas: %(now)s (dříve %(was)s)") % {"now": when_text(meeting), "was": when_text(was)})
        )
    if place_text(was) != place_text(meeting):
        changes.append(
            Change(_("nové místo: %(now)s (dříve %(was)s)") % {"now": place_text(meeting), "was": place_text(was)})
        )
    return changes

"""What an invitation says to one reader, and what changed since it was sent."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date_long, format_time
from soucinnost.meetings.enums import PlaceKind
from soucinnost.meetings.models import AgendaItem, Meeting


@dataclass(frozen=True)
class AgendaLine:
    """One item as a reader sees it: its number among the visible ones, its time and who presents it."""

    number: int
    item: AgendaItem
    starts: str
    presenter: str


def place_text(meeting: Meeting) -> str:
    """The place in one line; „neuvedeno“ when nothing was said."""
    if meeting.place_kind == PlaceKind.LOCALITY and meeting.locality is not None:
        where = f"{meeting.locality.name}, {meeting.locality.municipality.name}"
        return f"{where}, {meeting.place}" if meeting.place else where
    if meeting.place_kind == PlaceKind.POINT and meeting.latitude is not None and meeting.longitude is not None:
        point = f"{meeting.latitude:.5f}, {meeting.longitude:.5f}"
        return f"{meeting.place} ({point})" if meeting.place else point
    return meeting.place or str(_("neuvedeno"))


def agenda_lines(actor: Actor, meeting: Meeting) -> list[AgendaLine]:
    """The agenda as the actor may see it; times run from the start over all visible items that have minutes."""
    moment = timezone.localtime(meeting.starts_at)
    lines = []
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("presenter")
    for number, item in enumerate(items.order_by("position", "id"), start=1):
        presenter = item.presenter.name if item.presenter else item.presenter_name
        lines.append(AgendaLine(number=number, item=item, starts=format_time(moment.time()), presenter=presenter))
        if item.minutes:
            moment += timedelta(minutes=item.minutes)
    return lines


def invitation_subject(meeting: Meeting, *, is_change: bool) -> str:
    """The subject line of the invitation or of its change."""
    values = {"group": meeting.group.name, "day": format_date_long(timezone.localtime(meeting.starts_at).date())}
    if is_change:
        return _("Změna jednání: %(group)s, %(day)s") % values
    return _("Pozvánka: %(group)s, %(day)s") % values


def invitation_text(actor: Actor, meeting: Meeting) -> str:
    """The invitation as plain text that says everything without a link, for one reader."""
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    rows = [
        meeting.group.name,
        "",
        _("Kdy: %(day)s, %(from)s–%(to)s")
        % {"day": format_date_long(start.date()), "from": format_time(start.time()), "to": format_time(end.time())},
        _("Kde: %(place)s") % {"place": place_text(meeting)},
    ]
    if meeting.file_reference:
        rows.append(_("Č. j.: %(reference)s") % {"reference": meeting.file_reference})
    rows += ["", _("Program:")]
    for line in agenda_lines(actor, meeting):
        tail = ", ".join(
            part for part in (
                line.presenter, _("%(minutes)s min") % {"minutes": line.item.minutes} if line.item.minutes else "",
            ) if part
        )
        rows.append(f"{line.number}. {line.item.title}" + (f" ({tail})" if tail else ""))
        rows += [f"   {text}" for text in line.item.note.splitlines() if text.strip()]
    return "\n".join(rows) + "\n"


@dataclass(frozen=True)
class Change:
    """One difference from the invitation that was sent, as a sentence."""

    text: str


def changes_since_invitation(actor: Actor, meeting: Meeting) -> list[Change]:
    """Tell what differs from the sent invitation, without items that the actor may not see."""
    sent = meeting.invited_snapshot
    if not sent:
        return []
    changes = []
    if (sent["starts_at"], sent["ends_at"]) != (meeting.starts_at.isoformat(), meeting.ends_at.isoformat()):
        changes.append(Change(_("změnil se čas")))
    place = [meeting.place_kind, meeting.place, meeting.locality_id, meeting.latitude, meeting.longitude]
    if sent["place"] != place:
        changes.append(Change(_("změnilo se místo")))
    before = {uid: (title, minutes) for uid, title, minutes, _closed in sent["items"]}
    now = {line.item.uid: (line.item.title, line.item.minutes) for line in agenda_lines(actor, meeting)}
    existing = set(AgendaItem.objects.filter(meeting=meeting).values_list("uid", flat=True))
    for uid, (title, _minutes) in now.items():
        if uid not in before:
            changes.append(Change(_("přibyl bod: %(title)s") % {"title": title}))
        elif before[uid] != now[uid]:
            changes.append(Change(_("změnil se bod: %(title)s") % {"title": title}))
    removed = len([uid for uid, _title, _minutes, closed in sent["items"] if uid not in existing and not closed])
    if removed:
        changes.append(Change(_("ubylo bodů: %(count)s") % {"count": removed}))
    if [uid for uid in before if uid in now] != [uid for uid in now if uid in before]:
        changes.append(Change(_("změnilo se pořadí")))
    return changes

"""What can be found by search: meetings by their frame, minutes entry by entry, so that closed ones stay closed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import shortened
from soucinnost.meetings.models import AgendaItem, AgendaPaper, Entry, Meeting
from soucinnost.search import actions as search
from soucinnost.search.files import Holder, hang
from soucinnost.search.registry import MEETINGS, MINUTES, Document, Searchable, register

ENTRY = "entry"
ITEM = "agenda_item"
MEETING = "meeting"


def _of_entry(entry: Entry) -> Document:
    text = to_plain(entry.body)
    first_line = text.strip().split("\n", 1)[0]
    title = shortened(first_line)
    day = timezone.localtime(entry.meeting.starts_at).date()
    return Document(entry.uid, title or str(entry.get_kind_display()), text, day, entry.circle_id, entry.meeting.uid)


def _of_item(item: AgendaItem) -> Document:
    day = timezone.localtime(item.meeting.starts_at).date()
    return Document(item.uid, item.title, item.note, day, item.circle_id, item.meeting.uid)


def _of_meeting(meeting: Meeting) -> Document:
    day = timezone.localtime(meeting.starts_at).date()
    words = [meeting.group.name, meeting.title, meeting.place, meeting.file_reference, format_date(day)]
    if meeting.locality is not None:
        words.append(meeting.locality.name)
    title = f"{meeting.group.name} {meeting.number}/{meeting.year}"
    return Document(meeting.uid, title, "\n".join(filter(None, words)), day, meeting.circle_id)


def find_entry(entry: Entry) -> None:
    """Put a standing entry into the index, take a struck one out."""
    if entry.struck_at is not None:
        search.drop(kind=ENTRY, uid=entry.uid)
        return
    search.put_document(ENTRY, _of_entry(entry))


def find_item(item: AgendaItem) -> None:
    """Put an item of an agenda into the index."""
    search.put_document(ITEM, _of_item(item))


def find_items(meeting: Meeting) -> None:
    """Put all items of a meeting into the index, with its present day."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("meeting")
    search.put_all(ITEM, map(_of_item, items))


def lose_item(uid: str) -> None:
    """Take an item of an agenda out of the index."""
    search.drop(kind=ITEM, uid=uid)


def find_meeting(meeting: Meeting) -> None:
    """Put the frame of a meeting into the index: whoever sees the meeting sees all of that."""
    search.put_document(MEETING, _of_meeting(meeting))
    find_items(meeting)


def lose_meeting(meeting: Meeting) -> None:
    """Take a meeting and everything written at it out of the index."""
    search.drop(kind=MEETING, uid=meeting.uid)
    for uid in Entry.objects.filter(meeting=meeting).values_list("uid", flat=True):
        search.drop(kind=ENTRY, uid=uid)
    for uid in AgendaItem.objects.filter(meeting=meeting).values_list("uid", flat=True):
        search.drop(kind=ITEM, uid=uid)


def _address(uid: str) -> str:
    return reverse("meetings:meeting", args=[uid])


def register_kinds() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=MEETING, label=_("jednání"), queryset=Meeting.objects.visible_to,
            url=_address, family=MEETINGS, is_seated=True, shows_group=False, document=_of_meeting,
            records=lambda: Meeting.objects.select_related("group", "locality"),
        )
    )
    register(
        Searchable(
            kind=ITEM, label=_("bod programu"), family=MEETINGS, is_seated=True,
            queryset=AgendaItem.objects.visible_to, place=lambda uid, page: _address(page), document=_of_item,
            records=lambda: AgendaItem.objects.select_related("meeting"),
        )
    )
    register(
        Searchable(
            kind=ENTRY, label=_("záznam v zápisu"),
            queryset=lambda actor: Entry.objects.visible_to(actor).standing().select_related("meeting"),
            link=lambda entry: f"{reverse('meetings:minutes', args=[entry.meeting.uid])}#r-{entry.uid}",
            family=MINUTES, is_seated=True, document=_of_entry,
            records=lambda: Entry.objects.standing().select_related("meeting"),
            place=lambda uid, page: f"{reverse('meetings:minutes', args=[page])}#r-{uid}",
        )
    )
    hang(Holder("agenda", AgendaPaper.objects.visible_to, "attachment", "item__meeting__uid", _address))
    hang(Holder("attendance", Meeting.objects.visible_to, "attendance_scan", "uid", _address))

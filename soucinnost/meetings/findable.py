"""What can be found by search: meetings by their frame, minutes entry by entry, so that closed ones stay closed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.documents.richtext import to_plain
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.search import actions as search
from soucinnost.search.registry import Document, Searchable, register

ENTRY = "entry"
MEETING = "meeting"


def _of_entry(entry: Entry) -> Document:
    text = to_plain(entry.body)
    first_line = text.strip().split("\n", 1)[0]
    title = first_line[:117] + "…" if len(first_line) > 120 else first_line
    day = timezone.localtime(entry.written_at).date()
    return Document(entry.uid, title or str(entry.get_kind_display()), text, day)


def _of_meeting(meeting: Meeting) -> Document:
    words = [meeting.group.name, meeting.title, meeting.place, meeting.file_reference]
    if meeting.locality is not None:
        words.append(meeting.locality.name)
    title = f"{meeting.group.name} {meeting.number}/{meeting.year}"
    return Document(meeting.uid, title, " ".join(filter(None, words)), timezone.localtime(meeting.starts_at).date())


def find_entry(entry: Entry) -> None:
    """Put a standing entry into the index, take a struck one out."""
    if entry.struck_at is not None:
        search.drop(kind=ENTRY, uid=entry.uid)
        return
    found = _of_entry(entry)
    search.put(kind=ENTRY, uid=found.uid, title=found.title, text=found.text, day=found.day)


def find_meeting(meeting: Meeting) -> None:
    """Put the frame of a meeting into the index: whoever sees the meeting sees all of that."""
    found = _of_meeting(meeting)
    search.put(kind=MEETING, uid=found.uid, title=found.title, text=found.text, day=found.day)


def lose_meeting(meeting: Meeting) -> None:
    """Take a meeting and everything written at it out of the index."""
    search.drop(kind=MEETING, uid=meeting.uid)
    for uid in Entry.objects.filter(meeting=meeting).values_list("uid", flat=True):
        search.drop(kind=ENTRY, uid=uid)


def _entries() -> Iterator[Document]:
    for entry in Entry.objects.standing().iterator():
        yield _of_entry(entry)


def _meetings() -> Iterator[Document]:
    for meeting in Meeting.objects.select_related("group", "locality").iterator():
        yield _of_meeting(meeting)


def register_kinds() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=MEETING, label=_("jednání"), queryset=Meeting.objects.visible_to,
            link=lambda meeting: reverse("meetings:meeting", args=[meeting.uid]), documents=_meetings,
        )
    )
    register(
        Searchable(
            kind=ENTRY, label=_("záznam v zápisu"),
            queryset=lambda actor: Entry.objects.visible_to(actor).standing().select_related("meeting"),
            link=lambda entry: f"{reverse('meetings:minutes', args=[entry.meeting.uid])}#r-{entry.uid}",
            text=lambda actor, entry: to_plain(entry.body), documents=_entries,
        )
    )

"""What of minutes can be found by search: each entry by its own text, so that closed ones stay closed."""

from django.urls import reverse

from soucinnost.documents.richtext import to_plain
from soucinnost.meetings.models import Entry
from soucinnost.search import actions as search

ENTRY = "entry"


def find_entry(entry: Entry) -> None:
    """Put a standing entry into the index, take a struck one out."""
    if entry.struck_at is not None:
        search.drop(kind=ENTRY, uid=entry.uid)
        return
    text = to_plain(entry.body)
    first_line = text.strip().split("\n", 1)[0]
    title = first_line[:117] + "…" if len(first_line) > 120 else first_line
    search.put(
        kind=ENTRY, uid=entry.uid, title=title or str(entry.get_kind_display()), text=text,
        day=entry.written_at.date(),
    )


def url_of_entry(uid: str) -> str:
    """Where an entry is read: the minutes of its meeting."""
    meeting = Entry.objects.filter(uid=uid).values_list("meeting__uid", flat=True).first() or ""
    return f"{reverse('meetings:minutes', args=[meeting])}#{uid}" if meeting else reverse("meetings:list")

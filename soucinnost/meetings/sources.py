"""What minutes are called where what was said at a meeting is used as evidence."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.evidence.sources import Source, register
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.actions.closure import SOURCE
from soucinnost.meetings.models import Entry


def describe(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Lines of minutes that the actor sees: of which group and day."""
    found = Entry.objects.visible_to(actor).filter(uid__in=list(uids)).select_related("meeting__group")
    named = {}
    for entry in found:
        day = timezone.localtime(entry.meeting.starts_at).date()
        label = _("zápis: %(group)s, %(day)s") % {"group": entry.meeting.group.name, "day": format_date(day)}
        named[entry.uid] = Source(label, f"{reverse('meetings:minutes', args=[entry.meeting.uid])}#r-{entry.uid}", day)
    return named


def register_source() -> None:
    """Tell claims about minutes."""
    register(SOURCE, describe)

"""What the tests of sign-off start from: minutes of the cast's group in each state."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction

from soucinnost.access.models import Seat
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.entries import Typed, cleaned, save_entry
from soucinnost.meetings.actions.running import end_meeting, finish_editing, start_meeting
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, MinutesVersion
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import planned

TODAY = factories.today


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that the same meeting serves the next try."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seat(cast: Cast, role: str) -> Seat:
    """The seat that ``role`` has in the cast's group."""
    return cast.mandates[role].seat


def add_reviewer(cast: Cast) -> None:
    """A second reviewer, under the role ``second``."""
    cast.people["second"] = factories.person("Eva", "Druhá", works_at=cast.town)
    cast.mandates["second"] = factories.mandate(cast.group, cast.people["second"], is_reviewer=True)


def put(cast: Cast, meeting: Meeting, body: str, *, by: str = "recorder", uid: str = "", **more: Any) -> Entry:
    """Write or rewrite a line as the live page does; ``to`` closes it to roles, ``item`` says where."""
    entry = Entry.objects.filter(uid=uid).first() if uid else None
    details = dict(more.pop("details", {}))
    if "to" in more:
        details["closed_to"] = [seat(cast, role).uid for role in more.pop("to")]
    place = more.pop("item", None) or meeting.items.order_by("position", "id").first()
    text = cleaned(kind=more.pop("kind", "information"), body=body, details=details, struck=more.pop("struck", False))
    typed = Typed(
        uid=uid or new_uid(), item_uid=place.uid, text=text, base_revision=entry.revision if entry else 0,
        operation=new_uid(), client="prohlizec", **more,
    )
    saved = save_entry(by=cast.actor(by), meeting=meeting, typed=typed).entry
    assert saved is not None
    return saved


def drafted(cast: Cast, *lines: str, closed: str = "", days_ago: int = 0) -> Meeting:
    """Minutes of a meeting that ended; ``closed`` is one more line that only chair and member may see."""
    begun = planned(cast)
    if days_ago:
        Meeting.objects.filter(pk=begun.pk).update(
            starts_at=begun.starts_at - timedelta(days=days_ago), ends_at=begun.ends_at - timedelta(days=days_ago)
        )
        begun.refresh_from_db()
    begun.items.all().delete()
    AgendaItem.objects.create(meeting=begun, circle=begun.circle, title="Úvod", position=10)
    meeting = start_meeting(by=cast.actor("chair"), meeting=begun)
    for line in lines or ("Skupina se sešla.",):
        put(cast, meeting, f"<p>{line}</p>")
    if closed:
        put(cast, meeting, f"<p>{closed}</p>", by="chair", to=("chair", "member"))
    return end_meeting(by=cast.actor("recorder"), meeting=meeting).meeting


def remarked(cast: Cast, **more: Any) -> Meeting:
    """Minutes that are with the members until tomorrow."""
    meeting = drafted(cast, **more)
    return signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=TODAY() + timedelta(days=1))


def signing(cast: Cast, **more: Any) -> Meeting:
    """Minutes that the recorder has signed."""
    return signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=drafted(cast, **more))


def final(cast: Cast, **more: Any) -> Meeting:
    """Locked minutes."""
    return review(cast, signing(cast, **more), "reviewer")


def newest(meeting: Meeting) -> MinutesVersion:
    """The latest kept version."""
    return MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()


def review(cast: Cast, meeting: Meeting, role: str, *, under: MinutesVersion | None = None, **more: Any) -> Meeting:
    """Sign as the reviewer who plays ``role``, under the newest version."""
    return signoff.sign_as_reviewer(
        by=cast.actor(role), meeting=meeting, read_version=under or newest(meeting), **more
    )


def correct(cast: Cast, meeting: Meeting, body: str, *, by: str = "reviewer") -> Meeting:
    """Rewrite the first line and say „Hotovo“."""
    entry = Entry.objects.filter(meeting=meeting).order_by("position", "id").first()
    put(cast, meeting, f"<p>{body}</p>", by=by, uid=entry.uid)
    return finish_editing(by=cast.actor(by), meeting=meeting).meeting


def fresh(meeting: Meeting) -> Meeting:
    """The meeting as the database has it now."""
    return Meeting.objects.select_related("group", "circle__controller").get(pk=meeting.pk)

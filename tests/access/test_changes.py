"""Who is named as the last to have changed a record: never for something that was written in a part of it."""

from types import SimpleNamespace

from soucinnost.access.changes import LOOKED_AT, last_change
from soucinnost.audit.actions import record
from soucinnost.meetings.actions import agenda
from soucinnost.meetings.models import AgendaItem
from tests import factories
from tests.cast import Cast
from tests.meetings import prepare_kit


def test_who_ordered_items_is_not_named(cast: Cast) -> None:
    meeting = prepare_kit.in_days(cast, 9)
    prepare_kit.item(cast, meeting, "Otevřený bod")
    prepare_kit.item(cast, meeting, "Uzavřený bod", "chair", "recorder")
    recorder = cast.actor("recorder")
    seen = AgendaItem.objects.visible_to(recorder).filter(meeting=meeting).order_by("-position")
    agenda.order_items(by=recorder, meeting=meeting, uids=[one.uid for one in seen])
    told = last_change(SimpleNamespace(actor=cast.actor("member")), meeting.uid)
    assert told is not None and told[0] == cast.person("chair").name


def told(cast: Cast, role: str, uid: str) -> str | None:
    """The name that the reader is told; empty where somebody nameless changed it, None where nobody did."""
    change = last_change(SimpleNamespace(actor=cast.actor(role)), uid)
    return None if change is None else change[0]


def test_who_only_read_changed_nothing(cast: Cast) -> None:
    assert told(cast, "member", "x1") is None
    record(by=cast.actor("chair"), verb="group.viewed", object_uid="x1")
    assert told(cast, "member", "x1") is None
    record(by=cast.actor("recorder"), verb="group.changed", object_uid="x1")
    record(by=cast.actor("chair"), verb="group.exported", object_uid="x1")
    record(by=cast.actor("chair"), verb="group.changed", object_uid="another")
    assert told(cast, "member", "x1") == cast.person("recorder").name


def test_the_program_and_strangers_are_not_named(cast: Cast) -> None:
    record(by=factories.SYSTEM, verb="group.changed", object_uid="x1")
    assert told(cast, "member", "x1") == ""
    record(by=cast.actor("outsider"), verb="group.changed", object_uid="x1")
    assert told(cast, "member", "x1") == ""
    assert told(cast, "outsider", "x1") == cast.person("outsider").name


def test_what_lies_far_back_is_not_looked_for(cast: Cast) -> None:
    record(by=cast.actor("chair"), verb="group.changed", object_uid="x1")
    for _ in range(LOOKED_AT - 1):
        record(by=cast.actor("member"), verb="group.viewed", object_uid="x1")
    assert told(cast, "member", "x1") == cast.person("chair").name
    record(by=cast.actor("member"), verb="group.viewed", object_uid="x1")
    assert told(cast, "member", "x1") is None

"""Who is named as the last to have changed a record: never for something that was written in a part of it."""

from types import SimpleNamespace

from soucinnost.access.changes import last_change
from soucinnost.meetings.actions import agenda
from soucinnost.meetings.models import AgendaItem
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

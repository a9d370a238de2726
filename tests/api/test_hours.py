"""An hour that old minutes do not say is missing in the answers, not noon."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from soucinnost.groups.models import Group
from soucinnost.meetings.actions.importing import PastMinutes, import_meeting
from tests.api.kit import call, token
from tests.cast import Cast

NOON = timezone.make_aware(datetime(2017, 12, 7, 12))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "known"), [("none", (False, False)), ("begin", (True, False)), ("both", (True, True))]
)
def test_only_hours_that_are_known_are_told(cast: Cast, hours: str, known: tuple[bool, bool]) -> None:
    group = Group.objects.get(pk=cast.group.pk)
    past = PastMinutes(starts_at=NOON, ends_at=NOON + timedelta(hours=1), hours=hours)
    meeting = import_meeting(by=cast.actor("recorder"), group=group, past=past)
    text = token(cast.person("member"))[1]
    listed: Any = call(text, "get", "/meetings/").json()["items"][0]
    for told in (listed, call(text, "get", f"/meetings/{meeting.uid}/").json()):
        assert told["day"] == "2017-12-07"
        assert (told["starts_at"] is not None, told["ends_at"] is not None) == known

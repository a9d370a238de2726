"""The day of what is found, and a question that is not lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.meetings.findable import find_entry
from soucinnost.search.models import IndexEntry
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running

pytestmark = pytest.mark.django_db


def test_a_line_of_the_minutes_has_the_day_of_its_meeting(cast: Cast) -> None:
    """Not the day on which it was written down: old minutes are searched by when people met."""
    meeting = running(cast)
    entry = line(cast.actor("chair"), meeting, "Doprovody ke škole")
    entry.meeting.starts_at = timezone.now() - timedelta(days=800)
    find_entry(entry)
    told = IndexEntry.objects.get(kind="entry", object_uid=entry.uid).day
    assert told == timezone.localdate() - timedelta(days=800)


def test_a_day_that_does_not_exist_leaves_the_question(cast: Cast) -> None:
    answer = cast.client("chair").get(reverse("search:search"), {"q": "doprovody", "od": "31. 2. 2026"})
    assert 'value="doprovody"' in answer.content.decode()

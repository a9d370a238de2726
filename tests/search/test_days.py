"""The day of what is found, days and numbers that are typed, and a question that is not lost."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.groups.actions import raise_topic
from soucinnost.meetings.findable import find_entry
from soucinnost.search.days import days_in
from soucinnost.search.excerpts import excerpt
from soucinnost.search.models import IndexEntry
from soucinnost.search.questions import holds, understand
from soucinnost.search.selectors import find
from tests.cast import Cast
from tests.meetings.minutes_kit import line, planned, running

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
    page = answer.content.decode()
    assert 'value="doprovody"' in page
    assert "nepovinné" not in page
    assert "neuloženo" not in page and "dvou písmenech" not in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dne 7. 12. 2017 v 9.00", ["__d20171207"]),
        ("7.12.2017, 07.12. 2017 a 2017-12-07", ["__d20171207"] * 3),
        ("5. března 2009, 7. – 8. dubna 2010", ["__d20090305", "__d20100408"]),
        ("prosinec 2017, V PROSINCI roku 2017, srpnu 2018", ["__m201712", "__m201712", "__m201808"]),
        ("31. 2. 2026, 7. 12., 3/2026, pro 2017, škola 2017, 1.7.12.2017, v 20171207", []),
        ("Pondělí 7/12/2017", ["__d20171207"]),
    ],
)
def test_days_in_a_text(text: str, expected: list[str]) -> None:
    assert [one.asked for one in days_in(text)] == expected


def test_a_day_is_a_term_that_any_spelling_meets() -> None:
    question = understand("zápis z jednání 7.12.2017 o hernách")
    assert [(term.words, term.day) for term in question.terms] == [(("7.12.2017",), "__d20171207"), (("hernách",), "")]
    text = "Herna: kontrola 7. prosince 2017 a znovu 8. prosince 2017."
    assert holds(question, text)
    assert not holds(question, "Herna: kontrola 8. prosince 2017.")
    assert ("7. prosince 2017", True) in excerpt(text, question)
    assert understand("prosinec 2017").terms[0].day == "__m201712"
    assert [term.words for term in understand("Zápis č. 3/2026").terms] == [("3/2026",)]
    assert [term.words for term in understand("zápis jednání").terms] == [("zápis",), ("jednání",)]
    assert [term.day for term in understand('"7. 12. 2017"').terms] == ["__d20171207"]


def test_a_meeting_is_found_by_its_day_and_number(cast: Cast) -> None:
    meeting = planned(cast, starts_at=timezone.make_aware(datetime(2017, 12, 7, 9)))
    other = planned(cast, starts_at=timezone.make_aware(datetime(2017, 11, 2, 9)))
    raise_topic(by=cast.actor("chair"), group=cast.group, title="Herny", note="Řečeno 7. prosince 2017.")
    meetings = {"7. 12. 2017", "7.12.2017", "prosinec 2017", "v prosinci 2017", f"zápis {meeting.number}/2017",
                f"jednání {meeting.number}/2017", "zápis ze dne 7. prosince 2017", "schůze 2017-12-07"}
    for typed in meetings:
        uids = [hit.uid for hit in find(cast.actor("member"), typed)]
        assert meeting.uid in uids and other.uid not in uids, typed
    assert [hit.title for hit in find(cast.actor("member"), "7. 12. 2017")] == [
        f"{cast.group.name} {meeting.number}/2017", "Herny",
    ]

"""The live page when it is about to end, and after: what is asked about, what came too late, whose clock counts."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Entry, Meeting, Remark
from soucinnost.meetings.selectors.live import meeting_with_state, state_for, token_of
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, line, running
from tests.meetings.signoff_kit import final, remarked

pytestmark = pytest.mark.django_db
SCRIPTS = Path("soucinnost/meetings/static/meetings")


def page(cast: Cast, meeting: Meeting, role: str = "recorder") -> str:
    return cast.client(role).get(f"/jednani/{meeting.uid}/prubeh/").content.decode()


def asked(text: str) -> dict[str, bool]:
    """Which of the two questions can be seen beside the button that ends the meeting."""
    found = {name: re.search(rf'<p [^>]*id="end-{name}"[^>]*>', text) for name in ("nobody", "early")}
    return {name: tag is not None and " hidden" not in tag[0] for name, tag in found.items()}


def test_an_early_end_and_nobody_present_are_asked_about(cast: Cast) -> None:
    meeting = running(cast)
    assert asked(page(cast, meeting)) == {"nobody": True, "early": True}
    everybody_present(cast, meeting)
    assert asked(page(cast, meeting)) == {"nobody": False, "early": True}
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(minutes=130))
    assert asked(page(cast, meeting)) == {"nobody": False, "early": False}
    assert "end-early" not in page(cast, meeting, "member")
    assert cast.client("recorder").post(f"/jednani/{meeting.uid}/ukoncit/").status_code == 302


def test_locked_minutes_still_show_writers_what_never_left_their_browser(cast: Cast) -> None:
    meeting = final(cast)
    for role in ("chair", "recorder", "reviewer"):
        text = page(cast, meeting, role)
        assert "Zápis je uzamčený" in text and 'id="stuck"' in text and "end-early" not in text, role
    assert cast.client("member").get(f"/jednani/{meeting.uid}/prubeh/").status_code == 302
    actor = cast.actor("recorder")
    found = meeting_with_state(actor, meeting.uid).get()
    assert state_for(actor, found, token=token_of(actor, found))["may_write"] is False


def hand_in(cast: Cast, role: str, meeting: Meeting, **posted: str) -> Any:
    return cast.client(role).post(
        f"/jednani/{meeting.uid}/zapis/pripominka/", posted, headers={"Accept": "application/json"}
    )


def test_a_text_that_came_too_late_is_handed_in_as_a_remark(cast: Cast) -> None:
    meeting = remarked(cast)
    entry = Entry.objects.get(meeting=meeting)
    answer = hand_in(cast, "member", meeting, text="Napsáno bez spojení", entry=entry.uid)
    assert answer.status_code == 201 and answer.json()["message"]
    remark = Remark.objects.get()
    assert (remark.text, remark.entry, remark.person) == ("Napsáno bez spojení", entry, cast.person("member"))
    assert hand_in(cast, "member", meeting, text="").status_code == 422
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    late = hand_in(cast, "member", meeting, text="Pozdě")
    assert late.status_code == 403 and "jiném stavu" in late.json()["message"] and Remark.objects.count() == 1


@pytest.mark.parametrize(("days", "may"), [(1, True), (0, True), (-1, False)])
def test_the_page_knows_whether_remarks_are_taken(cast: Cast, days: int, may: bool) -> None:
    meeting = remarked(cast)
    Meeting.objects.filter(pk=meeting.pk).update(remarks_until=timezone.localdate() + timedelta(days=days))
    actor = cast.actor("member")
    found = meeting_with_state(actor, meeting.uid).get()
    assert state_for(actor, found, token=token_of(actor, found))["may_remark"] is may
    assert '"remark": "' in page(cast, meeting, "member")


def test_scripts_tell_the_time_by_the_server(cast: Cast) -> None:
    """No time of the minutes comes from the computer's own clock or zone."""
    assert '"zone": "Europe/Prague"' in page(cast, running(cast))
    for path in SCRIPTS.glob("*.js"):
        text = path.read_text()
        assert not re.search(r"new Date\(\)|\bclock\(\)|\.getHours\(", text), path.name


def test_after_the_lock_problems_are_notes(cast: Cast) -> None:
    meeting = running(cast)
    line(cast.actor("recorder"), meeting, "Zjistit dopad", kind="task", details={"owner": {"text": "Neznámý"}})
    everybody_present(cast, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.DRAFT, ended_at=timezone.now())
    client = cast.client("recorder")
    drafted = client.get(f"/jednani/{meeting.uid}/zapis/").content.decode()
    assert '<small class="s part">Toto jméno není' in drafted
    assert "<dt>Přítomni</dt>" in drafted and "<dt>Přítomen</dt>" not in drafted
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL, finalised_at=timezone.now())
    locked = client.get(f"/jednani/{meeting.uid}/zapis/").content.decode()
    assert "Toto jméno není" in locked and 's part">Toto jméno' not in locked

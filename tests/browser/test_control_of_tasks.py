"""Tasks that came back are ended from the live minutes; a promise is offered again after the page is opened anew."""

import pytest
from playwright.sync_api import expect

from soucinnost.assignments.models import Assignment
from soucinnost.groups.enums import StandingItemKind
from soucinnost.meetings.models import AgendaItem, Entry, Meeting
from tests.browser.test_live_minutes import SOON, Profile, eventually, opened, shown
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running
from tests.meetings.test_reviewing import given

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = running(cast, items=("Kontrola úkolů", "Různé"))
    AgendaItem.objects.filter(meeting=meeting, title="Kontrola úkolů").update(kind=StandingItemKind.TASKS)
    return meeting


def test_a_task_is_ended_and_a_promise_stays_offered(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    done, goes_on = given(cast), given(cast, "Svolat schůzku")
    line(cast.actor("chair"), meeting, "Paní Členová zjistí stav lamp.")
    page = opened(profile(cast.person("recorder")), meeting)
    expect(page.locator(".promise")).to_be_visible()
    row = page.locator(".review li").filter(has_text="Zjistit stav lamp")
    row.get_by_role("textbox").fill("Lampy svítí.")
    row.get_by_role("button", name="Splněn").press("Enter")
    expect(shown(page, "Úkol splněn: Zjistit stav lamp – Lampy svítí.")).to_be_visible(timeout=SOON)
    expect(row.get_by_role("button")).to_have_count(0)
    page.locator(".review li").filter(has_text="Svolat schůzku").get_by_role("button", name="Trvá").press("Enter")
    expect(shown(page, "Úkol trvá: Svolat schůzku")).to_be_visible(timeout=SOON)
    eventually(lambda: Entry.objects.filter(meeting=meeting, body__contains="Úkol trvá").exists())
    states = dict(Assignment.objects.values_list("uid", "state"))
    assert states == {done.uid: "done", goes_on.uid: "open"}
    page.get_by_role("button", name="Není to úkol").click()
    page.reload()
    expect(shown(page, "Paní Členová zjistí stav lamp.")).to_be_visible(timeout=SOON)
    expect(page.locator(".promise")).to_have_count(0)

"""A report on a phone: from the desk to the minutes, with a number, a warning and a correction; read-only there."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from soucinnost.groups.actions import set_standing_items
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.models import Entry
from soucinnost.reports.models import Draft, Report
from tests.cast import Cast
from tests.meetings.minutes_kit import planned
from tests.reports.kit import CLIENTS, reported_then

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def sound(page: Page) -> None:
    """Nothing is wider than the phone, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_from_the_desk_to_the_minutes(cast: Cast, profile: Any, scheme: str) -> None:
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Zprávy", "kind": "reports"}])
    reported_then(cast, CLIENTS, text="Minule jsme začínali.")
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=5))
    one = ask_for_reports(by=cast.actor("chair"), item=meeting.items.get())

    page = profile(cast.person("member"), viewport=PHONE, color_scheme=scheme).new_page()
    page.goto("/stul/")
    page.get_by_role("link", name="Zpráva k jednání: Most k lidem").first.click()
    sound(page)
    expect(page.get_by_text("Minule jsme začínali.").last).to_be_visible()
    page.get_by_role("button", name="Vzít minulý text do pole: Co je nového").click()
    expect(page.get_by_role("textbox", name="Co je nového")).to_have_value("Minule jsme začínali.")
    page.get_by_role("textbox", name="Co je nového").fill("Volejte nám na 601 234 567.")
    page.get_by_label("Hodnota").fill("22")
    page.get_by_role("button", name="Přidat číslo").click()
    expect(page.get_by_label("Hodnota")).to_have_count(2)
    page.get_by_label("Co se počítá").nth(1).fill("setkání")
    page.get_by_label("Hodnota").nth(1).fill("4")
    page.get_by_role("button", name="Odevzdat zprávu").click()
    expect(page.get_by_text("Přesto uložit")).to_be_visible()
    assert not Draft.objects.exists()
    sound(page)
    page.get_by_role("textbox", name="Co je nového").fill("Jezdíme do terénu dvakrát týdně.")
    page.get_by_role("button", name="Odevzdat zprávu").click()
    expect(page.get_by_role("heading", name="Most k lidem")).to_be_visible()
    expect(page.get_by_role("cell", name="22 osob")).to_be_visible()
    sound(page)

    start_meeting(by=cast.actor("chair"), meeting=meeting)
    writer = profile(cast.person("chair"), color_scheme=scheme).new_page()
    writer.goto(f"/jednani/{meeting.uid}/prubeh/")
    writer.wait_for_selector("html[data-live=on]", state="attached")
    line = writer.locator(".line:not(.fresh)")
    expect(line).to_contain_text("Jezdíme do terénu dvakrát týdně.")
    expect(line).to_contain_text("aktivních klientů: 22 osob")
    expect(line.locator(".body")).to_have_attribute("contenteditable", "false")
    expect(line.locator("select.kind")).to_be_disabled()

    page.goto("/zpravy/")
    page.locator("#odevzdane").get_by_role("link", name="Bezpečná Zkušebnice").first.click()
    page.get_by_role("link", name="Opravit zprávu").click()
    page.get_by_role("textbox", name="Co je nového").fill("Jezdíme do terénu třikrát týdně.")
    sound(page)
    page.get_by_role("button", name="Odevzdat opravu").click()
    expect(page.locator("#verze [aria-current]")).to_have_text("Verze 2")
    expect(line).to_contain_text("Jezdíme do terénu třikrát týdně.", timeout=60_000)
    expect(writer.get_by_role("link", name="Opravit zprávu")).to_be_visible()

    page.goto(f"/zpravy/{one.uid}/")
    sound(page)
    page.goto("/zpravy/")
    sound(page)
    assert Report.objects.filter(call=one).count() == 2
    assert Entry.objects.get().report == Report.objects.current().get(call=one)

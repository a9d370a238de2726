"""A member without an account, on a phone, by links alone: the invitation, the draft. The secretary sees it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from soucinnost.meetings.actions.agenda import add_item
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.actions.signoff import send_draft
from soucinnost.meetings.models import Meeting, Presence, Remark
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 700}


def is_fit(page: Page) -> None:
    """Nothing for axe to say, nothing to scroll sideways."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def link_to(address: str) -> str:
    """The path of the one-time link in the newest mail to an address."""
    texts = [str(one.body) for one in mail.outbox if one.to == [address]]
    found = re.search(r"https://soucinnost\.test(/odkaz/\S+)", texts[-1])
    assert found is not None, texts[-1]
    return found[1]


def test_by_links_alone(cast: Cast, profile: Callable[..., BrowserContext], settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    officer = factories.person("Radim", "Bezúčtový", email="radim@policie.test", has_account=False)
    factories.mandate(cast.group, officer, organisation=cast.police)
    chair = cast.actor("chair")
    starts = timezone.now() + timedelta(hours=2)
    meeting = create_meeting(
        by=chair, group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1), place=Place(text="Radnice")
    )
    add_item(by=chair, meeting=meeting, title="Osvětlení parku")

    desk = profile(cast.person("chair")).new_page()
    desk.goto(f"/jednani/{meeting.uid}/pozvanka/")
    desk.get_by_role("button", name="Poslat pozvánku").click()
    expect(desk.get_by_text("Pozvánka odchází")).to_be_visible()

    phone = profile(viewport=PHONE, color_scheme="dark").new_page()
    phone.goto(link_to("radim@policie.test"))
    expect(phone.get_by_role("heading", name="Osvětlení parku")).to_be_visible()
    is_fit(phone)
    phone.get_by_role("button", name="Odpovědět").click()
    expect(phone.get_by_role("alert").first).to_be_visible()
    is_fit(phone)
    phone.get_by_label("přijde někdo za mě").check()
    phone.get_by_label("Kdo přijde místo Vás").fill("Jan Náhradní")
    phone.get_by_role("button", name="Odpovědět").click()
    expect(phone.get_by_text("Přijde místo Vás: Jan Náhradní.")).to_be_visible()
    phone.goto(link_to("radim@policie.test"))
    expect(phone.get_by_role("heading", name="Odkaz už byl použit")).to_be_visible()
    is_fit(phone)
    phone.get_by_role("button", name="Poslat nový odkaz").click()
    expect(phone.get_by_text("Nový odkaz odchází")).to_be_visible()

    desk.goto(f"/jednani/{meeting.uid}/odpovedi/")
    expect(desk.get_by_role("listitem").filter(has_text="Radim Bezúčtový")).to_contain_text("Jan Náhradní")
    is_fit(desk)

    start_meeting(by=chair, meeting=Meeting.objects.get(pk=meeting.pk))
    assert Presence.objects.get(meeting=meeting, person=officer).deputy_name == "Jan Náhradní"
    line(chair, Meeting.objects.get(pk=meeting.pk), "<p>Lampy prověří město.</p>")
    end_meeting(by=chair, meeting=Meeting.objects.get(pk=meeting.pk))
    send_draft(by=chair, meeting=Meeting.objects.get(pk=meeting.pk), until=timezone.localdate() + timedelta(days=2))
    phone.goto(link_to("radim@policie.test"))
    expect(phone.get_by_text("Lampy prověří město.")).to_be_visible()
    is_fit(phone)
    phone.get_by_label("Co navrhujete změnit").fill("Doplnit, do kdy.")
    phone.get_by_role("button", name="Odeslat připomínku").click()
    expect(phone.get_by_text("Připomínka je uložená.")).to_be_visible()
    assert Remark.objects.get().person_id == officer.pk

"""The form of an owner in a browser as narrow as a phone, opened by a link: what was typed survives its death."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from soucinnost.strategy.collecting_links import link_for
from soucinnost.strategy.models import Ask
from tests.cast import Cast
from tests.strategy.collecting_kit import add_worker, answer_of, opened, ready

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE = {"width": 320, "height": 640}


def test_a_killed_browser_loses_nothing(cast: Cast, chromium: Browser, quiet_server: Any, settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    worker = add_worker(cast)
    one = opened(cast, ready(cast), people={cast.ngo.pk: worker})
    link = link_for(cast.actor("recorder"), one.ngo, worker)
    url = quiet_server.url.replace("127.0.0.1", "localhost") + link.removeprefix(settings.PUBLIC_URL)
    first = chromium.new_context(viewport=PHONE, locale="cs")
    page = first.new_page()
    page.goto(url)
    page.get_by_label("Co se udělalo").first.fill("Otevřeli jsme klub.")
    page.get_by_label("Číslo (osob)").fill("cca 80")
    expect(page.locator("#ulozeno")).to_contain_text("Uloženo")
    assert answer_of(one).text == "Otevřeli jsme klub."
    first.close()
    again = chromium.new_context(viewport=PHONE, locale="cs")
    page = again.new_page()
    page.goto(url)
    expect(page.get_by_label("Co se udělalo").first).to_have_value("Otevřeli jsme klub.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    again.set_offline(True)
    page.get_by_label("Co se udělalo").nth(1).fill("Běželo dál.")
    page.get_by_role("button", name="Odevzdat").click()
    expect(page.locator("#ulozeno")).to_contain_text("Neodesláno")
    expect(page.get_by_label("Co se udělalo").nth(1)).to_have_value("Běželo dál.")
    again.set_offline(False)
    page.get_by_role("button", name="Odevzdat").click()
    expect(page.get_by_text("Odevzdáno. Děkujeme.")).to_be_visible(timeout=60_000)
    again.close()
    assert Ask.objects.get(pk=one.ngo.pk).handed_in_by == worker

"""An evaluation in a browser: numbers decided, a text moved, both by what saves itself, and a strategy made of it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.strategy.models import Strategy
from tests.browser.test_old_minutes import sound
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import measure_with, take, text_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_reading_to_a_strategy(cast: Cast, profile: Any) -> None:
    reading = take(cast)
    lamps, besedy = text_with(reading.draft, "25 lamp"), measure_with(reading.draft, "Besedy")
    page = profile(cast.person("manager")).new_page()
    page.goto(f"/strategie/nacist/{reading.uid}/")
    sound(page)
    expect(page.locator("#nerozhodnuto")).to_have_text("3")
    page.locator(f"#{lamps['key']} details.nums > summary").click()
    page.locator(f"#{lamps['numbers'][0]['key']}-choice").select_option("taken")
    expect(page.locator("#nerozhodnuto")).to_have_text("2")

    page.locator(f"#{lamps['key']}-home").select_option(besedy["key"])
    expect(page.locator(f"#{besedy['key']} #{lamps['key']}")).to_be_visible()
    page.get_by_role("textbox", name="Název", exact=True).fill("Strategie bezpečí")
    page.get_by_role("button", name="Dál: souhrn").first.click()
    expect(page.get_by_role("heading", name="Než se uloží")).to_be_visible()
    sound(page)
    for box in page.locator("input[name=confirmed]").all():
        box.check()
    page.get_by_role("button", name="Založit strategii").click()
    expect(page.get_by_role("heading", name="Strategie je založená")).to_be_visible()
    assert (Strategy.objects.get().title, EvaluationReading.objects.get().state) == ("Strategie bezpečí", "saved")

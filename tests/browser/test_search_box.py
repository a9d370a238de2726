"""The box of search from the keyboard: suggestions, choosing one, sending the words as they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests import factories
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_keyboard(profile: Callable[..., BrowserContext]) -> None:
    cast = make_cast()
    topic = factories.topic(cast.group, title="Ubytovna u nádraží")
    factories.topic(cast.group, title="Ubytovna v centru")
    page = profile(cast.person("member")).new_page()
    page.goto("/ukoly/")
    page.keyboard.press("/")
    box, options = page.locator("#hledat"), page.locator(".suggest [role=option]")
    expect(box).to_be_focused()
    expect(box).to_have_role("combobox")
    page.keyboard.type("ubyt")
    expect(options).to_have_text([re.compile("Ubytovna"), re.compile("Ubytovna"), "Všechny výsledky: 2"])
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("ubyt")
    page.keyboard.press("ArrowUp")
    expect(options).to_have_count(3)
    for _press in range(4):
        page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    chosen = options.filter(has_text="u nádraží")
    if chosen.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(topic.uid))
    page.keyboard.press("/")
    page.keyboard.type("nesmysl")
    expect(options).to_have_text(["Nic se nenašlo"])
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_enter_sends_the_words(profile: Callable[..., BrowserContext]) -> None:
    cast = make_cast()
    factories.topic(cast.group, title="Ubytovna u nádraží")
    page = profile(cast.person("member")).new_page()
    page.goto("/ukoly/")
    page.keyboard.press("/")
    page.keyboard.type("ubytovny")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/hledat/\?q=ubytovny"))
    expect(page.locator("mark")).to_have_text("Ubytovna")


def test_without_javascript_it_is_a_plain_form(profile: Callable[..., BrowserContext]) -> None:
    cast = make_cast()
    factories.topic(cast.group, title="Ubytovna u nádraží")
    page = profile(cast.person("member"), java_script_enabled=False).new_page()
    page.goto("/ukoly/")
    page.locator("#hledat").fill("ubytovnou")
    page.locator("#hledat").press("Enter")
    page.wait_for_url(re.compile("/hledat/"))
    expect(page.locator(".hits mark")).to_have_text("Ubytovna")

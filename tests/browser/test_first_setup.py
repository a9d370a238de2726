"""The first walk in a real browser at 320 px: from an empty installation to the page of the first group."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.test_browser_signin import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "tri slova bez souvislosti"
LIST = "Jméno\tOrganizace\tE-mail\nJana Dvořáková\tPolicie Zkušebnice\tjana@policie.test\n"


def press(page: Page, name: str) -> None:
    """Press a button; the page that comes does not scroll sideways."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}: {page.url}"


def test_from_nothing_to_the_first_group(profile: Callable[..., BrowserContext]) -> None:
    page = profile(viewport={"width": 320, "height": 800}).new_page()
    page.goto("/")
    for label, text in (("Jméno", "Iva"), ("Příjmení", "Nová"), ("E-mail", "iva@zkusebnice.test")):
        page.get_by_label(label).fill(text)
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(PASSWORD)
    press(page, "Založit účet")
    page.get_by_role("link", name="Kód z telefonu").click()
    page.get_by_label("Kód z aplikace").fill(code_of(page.locator("[data-secret]").inner_text()))
    press(page, "Zapnout")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Pokračovat").click()
    town = page.get_by_label("Obec, městský obvod nebo kraj")
    town.fill("sluk")
    town.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Podobné: Šluknov")
    page.get_by_role("button", name="Šluknov Děčín").click()
    press(page, "Pokračovat")
    page.get_by_label("Název skupiny").fill("Prevence")
    page.get_by_label("Skupině předsedám já").check()
    press(page, "Založit skupinu")
    page.locator("[name=text]").fill(LIST)
    press(page, "Ukázat, co se stane")
    press(page, "Zpět k seznamu")
    expect(page.locator("[name=text]")).to_have_value(LIST)
    press(page, "Ukázat, co se stane")
    press(page, "Přidat a dokončit")
    expect(page.get_by_role("heading", name="Prevence", level=1)).to_be_visible()
    expect(page.locator("#clenove")).to_contain_text("Jana Dvořáková")

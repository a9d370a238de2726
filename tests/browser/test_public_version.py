"""A public version from the minutes to the resident's phone: by keyboard alone, without script, with the mouse."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from soucinnost.publishing.models import Cover, Preparation, PublicMinutes
from tests.cast import Cast
from tests.publishing import kit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LINES = ("Jana Nováková volala na 601 234 567.", "Osvětlení u nádraží svítí. Osvětlení u školy ne.")


def sound(page: Page) -> None:
    """Nothing is wider than the window, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def tab_to(page: Page, wanted: str, most: int = 80) -> None:
    """Press Tab until the focus stands on something whose words begin so."""
    for _press in range(most):
        page.keyboard.press("Tab")
        told = page.evaluate(  # a page that is just being replaced has no active element for a moment
            "(document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || '').trim()"
        )
        if told.startswith(wanted):
            return
    raise AssertionError(f"Tab never came to {wanted!r}")


def begin(page: Page, uid: str) -> None:
    """From the minutes to the preparation of their public version."""
    page.goto(f"/jednani/{uid}/zapis/")
    tab_to(page, "Veřejná verze")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verejna-verze/**")
    tab_to(page, "Připravit veřejnou verzi")
    page.keyboard.press("Enter")
    expect(page.locator("[data-waiting]")).to_have_text("2")
    sound(page)


def mark_and_hide(page: Page) -> None:
    """The text takes the arrows: mark a word, make it longer, hide it."""
    page.locator("#text").focus()
    for _word in range(200):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.getSelection().toString().trim()") == "nádraží":
            break
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("document.getSelection().toString().trim()") in {"nádraží svítí", "nádraží svítí."}
    page.keyboard.press("Enter")
    expect(page.locator("#text .cv.hide")).to_have_count(1)
    expect(page.locator("#text .cv.hide")).to_be_focused()


def decide(page: Page) -> None:
    """Proposals: Tab and Enter; the second press leaves, the third hides again."""
    tab_to(page, "Jana Nováková")
    page.keyboard.press("Enter")
    name = page.locator("#text .cv", has_text="Jana Nováková")
    expect(name).to_have_class("cv hide")
    page.keyboard.press("Space")
    expect(name).to_have_class("cv keep")
    page.keyboard.press("Enter")
    expect(name).to_have_class("cv hide")
    expect(page.locator("[data-waiting]")).to_have_text("1")
    tab_to(page, "601 234 567")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Náhled").first).to_be_visible()
    expect(page.get_by_role("button", name="601 234 567")).to_be_focused()
    sound(page)


def release(page: Page) -> PublicMinutes:
    """Through the preview to the public page."""
    tab_to(page, "Náhled")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nahled/")
    expect(page.locator("article")).to_contain_text("[neveřejné]")
    sound(page)
    tab_to(page, "Zveřejnit")
    page.keyboard.press("Enter")
    expect(page.get_by_text("je na veřejné stránce skupiny.")).to_be_visible()
    return PublicMinutes.objects.get()


def read_as_a_resident(resident: Page, group: str, minutes: PublicMinutes) -> None:
    """On a phone, without signing in: nothing hidden is there, a word is found without diacritics."""
    resident.goto("/verejne/")
    sound(resident)
    resident.locator("#skupiny").get_by_role("link", name=group).click()
    sound(resident)
    resident.get_by_role("link", name="Jednání").or_(resident.get_by_role("link", name="Zápis z jednání")).first.click()
    assert minutes.uid in resident.url
    expect(resident.locator("article")).not_to_contain_text("Nováková")
    expect(resident.locator("article")).not_to_contain_text("nádraží")
    sound(resident)
    resident.get_by_role("searchbox").fill("osvetleni")
    resident.keyboard.press("Enter")
    expect(resident.locator("mark").first).to_have_text("Osvětlení")
    sound(resident)
    assert not resident.context.cookies()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_keyboard_alone(cast: Cast, profile: Any, scheme: str) -> None:
    kit.opted_in(cast)
    meeting = kit.locked(cast, *LINES)
    page = profile(cast.person("chair"), color_scheme=scheme).new_page()
    begin(page, meeting.uid)
    mark_and_hide(page)
    decide(page)
    minutes = release(page)
    resident = profile(None, viewport=PHONE, color_scheme=scheme, java_script_enabled=True).new_page()
    read_as_a_resident(resident, cast.group.name, minutes)


def test_without_script_a_list_does_the_same(cast: Cast, profile: Any) -> None:
    preparation = kit.begun(cast, *LINES)
    context = profile(cast.person("recorder"), viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/verejna-verze/{preparation.meeting.uid}/?jako=seznam")
    rows = page.locator("#navrhy li")
    expect(rows).to_have_count(2)
    rows.nth(0).get_by_label("skrýt").check()
    rows.nth(1).get_by_label("nechat").check()
    page.get_by_role("button", name="Uložit rozhodnutí").click()
    expect(page.locator("[data-waiting]")).to_have_text("0")
    page.get_by_label("Skrýt slova").fill("osvětlení")
    page.get_by_role("button", name="Skrýt slova").click()
    expect(page.locator("#navrhy li")).to_have_count(4)
    assert sorted(Cover.objects.values_list("decision", flat=True)) == ["hide", "hide", "hide", "keep"]

    page.goto(f"/verejna-verze/{preparation.meeting.uid}/")
    page.get_by_role("button", name="601 234 567").click()
    expect(page.locator("#text .cv.hide")).to_have_count(4)


def test_with_the_mouse_and_somebody_else_at_once(cast: Cast, profile: Any) -> None:
    preparation = kit.begun(cast, *LINES)
    page = profile(cast.person("recorder")).new_page()
    other = profile(cast.person("chair")).new_page()
    for one in (page, other):
        one.goto(f"/verejna-verze/{preparation.meeting.uid}/")
    other.locator("#text .cv", has_text="Jana Nováková").click()
    expect(other.locator("#text .cv.hide")).to_have_count(1)
    other.locator("#text .cv.hide").click()
    expect(other.locator("#text .cv.keep")).to_have_count(1)
    page.locator("#text .cv", has_text="Jana Nováková").click()
    expect(page.locator("#hlaska-skryvani")).to_contain_text("mezitím rozhodl někdo jiný")
    expect(page.locator("#text .cv.keep")).to_have_count(1)

    page.locator("#text p", has_text="Osvětlení").evaluate(
        "(part) => { const range = document.createRange(); range.setStart(part.firstChild, 0);"
        " range.setEnd(part.firstChild, 9); const s = document.getSelection(); s.removeAllRanges(); s.addRange(range) }"
    )
    page.get_by_role("button", name="Skrýt označené").click()
    expect(page.locator("#text .cv.hide")).to_have_text("Osvětlení")
    page.get_by_role("button", name="Skrýt všude: Osvětlení").click()
    expect(page.locator("#text .cv.hide")).to_have_count(2)
    assert Preparation.objects.get().covers.filter(decision="keep").count() == 1

"""Comforts of every page and its accessibility, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE_SIGN_IN = ("/ucet/login/", "/ucet/password/reset/", "/ucet/signup/", "/pristupnost/", "/neni-tu/")
SIGNED_IN = ("/galerie/", "/ucet/2fa/", "/ucet/sessions/", "/ucet/password/change/", "/ucet/logout/", "/ochrana-udaju/")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def gallery(cast: Any, page: Page, sign_in: Callable[..., None], settings: Any) -> Page:
    """The gallery of components, signed in."""
    settings.DEBUG = True
    sign_in(cast.person("member"), "/galerie/")
    expect(page.get_by_role("heading", name="Galerie součástí")).to_be_visible()
    return page


def troubles(page: Page, url: str) -> list[str]:
    """Violations of WCAG 2.2 AA and horizontal scrolling, light and dark, wide and 320 px."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(url)
            seen = Axe().run(page, options=AXE)
            if seen.violations_count:
                found.append(f"{url} {scheme} {width}: {seen.generate_report()}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{url} {scheme} {width}: scrolls sideways")
    return found


def test_accessible_before_sign_in(cast: Any, page: Page) -> None:
    assert [trouble for url in BEFORE_SIGN_IN for trouble in troubles(page, url)] == []


def test_accessible_signed_in(gallery: Page) -> None:
    assert [trouble for url in SIGNED_IN for trouble in troubles(gallery, url)] == []


def test_accessible_with_errors(gallery: Page) -> None:
    gallery.get_by_label("Datum").fill("31. 2. 2018")
    gallery.get_by_role("button", name="Zkontrolovat").click()
    expect(gallery.get_by_role("alert")).to_be_focused()
    found = Axe().run(gallery, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    gallery.get_by_role("alert").get_by_role("link", name="Datum").click()
    expect(gallery.get_by_label("Datum")).to_be_focused()


def test_policy_stops_nothing(gallery: Page, context: BrowserContext) -> None:
    """The strict content security policy is met by our own pages: the console stays silent."""
    told: list[str] = []
    gallery.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    for url in SIGNED_IN:
        policy = gallery.goto(url)
        assert policy is not None
        assert "script-src 'self'" in policy.headers["content-security-policy"]
        assert "unsafe" not in policy.headers["content-security-policy"]
    assert told == []


def test_slash_leads_to_search(gallery: Page) -> None:
    gallery.locator("h1").click()
    gallery.keyboard.press("/")
    search = gallery.locator("#hledat")  # a search box that becomes a combobox when it is entered
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    note = gallery.get_by_label("Zpráva")
    note.fill("a")
    note.press("/")
    expect(note).to_have_value("a/")


def accept(dialog: Dialog) -> None:
    """Say yes."""
    dialog.accept()


def draft(page: Page) -> str | None:
    """What of the gallery's form lies in the browser."""
    return page.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('draft:'))?.[1] ?? null")


def write(page: Page, text: str) -> None:
    """Type into the form and wait until it is kept."""
    page.get_by_label("Zpráva").fill(text)
    page.wait_for_function("text => Object.values(localStorage).some(value => value.includes(text))", arg=text)


def test_text_survives_a_crash(gallery: Page) -> None:
    gallery.on("dialog", accept)
    write(gallery, "Rozepsaná zpráva 🙂")
    gallery.reload()
    expect(gallery.get_by_label("Zpráva")).to_have_value("")
    gallery.get_by_role("button", name="Obnovit rozepsaný text").click()
    expect(gallery.get_by_label("Zpráva")).to_have_value("Rozepsaná zpráva 🙂")
    write(gallery, "Jiná")
    gallery.reload()
    gallery.get_by_role("button", name="Zahodit").click()
    gallery.reload()
    expect(gallery.get_by_label("Zpráva")).to_have_value("")
    expect(gallery.get_by_role("button", name="Obnovit rozepsaný text")).to_have_count(0)


def test_text_survives_an_expired_sign_in(
    gallery: Page, context: BrowserContext, cast: Any, sign_in: Callable[..., None]
) -> None:
    write(gallery, "Dlouhá zpráva")
    context.clear_cookies()
    gallery.get_by_role("button", name="Zkontrolovat").click()
    expect(gallery.get_by_role("heading", name="Vaše přihlášení mezitím vypršelo")).to_be_visible()
    gallery.get_by_role("link", name="Pokračovat").click()
    sign_in(cast.person("member"), "/galerie/")
    gallery.get_by_role("button", name="Obnovit rozepsaný text").click()
    expect(gallery.get_by_label("Zpráva")).to_have_value("Dlouhá zpráva")


def test_text_survives_refusals_and_goes_when_accepted(gallery: Page) -> None:
    write(gallery, "tel. 603 123 456")
    gallery.get_by_role("button", name="Zkontrolovat").click()
    expect(gallery.get_by_label("Zpráva")).to_have_value("tel. 603 123 456")
    expect(gallery.get_by_role("button", name="Obnovit rozepsaný text")).to_have_count(0)
    assert draft(gallery) is not None
    gallery.get_by_label("Název").fill("Zpráva za září")
    gallery.get_by_label("Datum").fill("zítra")
    gallery.get_by_role("group", name="Údaj").get_by_label("zapisuje").check()
    gallery.get_by_role("button", name="Zkontrolovat").click()
    expect(gallery.get_by_role("group", name="Patří to sem?")).to_contain_text("603 123 456")
    gallery.get_by_label("Přesto uložit").check()
    gallery.get_by_role("button", name="Zkontrolovat").click()
    expect(gallery.get_by_text("Formulář je v pořádku.")).to_be_visible()
    gallery.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('draft:'))")


def test_signing_out_asks_and_takes_the_text_away(gallery: Page) -> None:
    write(gallery, "Rozepsáno")
    asked: list[str] = []
    gallery.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    gallery.get_by_role("button", name="Odhlásit").click()
    assert "smaže" in asked[0]
    assert draft(gallery) is not None
    gallery.on("dialog", accept)
    gallery.get_by_role("button", name="Odhlásit").click()
    expect(gallery.get_by_role("heading", name="Přihlášení")).to_be_visible()
    assert draft(gallery) is None


def test_leaving_a_changed_form_asks(gallery: Page) -> None:
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    gallery.on("dialog", note)
    gallery.goto("/galerie/")
    assert asked == []
    write(gallery, "Rozepsáno")
    gallery.goto("/o-aplikaci/")
    assert asked == ["beforeunload"]


def order(page: Page) -> list[str]:
    """Names in the order of the list."""
    return page.locator("#poradi-seznam h3").all_inner_texts()


def test_order_by_keyboard(gallery: Page) -> None:
    handle = gallery.get_by_role("button", name="Přesunout bod A")
    handle.focus()
    with gallery.expect_request(lambda request: request.method == "POST") as sent:
        handle.press("Alt+ArrowDown")
    assert sent.value.post_data == "order=B&order=A&order=C"
    assert order(gallery) == ["Bod B", "Bod A", "Bod C"]
    assert gallery.locator("[data-place]").all_inner_texts() == ["1", "2", "3"]
    expect(handle).to_be_focused()
    expect(gallery.locator("#ohlaseni")).to_have_text("Bod A Nové pořadí: 2 z 3")
    gallery.get_by_role("link", name="Bod B").press("Alt+ArrowUp")
    assert order(gallery) == ["Bod B", "Bod A", "Bod C"]


def test_order_by_mouse(gallery: Page) -> None:
    handle = gallery.get_by_role("button", name="Přesunout bod C")
    handle.scroll_into_view_if_needed()
    start, target = handle.bounding_box(), gallery.locator("[data-id=A]").bounding_box()
    assert start and target
    gallery.mouse.move(start["x"] + 5, start["y"] + 5)
    gallery.mouse.down()
    gallery.mouse.move(start["x"] + 5, target["y"] + target["height"] + 4, steps=8)
    with gallery.expect_request(lambda request: request.method == "POST") as sent:
        gallery.mouse.move(start["x"] + 5, target["y"] + 2, steps=4)
        gallery.mouse.up()
    assert sent.value.post_data == "order=C&order=A&order=B"
    assert order(gallery) == ["Bod C", "Bod A", "Bod B"]


def test_order_that_was_not_saved_goes_back(gallery: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    gallery.get_by_role("button", name="Přesunout bod A").press("Alt+ArrowDown")
    expect(gallery.locator("#potiz")).to_contain_text("Server neodpovídá")
    assert order(gallery) == ["Bod A", "Bod B", "Bod C"]


def test_frame_without_script(cast: Any, chromium: Any, live_server: Any) -> None:
    """Signing in and out works without JavaScript; what needs it is not offered."""
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="cs")
    page = plain.new_page()
    person = cast.person("member")
    person.user.set_password("velmi dlouhé heslo 7")
    person.user.save()
    page.goto("/ucet/login/?next=/o-aplikaci/")
    expect(page.get_by_role("button", name="Přihlásit přístupovým klíčem")).to_be_hidden()
    page.get_by_label("E-mail").fill(person.user.email)
    page.get_by_label("Heslo").fill("velmi dlouhé heslo 7")
    page.get_by_role("button", name="Přihlásit", exact=True).click()
    expect(page.get_by_role("heading", name="O aplikaci")).to_be_visible()
    page.get_by_role("button", name="Odhlásit").click()
    expect(page.get_by_role("heading", name="Přihlášení")).to_be_visible()
    plain.close()

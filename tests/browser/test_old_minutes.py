"""Old minutes in a browser: uploaded, corrected beside the original, saved, found, also by a killed browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from soucinnost.intake import actions
from soucinnost.intake.models import Intake
from soucinnost.meetings.models import Meeting
from tests.cast import Cast
from tests.intake.kit import take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TEXT = """Bezpečná Zkušebnice
Zápis z jednání dne 14. 6. 2018 od 9.00 do 10.30 hodin, radnice

Přítomni: Mgr. Alena Předsedová, Dana Členová

Program:
1. Úvod
2. Osvětlení

1. Úvod
Schůzi zahájila předsedkyně.

2. Osvětlení
Mluvilo se o lampách v parku za školou.
Úkol: Zjistit stav lamp. Zodpovídá: Členová Termín: příští jednání
Paní Členová předá seznam míst strážníkům.

Zapsala: Blanka Zapisovatelová
"""


def sound(page: Page) -> None:
    """Nothing is wider than the screen, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def fill_and_hold(page: Page, label: str, text: str) -> Route:
    """Fill a field in and hold up what saves itself then, until it is let go on."""
    held: list[Route] = []
    page.route("**/ulozit/", lambda route: held.append(route))
    page.get_by_label(label).fill(text)
    while not held:
        page.wait_for_timeout(50)
    return held[0]


def test_a_button_pressed_while_the_page_saves_itself(cast: Cast, profile: Any) -> None:
    """What the page says of saving neither moves the button away under the pointer nor loses the click."""
    intake = take(cast, text=TEXT)
    page = profile(cast.person("recorder")).new_page()
    page.goto(f"/stare-zapisy/{intake.uid}/")
    button = page.get_by_role("button", name="Dál: souhrn").first
    saving = fill_and_hold(page, "Místo", "Radnice, malý sál")
    expect(page.locator("#stav")).to_contain_text("Ukládá se")
    button.hover()
    place = button.bounding_box()
    page.mouse.down()
    with page.expect_response("**/ulozit/"):
        saving.continue_()
    assert button.bounding_box() == place
    page.mouse.up()
    expect(page.get_by_role("heading", name="Než se uloží")).to_be_visible()
    assert Intake.objects.get().draft["place"] == "Radnice, malý sál"


def test_a_click_waits_for_what_is_being_saved_and_counts_once(cast: Cast, profile: Any) -> None:
    intake = take(cast, text=TEXT)
    page = profile(cast.person("recorder")).new_page()
    page.goto(f"/stare-zapisy/{intake.uid}/")
    saving = fill_and_hold(page, "Místo", "Radnice, malý sál")
    page.get_by_role("button", name="Přidat bod").dblclick()
    saving.continue_()
    expect(page.locator("#body-nadpis")).to_contain_text("3")
    assert page.get_by_label("Místo").input_value() == "Radnice, malý sál"
    assert len(Intake.objects.get().draft["items"]) == 3


def test_from_a_file_to_a_meeting_that_is_found(cast: Cast, profile: Any) -> None:
    page = profile(cast.person("recorder")).new_page()
    page.goto(f"/jednani/?skupina={cast.group.uid}")
    page.get_by_role("link", name="Starší zápisy").click()
    sound(page)
    page.get_by_label("Soubory se zápisy").set_input_files(
        {"name": "zapis.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    page.get_by_role("button", name="Načíst").click()
    expect(page.get_by_role("heading", name="Opravte, co se přečetlo")).to_be_visible()
    sound(page)

    text = page.locator("textarea.doc", has_text="Mluvilo se o lampách").first
    text.focus()
    expect(page.locator(".orig .on").first).to_contain_text("lampách")
    text.fill("Mluvilo se o lampách v parku a u zastávky.")
    expect(page.locator("#stav")).to_contain_text("Uloženo")
    page.get_by_label("Název").fill("Bezpečná Zkušebnice – řádné jednání")
    page.get_by_role("button", name="Dál: souhrn").first.click()
    expect(page.get_by_role("heading", name="Než se uloží")).to_be_visible()
    sound(page)
    for box in page.locator("input[name=confirmed]").all():
        box.check()
    page.get_by_role("button", name="Uložit jako jednání").click()
    expect(page.get_by_text("Načteno ze starého zápisu").first).to_be_visible()
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.title) == ("final", "Bezpečná Zkušebnice – řádné jednání")

    reader = profile(cast.person("member")).new_page()
    reader.goto("/hledat/?q=lampa")
    expect(reader.get_by_text("u zastávky").first).to_be_visible()


def test_a_killed_browser_loses_nothing_and_a_phone_is_enough(cast: Cast, profile: Any) -> None:
    intake = take(cast, text=TEXT)
    context = profile(cast.person("recorder"), viewport=PHONE)
    page = context.new_page()
    page.goto(f"/stare-zapisy/{intake.uid}/")
    expect(page.locator("#original")).not_to_have_attribute("open", "")
    sound(page)
    page.context.route("**/ulozit/", lambda route: route.abort())
    page.get_by_label("Místo").fill("Radnice, malý sál")
    expect(page.locator("#stav")).to_contain_text("Neuloženo")
    page.close(run_before_unload=False)
    page.context.unroute("**/ulozit/")
    assert Intake.objects.get().draft["place"] != "Radnice, malý sál"

    again = context.new_page()
    again.goto(f"/stare-zapisy/{intake.uid}/")
    expect(again.get_by_label("Místo")).to_have_value("Radnice, malý sál")
    expect(again.locator("#stav")).to_contain_text("Uloženo")
    assert Intake.objects.get().draft["place"] == "Radnice, malý sál"


def test_what_a_killed_browser_kept_meets_what_somebody_saved(cast: Cast, profile: Any) -> None:
    """Killed while it was saving; meanwhile somebody else saved: neither is lost, both are shown."""
    intake = take(cast, text=TEXT)
    context = profile(cast.person("recorder"))
    page = context.new_page()
    page.goto(f"/stare-zapisy/{intake.uid}/")
    fill_and_hold(page, "Místo", "Radnice, malý sál")
    page.close(run_before_unload=False)
    other = {**intake.draft, "place": "Knihovna"}
    actions.save_draft(by=cast.actor("chair"), intake=intake, draft=other, base_revision=1)

    again = context.new_page()
    again.goto(f"/stare-zapisy/{intake.uid}/")
    expect(again.get_by_label("Místo")).to_have_value("Radnice, malý sál")
    expect(again.locator("#stav")).to_contain_text("změnilo jinde")
    assert Intake.objects.get().draft["place"] == "Knihovna"
    again.get_by_role("button", name="Uložit", exact=True).first.click()
    expect(again.get_by_text("Vzít uložené")).to_be_visible()
    expect(again.locator(".vs", has_text="Knihovna")).to_contain_text("Radnice, malý sál")
    again.get_by_role("link", name="Vzít uložené").click()
    expect(again.get_by_label("Místo")).to_have_value("Knihovna")

"""Minutes written in a real browser: two recorders, no connection, a killed browser, keyboard alone, 320 px."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from soucinnost.documents.richtext import to_plain
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, EntryRevision, Meeting, Presence
from tests.browser.conftest import give_session
from tests.cast import Cast, client_for
from tests.meetings.minutes_kit import line, running
from tools.browser import find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ITEMS = ("Úvod, představení", "Monitoring projektů a aktivit", "Různé, závěr")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SOON = 60_000

Profile = Callable[..., BrowserContext]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting with three items."""
    return running(cast, items=ITEMS)


def opened(context: BrowserContext, meeting: Meeting) -> Page:
    """The live minutes in a new tab, ready for writing."""
    page = context.new_page()
    page.goto(f"/jednani/{meeting.uid}/prubeh/")
    page.wait_for_selector("html[data-live=on]", state="attached")
    return page


def next_line(page: Page, item: int = 1) -> Locator:
    """The place for a new line in an item."""
    return page.get_by_role("textbox", name=f"Další řádek v bodu {item}.")


def shown(page: Page, text: str) -> Locator:
    """The line with the text, not the place for a new one."""
    return page.locator(".line:not(.fresh)").filter(has_text=text).first


def body_of(page: Page, text: str) -> Locator:
    """The editable text of a line."""
    return shown(page, text).locator(".body")


def saved(page: Page) -> None:
    """Wait until everything is on the server."""
    expect(page.locator("#bar")).to_contain_text(re.compile("Uloženo"), timeout=SOON)


def texts() -> list[str]:
    """Standing lines in order, as plain text."""
    standing = Entry.objects.standing().order_by("item__position", "position", "id")
    return [to_plain(entry.body) for entry in standing]


def eventually(check: Callable[[], bool], *, seconds: float = 12) -> None:
    """Wait until the server has it."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "did not come true in time"
        time.sleep(0.1)


# -- writing


def everybody_by_keyboard(page: Page) -> None:
    """All four are present; then back to the text."""
    page.keyboard.press("Alt+p")
    for _row in range(4):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Přítomno 4 z 4")).to_be_visible()
    page.keyboard.press("Escape")
    expect(next_line(page)).to_be_focused()


def type_line(page: Page, text: str, *fields: str, kind: str = "") -> None:
    """Type a line of a kind; each of its fields is ended by Enter."""
    if kind:
        page.keyboard.type(kind)
        page.keyboard.press("Tab")
    for typed in (text, *fields):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")


def lines_by_keyboard(page: Page) -> None:
    """Information and a decision in the first item, a task and information in the second, the last moved up."""
    type_line(page, "Zahájení a představení.")
    type_line(page, "Skupina se sejde dvakrát.", "4", "0", "0", kind="rozh")
    expect(next_line(page)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(next_line(page, 2)).to_be_focused()
    type_line(page, "Zjistit dopad na evidenci", "clen", "do pri", kind="ukol")
    expect(next_line(page, 2)).to_be_focused()
    type_line(page, "První bude druhý")
    page.keyboard.press("Shift+Tab")
    page.locator(".line:not(.fresh) .body", has_text="První bude druhý").focus()
    page.keyboard.press("Alt+ArrowUp")
    saved(page)


def test_keyboard_alone(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    """A whole meeting without touching the mouse: presence, lines of several kinds, moving, the next item, its end."""
    page = opened(profile(cast.person("recorder")), meeting)
    expect(next_line(page)).to_be_focused()
    everybody_by_keyboard(page)
    lines_by_keyboard(page)
    wanted = [
        "Zahájení a představení.", "Skupina se sejde dvakrát.", "První bude druhý", "Zjistit dopad na evidenci",
    ]
    eventually(lambda: texts() == wanted)
    decision, task = Entry.objects.get(kind="decision"), Entry.objects.get(kind="task")
    assert (decision.votes_for, decision.votes_against, decision.quorum_present, decision.problems) == (4, 0, 4, [])
    assert (task.owner_person, task.due_kind, task.problems) == (cast.person("member"), "next_meeting", [])
    page.keyboard.press("F1")
    expect(page.get_by_role("dialog", name="Klávesové zkratky")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("Ukončit jednání").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zapis/")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.DRAFT
    assert cast.person("member").assignments.get().text == "Zjistit dopad na evidenci"


def test_caret_stays_where_it_is_while_saving(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    """What comes back from the server never moves the caret of who is writing, in the text or in a field."""
    page = opened(profile(cast.person("recorder")), meeting)
    page.keyboard.type("úkol")
    page.keyboard.press("Tab")
    page.keyboard.type("Začátek")
    saved(page)
    page.wait_for_timeout(1500)
    page.keyboard.type(" a pokračování")
    saved(page)
    page.wait_for_timeout(1500)
    page.keyboard.press("Enter")
    page.keyboard.type("Neznámý")
    saved(page)
    page.wait_for_timeout(1500)
    page.keyboard.type(" Člověk")
    saved(page)
    eventually(lambda: Entry.objects.get().details == {"owner": {"text": "Neznámý Člověk"}})
    assert texts() == ["Začátek a pokračování"]


def test_paste_keeps_lists_and_tables(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    html = (
        "<html><head><style>p.MsoNormal{margin:0}</style></head><body><p class=MsoNormal>Kdo přišel:<o:p></o:p></p>"
        "<ul><li>OSPOD</li><li>Policie</li></ul><table border=1><tr><td style='width:9pt'>A</td><td>1</td></tr></table>"
        "<script>document.title='zle'</script><img src=x onerror=document.title='zle'></body></html>"
    )
    paste(next_line(page), html, "Kdo přišel")
    expect(next_line(page).locator("li")).to_have_count(2)
    page.keyboard.press("Enter")
    saved(page)
    eventually(lambda: Entry.objects.count() == 1)
    body = Entry.objects.get().body
    assert "<ul><li>OSPOD</li><li>Policie</li></ul>" in body and "<td>A</td>" in body and "script" not in body
    assert page.title() != "zle"


def paste(field: Locator, html: str, plain: str) -> None:
    """Paste as from another program."""
    field.focus()
    field.evaluate(
        """(field, [html, plain]) => {
            const data = new DataTransfer()
            data.setData('text/html', html)
            data.setData('text/plain', plain)
            field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        [html, plain],
    )


def test_two_megabytes_stay_in_the_browser(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    next_line(page).evaluate(
        "field => { field.textContent = 'dlouhé '.repeat(300000); field.dispatchEvent(new Event('input')) }"
    )
    expect(page.locator(".line.fresh .notes").first).to_contain_text("příliš dlouhý", timeout=SOON)
    assert not Entry.objects.exists()
    page.reload()
    page.wait_for_selector("html[data-live=on]", state="attached")
    expect(shown(page, "dlouhé dlouhé")).to_be_visible(timeout=SOON)


def test_bad_date_is_told_and_kept(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    page.keyboard.type("úkol")
    page.keyboard.press("Tab")
    page.keyboard.type("Svolat schůzku")
    page.get_by_label("Do kdy").first.fill("31. 2. 2030")
    saved(page)
    next_line(page, 2).focus()
    expect(page.locator(".line", has_text="Svolat schůzku").locator(".notes")).to_contain_text("neexistuje")
    entry = Entry.objects.get()
    assert (entry.due_on, entry.details["due"], to_plain(entry.body)) == (None, "31. 2. 2030", "Svolat schůzku")


# -- presence


def test_presence_by_click_with_guest_and_late_arrival(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    page.get_by_role("checkbox", name="Dana Členová").check()
    row = page.locator(".person", has_text="Cyril Revidující")
    row.locator("summary").click()
    row.get_by_label("Účast", exact=True).select_option("excused")
    row = page.locator(".person", has_text="Dana Členová")
    row.locator("summary").click()
    row.get_by_label("Od", exact=True).fill("9.20")
    row.get_by_label("Od", exact=True).press("Tab")
    page.get_by_text("Přidat hosta").click()
    page.get_by_label("Jméno hosta").fill("Ing. Karel Hostující")
    page.get_by_label("Organizace").last.fill("Krajský úřad")
    page.get_by_role("button", name="Přidat", exact=True).click()
    saved(page)
    eventually(lambda: Presence.objects.filter(status="guest", organisation_name="Krajský úřad").exists())
    member = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    eventually(lambda: Presence.objects.get(pk=member.pk).arrived_at is not None)
    member.refresh_from_db()
    assert (member.status, member.arrived_at and member.arrived_at.strftime("%H.%M")) == ("present", "09.20")
    assert Presence.objects.get(meeting=meeting, person=cast.person("reviewer")).status == "excused"
    expect(page.get_by_role("heading", name="Přítomno 1 z 4")).to_be_visible()


def test_presence_without_script(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = profile(cast.person("recorder"), java_script_enabled=False).new_page()
    page.goto(f"/jednani/{meeting.uid}/prubeh/")
    row = page.get_by_role("group", name=re.compile("Dana Členová"))
    row.get_by_label("účast").select_option("present")
    row.get_by_label("přišel v").fill("25.00")
    page.get_by_role("button", name="Uložit přítomnost").click()
    expect(page.get_by_text("neexistuje").first).to_be_visible()
    page.get_by_role("group", name=re.compile("Dana Členová")).get_by_label("přišel v").fill("9.20")
    page.get_by_role("button", name="Uložit přítomnost").click()
    member = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    assert member.status == "present" and str(member.arrived_at) == "09:20:00"


# -- two recorders, no connection


def test_two_recorders_one_offline_on_the_same_line(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    """Both texts of one line are kept and shown side by side; nothing else either wrote is lost."""
    line(cast.actor("chair"), meeting, "Pracovníci chodí s Policií ČR na pochůzky.")
    near, far = profile(cast.person("chair")), profile(cast.person("recorder"))
    chair, recorder = opened(near, meeting), opened(far, meeting)
    far.set_offline(True)
    body_of(recorder, "Pracovníci").focus()
    recorder.keyboard.press("Control+End")
    recorder.keyboard.type(" Klienti je sami vyhledávají.")
    next_line(recorder).focus()
    recorder.keyboard.type("Řádek psaný bez spojení 🙂")
    recorder.keyboard.press("Enter")
    expect(recorder.locator("#bar")).to_contain_text("Bez spojení od", timeout=SOON)
    expect(recorder.locator("#bar")).to_contain_text("2 řádky čekají v tomto počítači.")
    body_of(chair, "Pracovníci").focus()
    chair.keyboard.press("Control+End")
    chair.keyboard.type(" Potíží je nemocenská.")
    next_line(chair).focus()
    chair.keyboard.type("Řádek předsedkyně")
    chair.keyboard.press("Enter")
    saved(chair)
    far.set_offline(False)
    saved(recorder)
    eventually(lambda: EntryConflict.objects.filter(resolved_at__isnull=True).count() == 1)
    assert {"Řádek psaný bez spojení 🙂", "Řádek předsedkyně"} <= set(texts())
    for page in (recorder, chair):
        box = page.get_by_role("group", name="Dvě znění téhož řádku, obě jsou uložena")
        expect(box).to_be_visible(timeout=SOON)
        expect(box).to_contain_text("Klienti je sami vyhledávají.")
        expect(box).to_contain_text("Potíží je nemocenská.")
        expect(shown(page, "Řádek psaný bez spojení")).to_be_visible(timeout=SOON)
        expect(shown(page, "Řádek předsedkyně")).to_be_visible(timeout=SOON)
    recorder.get_by_role("button", name="Nechat obě za sebou").click()
    eventually(lambda: not EntryConflict.objects.filter(resolved_at__isnull=True).exists())
    both = next(text for text in texts() if "nemocenská" in text)
    assert "vyhledávají" in both
    expect(chair.get_by_role("group", name="Dvě znění téhož řádku")).to_have_count(0, timeout=SOON)


def test_different_lines_of_one_item_meet_without_conflict(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    pages = [opened(profile(cast.person(role)), meeting) for role in ("chair", "recorder")]
    for number, page in enumerate(pages):
        for count in range(3):
            page.keyboard.type(f"Zapisovatel {number} řádek {count}")
            page.keyboard.press("Enter")
    for page in pages:
        saved(page)
    expected = {f"Zapisovatel {number} řádek {count}" for number in range(2) for count in range(3)}
    eventually(lambda: set(texts()) == expected and len(texts()) == 6)
    for page in pages:
        for text in expected:
            expect(shown(page, text)).to_be_visible(timeout=SOON)
    assert not EntryConflict.objects.exists()


def test_who_writes_where_is_shown(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    chair, recorder = (opened(profile(cast.person(role)), meeting) for role in ("chair", "recorder"))
    next_line(chair, 2).focus()
    chair.keyboard.type("Ve druhém bodu")
    expect(recorder.locator("#writers")).to_have_text("Zapisují 2: Vy a Alena Předsedová (bod 2)", timeout=SOON)


def test_member_reads_along_and_cannot_write(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    member = opened(profile(cast.person("member")), meeting)
    expect(member.locator(".line.fresh")).to_have_count(0)
    line(cast.actor("recorder"), meeting, "Právě řečeno")
    expect(shown(member, "Právě řečeno")).to_be_visible(timeout=SOON)
    expect(body_of(member, "Právě řečeno")).to_have_attribute("contenteditable", "false")
    expect(member.get_by_text("Ukončit jednání")).to_have_count(0)


# -- the same reader, another tab; a killed browser


def test_second_tab_shows_and_takes_over(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    context = profile(cast.person("recorder"))
    first, second = opened(context, meeting), opened(context, meeting)
    context.set_offline(True)
    next_line(first).focus()
    first.keyboard.type("Začato v první záložce")
    expect(shown(second, "Začato v první záložce")).to_be_visible()
    body_of(second, "Začato").focus()
    second.keyboard.press("Control+End")
    second.keyboard.type(", dopsáno v druhé")
    second.wait_for_timeout(300)
    context.set_offline(False)
    saved(second)
    eventually(lambda: texts() == ["Začato v první záložce, dopsáno v druhé"])
    assert not EntryConflict.objects.exists()


def test_closed_tab_leaves_its_lines_to_the_next(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    context = profile(cast.person("recorder"))
    first = opened(context, meeting)
    second = opened(context, meeting)
    context.set_offline(True)
    next_line(first).focus()
    first.keyboard.type("Psáno před zavřením")
    first.wait_for_timeout(200)
    first.close()
    context.set_offline(False)
    eventually(lambda: texts() == ["Psáno před zavřením"], seconds=30)
    assert EntryRevision.objects.count() == 1
    expect(shown(second, "Psáno před zavřením")).to_be_visible(timeout=SOON)


@contextmanager
def own_chromium(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A Chromium of its own with a profile on the disk; yields the process and the port it listens on."""
    path = find_chromium()
    assert path is not None
    port_file = folder / "DevToolsActivePort"
    port_file.unlink(missing_ok=True)
    process = subprocess.Popen(
        [
            path,
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
            "--disable-component-update",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 30
        while not port_file.exists() or not port_file.read_text().strip():
            assert time.monotonic() < until, "Chromium did not start"
            time.sleep(0.05)
        yield process, int(port_file.read_text().split()[0])
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def test_killed_browser_loses_nothing(
    cast: Cast, meeting: Meeting, quiet_server: Any, chromium: Browser
) -> None:
    """Typed without connection, the browser killed at once, opened again: the text is there and goes out."""
    kind = chromium.browser_type
    with tempfile.TemporaryDirectory(prefix="profil-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with own_chromium(folder) as (process, port):
            browser = kind.connect_over_cdp(f"http://127.0.0.1:{port}")
            page = signed_in_page(browser, quiet_server.url, cast, meeting)
            page.context.set_offline(True)
            page.keyboard.type("Poslední věta před pádem", delay=15)
            page.wait_for_timeout(100)
            os.killpg(process.pid, signal.SIGKILL)
        assert texts() == []
        with own_chromium(folder) as (_process, port):
            browser = kind.connect_over_cdp(f"http://127.0.0.1:{port}")
            page = signed_in_page(browser, quiet_server.url, cast, meeting)
            expect(shown(page, "Poslední věta před pádem")).to_be_visible(timeout=SOON)
            eventually(lambda: texts() == ["Poslední věta před pádem"])
            browser.close()


def signed_in_page(browser: Browser, address: str, cast: Cast, meeting: Meeting) -> Page:
    """The live minutes in a browser with a profile of its own."""
    context = browser.contexts[0]
    give_session(context, address, client_for(cast.person("recorder")))
    page = context.new_page()
    page.goto(f"{address}/jednani/{meeting.uid}/prubeh/")
    page.wait_for_selector("html[data-live=on]", state="attached")
    return page


# -- the server refuses or is in trouble


def test_session_that_ended_while_typing(cast: Cast, meeting: Meeting, profile: Profile, quiet_server: Any) -> None:
    context = profile(cast.person("recorder"))
    page = opened(context, meeting)
    Session.objects.all().delete()
    page.keyboard.type("Psáno po odhlášení")
    expect(page.locator("#bar")).to_contain_text("Přihlášení vypršelo", timeout=SOON)
    expect(page.get_by_role("link", name="Přihlásit se v nové záložce")).to_be_visible()
    expect(next_line(page)).to_have_text("Psáno po odhlášení")
    page.keyboard.type(" a dál")
    give_session(context, quiet_server.url, client_for(cast.person("recorder")))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    eventually(lambda: texts() == ["Psáno po odhlášení a dál"])


def test_nothing_stays_in_the_browser_once_saved(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    context = profile(cast.person("recorder"))
    page = opened(context, meeting)
    context.set_offline(True)
    page.keyboard.type("Citlivá věta")
    eventually(lambda: any("Citlivá věta" in kept for kept in kept_in(page)))
    context.set_offline(False)
    saved(page)
    eventually(lambda: kept_in(page) == [])


def kept_in(page: Page) -> list[str]:
    """What waits in the browser's own storage."""
    kept: list[str] = page.evaluate(
        """() => new Promise(resolve => {
            const opening = indexedDB.open('soucinnost-zapis', 1)
            opening.onsuccess = () => {
                const asked = opening.result.transaction('waiting').objectStore('waiting').getAll()
                asked.onsuccess = () => { opening.result.close(); resolve(asked.result.map(it => JSON.stringify(it))) }
            }
        })"""
    )
    return kept


def test_another_reader_of_the_same_browser_sees_nothing(
    cast: Cast, meeting: Meeting, profile: Profile, quiet_server: Any
) -> None:
    context = profile(cast.person("recorder"))
    page = opened(context, meeting)
    context.set_offline(True)
    page.keyboard.type("Jen pro zapisovatelku")
    page.wait_for_timeout(300)
    give_session(context, quiet_server.url, client_for(cast.person("chair")))
    context.set_offline(False)
    expect(page.locator("#bar")).to_contain_text("přihlášen někdo jiný", timeout=SOON)
    expect(page.locator("#lines")).to_be_hidden()
    other = opened(context, meeting)
    other.wait_for_timeout(1500)
    assert "Jen pro zapisovatelku" not in other.content()
    assert not Entry.objects.exists()
    other.close()
    give_session(context, quiet_server.url, client_for(cast.person("recorder")))
    back = opened(context, meeting)
    expect(shown(back, "Jen pro zapisovatelku")).to_be_visible(timeout=SOON)
    eventually(lambda: texts() == ["Jen pro zapisovatelku"])


@pytest.mark.parametrize(
    ("status", "said"), [(500, "Server teď neukládá"), (503, "Server teď neukládá"), (507, "Server nemá místo")]
)
def test_server_in_trouble(cast: Cast, meeting: Meeting, profile: Profile, status: int, said: str) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    broken = {"on": True}

    def answer(route: Route) -> None:
        if broken["on"]:
            route.fulfill(status=status, body="potíž")
        else:
            route.continue_()

    page.route("**/prubeh/odeslat/", answer)
    page.keyboard.type("Psáno při potížích")
    expect(page.locator("#bar")).to_contain_text(said, timeout=SOON)
    broken["on"] = False
    saved(page)
    eventually(lambda: texts() == ["Psáno při potížích"])


def test_lost_answer_is_not_written_twice(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    """The server has the line but its answer never came: the same operation is sent again and changes nothing."""
    page = opened(profile(cast.person("recorder")), meeting)
    lost = {"left": 2}

    def answer(route: Route) -> None:
        if lost["left"]:
            lost["left"] -= 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/prubeh/odeslat/", answer)
    page.keyboard.type("Jen jednou")
    page.wait_for_timeout(1500)
    page.keyboard.type(" a pokračování")
    saved(page)
    eventually(lambda: texts() == ["Jen jednou a pokračování"])
    assert [to_plain(revision.body) for revision in EntryRevision.objects.order_by("number")] == [
        "Jen jednou",
        "Jen jednou a pokračování",
    ]


def test_minutes_locked_meanwhile(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    context = profile(cast.person("recorder"))
    page = opened(context, meeting)
    context.set_offline(True)
    page.keyboard.type("Opožděný řádek")
    page.wait_for_timeout(300)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    context.set_offline(False)
    stuck = page.locator("#stuck")
    expect(stuck).to_contain_text("uzamkl", timeout=SOON)
    expect(stuck).to_contain_text("Opožděný řádek")
    expect(stuck.get_by_role("button", name="Zkopírovat text")).to_be_visible()
    stuck.get_by_role("button", name="Zahodit").click()
    stuck.get_by_role("button", name="Opravdu zahodit").click()
    expect(stuck).to_be_hidden()


def test_item_removed_meanwhile(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    context = profile(cast.person("recorder"))
    page = opened(context, meeting)
    next_line(page, 2).focus()
    context.set_offline(True)
    page.keyboard.type("Do bodu, který zmizel")
    page.wait_for_timeout(300)
    AgendaItem.objects.filter(meeting=meeting, title=ITEMS[1]).delete()
    context.set_offline(False)
    eventually(lambda: texts() == ["Do bodu, který zmizel"])
    assert Entry.objects.get().item.title == ITEMS[2]


# -- how it looks and what it weighs


def test_a_promise_becomes_a_task_by_a_click_only(cast: Cast, meeting: Meeting, profile: Profile) -> None:
    page = opened(profile(cast.person("recorder")), meeting)
    next_line(page).focus()
    page.keyboard.type("Městská policie zjistí počty.")
    page.keyboard.press("Enter")
    page.keyboard.type("Probace pošle přehled.")
    page.keyboard.press("Enter")
    saved(page)
    offers = page.locator(".promise")
    expect(offers).to_have_count(2)
    assert not Entry.objects.filter(kind="task").exists()
    offers.last.get_by_role("button", name="Není to úkol").click()
    offers.first.get_by_role("button", name="Zapsat jako úkol").click()
    expect(offers).to_have_count(0)
    page.keyboard.type("clen")
    page.keyboard.press("Enter")
    saved(page)
    eventually(lambda: Entry.objects.filter(kind="task", owner_person=cast.person("member")).exists())
    assert texts() == ["Městská policie zjistí počty.", "Městská policie zjistí počty.", "Probace pošle přehled."]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_accessible(cast: Cast, meeting: Meeting, profile: Profile, scheme: str, width: int) -> None:
    entry = line(cast.actor("chair"), meeting, "Řádek se dvěma zněními")
    context = profile(cast.person("recorder"), viewport={"width": width, "height": 800}, color_scheme=scheme)
    told: list[str] = []
    page = opened(context, meeting)
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    context.set_offline(True)
    body_of(page, "Řádek").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" podle zapisovatelky")
    next_line(page, 3).focus()
    page.keyboard.type("zpráva")
    page.keyboard.press("Tab")
    page.keyboard.type("V projektu je 20 klientů.")
    page.get_by_role("button", name="Přidat číslo").last.click()
    Entry.objects.filter(pk=entry.pk).update(revision=2, body="<p>Řádek podle předsedkyně</p>")
    EntryRevision.objects.create(entry=entry, number=2, kind="information", body="<p>Řádek podle předsedkyně</p>")
    context.set_offline(False)
    expect(page.get_by_role("group", name="Dvě znění téhož řádku")).to_be_visible(timeout=SOON)
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in told if "ERR_INTERNET_DISCONNECTED" not in text] == []

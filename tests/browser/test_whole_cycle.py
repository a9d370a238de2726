"""A group's whole cycle through the pages: from a proposed topic to locked minutes, finished tasks, the next agenda."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from soucinnost.groups.actions import set_standing_items
from soucinnost.kernel.dates import format_date, next_working_day
from soucinnost.meetings.models import Meeting
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FINISHED, LEFT = "Zjistit stav osvětlení v parku", "Svolat ředitele škol"
EVIDENCE = "Přehled lamp je na odboru správy majetku."
SAID = ("Zahájení a představení hostů", "Skupina podporuje výměnu lamp", FINISHED, LEFT, "Doporučujeme hlídky")


def one_of(page: Page, name: str) -> Any:
    """The button of that name in what is unfolded."""
    return page.get_by_role("button", name=name, exact=True)


def unfold(page: Page, name: str) -> None:
    """Open the disclosure whose summary says so."""
    page.locator("summary", has_text=name).first.click()


def call_meeting(page: Page, cast: Cast, day: date) -> None:
    """From the group's page to the agenda of a new meeting on the day; what is unusual of it is confirmed."""
    page.goto(f"/skupiny/{cast.group.uid}/")
    page.get_by_role("link", name="Připravit jednání").first.click()
    page.get_by_label("Den", exact=True).fill(format_date(day))
    page.get_by_label("Začátek").fill("9.00")
    page.get_by_label("Konec").fill("11.00")
    page.get_by_label("Místo", exact=True).fill("Radnice, místnost č. 189")
    one_of(page, "Svolat a připravit program").click()
    unusual, agenda = page.get_by_label("Ano, přesto"), page.locator("#program-seznam")
    expect(unusual.or_(agenda)).to_be_visible()
    if unusual.is_visible():  # today is a holiday or a weekend
        unusual.check()
        one_of(page, "Svolat a připravit program").click()
    expect(agenda).to_be_visible()


def agenda_is(page: Page, *titles: str) -> None:
    """The agenda has these items, in this order."""
    expect(page.locator("#program-seznam > li h3")).to_have_text(
        [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    )


def propose(page: Page, cast: Cast) -> None:
    """A member proposes a topic."""
    page.goto(f"/skupiny/{cast.group.uid}/")
    page.get_by_role("link", name="Navrhnout téma").click()
    page.get_by_label("Téma").fill("Osvětlení parku")
    one_of(page, "Navrhnout").click()
    expect(page.get_by_role("link", name="Osvětlení parku")).to_be_visible()


def prepare(page: Page, cast: Cast) -> None:
    """The agenda that made itself, one more item, another order by keyboard, the invitation."""
    call_meeting(page, cast, timezone.localdate())
    agenda_is(page, "Úvod", "Osvětlení parku", "Zprávy organizací")
    page.get_by_label("Nový bod").fill("Různé 10 min")
    one_of(page, "Přidat bod").click()
    agenda_is(page, "Úvod", "Osvětlení parku", "Zprávy organizací", "Různé")
    page.get_by_role("button", name="Přesunout bod 3: Zprávy organizací").focus()
    with page.expect_response(lambda told: told.request.method == "POST") as answer:
        page.keyboard.press("Alt+ArrowUp")
    assert answer.value.ok
    page.reload()
    agenda_is(page, "Úvod", "Zprávy organizací", "Osvětlení parku", "Různé")
    page.get_by_role("link", name="Náhled, text, DOCX a PDF").click()
    assert "Osvětlení" in words_of(file_of(page, "DOCX"))
    one_of(page, "Poslat pozvánku").click()
    expect(page.get_by_text("Pozvánka odchází")).to_be_visible()


def write(page: Page, *keys: str) -> None:
    """Type a line: a word of its kind and Tab, its text, then its fields, each ended by Enter."""
    for number, text in enumerate(keys):
        page.keyboard.type(text)
        page.keyboard.press("Tab" if number == 0 and len(keys) > 1 else "Enter")


def hold(page: Page) -> None:
    """Everybody is present; information, a decision with its vote, two tasks, a report with a number, a suggestion."""
    one_of(page, "Zahájit jednání").click()
    page.wait_for_selector("html[data-live=on]", state="attached")
    for name in ("Alena Předsedová", "Blanka Zapisovatelová", "Cyril Revidující", "Dana Členová"):
        page.get_by_role("checkbox", name=name).check()
    expect(page.get_by_role("heading", name="Přítomno 4 z 4")).to_be_visible()
    go_to_item(page, 1)
    write(page, SAID[0])
    go_to_item(page, 2)
    report(page)
    go_to_item(page, 3)
    write(page, "rozh", SAID[1], "4", "0", "0")
    write(page, "ukol", FINISHED, "clen", "do pri")
    write(page, "ukol", LEFT, "clen", "do pri")
    go_to_item(page, 4)
    write(page, "podnet", SAID[4])
    expect(page.locator("#bar")).to_contain_text("Uloženo")
    unfold(page, "Ukončit jednání")
    page.locator("[data-ending] button").click()
    expect(page.get_by_text("Zápis se dokončuje")).to_be_visible()


def go_to_item(page: Page, number: int) -> None:
    """Put the caret on the place for the next line of an item."""
    place = page.get_by_role("textbox", name=f"Další řádek v bodu {number}.")
    place.focus()
    expect(place).to_be_focused()


def report(page: Page) -> None:
    """What an organisation reported, with one number."""
    page.keyboard.type("zprava")
    page.keyboard.press("Tab")
    page.keyboard.type("V terénu přibývá klientů.")
    line = page.locator(".line", has_text="V terénu přibývá klientů.")
    line.get_by_label("Organizace").fill("Most k lidem")
    page.get_by_role("option", name="Most k lidem").first.click()
    one_of(page, "Přidat číslo").last.click()
    line.get_by_label("Co", exact=True).fill("klientů v terénu")
    line.get_by_label("Hodnota").fill("34")


def circulate(chair: Page, member: Page) -> None:
    """The draft goes to members, one of them remarks."""
    unfold(chair, "Poslat členům k připomínkám")
    chair.get_by_label("Připomínky do").fill(format_date(timezone.localdate() + timedelta(days=3)))
    one_of(chair, "Poslat k připomínkám").click()
    expect(chair.get_by_text("U členů k připomínkám do")).to_be_visible()
    member.goto("/")
    member.get_by_role("link", name="Číst zápis").first.click()
    for text in (*SAID, "přijato · pro 4", "34"):
        expect(member.locator("#zapis")).to_contain_text(text)
    member.get_by_label("Připomínka k celému zápisu").fill("Doplnit, kdo lampy platí.")
    one_of(member, "Poslat připomínku").last.click()
    expect(member.locator("#pripominky")).to_contain_text("Doplnit, kdo lampy platí.")


def sign(recorder: Page, reviewer: Page) -> None:
    """The recorder settles the remark and signs, the reviewer signs; the minutes are locked."""
    recorder.get_by_text("Vypořádat", exact=True).click()
    recorder.get_by_label("přijato", exact=True).check()
    one_of(recorder, "Uložit vypořádání").click()
    expect(recorder.locator("#pripominky")).to_contain_text("přijato")
    unfold(recorder, "Podepsat zápis")
    one_of(recorder, "Podepsat zápis").click()
    expect(recorder.get_by_text("Čeká na revize")).to_be_visible()
    reviewer.goto("/")
    reviewer.get_by_role("link", name="Projít a podepsat").first.click()
    reviewer.get_by_label("Poznámka k podpisu").fill("Bez připomínek.")
    reviewer.get_by_role("button", name="Podepsat verzi").click()
    expect(reviewer.get_by_text("Podepsáno a uzamčeno")).to_be_visible()
    expect(reviewer.get_by_role("link", name="Upravit zápis")).to_have_count(0)


def file_of(page: Page, name: str) -> bytes:
    """What the link of that name downloads."""
    with page.expect_download() as told:
        page.get_by_role("link", name=name, exact=True).click()
    return told.value.path().read_bytes()


def words_of(data: bytes) -> str:
    """All texts in the parts of an office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return " ".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def papers(page: Page) -> None:
    """Each paper of the minutes says what was written."""
    document, sheet = words_of(file_of(page, "DOCX")), words_of(file_of(page, "Úkoly (XLSX)"))
    pdf = pypdfium2.PdfDocument(file_of(page, "PDF"))
    printed = "".join(leaf.get_textpage().get_text_range() for leaf in pdf)
    pdf.close()
    for text in ("osvětlení", "ředitele", "Doporučujeme"):
        assert text in document and text in printed, text
    assert "osvětlení" in sheet and "ředitele" in sheet


def work_off(page: Page) -> None:
    """The owner has both tasks on the desk and finishes one with what proves it."""
    page.goto("/")
    for text in (FINISHED, LEFT):
        expect(page.locator("#ceka")).to_contain_text(text)
    page.get_by_role("link", name=FINISHED).click()
    unfold(page, "Splněno")
    page.get_by_label("Čím je splnění doloženo").fill(EVIDENCE)
    one_of(page, "Označit za splněný").click()
    expect(page.locator("#ukol")).to_contain_text(EVIDENCE)
    page.goto("/")
    expect(page.locator("#ceka")).to_contain_text(LEFT)
    expect(page.locator("#ceka")).not_to_contain_text(FINISHED)


def call_again(page: Page, cast: Cast) -> None:
    """The next agenda brings back what is left, and only that."""
    call_meeting(page, cast, next_working_day(timezone.localdate() + timedelta(days=14)))
    expect(page.locator("#program-seznam > li").first).to_contain_text(LEFT)
    expect(page.locator("#program")).not_to_contain_text(FINISHED)


def test_from_a_topic_to_locked_minutes_and_the_next_agenda(
    cast: Cast, profile: Callable[..., BrowserContext], settings: Any
) -> None:
    settings.MAIL_ENABLED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    standing = [{"title": "Úvod", "kind": "tasks"}, {"title": "Zprávy organizací", "kind": "reports"}]
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=standing)
    chair, recorder, reviewer, member = (
        profile(cast.person(role)).new_page() for role in ("chair", "recorder", "reviewer", "member")
    )
    propose(member, cast)
    prepare(chair, cast)
    hold(chair)
    circulate(chair, member)
    meeting = Meeting.objects.get()
    recorder.goto(f"/jednani/{meeting.uid}/zapis/")
    sign(recorder, reviewer)
    meeting.refresh_from_db()
    assert meeting.state == "final"
    papers(reviewer)
    work_off(member)
    call_again(chair, cast)

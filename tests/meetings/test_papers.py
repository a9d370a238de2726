"""Papers: what stands on them for whom, that they tell nothing of what is closed, that they are quick and steady."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from soucinnost.access.models import Controller
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.groups.actions import change_group
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.agenda import carry_task
from soucinnost.meetings.actions.dispatch import note_dispatch
from soucinnost.meetings.actions.presence import Attendance, add_guest, set_presence
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.signoff import sign_as_recorder, sign_as_reviewer
from soucinnost.meetings.models import Meeting, MinutesVersion, Presence, Signature
from soucinnost.meetings.papers import attendance_paper, invitation_paper, minutes_paper
from soucinnost.meetings.selectors.invitation import held_text
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.minutes_kit import line
from tests.meetings.prepare_kit import empty, in_days, item, meeting_on, task, today
from tests.meetings.signoff_kit import drafted, put

pytestmark = pytest.mark.django_db


def words_of_docx(content: bytes) -> str:
    """All text of a DOCX with plain spaces: headers and footers, paragraphs, tables."""
    document = Document(io.BytesIO(content))
    parts = [
        part for one in document.sections
        for part in (one.first_page_header, one.header, one.first_page_footer, one.footer)
    ]
    texts = [paragraph.text for part in (*parts, document) for paragraph in part.paragraphs]
    tables = [table for part in (*parts, document) for table in part.tables]
    texts += [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join(texts).replace("\u00a0", " ")


def words_of_pdf(content: bytes) -> str:
    """All text of a PDF on one line with plain spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages).replace("\u00a0", " ")


def plain(text: str) -> str:
    """Text with plain spaces."""
    return text.replace("\u00a0", " ")


def due_day() -> date:
    """The day by which things are to be done."""
    return today() + timedelta(days=30)


def fresh(meeting: Meeting) -> Meeting:
    """The meeting read again."""
    return Meeting.objects.select_related(
        "group", "circle__controller__organisation", "locality__municipality", "attendance_scan"
    ).get(pk=meeting.pk)


def paper_of(cast: Cast, role: str, meeting: Meeting, name: str) -> bytes:
    """A paper as the server sends it."""
    answer = cast.client(role).get(f"/jednani/{meeting.uid}/papir/{name}")
    assert answer.status_code == 200, (role, name, answer.status_code)
    return answer.content


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting that was held: five kinds of presence, all kinds of lines, one item closed to the reviewer."""
    chair, recorder = cast.actor("chair"), cast.actor("recorder")
    change_group(
        by=chair, group=cast.group, heading="Město Zkušebnice\nOdbor bezpečnosti", numbering="PS-{number}-{year}",
        file_plan_code="52.2", disposal_mark="V", disposal_years=5, quorum_kind="majority",
    )
    cast.group.refresh_from_db()
    meeting = empty(meeting_on(cast, today(), file_reference="ZK/123/2026"))
    first = item(cast, meeting, "Úvod a „GDPR“", presenter=cast.person("chair"))
    closed = item(cast, meeting, "Tajná věc", "reviewer")
    start_meeting(by=chair, meeting=meeting)
    meeting = fresh(meeting)
    rows = {row.person: row for row in Presence.objects.filter(meeting=meeting).select_related("person")}
    for role, how in (
        ("chair", Attendance("present")), ("recorder", Attendance("present", arrived="9.20", left="10.05")),
        ("reviewer", Attendance("excused")), ("member", Attendance("deputy", deputy_name="Emil Zástupný")),
    ):
        set_presence(by=chair, meeting=meeting, presence=rows[cast.person(role)], attendance=how)
    add_guest(by=chair, meeting=meeting, uid=new_uid(), name="Karel Host", organisation_name="Knihovna")
    for kind, body, details in (
        ("information", "<p>Informace o projektu.</p><ul><li>první</li><li>druhá</li></ul>", {}),
        ("decision", "<p>Skupina se sejde dvakrát.</p>", {"votes": {"for": "2", "against": "0", "abstained": "0"}}),
        ("task", "<p>Připravit přehled k výzvě.</p>", {
            "owner": {"text": cast.person("member").name, "person": cast.person("member").uid},
            "due": plain(format_date(due_day())),
        }),
        ("report", "<p>Běží projekt.</p>", {
            "organisation": {"text": "Most k lidem", "uid": cast.ngo.uid},
            "numbers": [{"uid": new_uid(), "label": "podpořených", "value": "1 040", "unit": "osob", "total": "1 200"}],
        }),
        ("suggestion", "<p>Určit stálé členy.</p>", {}),
        ("question", "<p>Jaká témata?</p>", {"answers_until": plain(format_date(due_day()))}),
        ("project_idea", "<p>Preventivní hlídky.</p>", {}),
    ):
        line(recorder, meeting, body, kind=kind, details=details, item=first)
    line(chair, meeting, "Důvěrné sdělení.", item=closed)
    return end_meeting(by=chair, meeting=meeting).meeting


# -- who may take out what


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("open_export", [True, False])
def test_who_may_take_papers_out(cast: Cast, meeting: Meeting, role: str, open_export: bool) -> None:
    Controller.objects.filter(pk=cast.group.circle.controller_id).update(members_may_export=open_export)
    runners, members = {"chair", "recorder"}, {"reviewer", "member", "deputy"}
    client = cast.client(role)
    for name in ("invitation.pdf", "attendance.docx", "minutes.docx", "tasks.xlsx"):
        answer = client.get(f"/jednani/{meeting.uid}/papir/{name}")
        if role == "public":
            assert answer.status_code == 302
        elif role in runners or (role in members and open_export):
            assert answer.status_code == 200
        else:
            assert answer.status_code == (403 if role in members else 404)


@pytest.mark.parametrize("name", ["minutes.xlsx", "tasks.pdf", "nic.pdf", "minutes.odt", "invitation.xlsx"])
def test_papers_that_do_not_exist(cast: Cast, meeting: Meeting, name: str) -> None:
    assert cast.client("chair").get(f"/jednani/{meeting.uid}/papir/{name}").status_code == 404


def test_planned_meeting_has_no_minutes_yet(cast: Cast) -> None:
    planned = in_days(cast, 5)
    client = cast.client("chair")
    assert client.get(f"/jednani/{planned.uid}/papir/minutes.pdf").status_code == 404
    assert client.get(f"/jednani/{planned.uid}/papir/invitation.pdf").status_code == 200


def test_download_is_audited_with_what_was_in_it_and_saved_not_shown(cast: Cast, meeting: Meeting) -> None:
    answer = cast.client("member").get(f"/jednani/{meeting.uid}/papir/minutes.pdf")
    row = AuditEntry.objects.get(verb="paper.minutes_downloaded", object_uid=meeting.uid)
    hidden = meeting.items.get(title="Tajná věc")
    seen = meeting.items.get(title__startswith="Úvod")
    assert seen.uid in row.ids and hidden.uid not in row.ids
    assert set(seen.entries.values_list("uid", flat=True)) <= set(row.ids)
    assert not set(hidden.entries.values_list("uid", flat=True)) & set(row.ids)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert f"PS-1-{today().year}" in answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"


# -- minutes


def test_minutes_say_everything_a_clerk_writes(cast: Cast, meeting: Meeting) -> None:
    text = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    number, due = f"PS-1-{today().year}", plain(format_date(due_day()))
    for wanted in (
        "Město Zkušebnice", "Odbor bezpečnosti", "ZK/123/2026", "NÁVRH", "52.2", "V/5", number,
        plain(held_text(Meeting.objects.get(pk=meeting.pk))), "Radnice, místnost č. 189", "Úvod a „GDPR“",
        "Alena Předsedová (Zkušebnice), předsedá", "Blanka Zapisovatelová (Zkušebnice), zapisuje, od 9.20, do 10.05",
        "Dana Členová (Most k lidem), zastupuje Emil Zástupný", "Cyril Revidující (Policie Zkušebnice)",
        "Karel Host (Knihovna)", "ano; přítomno nebo zastoupeno 3 z 4 členů, třeba 3", "Informace o projektu.",
        "Rozhodnutí: Skupina se sejde dvakrát.", "přijato; pro 2, proti 0, zdrželo se 0",
        "Úkol: Připravit přehled k výzvě.", "Kdo: Dana Členová, Most k lidem; termín: " + due,
        "Zpráva, Most k lidem: Běží projekt.", "1 040 osob", "1 200", "Podnět: Určit stálé členy.",
        "Otázka: Jaká témata?", f"Odpovědi do {due}", "Projektový záměr: Preventivní hlídky.", "Závěry",
    ):
        assert wanted in text, wanted
    for head in ("Přítomni (2)", "Zastoupeni (1)", "Omluveni (1)", "Hosté (1)"):
        assert head in text, head


def test_binding_lines_stand_out(cast: Cast, meeting: Meeting) -> None:
    document = Document(io.BytesIO(paper_of(cast, "member", meeting, "minutes.docx")))
    bold = {run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold}
    assert {"Rozhodnutí: ", "Úkol: "} <= bold
    assert not {"Podnět: ", "Otázka: ", "Zpráva, Most k lidem: "} & bold


def test_lines_of_lists_and_tables_and_for_the_named(cast: Cast, meeting: Meeting) -> None:
    recorder, first = cast.actor("recorder"), meeting.items.get(title__startswith="Úvod")
    rows = "<ol><li>k lesu</li></ol><table><tbody><tr><td>v parku</td><td>3</td></tr></tbody></table>"
    line(recorder, fresh(meeting), rows, kind="suggestion", item=first)
    line(recorder, fresh(meeting), "<p>Bez hlasování.</p>", kind="decision", item=first)
    named = {"closed_to": [cast.mandates[role].seat.uid for role in ("reviewer", "recorder")]}
    line(recorder, fresh(meeting), "<p>Jen pro dva.</p>", details=named, item=first)
    document = Document(io.BytesIO(paper_of(cast, "recorder", meeting, "minutes.docx")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Podnět: " in lines and lines[lines.index("Podnět: ") + 1].endswith("k\u00a0lesu")
    assert any(cell.text == "v\u00a0parku" for table in document.tables for row in table.rows for cell in row.cells)
    told = [plain(text) for text in lines]
    assert any(text.startswith("Řádek je jen pro:") and "Cyril Revidující" in text for text in told)
    assert told[told.index("Rozhodnutí: Bez hlasování.") + 1].startswith("dohodou bez hlasování; přítomno")
    assert "Jen pro dva" not in words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))


@pytest.mark.parametrize("role", ["chair", "recorder", "reviewer", "member", "deputy"])
@pytest.mark.parametrize("name", ["minutes.docx", "minutes.pdf", "invitation.docx", "invitation.pdf"])
def test_closed_items_are_on_the_papers_of_those_who_see_them(
    cast: Cast, meeting: Meeting, role: str, name: str
) -> None:
    read = words_of_docx if name.endswith("docx") else words_of_pdf
    text = read(paper_of(cast, role, meeting, name))
    assert ("Tajná věc" in text) == (role in {"chair", "reviewer"})
    if name.startswith("minutes"):
        assert ("Důvěrné sdělení" in text) == (role in {"chair", "reviewer"})


def test_paper_for_everybody_leaves_closed_items_out(cast: Cast, meeting: Meeting) -> None:
    for kind in ("minutes", "invitation"):
        own = words_of_docx(paper_of(cast, "chair", meeting, f"{kind}.docx"))
        shared = words_of_docx(paper_of(cast, "chair", meeting, f"{kind}.docx?pro=vsechny"))
        assert "Tajná věc" in own and "Tajná věc" not in shared


def test_final_minutes_carry_signatures_and_no_draft_mark(cast: Cast, meeting: Meeting) -> None:
    meeting = sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    waiting = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    assert "NÁVRH" in waiting and "Blanka Zapisovatelová" in waiting and "Cyril Revidující" in waiting
    version = MinutesVersion.objects.filter(meeting=meeting).latest("number")
    meeting = sign_as_reviewer(
        by=cast.actor("reviewer"), meeting=meeting, read_version=version, note="Bez připomínek k obsahu"
    )
    note_dispatch(
        by=cast.actor("recorder"), meeting=meeting, kind="data_box", sent_on=today(), recipient="Krajský úřad",
        message_id="987654321",
    )
    text = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    assert "NÁVRH" not in text
    for wanted in ("Bez připomínek k obsahu", "987654321", "Krajský úřad", f"verze {version.number}"):
        assert wanted in text, wanted
    assert "NÁVRH" not in words_of_pdf(paper_of(cast, "member", meeting, "minutes.pdf"))
    assert "na papíře" not in text
    Signature.objects.filter(role="reviewer").update(entered_by=cast.person("recorder"))
    told = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    assert "podepsáno na papíře, zaznamenáno: Blanka Zapisovatelová" in told


def test_draft_mark_stands_on_every_page(cast: Cast, meeting: Meeting) -> None:
    first = meeting.items.get(title__startswith="Úvod")
    for _number in range(60):
        line(cast.actor("recorder"), fresh(meeting), "Dlouhé sdělení o tom, co se v projektu stalo. " * 6, item=first)
    pages = PdfReader(io.BytesIO(paper_of(cast, "member", meeting, "minutes.pdf"))).pages
    assert len(pages) > 3
    assert all("NÁVRH" in page.extract_text() for page in pages)


# -- non-interference: the same bytes whether the closed item exists or not


@pytest.mark.parametrize(
    "name", ["minutes.docx", "minutes.pdf", "tasks.xlsx", "invitation.docx", "invitation.pdf", "attendance.pdf"]
)
def test_papers_do_not_tell_that_something_is_closed(cast: Cast, meeting: Meeting, name: str) -> None:
    with_it = paper_of(cast, "member", meeting, name)
    closed = meeting.items.get(title="Tajná věc")
    closed.entries.all().delete()
    closed.delete()
    assert paper_of(cast, "member", meeting, name) == with_it


# -- characters that a font lacks


def test_characters_without_a_glyph_are_reported_on_the_paper(cast: Cast, meeting: Meeting) -> None:
    line(
        cast.actor("recorder"), fresh(meeting), "Palec 👍 a שלום", item=meeting.items.get(title__startswith="Úvod")
    )
    text = words_of_pdf(paper_of(cast, "member", meeting, "minutes.pdf"))
    assert "[U+05E9]" in text and "U+05E9 HEBREW LETTER SHIN" in text
    assert "V dokumentu DOCX jsou znaky původní" in text
    plain = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    assert "Palec 👍 a שלום" in plain and "U+05E9" not in plain


def test_ordinary_paper_has_no_such_note(cast: Cast, meeting: Meeting) -> None:
    assert "Písmo tohoto PDF" not in words_of_pdf(paper_of(cast, "member", meeting, "minutes.pdf"))


# -- invitation, attendance, tasks


def test_attendance_sheet_has_a_row_for_each_member_and_room_for_guests(cast: Cast) -> None:
    meeting = in_days(cast, 3)
    paper = attendance_paper(fresh(meeting))
    members, guests = paper.blocks[0], paper.blocks[1]
    assert len(members.rows) == 4 and len(guests.rows) >= 6  # type: ignore[union-attr]
    assert members.header and members.row_height >= 10  # type: ignore[union-attr]
    text = words_of_docx(paper_of(cast, "chair", meeting, "attendance.docx"))
    for wanted in ("Most k lidem", "Dana Členová", "zástup: Emil Zástupný", "Policie Zkušebnice", "Podpis", "Hosté"):
        assert wanted in text, wanted
    assert "Bývalý" not in text and text.index("Most k lidem") < text.index("Policie Zkušebnice")


def test_attendance_sheet_of_a_large_group_repeats_its_header(cast: Cast) -> None:
    for _number in range(50):
        factories.mandate(cast.group)
    planned = in_days(cast, 5)
    pages = PdfReader(io.BytesIO(paper_of(cast, "chair", planned, "attendance.pdf"))).pages
    assert len(pages) >= 3 and all("Podpis" in page.extract_text() for page in pages)


def test_invitation_before_anybody_planned_anything(cast: Cast) -> None:
    planned = empty(in_days(cast, 5))
    text = words_of_docx(paper_of(cast, "chair", planned, "invitation.docx"))
    assert "Program bude upřesněn." in text and "Bezpečná Zkušebnice" in text


def test_invitation_with_times_of_items(cast: Cast) -> None:
    planned = empty(in_days(cast, 5))
    item(cast, planned, "Úvod", minutes=20)
    item(cast, planned, "Různé")
    text = words_of_docx(paper_of(cast, "chair", planned, "invitation.docx"))
    for wanted in ("Časy bodů jsou orientační.", "1. Úvod  (20 min)", "2. Různé", "9.00", "9.20"):
        assert wanted in text, wanted


def test_tasks_that_came_back_have_a_sheet_of_their_own(cast: Cast, meeting: Meeting) -> None:
    old = task(cast, "Doplnit přehled", given=today() - timedelta(days=30), due=today())
    carry_task(by=cast.actor("recorder"), item=meeting.items.get(title__startswith="Úvod"), assignment=old)
    book = openpyxl.load_workbook(io.BytesIO(paper_of(cast, "member", meeting, "tasks.xlsx")))
    assert [plain(name) for name in book.sheetnames] == ["Úkoly z jednání", "Úkoly z minula"]
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Doplnit přehled"]


def test_minutes_that_the_next_meeting_approves_and_with_decisions_only(cast: Cast) -> None:
    change_group(by=cast.actor("chair"), group=cast.group, approves_at_next_meeting=True)
    meeting = drafted(cast, "Skupina se sešla.")
    put(cast, meeting, "<p>Sejdeme se dvakrát.</p>", kind="decision")
    text = words_of_docx(paper_of(cast, "member", meeting, "minutes.docx"))
    assert "Schválení na příštím jednání" in text and "Rozhodnutí\n" in text and "\nÚkoly\n" not in text


def test_tasks_as_a_spreadsheet(cast: Cast, meeting: Meeting) -> None:
    book = openpyxl.load_workbook(io.BytesIO(paper_of(cast, "member", meeting, "tasks.xlsx")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Bod", "Úkol", "Kdo", "Termín", "Jak", "Stav")
    assert rows[1][:3] == (1, "Připravit přehled k výzvě.", "Dana Členová, Most k lidem")
    assert rows[1][3].date() == due_day() and rows[1][5] == "otevřený"
    assert len(rows) == 2


def test_papers_are_in_czech_whatever_the_reader_reads(cast: Cast, meeting: Meeting) -> None:
    client = cast.client("member")
    client.cookies["django_language"] = "en"
    answer = client.get(f"/jednani/{meeting.uid}/papir/minutes.docx", headers={"accept-language": "en"})
    assert "Průběh jednání" in words_of_docx(answer.content)


# -- steady and quick


@pytest.mark.parametrize("build", [minutes_paper, invitation_paper], ids=["minutes", "invitation"])
def test_same_record_gives_the_same_bytes(cast: Cast, meeting: Meeting, build: Callable[..., object]) -> None:
    member = cast.actor("member")
    one, other = build(member, fresh(meeting)), build(member, fresh(meeting))
    assert one == other
    assert write_docx(one) == write_docx(other) and write_pdf(one).content == write_pdf(other).content  # type: ignore[arg-type]


def test_forty_pages_in_two_seconds(cast: Cast, meeting: Meeting) -> None:
    first = meeting.items.get(title__startswith="Úvod")
    paragraph = "Organizace sdělila, co se v projektu od minula stalo a co bude dál, v číslech i slovy. " * 12
    for _number in range(190):
        line(cast.actor("recorder"), fresh(meeting), paragraph, item=first)
    paper_of(cast, "member", meeting, "invitation.pdf")
    start = time.process_time()
    content = paper_of(cast, "member", meeting, "minutes.pdf")
    took = time.process_time() - start
    assert len(PdfReader(io.BytesIO(content)).pages) >= 40
    assert took < 6, f"{took:.1f} s"
    print(f"40 pages: {took:.2f} s")


def test_number_of_queries_does_not_grow(cast: Cast, django_assert_max_num_queries: Callable[..., object]) -> None:
    counts = []
    for size in (1, 3, 50):
        planned = empty(in_days(cast, 5 + size))
        for number in range(size):
            item(cast, planned, f"Bod {number}", "reviewer")
        read = fresh(planned)
        with django_assert_max_num_queries(25) as counted:  # type: ignore[attr-defined]
            invitation_paper(cast.actor("chair"), read)
        counts.append(len(counted.captured_queries))
    assert counts[0] == counts[1] == counts[2]

"""Pages of a running meeting: who gets which, in which state, and what they disclose."""

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Answer, Entry, Meeting, Presence
from soucinnost.meetings.script import FOLDER, joined
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, line, planned, running, write

pytestmark = pytest.mark.django_db

SEES = {"chair", "recorder", "reviewer", "member", "deputy"}
RUNS = {"chair", "recorder"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def page(cast: Cast, meeting: Meeting, role: str) -> Any:
    """The live minutes as a role gets them."""
    return cast.client(role).get(f"/jednani/{meeting.uid}/prubeh/")


def data_of(answer: Any) -> dict[str, Any]:
    """What the page's script starts from."""
    found = re.search(r'<script id="hold-data" type="application/json">(.*?)</script>', answer.content.decode(), re.S)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize(
    "role",
    [
        "chair",
        "recorder",
        "reviewer",
        "member",
        "deputy",
        "former",
        "outsider",
        "manager",
        "coordinator",
        "administrator",
        "solo",
        "public",
    ],
)
def test_who_opens_the_live_minutes(cast: Cast, meeting: Meeting, role: str) -> None:
    answer = page(cast, meeting, role)
    assert answer.status_code == (200 if role in SEES else 302 if role == "public" else 404)
    if role in SEES:
        assert data_of(answer)["state"]["may_write"] is (role in RUNS)
        assert (b"Ukon" in answer.content) is (role in RUNS)
        row = AuditEntry.objects.get(verb="minutes.viewed")
        assert meeting.uid in row.ids


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("prepared", 200),
        ("invited", 200),
        ("running", 200),
        ("draft", 200),
        ("remarks", 200),
        ("signing", 200),
        ("final", 200),
        ("cancelled", 302),
    ],
)
def test_page_in_each_state(cast: Cast, meeting: Meeting, state: str, status: int) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    assert page(cast, meeting, "recorder").status_code == status


def test_before_the_start_only_the_button(cast: Cast) -> None:
    meeting = planned(cast)
    assert "Zahájit jednání" in page(cast, meeting, "chair").content.decode()
    assert "Zahájit jednání" not in page(cast, meeting, "member").content.decode()
    answer = cast.client("chair").post(f"/jednani/{meeting.uid}/zahajit/")
    assert answer.status_code == 302 and answer["Location"].endswith("/prubeh/")
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.RUNNING


def test_start_of_a_past_meeting_says_why_not(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    client = cast.client("chair")
    assert client.post(f"/jednani/{meeting.uid}/zahajit/").status_code == 302
    assert client.post(f"/jednani/{meeting.uid}/ukoncit/").status_code == 302
    assert "už neprobíhá" in client.get(f"/jednani/{meeting.uid}/zapis/").content.decode()


@pytest.mark.parametrize("tail", ["zahajit/", "ukoncit/", "hotovo/", "pritomni/", "prubeh/schranka/"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("member", 403), ("reviewer", 403), ("outsider", 404), ("manager", 404), ("administrator", 404), ("public", 302)],
)
def test_steps_of_who_does_not_run_the_meeting(cast: Cast, meeting: Meeting, tail: str, role: str, status: int) -> None:
    if tail == "zahajit/":
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.INVITED)
    before = Meeting.objects.values().get(pk=meeting.pk)
    assert cast.client(role).post(f"/jednani/{meeting.uid}/{tail}").status_code == status
    assert Meeting.objects.values().get(pk=meeting.pk) == before


def test_steps_are_not_taken_by_reading(cast: Cast, meeting: Meeting) -> None:
    for tail in ("zahajit/", "ukoncit/", "hotovo/", "pritomni/", "prubeh/odeslat/", "prubeh/schranka/"):
        assert cast.client("chair").get(f"/jednani/{meeting.uid}/{tail}").status_code == 405


def test_end_says_what_waits(cast: Cast, meeting: Meeting) -> None:
    owner = {"owner": {"text": cast.person("member").name}}
    line(cast.actor("chair"), meeting, "Zadaný", kind="task", details=owner)
    line(cast.actor("chair"), meeting, "Bez řešitele", kind="task")
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jedno", uid=entry.uid, base=1)
    write(cast.actor("recorder"), meeting, "Druhé", uid=entry.uid, base=1)
    answer = cast.client("chair").post(f"/jednani/{meeting.uid}/ukoncit/", follow=True)
    text = answer.content.decode()
    assert "Zadán 1 úkol." in text and "nemá, kdo ho splní" in text and "čeká 1 dvojí znění" in text
    answer = cast.client("chair").post(f"/jednani/{meeting.uid}/hotovo/", follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[0][0].endswith("/zapis/")


def test_presence_form_without_script(cast: Cast, meeting: Meeting) -> None:
    rows = {row.person: row.uid for row in Presence.objects.filter(meeting=meeting)}
    posted = {f"{uid}-status": "present" for uid in rows.values()}
    member = rows[cast.person("member")]
    posted |= {f"{member}-arrived": "9.20", "name": "Ing. Host", "organisation": "Kraj"}
    client = cast.client("recorder")
    assert client.post(f"/jednani/{meeting.uid}/pritomni/", posted).status_code == 302
    assert set(Presence.objects.exclude(status="guest").values_list("status", flat=True)) == {"present"}
    guest = Presence.objects.get(status="guest")
    assert (guest.guest_name, guest.organisation_name) == ("Ing. Host", "Kraj")
    posted = {**posted, f"{guest.uid}-status": "guest", f"{member}-arrived": "nesmysl", "name": ""}
    answer = client.post(f"/jednani/{meeting.uid}/pritomni/", posted)
    assert "nelze přečíst" in answer.content.decode()
    posted[f"{member}-status"] = "vymyšleno"
    assert client.post(f"/jednani/{meeting.uid}/pritomni/", posted).status_code != 302
    assert Presence.objects.get(uid=member).arrived_at is not None


def test_pasted_word_is_cleaned(cast: Cast, meeting: Meeting) -> None:
    client, where = cast.client("recorder"), f"/jednani/{meeting.uid}/prubeh/schranka/"
    answer = client.post(
        where, data="<p class=MsoNormal>A<o:p></o:p></p><script>x</script>", content_type="application/json"
    )
    assert answer.json() == {"html": "<p>A</p>"}
    answer = client.post(where, data="<p>" + "x" * 1_100_000, content_type="application/json")
    assert answer.status_code == 413 and "příliš dlouhý" in answer.json()["message"]


def test_suggestions(cast: Cast, meeting: Meeting) -> None:
    factories.organisation("Žižkovský spolek")
    client, where = cast.client("recorder"), f"/jednani/{meeting.uid}/prubeh/naseptavac/"
    found = client.get(where, {"q": "zizk"}).json()["found"]
    assert [(row["kind"], row["name"]) for row in found] == [("organisation", "Žižkovský spolek")]
    found = client.get(where, {"q": "člen"}).json()["found"]
    assert [(row["kind"], row["uid"]) for row in found] == [("person", cast.person("member").uid)]
    assert client.get(where, {"q": "c"}).json()["found"] == []
    assert client.get(where, {"q": "cizi"}).json()["found"] == []
    assert AuditEntry.objects.filter(verb="minutes.suggested").count() == 4
    assert cast.client("member").get(where, {"q": "zizk"}).status_code == 403


def test_answering(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Kdo se přidá?", kind="question")
    where = f"/jednani/{meeting.uid}/otazky/{entry.uid}/"
    assert cast.client("member").post(where, {"text": "Já"}).status_code == 302
    member = cast.person("reviewer")
    assert cast.client("chair").post(where, {"text": "Ano", "person": member.uid}).status_code == 302
    assert Answer.objects.get(person=member).entered_by == cast.person("chair")
    answer = cast.client("member").post(where, {"text": ""})
    assert "Napište odpověď." in answer.content.decode()
    Entry.objects.filter(pk=entry.pk).update(answers_until=timezone.localdate() - timedelta(days=1))
    answer = cast.client("member").post(where, {"text": "Pozdní odpověď"})
    assert "Pozdní odpověď" in answer.content.decode()
    for role, status in (("outsider", 404), ("administrator", 404), ("public", 302)):
        assert cast.client(role).post(where, {"text": "x"}).status_code == status
    other = line(cast.actor("recorder"), meeting, "Informace")
    assert cast.client("member").post(f"/jednani/{meeting.uid}/otazky/{other.uid}/", {"text": "x"}).status_code == 404


def test_page_takes_the_same_queries_whatever_is_written(
    cast: Cast, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    everybody_present(cast, meeting)
    client = cast.client("recorder")
    for count in (1, 40):
        for number in range(count):
            line(cast.actor("chair"), meeting, f"Řádek {number}")
        with django_assert_max_num_queries(25):
            assert client.get(f"/jednani/{meeting.uid}/prubeh/").status_code == 200


def test_page_with_its_script_is_light(cast: Cast, meeting: Meeting) -> None:
    """At most 60 KiB compressed and five requests: the page, two styles, the frame's script and the joined one."""
    for number in range(30):
        line(cast.actor("chair"), meeting, f"Řádek číslo {number} s obvyklou délkou věty, jak se v zápisu píše.")
    html = page(cast, meeting, "recorder").content
    wanted = re.findall(rb'<script[^>]* src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"', html)
    addresses = [(script or style).decode() for script, style in wanted]
    assert len(addresses) <= 4
    size = len(gzip.compress(html))
    for address in addresses:
        found = finders.find(address.removeprefix("/static/")) if address.startswith("/static/") else None
        content = Path(found).read_bytes() if found else cast.client("recorder").get(address).content
        size += len(gzip.compress(content))
    assert size <= 60 * 1024, size


def test_joined_script_has_every_module_once_and_a_lasting_address(cast: Cast, meeting: Meeting) -> None:
    address = re.search(r'src="(/jednani/zapis-[^"]+)"', page(cast, meeting, "recorder").content.decode())
    assert address is not None
    answer = cast.client("public").get(address[1])
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and "immutable" in answer["Cache-Control"]
    modules = sorted(path.stem for path in FOLDER.glob("*.js"))
    assert sorted(re.findall(r"^const in_(\w+) = ", text, re.MULTILINE)) == modules
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)
    assert cast.client("public").get("/jednani/zapis-0123456789abcdef.js").status_code == 404


def test_script_in_development_is_read_anew(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("soucinnost.meetings.script.FOLDER", tmp_path)
    (tmp_path / "hold.js").write_text("import { a } from './one.js'\na()\n")
    (tmp_path / "one.js").write_text("export function a () {}\n")
    first = joined()
    assert "const { a } = in_one" in first[0] and first[0].index("in_one = ") < first[0].index("in_hold = ")
    (tmp_path / "one.js").write_text("export function a () { return 1 }\n")
    assert joined()[1] != first[1]

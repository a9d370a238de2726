"""The archive package of a meeting, and the public calendar of a group."""

import hashlib
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader

from soucinnost.audit.models import Entry
from soucinnost.documents import storage
from soucinnost.groups.models import Group
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.invitation import note_invited
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.actions.signoff import sign_as_recorder, sign_as_reviewer
from soucinnost.meetings.models import Meeting, MinutesVersion
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line


def meeting(cast: Cast, days: int = 2, **fields: Any) -> Meeting:
    starts = timezone.now() + timedelta(days=days)
    made = create_meeting(
        by=cast.actor("chair"), group=Group.objects.get(pk=cast.group.pk), starts_at=starts,
        ends_at=starts + timedelta(hours=1), place=Place(text="Radnice, zasedací síň"), **fields,
    )
    add_item(by=cast.actor("chair"), meeting=made, title="Osvětlení parku")
    return made


@pytest.fixture
def locked(cast: Cast) -> Meeting:
    """Locked minutes with two papers of one name and a line with every sort of sign."""
    chair = cast.actor("chair")
    made = meeting(cast, days=0, file_reference="SMZ/1/2026 <&>")
    for content in (b"jedna\n", b"dva\n"):
        add_paper(by=chair, item=made.items.first(), upload=factories.upload("Příloha č. 1.txt", content))
    start_meeting(by=chair, meeting=made)
    line(chair, Meeting.objects.get(pk=made.pk), "<p>Emoji 👍 a &lt;závorky&gt;</p>")
    end_meeting(by=chair, meeting=Meeting.objects.get(pk=made.pk))
    sign_as_recorder(by=cast.actor("recorder"), meeting=Meeting.objects.get(pk=made.pk))
    version = MinutesVersion.objects.filter(meeting=made).latest("number")
    sign_as_reviewer(by=cast.actor("reviewer"), meeting=Meeting.objects.get(pk=made.pk), read_version=version)
    return Meeting.objects.get(pk=made.pk)


def package(response: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_everything_is_in_it_and_proved_by_hashes(cast: Cast, locked: Meeting) -> None:
    answer = cast.client("chair").get(f"/jednani/{locked.uid}/balicek.zip")
    with package(answer) as archive:
        root = etree.fromstring(archive.read("metadata.xml"))
        listed = {one.get("soubor"): one for one in root.iter("komponenta")}
        assert set(listed) == set(archive.namelist()) - {"metadata.xml"}
        for name, one in listed.items():
            data = archive.read(name)
            assert one.get("sha256") == hashlib.sha256(data).hexdigest()
            assert one.get("velikost") == str(len(data))
        assert [archive.read(name) for name in sorted(listed) if name.startswith("prilohy/")] == [b"jedna\n", b"dva\n"]
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.read("zapis.pdf"))).pages)
        assert "Osvětlení parku" in text
    assert root.findtext("cislo_jednaci") == "SMZ/1/2026 <&>"
    assert root.findtext("identifikator") == locked.uid
    assert {one.get("role") for one in root.iter("podpis")} == {"recorder", "reviewer"}
    assert root.find("spisovy_znak") is None, "what was not given is left out"
    row = Entry.objects.filter(verb="meeting.archived").get()
    assert len(row.ids) >= 4


def test_the_same_records_give_the_same_bytes(cast: Cast, locked: Meeting) -> None:
    made = [
        b"".join(cast.client("recorder").get(f"/jednani/{locked.uid}/balicek.zip").streaming_content)
        for _again in range(2)
    ]
    assert made[0] == made[1]


def test_only_locked_minutes_and_only_who_runs_the_group(cast: Cast, locked: Meeting) -> None:
    assert cast.client("chair").get(f"/jednani/{meeting(cast).uid}/balicek.zip").status_code == 404
    assert cast.client("member").get(f"/jednani/{locked.uid}/balicek.zip").status_code == 403


def test_a_missing_attachment_gives_no_package(cast: Cast, locked: Meeting) -> None:
    lost = locked.items.first().papers.first().attachment
    storage.place_of(lost.uid).unlink()
    client = cast.client("chair")
    assert client.get(f"/jednani/{locked.uid}/balicek.zip").status_code == 302
    assert "balíček nevznikl" in client.get(f"/jednani/{locked.uid}/zapis/").text


class TestPublicCalendar:
    def test_says_when_and_where_only_and_only_where_the_group_publishes(self, cast: Cast) -> None:
        made = meeting(cast)
        address = f"/jednani/verejne/{cast.group.uid}.ics"
        assert Client().get(address).status_code == 404
        Group.objects.filter(pk=cast.group.pk).update(publishes_meetings=True)
        assert "VEVENT" not in Client().get(address).text, "being prepared is not public yet"
        note_invited(by=cast.actor("chair"), meeting=made)
        answer = Client().get(address)
        event = vobject.readOne(answer.text).vevent
        assert event.summary.value == cast.group.name
        assert event.location.value == "Radnice, zasedací síň"
        for hidden in ("Osvětlení", "ATTENDEE", "ORGANIZER", "mailto"):
            assert hidden not in answer.text
        Group.objects.filter(pk=cast.group.pk).update(closed_on=timezone.localdate())
        assert Client().get(address).status_code == 404

    def test_an_address_to_enter_on_line_is_not_told(self, cast: Cast) -> None:
        Group.objects.filter(pk=cast.group.pk).update(publishes_meetings=True)
        starts = timezone.now() + timedelta(days=1)
        made = create_meeting(
            by=cast.actor("chair"), group=Group.objects.get(pk=cast.group.pk), starts_at=starts,
            ends_at=starts + timedelta(hours=1), place=Place(kind="online", text="https://schuzka.test/tajne"),
        )
        add_item(by=cast.actor("chair"), meeting=made, title="Bod")
        note_invited(by=cast.actor("chair"), meeting=made)
        assert "schuzka" not in Client().get(f"/jednani/verejne/{cast.group.uid}.ics").text

    def test_is_switched_on_by_the_statutes(self, cast: Cast) -> None:
        client = cast.client("chair")
        form = client.get(f"/skupiny/{cast.group.uid}/statut/").context["form"]
        data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        data["publishes_meetings"] = "on"
        assert client.post(f"/skupiny/{cast.group.uid}/statut/", data).status_code == 302
        assert Group.objects.get(pk=cast.group.pk).publishes_meetings
        assert f"/jednani/verejne/{cast.group.uid}.ics" in client.get(f"/skupiny/{cast.group.uid}/").text

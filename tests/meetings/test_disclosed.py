"""The audit row of a page names every record that the page showed, and none that it did not."""

from datetime import timedelta
from typing import Any

import pytest

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.agenda import add_paper, carry_task
from soucinnost.meetings.actions.answers import answer_question
from soucinnost.meetings.actions.attendance import attach_scan
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.models import Entry, EntryConflict, Meeting, Presence
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running
from tests.meetings.prepare_kit import task

pytestmark = pytest.mark.django_db


def ids_of(cast: Cast, role: str, address: str) -> set[str]:
    """What the last audit row of a page that ``role`` opened names."""
    answer = cast.client(role).get(address)
    assert answer.status_code == 200
    answer.getvalue()
    return set(AuditEntry.objects.order_by("-sequence").first().ids)


@pytest.fixture
def everything(cast: Cast) -> dict[str, Any]:
    """A running meeting with one of each thing that pages show."""
    meeting, by = running(cast), cast.actor("chair")
    item = meeting.items.first()
    old = task(cast, "Starý úkol", given=factories.today() - timedelta(days=9))
    carry_task(by=by, item=item, assignment=old)
    paper = add_paper(by=by, item=item, upload=factories.upload())
    attach_scan(by=by, meeting=meeting, upload=factories.upload())
    meeting.refresh_from_db()
    question = line(by, meeting, "Kdo přijde?", kind="question")
    answer = answer_question(by=cast.actor("member"), entry=question, text="Já")
    member = cast.person("member")
    given = line(by, meeting, "Úkol", kind="task", details={"owner": {"text": member.name, "person": member.uid}})
    secret = line(by, meeting, "Kanárek", details={"closed_to": [cast.mandates["chair"].seat.uid]})
    conflict = EntryConflict.objects.create(entry=question, base_number=1, kind="information", body="<p>Jiné</p>")
    return {
        "meeting": meeting, "item": item.uid, "old": old.uid, "paper": paper.attachment.uid, "question": question.uid,
        "scan": meeting.attendance_scan.uid, "answer": answer.uid, "given": given.uid, "secret": secret.uid,
        "conflict": conflict.uid,
        "presence": set(Presence.objects.filter(meeting=meeting).values_list("uid", flat=True)),
    }


def named(everything: dict[str, Any], *keys: str) -> set[str]:
    return {everything[key] for key in keys}


def test_live_minutes(cast: Cast, everything: dict[str, Any]) -> None:
    meeting: Meeting = everything["meeting"]
    shown = named(everything, "item", "question", "given", "conflict") | everything["presence"]
    people = {cast.person("member").uid, cast.mandates["member"].seat.uid}
    assert shown | people | {meeting.uid} <= ids_of(cast, "recorder", f"/jednani/{meeting.uid}/prubeh/")
    changes = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/prubeh/zmeny/")
    assert shown <= changes and everything["secret"] not in changes
    member = ids_of(cast, "member", f"/jednani/{meeting.uid}/prubeh/")
    assert everything["conflict"] not in member and cast.mandates["member"].seat.uid not in member
    assert everything["secret"] in ids_of(cast, "chair", f"/jednani/{meeting.uid}/prubeh/")


def test_minutes_versions_papers_and_attendance(cast: Cast, everything: dict[str, Any]) -> None:
    meeting: Meeting = everything["meeting"]
    EntryConflict.objects.all().delete()
    end_meeting(by=cast.actor("chair"), meeting=meeting)
    signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=factories.today())
    remark = signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Doplnit")
    assignment = Entry.objects.get(uid=everything["given"]).assignment
    said = named(everything, "item", "old", "paper", "question", "answer", "given") | everything["presence"]
    read = ids_of(cast, "member", f"/jednani/{meeting.uid}/zapis/")
    assert said | {remark.uid, assignment.uid, everything["scan"]} <= read and everything["secret"] not in read
    assert everything["secret"] in ids_of(cast, "chair", f"/jednani/{meeting.uid}/zapis/")
    version = ids_of(cast, "member", f"/jednani/{meeting.uid}/zapis/verze/1/")
    assert named(everything, "item", "given") <= version and everything["secret"] not in version
    paper = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/papir/minutes.docx")
    assert said <= paper and everything["secret"] not in paper
    sheet = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/papir/attendance.docx")
    assert cast.mandates["member"].seat.uid in sheet
    invitation = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/papir/invitation.docx")
    assert named(everything, "item", "old", "paper") <= invitation
    attendance = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/listina/")
    assert {everything["scan"], cast.mandates["member"].seat.uid} <= attendance
    called = ids_of(cast, "recorder", f"/jednani/{meeting.uid}/pozvanka/")
    assert named(everything, "item", "old", "paper") | {cast.person("member").uid} <= called

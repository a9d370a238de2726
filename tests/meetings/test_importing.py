"""A past meeting entered from old minutes: finished at once, nobody told, everything as it was written then."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.actions import attach
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.groups.models import Group
from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.actions.importing import (
    PastItem,
    PastLine,
    PastMinutes,
    PastPerson,
    PastSignature,
    import_meeting,
)
from soucinnost.meetings.actions.running import finish_editing
from soucinnost.meetings.actions.scheduling import Place
from soucinnost.meetings.actions.signoff import reopen
from soucinnost.meetings.models import Entry, Imported, Meeting, MinutesVersion, Presence
from soucinnost.meetings.papers.minutes import minutes_paper
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def past(**fields: Any) -> PastMinutes:
    fields = {"starts_at": at("2017-12-07T09:00"), "ends_at": at("2017-12-07T10:35"), **fields}
    return PastMinutes(**fields)


def task(text: str = "Zjistit stav osvětlení.", owner: str = "", state: str = "", due: str = "") -> PastLine:
    details: dict[str, Any] = {"owner": {"text": "kdosi", "person": owner}, "due": due}
    return PastLine(text, kind="task", details=details, task=state)


def brought(cast: Cast, **fields: Any) -> Meeting:
    return import_meeting(by=cast.actor("recorder"), group=Group.objects.get(pk=cast.group.pk), past=past(**fields))


def test_it_is_finished_and_nobody_is_told(cast: Cast) -> None:
    lines = (PastLine("Zahájení.\nProgram schválen."), PastLine("Schvaluje se.", kind="decision"))
    meeting = brought(
        cast, title="Řádné jednání", place=Place(text="Radnice"), items=(PastItem("Úvod", lines),),
        signed=(PastSignature("recorder", "Jana Dávná", at("2017-12-07T00:00").date()),), file_name="zapis.docx",
    )
    assert (meeting.state, meeting.is_imported, meeting.number, meeting.year) == ("final", True, 1, 2017)
    assert meeting.finalised_at is not None
    assert [entry.kind for entry in Entry.objects.filter(meeting=meeting).order_by("position")] == [
        "information", "decision"
    ]
    assert timezone.localtime(Entry.objects.first().written_at).year == 2017  # type: ignore[union-attr]
    assert MinutesVersion.objects.get(meeting=meeting).reason == "imported"
    assert Imported.objects.get(meeting=meeting).sign_off == [
        {"role": "recorder", "name": "Jana Dávná", "date": "2017-12-07"}
    ]
    assert not Message.objects.exists()
    assert Group.objects.get(pk=cast.group.pk).last_met_on == at("2017-12-07T00:00").date()
    verbs = set(AuditEntry.objects.filter(object_uid=meeting.uid).values_list("verb", flat=True))
    assert {"meeting.imported", "minutes.imported"} <= verbs


def test_what_is_imported_is_found(cast: Cast) -> None:
    meeting = brought(cast, items=(PastItem("Různé", (PastLine("Hovořilo se o lampách."),)),))
    kinds = set(IndexEntry.objects.values_list("kind", "object_uid"))
    assert {("meeting", meeting.uid), ("entry", Entry.objects.get().uid)} <= kinds


def test_votes_stand_as_written_whoever_is_known_to_have_been_there(cast: Cast) -> None:
    votes = {"votes": {"for": "13", "against": "0", "abstained": "1"}, "result": "adopted"}
    meeting = brought(cast, items=(PastItem("Usnesení", (PastLine("Bere na vědomí.", "decision", votes),)),))
    entry = Entry.objects.get()
    assert (entry.votes_for, entry.votes_against, entry.votes_abstained, entry.quorum_needed) == (13, 0, 1, None)
    assert entry.problems == []
    assert minutes_view(cast.actor("member"), meeting).quorum_needed is None


def test_members_of_that_day_take_their_seats_and_others_stand_by_name(cast: Cast) -> None:
    day = timezone.now() - timedelta(days=30)
    people = (
        PastPerson("Předsedová", person=cast.person("chair")),
        PastPerson("Cizí", "excused", person=cast.person("outsider")),
        PastPerson("Dávný Karel", "absent", organisation_name="Dům dětí"),
        PastPerson("Host", "guest"),
        PastPerson(""),
    )
    meeting = brought(cast, starts_at=day, ends_at=day + timedelta(hours=1), people=people)
    rows = {str(row): row for row in Presence.objects.filter(meeting=meeting)}
    assert len(rows) == 4
    chair = rows[str(cast.person("chair"))]
    assert (chair.seat, chair.organisation) == (cast.mandates["chair"].seat, cast.town)
    assert (rows[str(cast.person("outsider"))].seat, rows["Dávný Karel"].status) == (None, "absent")
    assert rows["Host"].status == "guest"


class TestTasks:
    def test_only_what_was_asked_for_is_followed(self, cast: Cast) -> None:
        owner = cast.person("member").uid
        lines = (
            task("Nechat být.", owner), task("Sledovat.", owner, "open", "15. 1. 2018"),
            task("Dávno hotovo.", owner, "done", "20. 12. 2017"),
        )
        meeting = brought(cast, items=(PastItem("Úkoly", lines),))
        found = {one.text: one for one in Assignment.objects.all()}
        assert set(found) == {"Sledovat.", "Dávno hotovo."}
        assert (found["Sledovat."].state, str(found["Sledovat."].due_on)) == ("open", "2018-01-15")
        done = found["Dávno hotovo."]
        assert (done.state, str(done.finished_on), str(done.given_on)) == ("done", "2017-12-20", "2017-12-07")
        assert not Message.objects.exists()
        told = {line.body: line.task for line in minutes_view(cast.actor("chair"), meeting).entries}
        assert told["<p>Nechat být.</p>"].assignment_uid == ""  # type: ignore[union-attr]

    def test_a_term_that_is_no_day_stands_as_written(self, cast: Cast) -> None:
        meeting = brought(cast, items=(PastItem("Úkoly", (task(due="co nejdřív po sezoně"),)),))
        line = minutes_view(cast.actor("chair"), meeting).entries[0]
        assert line.task is not None
        assert (line.task.due_text, line.task.owner, line.problems) == ("co nejdřív po sezoně", "kdosi", ())

    def test_a_task_to_follow_needs_somebody_and_nothing_is_kept_without(self, cast: Cast) -> None:
        with pytest.raises(ValidationError, match="Zjistit stav"):
            brought(cast, items=(PastItem("Úkoly", (task(state="open"),)),))
        assert not Meeting.objects.exists()
        assert not Assignment.objects.exists()
        assert not IndexEntry.objects.filter(kind="meeting").exists()

    def test_opening_the_minutes_again_gives_no_forgotten_task(self, cast: Cast) -> None:
        meeting = brought(cast, items=(PastItem("Úkoly", (task(owner=cast.person("member").uid),)),))
        meeting = reopen(by=cast.actor("chair"), meeting=meeting, reason="Překlep ve jméně.")
        finish_editing(by=cast.actor("chair"), meeting=meeting)
        assert not Assignment.objects.exists()


def test_a_line_too_long_is_refused_and_an_empty_one_is_none(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="dlouh"):
        brought(cast, items=(PastItem("Zprávy", (PastLine("slovo " * 200_000),)),))
    assert not Meeting.objects.exists()
    meeting = brought(cast, items=(PastItem("Zprávy", (PastLine("První."), PastLine("  "), PastLine("Druhá."))),))
    assert [line.body for line in Entry.objects.filter(meeting=meeting).order_by("position")] == [
        "<p>První.</p>", "<p>Druhá.</p>",
    ]


def test_what_an_organisation_reported_is_evidence(cast: Cast) -> None:
    told = {"organisation": {"text": "Most k lidem", "uid": cast.ngo.uid}}
    brought(cast, items=(PastItem("Zprávy", (PastLine("Terén běží, 22 klientů.", "report", told),)),))
    claim = Claim.objects.get()
    assert (claim.organisation, claim.text, str(claim.stated_on)) == (
        cast.ngo, "Terén běží, 22 klientů.", "2017-12-07"
    )


class TestNumber:
    def test_the_written_number_is_kept_and_the_next_follows(self, cast: Cast) -> None:
        assert brought(cast, number=5).number == 5
        assert brought(cast, starts_at=at("2017-12-08T09:00"), ends_at=at("2017-12-08T10:00")).number == 6

    @pytest.mark.parametrize("number", [5, 0, -1, 10**12])
    def test_a_number_that_is_taken_or_none_is_refused(self, cast: Cast, number: int) -> None:
        brought(cast, number=5)
        with pytest.raises(ValidationError) as caught:
            brought(cast, number=number)
        assert "number" in caught.value.message_dict
        assert Meeting.objects.count() == 1


class TestHours:
    def test_unknown_hours_are_not_shown(self, cast: Cast) -> None:
        meeting = brought(cast, hours="none")
        page = cast.client("member").get(f"/jednani/{meeting.uid}/zapis/").content.decode()
        assert "9.00" not in page
        listed = cast.client("member").get("/jednani/").content.decode()
        assert "9.00" not in listed
        assert "ze starého zápisu" in " ".join(listed.split())

    def test_a_day_to_come_is_refused(self, cast: Cast) -> None:
        tomorrow = timezone.now() + timedelta(days=2)
        with pytest.raises(ValidationError) as caught:
            brought(cast, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))
        assert "day" in caught.value.message_dict


@pytest.mark.parametrize("role", ["reviewer", "member", "deputy", "former", "outsider", "manager", "administrator"])
def test_only_who_runs_the_group_enters_its_past(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        import_meeting(by=cast.actor(role), group=cast.group, past=past())
    assert not Meeting.objects.exists()


def test_page_and_paper_name_the_original_and_who_signed_it(cast: Cast) -> None:
    file = attach(by=cast.actor("recorder"), circle=cast.group.circle, upload=factories.upload())
    meeting = brought(
        cast, attachment=file, file_name="zapis-2017.txt", attendance_note="dle listiny", redactions=2,
        signed=(PastSignature("reviewer", "Karel Dávný"), PastSignature("nobody", "Nikdo")),
        items=(PastItem("X" * 300),),
    )
    page = cast.client("recorder").get(f"/jednani/{meeting.uid}/zapis/").content.decode()
    for words in ("zapis-2017.txt", "dle listiny", "Karel Dávný", "Načteno ze starého zápisu", file.uid, "X" * 300):
        assert words in " ".join(page.replace("\xa0", " ").split()), words
    assert "Nikdo" not in page
    assert "Karel Dávný" in repr(minutes_paper(cast.actor("member"), meeting))


def test_its_original_goes_with_it_when_its_term_is_over(cast: Cast) -> None:
    file = attach(by=cast.actor("recorder"), circle=cast.group.circle, upload=factories.upload())
    brought(cast, attachment=file, file_name="zapis.txt")
    erase_meetings(by=SystemActor("retention"), records=Meeting.objects.all(), cutoff=timezone.now())
    assert not Meeting.objects.exists()
    assert not Attachment.objects.exists()
    assert not IndexEntry.objects.filter(kind__in=("meeting", "entry")).exists()

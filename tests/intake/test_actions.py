"""Correcting readings, saving them as meetings, throwing them away: all or nothing, nothing twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.agencies.models import Person
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.intake import actions
from soucinnost.intake.draft import NEW
from soucinnost.intake.models import Intake
from soucinnost.intake.retained import expired
from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.models import AgendaItem, Entry, Imported, Meeting, Presence
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from tests.cast import Cast
from tests.intake.kit import TEXT, corrected, entry, saved, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]

SYSTEM = SystemActor("intake")


class TestCorrecting:
    def test_an_older_form_does_not_overwrite_a_newer_one(self, cast: Cast) -> None:
        intake = take(cast)
        first = {**intake.draft, "subject": "První okno"}
        second = {**intake.draft, "subject": "Druhé okno"}
        by = cast.actor("chair")
        assert actions.save_draft(by=by, intake=intake, draft=first, base_revision=1).outcome == "saved"
        kept = actions.save_draft(by=by, intake=intake, draft=second, base_revision=1)
        assert (kept.outcome, kept.reading.draft["subject"], kept.reading.revision) == ("conflict", "První okno", 2)
        assert actions.save_draft(by=by, intake=intake, draft=first, base_revision=1).outcome == "unchanged"
        assert actions.save_draft(by=by, intake=intake, draft=second, base_revision=2).outcome == "saved"

    def test_a_step_saves_what_was_typed_too(self, cast: Cast) -> None:
        intake = take(cast)
        draft = {**intake.draft, "subject": "Jinak"}
        kept = actions.take_step(
            by=cast.actor("chair"), intake=intake, draft=draft, base_revision=1, wanted="leave-all"
        )
        assert (kept.reading.draft["subject"], kept.reading.draft["left"]) == ("Jinak", [14])

    def test_somebody_new_in_the_directory_is_found_again(self, cast: Cast) -> None:
        intake = take(cast)
        kept = actions.take_step(
            by=cast.actor("chair"), intake=intake, draft=intake.draft, base_revision=1, wanted="match"
        )
        assert kept.reading.draft == intake.draft

    @pytest.mark.parametrize("role", ["reviewer", "member", "former", "outsider", "manager"])
    def test_only_who_runs_the_group_corrects(self, cast: Cast, role: str) -> None:
        intake = take(cast)
        with pytest.raises(PermissionDenied):
            actions.save_draft(by=cast.actor(role), intake=intake, draft=intake.draft, base_revision=1)
        with pytest.raises(PermissionDenied):
            actions.save_as_meeting(by=cast.actor(role), intake=intake, confirmed=("loose",))
        with pytest.raises(PermissionDenied):
            actions.discard(by=cast.actor(role), intake=intake, reason="Omylem.")


class TestSaving:
    def test_the_reading_becomes_a_finished_meeting_and_nobody_is_told(self, cast: Cast) -> None:
        intake = take(cast)
        meeting = saved(cast, intake)
        intake.refresh_from_db()
        assert (intake.state, intake.meeting, intake.lines, intake.draft) == ("saved", meeting, [], {})
        assert (meeting.state, meeting.number, meeting.year, meeting.hours) == ("final", 3, 2018, "both")
        assert meeting.title == ""
        assert [item.title for item in AgendaItem.objects.filter(meeting=meeting)] == [
            "Úvod", "Zprávy", "Různé", "Nezařazené řádky"
        ]
        assert [one.kind for one in Entry.objects.filter(meeting=meeting).order_by("item__position", "position")] == [
            "information", "decision", "report", "task", "information", "information"
        ]
        assert Presence.objects.filter(meeting=meeting).count() == 3
        assert (Imported.objects.get().redactions, Imported.objects.get().file_name) == (1, "zapis.txt")
        assert not Assignment.objects.exists()
        assert not Message.objects.exists()
        assert IndexEntry.objects.filter(kind="meeting", object_uid=meeting.uid).exists()

    def test_tasks_are_made_only_as_confirmed(self, cast: Cast) -> None:
        intake = take(cast)
        entry(intake.draft, "task")["state"] = "open"
        corrected(cast, Intake.objects.get(pk=intake.pk), items=intake.draft["items"])
        saved(cast, intake)
        task = Assignment.objects.get()
        assert (task.text, task.owner_person, task.due_kind) == (
            "Zjistit stav osvětlení.", cast.person("member"), "next_meeting"
        )

    @pytest.mark.parametrize("owner", ["", "Terénní program"])
    def test_a_task_of_an_organisation_is_given_to_it(self, cast: Cast, owner: str) -> None:
        intake = take(cast)
        entry(intake.draft, "task").update(state="open", who=f"o:{cast.ngo.uid}", owner=owner)
        saved(cast, corrected(cast, Intake.objects.get(pk=intake.pk), items=intake.draft["items"]))
        task = Assignment.objects.get()
        assert (task.owner_person, task.owner_organisation) == (None, cast.ngo)
        written = Entry.objects.get(kind="task").details["owner"]
        assert (written["organisation"], written["text"]) == (cast.ngo.uid, owner or "Most k lidem")

    @pytest.mark.parametrize("who", ["o:neni", "p:neni"])
    def test_a_task_of_who_is_not_in_the_directory_stays_in_the_minutes_only(self, cast: Cast, who: str) -> None:
        intake = take(cast)
        entry(intake.draft, "task").update(state="open", who=who)
        intake = corrected(cast, Intake.objects.get(pk=intake.pk), items=intake.draft["items"])
        with pytest.raises(ValidationError):
            saved(cast, intake)
        assert not Meeting.objects.exists()
        entry(intake.draft, "task")["state"] = "unknown"
        saved(cast, corrected(cast, Intake.objects.get(pk=intake.pk), items=intake.draft["items"]))
        assert Entry.objects.get(kind="task").details["owner"] == {"text": "Členová"}
        assert not Assignment.objects.exists()

    def test_a_conclusion_is_a_decision_agreed_on(self, cast: Cast) -> None:
        intake = take(cast)
        entry(intake.draft, "task").update(kind="conclusion", text="Osvětlení se prověří.")
        saved(cast, corrected(cast, Intake.objects.get(pk=intake.pk), items=intake.draft["items"]))
        agreed = Entry.objects.get(kind="decision", body__contains="Osvětlení")
        assert agreed.result == "agreed"

    def test_questions_have_to_be_answered(self, cast: Cast) -> None:
        intake = take(cast)
        with pytest.raises(ValidationError, match="Nezařazené řádky"):
            actions.save_as_meeting(by=cast.actor("recorder"), intake=intake)
        assert not Meeting.objects.exists()
        saved(cast, intake)
        other = take(cast, text=TEXT.replace("kopie", "druhá kopie"))
        with pytest.raises(ValidationError, match="tohoto dne už"):
            saved(cast, other)
        assert saved(cast, corrected(cast, other, number=""), "loose", "same_day").number == 4

    def test_minutes_of_another_body_are_asked_about(self, cast: Cast) -> None:
        intake = corrected(cast, take(cast), subject="Komise pro bydlení města Jinov")
        intake.lines = [{**line, "t": line["t"].replace("Bezpečná Zkušebnice", "")} for line in intake.lines]
        intake.save()
        codes = {one.code for one in actions.doubts_of(cast.actor("chair"), intake)}
        assert codes == {"other_body", "loose"}
        with pytest.raises(ValidationError, match="Komise pro bydlení"):
            saved(cast, intake)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"day": ""}, "Doplňte den"), ({"day": "31. 2. 2018"}, ""), ({"day": "kdysi"}, ""),
            ({"day": "1. 1. 2099"}, "v budoucnosti"), ({"starts": "25.00"}, ""), ({"number": "třetí"}, "číslicemi"),
            ({"subject": "X" * 201}, "příliš dlouhý"),
        ],
    )
    def test_what_cannot_be_is_asked_and_nothing_is_kept(
        self, cast: Cast, changes: dict[str, str], said: str
    ) -> None:
        intake = corrected(cast, take(cast), **changes)
        with pytest.raises(ValidationError) as caught:
            saved(cast, intake)
        assert said in " ".join(" ".join(caught.value.messages).split())
        assert not Meeting.objects.exists()
        intake.refresh_from_db()
        assert intake.state == "ready"

    def test_hours_that_are_not_written_are_not_invented(self, cast: Cast) -> None:
        assert saved(cast, corrected(cast, take(cast), starts="", ends="")).hours == "none"

    def test_a_taken_number_is_refused_and_the_reading_stays(self, cast: Cast) -> None:
        saved(cast, take(cast))
        other = corrected(cast, take(cast, text=TEXT + "\nDoplněk"), day="15. 6. 2018")
        with pytest.raises(ValidationError, match="má jiné jednání"):
            saved(cast, other)
        other.refresh_from_db()
        assert other.state == "ready"

    def test_it_is_saved_once(self, cast: Cast) -> None:
        intake = take(cast)
        saved(cast, intake)
        with pytest.raises(PermissionDenied):
            saved(cast, intake)
        with pytest.raises(PermissionDenied):
            actions.discard(by=cast.actor("chair"), intake=intake, reason="Pozdě.")
        assert Meeting.objects.count() == 1

    def test_somebody_new_is_created_by_who_keeps_the_directory_only(self, cast: Cast) -> None:
        intake = take(cast)
        people = [one | {"person": NEW} if one["name"] == "Karel Dávný" else one for one in intake.draft["people"]]
        intake = corrected(cast, intake, people=people)
        with pytest.raises(PermissionDenied):
            saved(cast, intake)
        assert not Person.objects.filter(surname="Dávný").exists()
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
        assert Presence.objects.filter(person__surname="Dávný", person__given_name="Karel").exists()

    def test_somebody_new_needs_a_name_and_is_created_once(self, cast: Cast) -> None:
        intake = take(cast)
        *others, last = intake.draft["people"]
        new = last | {"person": NEW}
        twice = [new, new | {"key": "o990"}, new | {"name": "p. 4/2"}]
        intake = corrected(cast, intake, people=[*others, *twice])
        with pytest.raises(ValidationError, match="není rozumět"):
            actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
        assert not Person.objects.filter(surname="Dávný").exists() and not Meeting.objects.exists()
        intake = corrected(cast, Intake.objects.get(pk=intake.pk), people=[*others, *twice[:2]])
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
        assert Person.objects.filter(surname="Dávný").count() == 1


class TestThrowingAway:
    def test_text_and_file_are_gone_and_the_same_file_can_come_again(self, cast: Cast) -> None:
        intake = take(cast)
        assert intake.attachment is not None
        path = intake.attachment.path
        actions.discard(by=cast.actor("chair"), intake=intake, reason="Zápis jiné skupiny.")
        intake.refresh_from_db()
        assert (intake.state, intake.lines, intake.draft, intake.attachment) == ("discarded", [], {}, None)
        assert not Attachment.objects.exists()
        assert path is not None
        assert take(cast).pk != intake.pk

    def test_one_whose_file_was_removed_is_thrown_away_too(self, cast: Cast) -> None:
        intake = take(cast)
        erase_attachments(by=SYSTEM, records=Attachment.objects.all())
        actions.discard(by=cast.actor("chair"), intake=intake, reason="Soubor odebrán.")
        intake.refresh_from_db()
        assert (intake.state, intake.lines, intake.discarded_reason) == ("discarded", [], "Soubor odebrán.")

    @pytest.mark.parametrize("reason", ["", "  ", "x", "x" * 301])
    def test_it_needs_a_reason(self, cast: Cast, reason: str) -> None:
        with pytest.raises(ValidationError):
            actions.discard(by=cast.actor("chair"), intake=take(cast), reason=reason)

    def test_what_nobody_finishes_goes_when_its_term_is_over(self, cast: Cast) -> None:
        saved(cast, take(cast))
        take(cast, text="Jiný zápis")
        later = timezone.now() + timedelta(days=1)
        assert actions.erase_intakes(by=SYSTEM, records=expired(later), cutoff=later) == 1
        assert actions.erase_intakes(by=SYSTEM, records=expired(later), cutoff=later) == 0
        assert AuditEntry.objects.filter(verb="intake.erased").count() == 1
        assert Attachment.objects.count() == 1
        erase_meetings(by=SYSTEM, records=Meeting.objects.all(), cutoff=later)
        assert not Intake.objects.exists()
        assert not Attachment.objects.exists()

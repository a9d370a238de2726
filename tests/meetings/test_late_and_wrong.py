"""What is refused because it comes late or makes no sense: nothing changes and the reason is said."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from soucinnost.assignments.actions import cancel, create_assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.evidence.actions import supersede_claim
from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import change_group, set_standing_items
from soucinnost.groups.enums import StandingItemKind
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.agenda import add_item, carry_task, remove_item
from soucinnost.meetings.actions.attendance import attach_scan, remove_scan
from soucinnost.meetings.actions.entries import Typed, cleaned, save_entry
from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.actions.findings import MOST_REASON, leave_data
from soucinnost.meetings.actions.invitation import invite_again, send_invitation
from soucinnost.meetings.actions.running import finish_editing
from soucinnost.meetings.actions.signoff import send_draft_again
from soucinnost.meetings.findings import undecided_in
from soucinnost.meetings.models import AgendaItem, CarriedTask, Entry, Meeting, MinutesVersion
from soucinnost.meetings.views import hold
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running
from tests.meetings.prepare_kit import held, in_days, item, task, titles, today
from tests.meetings.signoff_kit import TODAY, drafted, final, fresh, newest, put, remarked, signing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_line_without_a_proper_mark_is_refused(cast: Cast) -> None:
    meeting = running(cast)
    for uid in ("", "x", "../etc"):
        typed = Typed(uid=uid, item_uid="", text=cleaned(kind="information", body="<p>Text</p>", details={}))
        with pytest.raises(ValidationError, match="označení"):
            save_entry(by=cast.actor("recorder"), meeting=meeting, typed=typed)
    assert not Entry.objects.exists()


def test_changes_that_name_no_operation_count_each_time(cast: Cast) -> None:
    meeting = running(cast)
    entry = line(cast.actor("recorder"), meeting, "<p>Jedna</p>")
    for body in ("<p>Dvě</p>", "<p>Tři</p>"):
        text = cleaned(kind="information", body=body, details={})
        typed = Typed(uid=entry.uid, item_uid="", text=text, base_revision=entry.revision)
        assert save_entry(by=cast.actor("recorder"), meeting=meeting, typed=typed).outcome == "applied"
        entry.refresh_from_db()
    assert (entry.body, entry.revision) == ("<p>Tři</p>", 3)


class TestAgenda:
    def test_an_item_added_while_reviewers_sign_is_a_correction(self, cast: Cast) -> None:
        meeting = signing(cast)
        before = newest(meeting)
        add_item(by=cast.actor("recorder"), meeting=meeting, title="Dodatek")
        assert newest(meeting).number == before.number + 1
        assert "Dodatek" in str(newest(meeting).content)
        assert "Dodatek" not in str(before.content)

    def test_an_item_stays_once_the_meeting_is_over(self, cast: Cast) -> None:
        meeting = drafted(cast)
        empty = item(cast, meeting, "Na nic se nedostalo")
        with pytest.raises(ValidationError, match="už proběhlo"):
            remove_item(by=cast.actor("chair"), item=empty)
        assert AgendaItem.objects.filter(pk=empty.pk).exists()

    def test_approval_stands_once_where_it_is_a_standing_item(self, cast: Cast) -> None:
        items = [{"title": "Zahájení"}, {"title": "Zápis z minula", "kind": StandingItemKind.APPROVAL}]
        set_standing_items(by=cast.actor("chair"), group=cast.group, items=items)
        held(cast, today() - timedelta(days=20))
        change_group(by=cast.actor("chair"), group=cast.group, approves_at_next_meeting=True)
        cast.group.refresh_from_db()
        assert titles(cast, in_days(cast, 10)) == ["Zahájení", "Zápis z minula"]

    def test_only_open_tasks_of_the_group_are_carried(self, cast: Cast) -> None:
        meeting, by = in_days(cast, 10), cast.actor("chair")
        place = item(cast, meeting, "Úkoly")
        over = task(cast, "Zrušený", given=today() - DAY)
        cancel(by=by, assignment=over, text="Netřeba.")
        over.refresh_from_db()
        with pytest.raises(ValidationError, match="uzavřený"):
            carry_task(by=by, item=place, assignment=over)
        factories.mandate(cast.other_group, cast.person("chair"))
        theirs = create_assignment(
            by=cast.actor("outsider"), group=cast.other_group, text="Jinde", owner_person=cast.person("outsider"),
            due_kind="none",
        )
        with pytest.raises(ValidationError, match="jiné skupině"):
            carry_task(by=cast.actor("chair"), item=place, assignment=theirs)
        assert not CarriedTask.objects.filter(item=place).exists()


class TestScan:
    def test_of_locked_minutes_stays(self, cast: Cast) -> None:
        meeting = drafted(cast)
        with pytest.raises(ValidationError, match="Žádná"):
            remove_scan(by=cast.actor("recorder"), meeting=meeting)
        meeting = final(cast)
        attach_scan(by=cast.actor("recorder"), meeting=meeting, upload=factories.upload())
        kept = fresh(meeting).attendance_scan_id
        assert kept is not None
        with pytest.raises(ValidationError, match="uzamčený"):
            remove_scan(by=cast.actor("recorder"), meeting=meeting)
        with pytest.raises(ValidationError, match="uzamčený"):
            attach_scan(by=cast.actor("recorder"), meeting=meeting, upload=factories.upload())
        with pytest.raises(PermissionDenied):
            remove_scan(by=cast.actor("member"), meeting=meeting)
        assert fresh(meeting).attendance_scan_id == kept


class TestLeavingData:
    @pytest.mark.parametrize(("reason", "said"), [
        ("   ", "proč"), ("x" * (MOST_REASON + 1), "zkraťte"), ("Klient 736028/5163", "nepište"),
    ])
    def test_needs_a_reason_without_such_data(self, cast: Cast, reason: str, said: str) -> None:
        meeting = drafted(cast, "Klient, rodné číslo 736028/5163.")
        by = cast.actor("recorder")
        found = undecided_in(by, meeting)
        with pytest.raises(ValidationError, match=said):
            leave_data(by=by, meeting=meeting, found=found, reason=reason)
        assert undecided_in(by, meeting) == found

    def test_needs_lines(self, cast: Cast) -> None:
        meeting = drafted(cast)
        with pytest.raises(ValidationError, match="Označte"):
            leave_data(by=cast.actor("recorder"), meeting=meeting, found=[], reason="Souhlas")
        assert not AuditEntry.objects.filter(verb="minutes.data_left").exists()


class TestAskingAgain:
    """Who comes by a used link asks for another one."""

    def test_for_the_invitation(self, cast: Cast) -> None:
        meeting = in_days(cast, 10)
        member = cast.person("member")
        assert not invite_again(by=cast.actor("member"), meeting=meeting, person=member), "nobody was invited yet"
        send_invitation(by=cast.actor("chair"), meeting=meeting)
        sent = Message.objects.count()
        assert not invite_again(by=cast.actor("chair"), meeting=meeting, person=member), "not for others"
        cast.mandates["member"].seat.__class__.objects.filter(person=member).update(valid_to=today())
        assert not invite_again(by=cast.actor("member"), meeting=meeting, person=member), "sits there that day no more"
        assert Message.objects.count() == sent
        assert invite_again(by=cast.actor("reviewer"), meeting=meeting, person=cast.person("reviewer"))
        assert Message.objects.count() == sent + 1

    def test_for_the_draft(self, cast: Cast) -> None:
        meeting = remarked(cast)
        sent, member = Message.objects.count(), cast.person("member")
        assert not send_draft_again(by=cast.actor("chair"), meeting=meeting, person=member)
        Meeting.objects.filter(pk=meeting.pk).update(remarks_until=TODAY() - DAY)
        assert not send_draft_again(by=cast.actor("member"), meeting=meeting, person=member)
        assert Message.objects.count() == sent
        Meeting.objects.filter(pk=meeting.pk).update(remarks_until=TODAY())
        assert send_draft_again(by=cast.actor("member"), meeting=meeting, person=member)
        assert Message.objects.count() == sent + 1


def test_what_done_refuses_is_said_over_the_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_given: object) -> None:
        raise ValidationError("Takhle ne.")

    meeting = drafted(cast)
    monkeypatch.setattr(hold, "finish_editing", refuse)
    page = cast.client("recorder").post(reverse("meetings:done", args=[meeting.uid]), follow=True)
    assert page.redirect_chain == [(reverse("meetings:hold", args=[meeting.uid]), 302)]
    assert [str(message) for message in page.context["messages"]] == ["Takhle ne."]


def test_a_number_corrected_elsewhere_is_not_taken_back_with_its_line(cast: Cast) -> None:
    """The claim that superseded the line's own is somebody's word of its own."""
    meeting, number = drafted(cast), new_uid()
    told = {"organisation": {"text": "Most k lidem", "uid": cast.ngo.uid}}
    rows = [{"uid": number, "label": "klienti", "value": "22"}]
    entry = put(cast, meeting, "<p>Terén běží.</p>", kind="report", details={**told, "numbers": rows})
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    claim = Claim.objects.get(label="klienti")
    better = supersede_claim(by=cast.actor("chair"), claim=claim, value=23)
    put(cast, meeting, "<p>Terén běží.</p>", kind="report", uid=entry.uid, details=told)
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    better.refresh_from_db()
    assert better.value == 23 and not Claim.objects.filter(supersedes=better).exists()
    assert number not in Entry.objects.get(pk=entry.pk).claim_uids


def test_erasing_nothing_leaves_no_row(cast: Cast) -> None:
    assert erase_meetings(by=factories.SYSTEM, records=Meeting.objects.none(), cutoff=factories.timezone.now()) == 0
    assert not AuditEntry.objects.filter(verb="meeting.erased").exists()
    meeting = final(cast)
    line_uids = list(Entry.objects.filter(meeting=meeting).values_list("uid", flat=True))
    with pytest.raises(PermissionDenied):
        erase_meetings(by=cast.actor("chair"), records=Meeting.objects.all(), cutoff=factories.timezone.now())
    assert erase_meetings(by=factories.SYSTEM, records=Meeting.objects.all(), cutoff=factories.timezone.now()) == 1
    assert not Entry.objects.filter(uid__in=line_uids).exists()
    assert not MinutesVersion.objects.exists()

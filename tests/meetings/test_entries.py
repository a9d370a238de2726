"""Lines of the minutes: saving, merging, conflicts, striking out, moving."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings import sources
from soucinnost.meetings.actions.entries import resolve_conflict
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, EntryRevision, Meeting
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, line, running, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def test_new_line_is_kept_with_its_first_revision(cast: Cast, meeting: Meeting) -> None:
    typed_at = timezone.now() - timedelta(minutes=3)
    saved = write(cast.actor("recorder"), meeting, "<p>Dobrý den 🙂</p>", typed_at=typed_at)
    entry = saved.entry
    assert saved.outcome == "applied" and entry is not None
    assert entry.body == "<p>Dobrý den 🙂</p>" and entry.revision == 1
    assert entry.written_at == typed_at and entry.written_by == cast.person("recorder")
    assert [(r.number, r.body) for r in entry.revisions.all()] == [(1, "<p>Dobrý den 🙂</p>")]
    assert AuditEntry.objects.filter(verb="entry.written", object_uid=entry.uid).count() == 1


def test_evidence_names_the_minutes_to_who_sees_the_line(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Text")
    found = sources.describe(cast.actor("member"), [entry.uid])[entry.uid]
    assert found.label.replace("\xa0", " ").startswith("zápis: Bezpečná Zkušebnice, ")
    assert found.url.endswith(f"#r-{entry.uid}")
    assert not sources.describe(cast.actor("outsider"), [entry.uid])


def test_clock_of_a_browser_running_ahead_is_not_believed(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Text", typed_at=timezone.now() + timedelta(days=1))
    assert entry.written_at <= timezone.now()


def test_body_is_cleaned(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, '<p onclick="x()">A<script>alert(1)</script></p>')
    assert entry.body == "<p>A</p>"


def test_empty_new_line_is_nothing(cast: Cast, meeting: Meeting) -> None:
    assert write(cast.actor("recorder"), meeting, "<p><br></p>").outcome == "unchanged"
    assert not Entry.objects.exists()


def test_same_operation_twice_changes_once(cast: Cast, meeting: Meeting) -> None:
    by, uid, operation = cast.actor("recorder"), new_uid(), new_uid()
    write(by, meeting, "A", uid=uid, operation=operation)
    again = write(by, meeting, "A", uid=uid, operation=operation)
    assert again.outcome == "applied"
    assert EntryRevision.objects.filter(entry__uid=uid).count() == 1
    other = new_uid()
    write(by, meeting, "B", uid=uid, base=1, operation=other)
    assert write(by, meeting, "B", uid=uid, base=1, operation=other).outcome == "applied"
    assert EntryRevision.objects.filter(entry__uid=uid).count() == 2


def test_two_texts_from_one_state_are_a_conflict(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Znění předsedkyně", uid=entry.uid, base=1)
    operation = new_uid()
    saved = write(cast.actor("recorder"), meeting, "Moje znění", uid=entry.uid, base=1, operation=operation)
    assert saved.outcome == "conflict" and saved.conflict is not None
    entry.refresh_from_db()
    assert entry.body == "<p>Znění předsedkyně</p>" and saved.conflict.body == "<p>Moje znění</p>"
    assert (
        write(cast.actor("recorder"), meeting, "Moje znění", uid=entry.uid, base=1, operation=operation).outcome
        == "conflict"
    )
    assert EntryConflict.objects.count() == 1


def test_writing_on_renews_ones_own_conflict(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    write(cast.actor("recorder"), meeting, "Moje", uid=entry.uid, base=1)
    write(cast.actor("recorder"), meeting, "Moje delší", uid=entry.uid, base=1)
    waiting = EntryConflict.objects.filter(resolved_at__isnull=True)
    assert [conflict.body for conflict in waiting] == ["<p>Moje delší</p>"]
    assert EntryConflict.objects.filter(body="<p>Moje</p>", resolution="renewed").exists()


def test_same_text_from_both_is_no_conflict(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Stejné", uid=entry.uid, base=1)
    assert write(cast.actor("recorder"), meeting, "Stejné", uid=entry.uid, base=1).outcome == "unchanged"


def test_different_fields_merge(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Zjistit dopad", kind="task")
    name = cast.person("member").name
    write(
        cast.actor("chair"),
        meeting,
        "Zjistit dopad",
        uid=entry.uid,
        base=1,
        kind="task",
        details={"owner": {"text": name}},
    )
    saved = write(
        cast.actor("recorder"),
        meeting,
        "Zjistit dopad hned",
        uid=entry.uid,
        base=1,
        kind="task",
        details={"due": "do příštího jednání"},
    )
    entry.refresh_from_db()
    assert saved.outcome == "applied"
    assert (entry.body, entry.owner_person, entry.due_kind) == (
        "<p>Zjistit dopad hned</p>",
        cast.person("member"),
        "next_meeting",
    )


def test_numbers_of_a_report_merge_apart(cast: Cast, meeting: Meeting) -> None:
    first, second = new_uid(), new_uid()
    one = {"uid": first, "label": "klientů", "value": "20"}
    two = {"uid": second, "label": "obvodů", "value": "6"}
    entry = line(cast.actor("recorder"), meeting, "Zpráva", kind="report", details={"numbers": [one]})
    write(
        cast.actor("chair"),
        meeting,
        "Zpráva",
        uid=entry.uid,
        base=1,
        kind="report",
        details={"numbers": [{**one, "value": "26"}]},
    )
    saved = write(
        cast.actor("recorder"), meeting, "Zpráva", uid=entry.uid, base=1, kind="report", details={"numbers": [one, two]}
    )
    entry.refresh_from_db()
    assert saved.outcome == "applied"
    assert [(row["uid"], row["value"]) for row in entry.details["numbers"]] == [(first, "26"), (second, "6")]


def test_striking_out_an_edited_line_is_a_conflict(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Doplněné", uid=entry.uid, base=1)
    saved = write(cast.actor("recorder"), meeting, "Původní", uid=entry.uid, base=1, struck=True)
    entry.refresh_from_db()
    assert saved.outcome == "conflict" and entry.struck_at is None


def test_editing_a_struck_line_is_a_conflict_and_mine_restores_it(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Původní", uid=entry.uid, base=1, struck=True)
    saved = write(cast.actor("recorder"), meeting, "Doplněné", uid=entry.uid, base=1)
    assert saved.outcome == "conflict" and saved.conflict is not None
    resolve_conflict(by=cast.actor("chair"), conflict=saved.conflict, choice="incoming")
    entry.refresh_from_db()
    assert entry.struck_at is None and entry.body == "<p>Doplněné</p>"


def test_struck_line_can_be_restored(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Text")
    write(cast.actor("recorder"), meeting, "Text", uid=entry.uid, base=1, struck=True)
    write(cast.actor("recorder"), meeting, "Text", uid=entry.uid, base=2)
    entry.refresh_from_db()
    assert entry.struck_at is None and entry.revision == 3


@pytest.mark.parametrize(
    ("choice", "body"), [("incoming", "<p>Moje</p>"), ("current", "<p>Jiné</p>"), ("both", "<p>Jiné</p><p>Moje</p>")]
)
def test_three_choices(cast: Cast, meeting: Meeting, choice: str, body: str) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, "Moje", uid=entry.uid, base=1).conflict
    assert conflict is not None
    resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice=choice)
    entry.refresh_from_db()
    conflict.refresh_from_db()
    assert entry.body == body and conflict.resolution == choice and conflict.resolved_by == cast.person("recorder")
    assert resolve_conflict(by=cast.actor("chair"), conflict=conflict, choice="both").outcome == "unchanged"
    entry.refresh_from_db()
    assert entry.body == body


def test_taking_mine_keeps_what_i_did_not_touch(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní", kind="task")
    write(
        cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1, kind="task", details={"due": "do příštího jednání"}
    )
    conflict = write(cast.actor("recorder"), meeting, "Moje", uid=entry.uid, base=1, kind="task").conflict
    assert conflict is not None
    resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="incoming")
    entry.refresh_from_db()
    assert (entry.body, entry.due_kind) == ("<p>Moje</p>", "next_meeting")


def test_choice_over_a_wording_that_changed_again_is_refused(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, "Moje", uid=entry.uid, base=1).conflict
    assert conflict is not None
    write(cast.actor("chair"), meeting, "Zase jiné", uid=entry.uid, base=2)
    with pytest.raises(ValidationError):
        resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="incoming", seen_revision=2)
    with pytest.raises(ValidationError):
        resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="nesmysl")


def test_only_who_may_write_chooses(cast: Cast, meeting: Meeting) -> None:
    """Whoever sees the line does not decide what stands in it; once the minutes are locked nobody does."""
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, "Moje", uid=entry.uid, base=1).conflict
    assert conflict is not None
    for role in ("member", "reviewer", "deputy", "outsider", "manager", "public"):
        with pytest.raises(PermissionDenied):
            resolve_conflict(by=cast.actor(role), conflict=conflict, choice="incoming")
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    with pytest.raises(PermissionDenied):
        resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="incoming")
    entry.refresh_from_db()
    conflict.refresh_from_db()
    assert (entry.body, conflict.resolved_at) == ("<p>Jiné</p>", None)


def test_too_long_text_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(ValidationError):
        write(cast.actor("recorder"), meeting, "<p>" + "á" * 2_000_000 + "</p>")


@pytest.mark.parametrize(
    "role", ["member", "deputy", "reviewer", "outsider", "manager", "coordinator", "administrator", "former", "public"]
)
def test_only_who_runs_the_meeting_writes(cast: Cast, meeting: Meeting, role: str) -> None:
    with pytest.raises(PermissionDenied):
        write(cast.actor(role), meeting, "Text")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("state", "writers"),
    [
        (MeetingState.PREPARED, set()),
        (MeetingState.INVITED, set()),
        (MeetingState.CANCELLED, set()),
        (MeetingState.FINAL, set()),
        (MeetingState.RUNNING, {"chair", "recorder"}),
        (MeetingState.DRAFT, {"chair", "recorder"}),
        (MeetingState.REMARKS, {"chair", "recorder"}),
        (MeetingState.SIGNING, {"chair", "recorder", "reviewer"}),
    ],
)
def test_who_writes_in_which_state(cast: Cast, meeting: Meeting, state: str, writers: set[str]) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    able = set()
    for role in ("chair", "recorder", "reviewer", "member"):
        try:
            write(cast.actor(role), meeting, "Text")
            able.add(role)
        except PermissionDenied:
            pass
    assert able == writers


def test_line_of_another_meeting_cannot_be_written(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Text")
    second = running(cast)
    with pytest.raises(ValidationError):
        write(cast.actor("recorder"), second, "Jinam", uid=entry.uid, base=1)
    entry.refresh_from_db()
    assert entry.meeting_id == meeting.pk and entry.body == "<p>Text</p>"


def test_line_closed_to_others_cannot_be_seen_or_written(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("chair"), meeting, "Důvěrné", details={"closed_to": []})
    assert entry.is_closed and [seat.person for seat in entry.named_seats.all()] == [cast.person("chair")]
    assert not Entry.objects.visible_to(cast.actor("recorder")).exists()
    with pytest.raises(ValidationError):
        write(cast.actor("recorder"), meeting, "Přepis", uid=entry.uid, base=1)


def test_line_whose_item_is_gone_goes_to_the_last_one(cast: Cast, meeting: Meeting) -> None:
    saved = write(cast.actor("recorder"), meeting, "Psáno bez spojení", item_uid=new_uid())
    assert saved.displaced and saved.entry is not None
    assert saved.entry.item.title == "Různé" and not saved.entry.is_closed


def test_line_of_a_closed_item_that_is_gone_stays_closed(cast: Cast, meeting: Meeting) -> None:
    saved = write(cast.actor("recorder"), meeting, "Důvěrné", item_uid=new_uid(), item_was_closed=True)
    assert saved.entry is not None and saved.entry.is_closed
    assert not Entry.objects.visible_to(cast.actor("member")).exists()


def test_without_any_item_one_is_made(cast: Cast, meeting: Meeting) -> None:
    AgendaItem.objects.filter(meeting=meeting).delete()
    saved = write(cast.actor("recorder"), meeting, "Text", item_uid=new_uid())
    assert saved.entry is not None and saved.entry.item.title == "Nezařazené záznamy"


def test_moving_between_lines_and_items(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    first, second, third = (line(by, meeting, text) for text in ("1", "2", "3"))
    middle = (first.position + second.position) / 2
    write(by, meeting, "3", uid=third.uid, base=1, position=middle, moved=True)
    assert [e.body for e in Entry.objects.filter(meeting=meeting)] == ["<p>1</p>", "<p>3</p>", "<p>2</p>"]
    other = meeting.items.get(title="Různé")
    write(by, meeting, "1", uid=first.uid, base=1, item=other, moved=True)
    first.refresh_from_db()
    assert first.item == other


def test_lines_too_close_are_spread(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    first, second, third = (line(by, meeting, text) for text in ("1", "2", "3"))
    write(by, meeting, "3", uid=third.uid, base=1, position=first.position + 1e-9, moved=True)
    positions = list(Entry.objects.filter(meeting=meeting).values_list("body", "position"))
    assert positions == [("<p>1</p>", 1.0), ("<p>3</p>", 2.0), ("<p>2</p>", 3.0)]


@pytest.mark.parametrize("position", [float("nan"), float("inf"), 1e300])
def test_impossible_position_goes_to_the_end(cast: Cast, meeting: Meeting, position: float) -> None:
    line(cast.actor("recorder"), meeting, "1")
    assert line(cast.actor("recorder"), meeting, "2", position=position).position == 2.0


def test_moments_of_change_never_run_backwards(cast: Cast, meeting: Meeting) -> None:
    first = line(cast.actor("recorder"), meeting, "1")
    Entry.objects.filter(pk=first.pk).update(changed_at=timezone.now() + timedelta(hours=1))
    first.refresh_from_db()
    assert line(cast.actor("recorder"), meeting, "2").changed_at > first.changed_at


# -- fields


def test_votes_need_people(cast: Cast, meeting: Meeting) -> None:
    votes = {"votes": {"for": "9", "against": "0", "abstained": "0"}}
    entry = line(cast.actor("recorder"), meeting, "Skupina souhlasí", kind="decision", details=votes)
    assert entry.votes_for is None and entry.problems[0]["field"] == "votes.for"
    assert entry.body == "<p>Skupina souhlasí</p>" and entry.details == votes


def test_votes_with_quorum_of_the_moment(cast: Cast, meeting: Meeting) -> None:
    everybody_present(cast, meeting)
    votes = {"votes": {"for": "3", "against": "1"}}
    entry = line(cast.actor("recorder"), meeting, "Ano", kind="decision", details=votes)
    assert (entry.votes_for, entry.votes_against, entry.votes_abstained, entry.result) == (3, 1, None, "adopted")
    assert (entry.quorum_present, entry.quorum_needed, entry.problems) == (4, None, [])


@pytest.mark.parametrize(
    ("due", "kind", "has_day", "problem"),
    [
        ("", "none", False, False),
        ("do příštího jednání", "next_meeting", False, False),
        ("bez termínu", "none", False, False),
        ("31. 2. 2030", "", False, True),
        ("1. 1. 2001", "", False, True),
        ("včera", "", False, True),
        ("31. 12. 2099", "date", True, False),
        ("nesmysl", "", False, True),
    ],
)
def test_due_of_a_task(cast: Cast, meeting: Meeting, due: str, kind: str, has_day: bool, problem: bool) -> None:
    details = {"due": due, "owner": {"text": cast.person("member").name}}
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details=details)
    assert (entry.due_kind, entry.due_on is not None, bool(entry.problems)) == (kind, has_day, problem)
    assert entry.body == "<p>Udělat</p>" and entry.details.get("due", "") == due


def test_owner_by_surname_organisation_or_nobody(cast: Cast, meeting: Meeting) -> None:
    def owner(text: str) -> Entry:
        return line(cast.actor("recorder"), meeting, "Udělat", kind="task", details={"owner": {"text": text}})

    assert owner("Členová").owner_person == cast.person("member")
    assert owner("dana clenova").owner_person == cast.person("member")
    assert owner("Most k lidem").owner_organisation == cast.ngo
    assert owner("Neznámý").problems[0]["field"] == "owner" and owner("").problems[0]["field"] == "owner"


def test_two_members_of_one_name_ask_which(cast: Cast, meeting: Meeting) -> None:
    from tests import factories

    factories.mandate(cast.group, factories.person("Dana", "Členová"))
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details={"owner": {"text": "Dana Členová"}})
    assert entry.owner_person is None and entry.problems[0]["field"] == "owner"
    picked = {"owner": {"text": "Dana Členová, Most k lidem", "person": cast.person("member").uid}}
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details=picked)
    assert entry.owner_person == cast.person("member") and entry.problems == []


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ({"label": "klientů", "value": "1.5"}, "value"),
        ({"label": "klientů", "value": ""}, "value"),
        ({"value": "20"}, "label"),
        ({"label": "k", "value": "1", "total": "0"}, "total"),
        ({"label": "k", "value": "1", "from": "2018", "to": "2017"}, "to"),
        ({"label": "k", "value": "123456789012345678"}, "value"),
        ({"label": "k", "value": "0,12345"}, "value"),
        ({"label": "k", "value": "1", "from": "31. 2. 2017"}, "from"),
    ],
)
def test_number_that_cannot_be_read(cast: Cast, meeting: Meeting, number: dict[str, str], field: str) -> None:
    uid = new_uid()
    details = {"organisation": {"text": "Most k lidem"}, "numbers": [{"uid": uid, **number}]}
    entry = line(cast.actor("recorder"), meeting, "Zpráva", kind="report", details=details)
    assert [problem["field"] for problem in entry.problems] == [f"numbers.{uid}.{field}"]
    assert entry.details["numbers"][0] == {"uid": uid, **{k: v for k, v in number.items() if v}}


def test_kind_can_change_and_back_without_losing_fields(cast: Cast, meeting: Meeting) -> None:
    details = {"due": "do příštího jednání"}
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details=details)
    write(cast.actor("recorder"), meeting, "Udělat", uid=entry.uid, base=1, kind="information", details=details)
    entry.refresh_from_db()
    assert (entry.kind, entry.due_kind) == ("information", "")
    write(cast.actor("recorder"), meeting, "Udělat", uid=entry.uid, base=2, kind="task", details=details)
    entry.refresh_from_db()
    assert entry.due_kind == "next_meeting"

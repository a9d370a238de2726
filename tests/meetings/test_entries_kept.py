"""What is kept of every write into a line: its revisions, the wordings that wait, the audit rows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.entries import Typed, cleaned, resolve_conflict, save_entry
from soucinnost.meetings.models import Entry, EntryConflict, EntryRevision, Meeting
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def told(cast: Cast, meeting: Meeting, role: str, since: int) -> list[tuple[str, str, list[str]]]:
    """Audit rows added since a number: verb, what it happened to, what else it names; all by one, all of one circle."""
    rows = list(AuditEntry.objects.filter(sequence__gt=since).order_by("sequence"))
    assert {row.actor for row in rows} <= {cast.actor(role).audit_ref}
    assert {row.circle for row in rows} <= {meeting.circle.uid}
    return [(row.verb, row.object_uid, row.ids) for row in rows]


def last_row() -> int:
    """The number of the last audit row."""
    return AuditEntry.objects.order_by("sequence").last().sequence  # type: ignore[union-attr]


def clashing(cast: Cast, meeting: Meeting, body: str = "Moje", **more: Any) -> EntryConflict:
    """A wording of the recorder that waits beside the chair's."""
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, body, uid=entry.uid, base=1, **more).conflict
    assert conflict is not None
    return conflict


# -- revisions


def test_every_revision_says_who_wrote_it_when_and_from_where(cast: Cast, meeting: Meeting) -> None:
    by, typed_at, operations = cast.actor("recorder"), timezone.now() - timedelta(minutes=9), (new_uid(), new_uid())
    line(by, meeting, "Jiný řádek")
    entry = line(by, meeting, "Jedna", typed_at=typed_at, operation=operations[0], client="doma")
    details = {"due": "do příštího jednání"}
    write(
        cast.actor("chair"), meeting, "Dva", uid=entry.uid, base=1, kind="task", details=details,
        operation=operations[1], client="tablet", struck=True,
    )
    entry.refresh_from_db()
    first, second = entry.revisions.all()
    assert (first.number, first.kind, first.body, first.details) == (1, "information", "<p>Jedna</p>", {})
    assert (first.typed_at, first.by_person, first.client, first.operation) == (
        typed_at, cast.person("recorder"), "doma", operations[0],
    )
    assert (second.number, second.kind, second.body) == (2, "task", "<p>Dva</p>")
    assert second.details == {**details, "struck": True}
    assert (second.typed_at, second.by_person, second.client, second.operation) == (
        None, cast.person("chair"), "tablet", operations[1],
    )
    assert second.at == entry.changed_at == entry.struck_at > first.at


def test_new_line_stands_where_and_as_it_was_typed(cast: Cast, meeting: Meeting) -> None:
    uid, before, item = new_uid(), timezone.now(), meeting.items.get(title="Různé")
    entry = line(cast.actor("recorder"), meeting, "A", uid=uid, item=item, position=7.5, kind="question")
    entry.refresh_from_db()
    assert (entry.uid, entry.meeting, entry.circle, entry.item) == (uid, meeting, meeting.circle, item)
    assert (entry.position, entry.kind, entry.revision, entry.struck_at) == (7.5, "question", 1, None)
    assert before <= entry.written_at == entry.changed_at == entry.revisions.get().at <= timezone.now()


def test_name_of_a_browser_is_kept_as_far_as_there_is_room(cast: Cast, meeting: Meeting) -> None:
    """A name and an operation of any length never stand in the way of writing."""
    long = {"client": "x" * 60, "operation": "y" * 60}
    conflict = clashing(cast, meeting, **long)
    line(cast.actor("recorder"), meeting, "Nový", **long)
    rows = [conflict, EntryRevision.objects.filter(entry__body="<p>Nový</p>").get()]
    assert [(row.client, row.operation) for row in rows] == [("x" * 40, "y" * 40)] * 2


def test_unknown_kind_is_information(cast: Cast, meeting: Meeting) -> None:
    assert line(cast.actor("recorder"), meeting, "A", kind="vymyšlený").kind == "information"
    assert line(cast.actor("recorder"), meeting, "A", kind="decision").kind == "decision"


def test_text_that_cannot_be_kept_is_refused_at_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(kind="information", body="á" * 1_000_000, details={})
    assert list(refused.value.message_dict) == ["body"]


def test_line_emptied_by_its_writer_stands_empty(cast: Cast, meeting: Meeting) -> None:
    """Only a line that never was is left out when nothing stands in it."""
    entry = line(cast.actor("recorder"), meeting, "A")
    saved = write(cast.actor("recorder"), meeting, "", uid=entry.uid, base=1)
    entry.refresh_from_db()
    assert (saved.outcome, entry.body, entry.revision) == ("applied", "", 2)
    assert [row.body for row in entry.revisions.all()] == ["<p>A</p>", ""]


def test_line_struck_out_stays_struck_since_the_first_time(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    entry = line(by, meeting, "A")
    write(by, meeting, "A", uid=entry.uid, base=1, struck=True)
    entry.refresh_from_db()
    struck_at = entry.struck_at
    write(by, meeting, "A, opraveno", uid=entry.uid, base=2, struck=True)
    entry.refresh_from_db()
    assert (entry.body, entry.revision) == ("<p>A, opraveno</p>", 3)
    assert struck_at is not None and entry.struck_at == struck_at < entry.changed_at


def test_writer_is_merged_with_the_text_that_she_started_from(cast: Cast, meeting: Meeting) -> None:
    """Not with the first one, nor with one of the same number of another line."""
    recorder, chair = cast.actor("recorder"), cast.actor("chair")
    for body in ("Cizí", "Cizí podruhé"):
        other = Entry.objects.filter(meeting=meeting).first()
        write(recorder, meeting, body, uid=other.uid if other else "", base=1 if other else 0)
    entry = line(recorder, meeting, "Jedna", kind="task")
    write(recorder, meeting, "Dvě", uid=entry.uid, base=1, kind="task")
    write(chair, meeting, "Dvě", uid=entry.uid, base=2, kind="task", details={"due": "do příštího jednání"})
    saved = write(recorder, meeting, "Tři", uid=entry.uid, base=2, kind="task")
    entry.refresh_from_db()
    assert (saved.outcome, entry.body, entry.details, entry.revision) == (
        "applied", "<p>Tři</p>", {"due": "do příštího jednání"}, 4,
    )


# -- sent again


def test_one_operation_may_write_into_two_lines(cast: Cast, meeting: Meeting) -> None:
    by, operation = cast.actor("recorder"), new_uid()
    first, second = (line(by, meeting, text) for text in ("1", "2"))
    for entry in (first, second):
        assert write(by, meeting, "Nově", uid=entry.uid, base=1, operation=operation).outcome == "applied"
    assert [entry.body for entry in Entry.objects.filter(meeting=meeting)] == ["<p>Nově</p>"] * 2


def test_clash_answers_for_its_own_operation_only(cast: Cast, meeting: Meeting) -> None:
    operation = new_uid()
    conflict = clashing(cast, meeting, operation=operation)
    by, entry = cast.actor("recorder"), conflict.entry
    again = write(by, meeting, "Moje", uid=entry.uid, base=1, operation=operation)
    assert (again.outcome, again.conflict, again.entry) == ("conflict", conflict, entry)
    assert write(by, meeting, "Dál", uid=entry.uid, base=2).outcome == "applied", "writes on from what stands"
    assert write(by, meeting, "Nový", operation=operation).outcome == "applied"
    other = line(by, meeting, "Další")
    assert write(by, meeting, "Další znění", uid=other.uid, base=1, operation=operation).outcome == "applied"


# -- wordings that wait


def test_wording_that_waits_is_kept_whole(cast: Cast, meeting: Meeting) -> None:
    typed_at, operation, details = timezone.now() - timedelta(minutes=4), new_uid(), {"due": "do příštího jednání"}
    conflict = clashing(
        cast, meeting, kind="task", details=details, struck=True, typed_at=typed_at, operation=operation, client="doma"
    )
    conflict.refresh_from_db()
    assert (conflict.base_number, conflict.kind, conflict.body) == (1, "task", "<p>Moje</p>")
    assert conflict.details == {**details, "struck": True}
    assert (conflict.typed_at, conflict.by_person, conflict.client, conflict.operation) == (
        typed_at, cast.person("recorder"), "doma", operation,
    )
    assert (conflict.resolved_at, conflict.resolved_by, conflict.resolution) == (None, None, "")
    conflict.entry.refresh_from_db()
    assert conflict.at == conflict.entry.changed_at > conflict.entry.revisions.get(number=2).at
    assert (conflict.entry.body, conflict.entry.revision, conflict.entry.struck_at) == ("<p>Jiné</p>", 2, None)


def test_writing_on_renews_nothing_of_others_or_of_elsewhere(cast: Cast, meeting: Meeting) -> None:
    """Only what the same person wrote in the same browser into the same line asks no more."""
    elsewhere, mine = clashing(cast, meeting, "Jinde"), clashing(cast, meeting)
    entry, recorder, chair = mine.entry, cast.actor("recorder"), cast.actor("chair")
    hers = write(chair, meeting, "Její", uid=entry.uid, base=1).conflict
    tablet = write(recorder, meeting, "Z tabletu", uid=entry.uid, base=1, client="tablet").conflict
    decided = EntryConflict.objects.create(
        entry=entry, base_number=1, kind="information", by_person=cast.person("recorder"), client="prohlizec",
        resolved_at=timezone.now(), resolution="both",
    )
    latest = write(recorder, meeting, "Moje dál", uid=entry.uid, base=1).conflict
    assert latest is not None
    waiting = set(EntryConflict.objects.filter(resolved_at__isnull=True))
    assert waiting == {elsewhere, hers, tablet, latest}
    mine.refresh_from_db()
    decided.refresh_from_db()
    assert (mine.resolution, mine.resolved_at, mine.body) == ("renewed", latest.at, "<p>Moje</p>")
    assert decided.resolution == "both"


def test_choice_is_kept_with_its_revision(cast: Cast, meeting: Meeting) -> None:
    conflict = clashing(cast, meeting)
    saved = resolve_conflict(by=cast.actor("chair"), conflict=conflict, choice="both", seen_revision=2)
    conflict.refresh_from_db()
    entry = conflict.entry
    assert (saved.outcome, saved.entry, saved.conflict) == ("applied", entry, conflict)
    last = entry.revisions.get(number=3)
    assert (last.body, last.by_person, last.client, last.operation, last.typed_at) == (
        "<p>Jiné</p><p>Moje</p>", cast.person("chair"), "", "", None,
    )
    assert (entry.revision, entry.body) == (3, last.body)
    assert last.at == entry.changed_at == conflict.resolved_at
    assert (conflict.resolved_by, conflict.resolution) == (cast.person("chair"), "both")


def test_choice_of_what_stands_makes_no_revision_but_is_news(cast: Cast, meeting: Meeting) -> None:
    conflict = clashing(cast, meeting)
    saved = resolve_conflict(by=cast.actor("chair"), conflict=conflict, choice="current")
    conflict.refresh_from_db()
    assert (saved.outcome, conflict.entry.revision, conflict.entry.revisions.count()) == ("applied", 2, 2)
    assert conflict.entry.changed_at == conflict.resolved_at
    decided = conflict.resolved_at
    again = resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="incoming")
    conflict.refresh_from_db()
    assert (again.outcome, again.entry, again.conflict) == ("unchanged", conflict.entry, conflict)
    assert (conflict.resolution, conflict.resolved_by, conflict.resolved_at) == (
        "current", cast.person("chair"), decided,
    )


def test_refused_choice_leaves_both_wordings(cast: Cast, meeting: Meeting) -> None:
    conflict = clashing(cast, meeting)
    before = last_row()
    for choice, seen, said in (("nesmysl", None, "Vyberte"), ("renewed", None, "Vyberte"), ("both", 1, "změnilo")):
        with pytest.raises(ValidationError, match=said):
            resolve_conflict(by=cast.actor("chair"), conflict=conflict, choice=choice, seen_revision=seen)
    conflict.refresh_from_db()
    assert conflict.resolved_at is None and conflict.entry.body == "<p>Jiné</p>"
    assert last_row() == before


def test_both_wordings_that_do_not_fit_into_one_line_go_on_waiting(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "a" * 600_000, uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, "b" * 600_000, uid=entry.uid, base=1).conflict
    assert conflict is not None
    with pytest.raises(ValidationError):
        resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="both")
    entry.refresh_from_db()
    conflict.refresh_from_db()
    assert (entry.revision, conflict.resolved_at) == (2, None)


# -- the audit log


def test_every_write_leaves_its_row(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    before = last_row()
    entry = line(by, meeting, "A")
    write(by, meeting, "B", uid=entry.uid, base=1)
    write(by, meeting, "B", uid=entry.uid, base=2, struck=True)
    write(by, meeting, "C", uid=entry.uid, base=3, struck=True)
    write(by, meeting, "C", uid=entry.uid, base=4)
    conflict = write(by, meeting, "D", uid=entry.uid, base=2).conflict
    assert conflict is not None
    resolve_conflict(by=by, conflict=conflict, choice="incoming")
    verbs = ("written", "changed", "struck", "changed", "changed", "conflict_kept", "conflict_resolved")
    assert told(cast, meeting, "recorder", before) == [
        (f"entry.{verb}", entry.uid, [conflict.uid] if verb.startswith("conflict") else []) for verb in verbs
    ]


def test_what_changes_nothing_leaves_no_row_and_no_revision(cast: Cast, meeting: Meeting) -> None:
    by, operation = cast.actor("recorder"), new_uid()
    entry = line(by, meeting, "A")
    write(by, meeting, "B", uid=entry.uid, base=1, operation=operation)
    before, changed_at = last_row(), Entry.objects.get(pk=entry.pk).changed_at
    again = write(by, meeting, "B", uid=entry.uid, base=1, operation=operation)
    same = write(by, meeting, "B", uid=entry.uid, base=2)
    empty = write(by, meeting, "")
    assert [(saved.outcome, saved.entry) for saved in (again, same, empty)] == [
        ("applied", entry), ("unchanged", entry), ("unchanged", None),
    ]
    entry.refresh_from_db()
    assert (last_row(), entry.revision, entry.revisions.count()) == (before, 2, 2)
    assert entry.changed_at == changed_at, "nobody is told that there is news"


def test_moving_leaves_its_row_and_is_news(cast: Cast, meeting: Meeting) -> None:
    by, other = cast.actor("recorder"), meeting.items.get(title="Různé")
    entry = line(by, meeting, "A")
    before, changed_at = last_row(), entry.changed_at
    saved = write(by, meeting, "A", uid=entry.uid, base=1, item=other, moved=True, position=3.0)
    entry.refresh_from_db()
    assert (saved.outcome, saved.entry, saved.displaced) == ("applied", entry, False)
    assert (entry.item, entry.position, entry.revision) == (other, 3.0, 1)
    assert entry.changed_at > changed_at
    assert told(cast, meeting, "recorder", before) == [("entry.moved", entry.uid, [])]
    before = last_row()
    write(by, meeting, "B", uid=entry.uid, base=1, item=other, moved=True)
    assert [verb for verb, *_rest in told(cast, meeting, "recorder", before)] == ["entry.moved", "entry.changed"]


# -- moments


def test_moment_told_by_a_browser_counts_when_it_is_not_ahead(cast: Cast, meeting: Meeting) -> None:
    """The vote is held against who was there when it was written down."""
    def moment_of(typed_at: datetime | None) -> datetime:
        return line(cast.actor("recorder"), meeting, "A", typed_at=typed_at).written_at

    past, before = timezone.now() - timedelta(days=2), timezone.now()
    assert moment_of(past) == past
    assert before <= moment_of(before + timedelta(minutes=5)) <= timezone.now()
    assert before <= moment_of(None) <= timezone.now()


def test_news_of_another_meeting_do_not_move_the_clock(cast: Cast, meeting: Meeting) -> None:
    other = line(cast.actor("chair"), running(cast), "Jinde")
    ahead = timezone.now() + timedelta(hours=1)
    Entry.objects.filter(pk=other.pk).update(changed_at=ahead)
    line(cast.actor("chair"), meeting, "Tady")
    before = timezone.now()
    assert before < line(cast.actor("chair"), meeting, "A tady").changed_at < ahead
    first = Entry.objects.filter(meeting=meeting).first()
    assert first is not None
    Entry.objects.filter(pk=first.pk).update(changed_at=ahead)
    second = line(cast.actor("chair"), meeting, "Potom")
    assert second.changed_at == ahead + timedelta(microseconds=1)


def test_two_changes_of_one_moment_are_told_apart(
    cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise who asked between them would never learn of the second."""
    now = timezone.now()
    monkeypatch.setattr("soucinnost.meetings.actions.live.timezone.now", lambda: now)
    first, second = (line(cast.actor("chair"), meeting, text) for text in ("1", "2"))
    assert (first.changed_at, second.changed_at) == (now, now + timedelta(microseconds=1))


def test_line_without_a_proper_mark_says_so(cast: Cast, meeting: Meeting) -> None:
    typed = Typed(uid="x", item_uid="", text=cleaned(kind="information", body="", details={}))
    with pytest.raises(ValidationError, match="označení"):
        save_entry(by=cast.actor("recorder"), meeting=meeting, typed=typed)

"""Where lines stand and who sees them: order within items, items that are gone, lines closed to some seats."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.entries import resolve_conflict
from soucinnost.meetings.actions.running import finish_editing
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, Meeting
from soucinnost.search.models import IndexEntry
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running, write
from tests.meetings.signoff_kit import drafted, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def order(meeting: Meeting, title: str = "Úvod") -> list[tuple[str, float]]:
    """Lines of an item as they stand: words and place."""
    entries = Entry.objects.filter(meeting=meeting, item__title=title)
    return [(entry.body.removeprefix("<p>").removesuffix("</p>"), entry.position) for entry in entries]


def close(cast: Cast, item: AgendaItem, *roles: str) -> None:
    """Close an item to the seats of some."""
    item.is_closed = True
    item.save()
    item.named_seats.set([cast.mandates[role].seat for role in roles])


def seats(cast: Cast, *roles: str) -> list[str]:
    """The seats of some, as fields of a line name them."""
    return sorted(cast.mandates[role].seat.uid for role in roles)


def seen_by(cast: Cast, entry: Entry) -> set[str]:
    """Who of those at the table sees a line."""
    roles = ("chair", "recorder", "reviewer", "member", "deputy")
    return {role for role in roles if Entry.objects.visible_to(cast.actor(role)).filter(pk=entry.pk).exists()}


# -- order


def test_new_lines_come_to_the_end_of_their_own_item(cast: Cast, meeting: Meeting) -> None:
    by, other = cast.actor("recorder"), meeting.items.get(title="Různé")
    for text in ("1", "2", "3"):
        line(by, meeting, text)
    line(by, meeting, "jinde", item=other)
    line(by, meeting, "4")
    assert order(meeting) == [("1", 1.0), ("2", 2.0), ("3", 3.0), ("4", 4.0)]
    assert order(meeting, "Různé") == [("jinde", 1.0)]


@pytest.mark.parametrize("position", [1e9, -1e9, float("-inf")])
def test_place_too_far_is_the_end(cast: Cast, meeting: Meeting, position: float) -> None:
    line(cast.actor("recorder"), meeting, "1")
    assert line(cast.actor("recorder"), meeting, "2", position=position).position == 2.0


@pytest.mark.parametrize("position", [0.0, -5.5, 999_999_999.0])
def test_place_that_was_asked_for_is_kept(cast: Cast, meeting: Meeting, position: float) -> None:
    line(cast.actor("recorder"), meeting, "1")
    assert line(cast.actor("recorder"), meeting, "2", position=position).position == position


@pytest.mark.parametrize(
    ("between", "spread"), [(0.000_001, True), (0.000_000_9, True), (0.000_002, False), (0.5, False)]
)
def test_lines_are_spread_only_where_nothing_fits_between(
    cast: Cast, meeting: Meeting, between: float, spread: bool
) -> None:
    by, other = cast.actor("recorder"), meeting.items.get(title="Různé")
    line(by, meeting, "první", position=0.0)
    last = line(by, meeting, "druhá", position=4.0)
    for place in (0.25, 0.250_000_1):
        line(by, meeting, "jinde", item=other, position=place)
    write(by, meeting, "druhá", uid=last.uid, base=1, moved=True, position=between)
    assert order(meeting) == [("první", 1.0 if spread else 0.0), ("druhá", 2.0 if spread else between)]
    assert [place for _text, place in order(meeting, "Různé")] == [0.25, 0.250_000_1], "other items stay"


def test_line_rewritten_while_it_is_moved_stays_where_it_came(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    first, _second, third = (line(by, meeting, text) for text in ("1", "2", "3"))
    write(by, meeting, "3!", uid=third.uid, base=1, moved=True, position=first.position + 1e-9)
    assert order(meeting) == [("1", 1.0), ("3!", 2.0), ("2", 3.0)]


# -- items that are gone


def test_line_of_an_item_of_elsewhere_goes_to_the_last_item_here(cast: Cast, meeting: Meeting) -> None:
    elsewhere = running(cast, items=("Jinde", "Jinde na konci", "Úplně jinde"))
    by, last = cast.actor("recorder"), meeting.items.get(title="Různé")
    line(by, meeting, "na konci", item=last)
    for uid in (new_uid(), elsewhere.items.get(title="Jinde").uid):
        saved = write(by, meeting, "bez bodu", item_uid=uid, position=-3.0)
        assert saved.displaced and saved.entry is not None and saved.entry.item == last
    assert order(meeting, "Různé") == [("na konci", 1.0), ("bez bodu", 2.0), ("bez bodu", 3.0)]


@pytest.mark.parametrize(("hidden", "place"), [(True, 30), (False, 10)])
def test_where_no_item_can_be_seen_one_is_made_after_all(
    cast: Cast, meeting: Meeting, hidden: bool, place: int
) -> None:
    """Behind those that are closed to the writer; it can be found and belongs to the circle."""
    running(cast, items=tuple("abcdef"))
    for item in meeting.items.all():
        if hidden:
            close(cast, item, "chair")
        else:
            item.delete()
    saved = write(cast.actor("recorder"), meeting, "Text", item_uid=new_uid())
    assert saved.displaced and saved.entry is not None
    made = saved.entry.item
    assert (made.title, made.position, made.meeting, made.circle, made.is_closed) == (
        "Nezařazené záznamy", place, meeting, meeting.circle, False,
    )
    assert IndexEntry.objects.filter(object_uid=made.uid).exists()
    again = write(cast.actor("recorder"), meeting, "Další", item_uid=new_uid())
    assert again.entry is not None and again.entry.item == made


def test_change_of_a_line_whose_item_is_gone_is_kept_and_told(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    entry = line(by, meeting, "A", position=5.0)
    rows = AuditEntry.objects.filter(verb="entry.moved").count()
    changed = write(by, meeting, "B", uid=entry.uid, base=1, moved=True, item_uid=new_uid(), position=1.0)
    same = write(by, meeting, "B", uid=entry.uid, base=2, moved=True, item_uid=new_uid())
    clash = write(by, meeting, "C", uid=entry.uid, base=1, moved=True, item_uid=new_uid())
    outcomes = [(saved.outcome, saved.displaced) for saved in (changed, same, clash)]
    assert outcomes == [("applied", True), ("applied", True), ("conflict", True)]
    assert order(meeting) == [("B", 5.0)]
    assert AuditEntry.objects.filter(verb="entry.moved").count() == rows


# -- whose line it is


def test_line_that_the_writer_does_not_see_is_nobodys_to_write(cast: Cast, meeting: Meeting) -> None:
    """Though she sees others of the meeting, or the same line by its number elsewhere."""
    recorder, elsewhere = cast.actor("recorder"), running(cast)
    line(recorder, meeting, "Vidí")
    hidden = line(cast.actor("chair"), meeting, "Nevidí", details={"closed_to": []})
    foreign = line(recorder, elsewhere, "Jinde")
    for entry in (hidden, foreign):
        with pytest.raises(ValidationError, match="nemůžete měnit"):
            write(recorder, meeting, "Přepis", uid=entry.uid, base=1)
    assert Entry.objects.filter(body="<p>Přepis</p>").count() == 0


def test_choice_over_a_line_that_the_chooser_does_not_see_is_refused(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("recorder"), meeting, "Vidí")
    hidden = line(cast.actor("chair"), meeting, "Nevidí", details={"closed_to": []})
    conflict = EntryConflict.objects.create(entry=hidden, base_number=1, kind="information", body="<p>Jiné</p>")
    with pytest.raises(PermissionDenied):
        resolve_conflict(by=cast.actor("recorder"), conflict=conflict, choice="incoming")
    conflict.refresh_from_db()
    assert conflict.resolved_at is None


# -- lines closed to some seats


def test_closer_stays_among_those_who_see_the_line(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("chair"), meeting, "Jen pro dva", details={"closed_to": seats(cast, "reviewer")})
    entry.refresh_from_db()
    assert entry.details == {"closed_to": seats(cast, "chair", "reviewer")}
    assert entry.is_closed and entry.revisions.get().details == entry.details
    assert seen_by(cast, entry) == {"chair", "reviewer"}
    wider = {"closed_to": seats(cast, "recorder", "member")}
    write(cast.actor("chair"), meeting, "Jen pro dva", uid=entry.uid, base=1, details=wider)
    entry.refresh_from_db()
    assert entry.details == {"closed_to": seats(cast, "chair", "recorder", "member")}
    assert seen_by(cast, entry) == {"chair", "recorder", "member", "deputy"}
    write(cast.actor("recorder"), meeting, "Pro všechny", uid=entry.uid, base=2, details={})
    entry.refresh_from_db()
    assert (entry.is_closed, entry.details, entry.named_seats.count()) == (False, {}, 0)


def test_line_is_never_closed_to_seats_of_elsewhere(cast: Cast, meeting: Meeting) -> None:
    foreign, own = (factories.mandate(cast.other_group, cast.person(role)).seat for role in ("member", "chair"))
    assert own.pk in cast.actor("chair").seat_ids
    named = {"closed_to": sorted([foreign.uid, *seats(cast, "member")])}
    entry = line(cast.actor("chair"), meeting, "Uzavřené", details=named)
    entry.refresh_from_db()
    assert entry.details == {"closed_to": seats(cast, "chair", "member")}
    assert not Entry.objects.visible_to(cast.actor("outsider")).exists()


def test_writing_into_a_closed_line_lets_nobody_else_in(cast: Cast, meeting: Meeting) -> None:
    """Not even other seats of the writer, as long as she leaves those who see it as they are."""
    factories.mandate(cast.group, cast.person("recorder"), deputy_for=cast.mandates["member"], organisation=cast.ngo)
    recorder, named = cast.actor("recorder"), {"closed_to": seats(cast, "chair", "recorder")}
    entry = line(cast.actor("chair"), meeting, "Důvěrné", details=named)
    write(recorder, meeting, "Důvěrné a delší", uid=entry.uid, base=1, details=named)
    write(cast.actor("chair"), meeting, "Ještě jinak", uid=entry.uid, base=1, details=named)
    conflict = EntryConflict.objects.get()
    resolve_conflict(by=recorder, conflict=conflict, choice="both")
    entry.refresh_from_db()
    assert entry.body == "<p>Důvěrné a delší</p><p>Ještě jinak</p>"
    assert entry.details == named and sorted(seat.uid for seat in entry.named_seats.all()) == named["closed_to"]
    write(recorder, meeting, "Moje", uid=entry.uid, base=3, details={"closed_to": seats(cast, "chair")})
    entry.refresh_from_db()
    assert set(seats(cast, "chair", "recorder")) < set(entry.details["closed_to"]), "who closes anew is named"


@pytest.mark.parametrize(
    ("was_closed", "gone", "named", "seen"),
    [
        (True, True, None, {"recorder"}),
        (True, True, ["member"], {"recorder", "member", "deputy"}),
        (True, False, None, {"chair", "recorder", "reviewer", "member", "deputy"}),
        (False, True, None, {"chair", "recorder", "reviewer", "member", "deputy"}),
        (False, True, [], {"recorder"}),
    ],
)
def test_line_of_a_closed_item_that_is_gone_is_opened_to_nobody_else(
    cast: Cast, meeting: Meeting, was_closed: bool, gone: bool, named: list[str] | None, seen: set[str]
) -> None:
    details = {} if named is None else {"closed_to": seats(cast, *named)}
    place = {"item_uid": new_uid()} if gone else {}
    entry = line(
        cast.actor("recorder"), meeting, "Text", item_was_closed=was_closed,
        details={"due": "do příštího jednání", **details}, **place,
    )
    entry.refresh_from_db()
    assert seen_by(cast, entry) == seen
    assert entry.details["due"] == "do příštího jednání"
    assert ("closed_to" in entry.details) == entry.is_closed == ("chair" not in seen)


def test_line_closed_while_wordings_clash_is_closed_at_once(cast: Cast, meeting: Meeting) -> None:
    """What was written for a few is not offered to all who write; both wordings stay, with those who may see them."""
    recorder, chair = cast.actor("recorder"), cast.actor("chair")
    entry = line(recorder, meeting, "Původní", kind="task")
    write(recorder, meeting, "Změněné", uid=entry.uid, base=1, kind="task", details={"due": "do příštího jednání"})
    operation, closed = new_uid(), {"closed_to": seats(cast, "reviewer")}
    before = AuditEntry.objects.order_by("sequence").last()
    assert before is not None
    for _time in range(2):
        saved = write(
            chair, meeting, "Důvěrné", uid=entry.uid, base=1, kind="task", details=closed, operation=operation
        )
        assert saved.outcome == "conflict" and saved.conflict is not None
    entry.refresh_from_db()
    assert seen_by(cast, entry) == {"chair", "reviewer"}
    assert not EntryConflict.objects.visible_to(recorder).exists()
    assert (entry.body, entry.revision, entry.revisions.count()) == ("<p>Změněné</p>", 3, 3)
    named = {"closed_to": seats(cast, "chair", "reviewer")}
    assert entry.details == {"due": "do příštího jednání", **named}
    assert entry.revisions.last().details == entry.details and saved.conflict.details == named
    rows = AuditEntry.objects.filter(sequence__gt=before.sequence).order_by("sequence")
    assert [(row.verb, row.object_uid, row.circle, row.actor) for row in rows] == [
        (verb, entry.uid, meeting.circle.uid, chair.audit_ref) for verb in ("entry.changed", "entry.conflict_kept")
    ]
    resolve_conflict(by=chair, conflict=saved.conflict, choice="incoming")
    entry.refresh_from_db()
    assert (entry.body, entry.details["closed_to"]) == ("<p>Důvěrné</p>", named["closed_to"])


def test_line_closed_from_a_state_that_the_server_does_not_know_is_closed_at_once(
    cast: Cast, meeting: Meeting
) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    saved = write(cast.actor("chair"), meeting, "Důvěrné", uid=entry.uid, base=7, details={"closed_to": []})
    entry.refresh_from_db()
    assert (saved.outcome, entry.body, seen_by(cast, entry)) == ("conflict", "<p>Původní</p>", {"chair"})


@pytest.mark.parametrize("choice", ["incoming", "both"])
def test_line_opened_meanwhile_stays_open_while_wordings_clash(cast: Cast, meeting: Meeting, choice: str) -> None:
    """Who did not close the line herself does not close it again by writing on from an older state."""
    recorder, chair = cast.actor("recorder"), cast.actor("chair")
    named = {"closed_to": seats(cast, "chair", "recorder")}
    entry = line(chair, meeting, "Důvěrné", details=named)
    write(chair, meeting, "Veřejné", uid=entry.uid, base=1, details={})
    saved = write(recorder, meeting, "Moje", uid=entry.uid, base=1, details=named)
    assert saved.outcome == "conflict" and saved.conflict is not None
    entry.refresh_from_db()
    assert (entry.is_closed, entry.revision) == (False, 2)
    resolve_conflict(by=recorder, conflict=saved.conflict, choice=choice)
    entry.refresh_from_db()
    assert (entry.is_closed, entry.details) == (False, {})


def test_task_follows_its_line_when_that_is_closed_and_opened(cast: Cast) -> None:
    meeting, chair = drafted(cast), cast.actor("chair")
    details: dict[str, Any] = {"owner": {"text": cast.person("reviewer").name}, "due": "do příštího jednání"}
    entry = put(cast, meeting, "<p>Zjistit</p>", kind="task", details=details)
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    for roles in (["chair", "recorder"], ["chair", "recorder", "reviewer"], []):
        named = {"closed_to": seats(cast, *roles)} if roles else {}
        entry.refresh_from_db()
        write(chair, meeting, "Zjistit", uid=entry.uid, base=entry.revision, kind="task", details={**details, **named})
        task = Assignment.objects.get()
        assert task.is_closed == bool(roles)
        assert sorted(seat.uid for seat in task.named_seats.all()) == seats(cast, *roles)
    row = AuditEntry.objects.filter(verb="assignment.closure_followed").last()
    assert row is not None and (row.actor, row.ids) == (chair.audit_ref, [task.uid])

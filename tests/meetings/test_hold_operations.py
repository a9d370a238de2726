"""What becomes of one operation of a writer's browser: what is read of it, what is answered, what is answered again."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.utils import timezone

from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions import sync
from soucinnost.meetings.actions.presence import add_guest
from soucinnost.meetings.actions.sync import Result, perform
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Entry, EntryConflict, Meeting, Presence, SyncOperation
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running, write
from tests.meetings.test_hold_sync import operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting; another one of the same group runs too."""
    cache.clear()
    line(cast.actor("chair"), running(cast), "Jinde")
    return running(cast)


def send(cast: Cast, meeting: Meeting, raw: Any, role: str = "recorder", **more: Any) -> Result:
    """Send one operation, under a new name unless it has one."""
    sent = {"operation": new_uid(), **raw, **more} if isinstance(raw, dict) else raw
    return perform(by=cast.actor(role), meeting=meeting, raw=sent)


def waiting(cast: Cast, meeting: Meeting, body: str = "Moje") -> EntryConflict:
    """A wording of the recorder that waits beside the chair's."""
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, body, uid=entry.uid, base=1).conflict
    assert conflict is not None
    return conflict


def words(text: str) -> str:
    """A message with ordinary spaces."""
    return " ".join(text.split())


# -- what is answered


@pytest.mark.parametrize("raw", [None, 7, "x", [], {}, {"type": "entry"}, {"type": "jiné", "operation": "2" * 14}])
def test_what_cannot_be_understood_says_so(cast: Cast, meeting: Meeting, raw: Any) -> None:
    told = perform(by=cast.actor("recorder"), meeting=meeting, raw=raw)
    name = raw.get("operation", "") if isinstance(raw, dict) else ""
    assert replace(told, message="") == Result(name, "refused")
    assert "nebylo rozumět" in words(told.message)
    assert not SyncOperation.objects.exists()


def test_answer_to_a_new_line_says_all_that_the_page_shows(cast: Cast, meeting: Meeting) -> None:
    body = "<p>Klientka, tel. 605 123 456. Městská policie zjistí počty do 5. 1. 2031.</p>"
    raw = operation(meeting, body, kind="information", base_revision=0)
    told = send(cast, meeting, raw)
    assert told.as_json() == {
        "operation": raw["operation"], "outcome": "applied", "uid": raw["uid"], "revision": 1, "message": "",
        "displaced": False, "problems": [], "warnings": ["605 123 456"],
        "promises": [{"text": "Městská policie zjistí počty do 5. 1. 2031.", "due": "5. 1. 2031"}], "text": None,
    }
    kept = SyncOperation.objects.get()
    assert (kept.meeting, kept.by_person, kept.operation) == (meeting, cast.person("recorder"), raw["operation"])
    assert (kept.object_uid, kept.outcome, kept.revision) == (raw["uid"], "applied", 1)


def test_answer_says_what_cannot_be_read_and_where_the_line_went(cast: Cast, meeting: Meeting) -> None:
    raw = operation(meeting, "Udělat", kind="task", item=new_uid(), details={"due": "31. 2. 2030"})
    told = send(cast, meeting, raw)
    assert [one["field"] for one in told.problems] == ["due", "owner"]
    assert told.displaced and "posledním bodu" in words(told.message)
    assert Entry.objects.get(uid=raw["uid"]).item.title == "Různé"


def test_empty_new_line_is_answered_though_there_is_none(cast: Cast, meeting: Meeting) -> None:
    raw = operation(meeting, "<p> </p>")
    assert send(cast, meeting, raw) == Result(raw["operation"], "unchanged", uid=raw["uid"])


def test_clash_is_answered_without_a_text_to_take_over(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
    raw = operation(meeting, "Moje", uid=entry.uid, base_revision=1)
    assert send(cast, meeting, raw) == Result(raw["operation"], "conflict", uid=entry.uid, revision=2)


def test_choice_is_answered_without_what_was_only_typed(cast: Cast, meeting: Meeting) -> None:
    """Warnings, promises and the merged text are for whoever typed the line."""
    conflict = waiting(cast, meeting, "Městská policie zjistí počty, tel. 605 123 456.")
    raw = {"type": "resolve", "conflict": conflict.uid, "choice": "incoming", "operation": new_uid(), "revision": 2}
    assert send(cast, meeting, raw) == Result(raw["operation"], "applied", uid=conflict.entry.uid, revision=3)


def test_every_count_and_unit_is_looked_through_and_few_pieces_told(cast: Cast, meeting: Meeting) -> None:
    rows = [
        {"uid": new_uid(), "label": "Doprovod Petra Kavky", "value": "3"},
        {"uid": new_uid(), "unit": "736 123 456", "value": "3"},
        {"uid": new_uid(), "total_label": "z toho 605 123 456", "label": "dotaz", "value": "3"},
        {"uid": new_uid(), "label": "tel. 605", "unit": "123 457", "value": "3"},
    ]
    raw = operation(meeting, "Zpráva", kind="report", details={"numbers": rows})
    assert send(cast, meeting, raw).warnings == ["Petra Kavky", "736 123 456", "605 123 456"]
    phones = [f"605 123 45{number}" for number in range(6)]
    told = send(cast, meeting, operation(meeting, f"Volejte {', '.join([*phones[:1], *phones])}."))
    assert told.warnings == phones[:5]


@pytest.mark.parametrize(
    ("state", "role", "said"),
    [
        (MeetingState.FINAL, "recorder", "uzamkl"), (MeetingState.FINAL, "member", "psát nemůžete"),
        (MeetingState.SIGNING, "member", "psát nemůžete"), (MeetingState.RUNNING, "member", "psát nemůžete"),
        (MeetingState.CANCELLED, "recorder", "psát nemůžete"),
    ],
)
def test_who_may_not_write_learns_why_and_keeps_the_text(
    cast: Cast, meeting: Meeting, state: str, role: str, said: str
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    raw = operation(meeting, "Text")
    told = send(cast, meeting, raw, role)
    assert replace(told, message="") == Result(raw["operation"], "locked", uid=raw["uid"])
    assert said in words(told.message) and "zůstává tady" in words(told.message)
    assert not SyncOperation.objects.exists()


def test_who_lost_her_part_while_others_sign_is_told_it_is_locked(
    cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked between the page and the write; the state of this meeting decides, not of another one."""
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SIGNING)
    monkeypatch.setattr("soucinnost.meetings.actions.entries.may_write", lambda _by, _meeting: False)
    assert "uzamkl" in words(send(cast, meeting, operation(meeting)).message)


def test_refusal_names_the_line_and_every_reason(cast: Cast, meeting: Meeting) -> None:
    raw = operation(meeting, "x" * 1_100_000)
    told = send(cast, meeting, raw)
    assert replace(told, message="") == Result(raw["operation"], "refused", uid=raw["uid"])
    assert "příliš dlouhý" in words(told.message)
    assert not Entry.objects.filter(uid=raw["uid"]).exists() and not SyncOperation.objects.exists()


def test_too_much_is_refused_before_it_is_read(
    cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing would be left of it."""
    monkeypatch.setattr(sync, "MAX_TYPED", 20)
    assert send(cast, meeting, operation(meeting, "a" * 20)).outcome == "applied"
    for body in ("a" * 21, "<b></b>" * 3):
        told = send(cast, meeting, operation(meeting, body))
        assert (told.outcome, "příliš dlouhý" in words(told.message)) == ("refused", True)


def test_long_names_are_told_as_far_as_there_is_room(cast: Cast, meeting: Meeting) -> None:
    told = send(cast, meeting, operation(meeting), operation="x" * 60, uid="y" * 60)
    assert (told.operation, told.outcome) == ("x" * 40, "refused")


# -- what is read of a line


def test_everything_that_was_sent_is_written(cast: Cast, meeting: Meeting) -> None:
    typed_at, other = timezone.now() - timedelta(minutes=7), meeting.items.get(title="Různé")
    raw = operation(
        meeting, "Zjistit", kind="task", item=other.uid, details={"due": "do příštího jednání"}, struck=True,
        client="tablet", typed_at=typed_at.isoformat(), position=3,
    )
    send(cast, meeting, raw)
    entry = Entry.objects.get(uid=raw["uid"])
    assert (entry.kind, entry.body, entry.details) == ("task", "<p>Zjistit</p>", {"due": "do příštího jednání"})
    assert (entry.item, entry.position, entry.written_at) == (other, 3.0, typed_at)
    assert entry.struck_at is not None
    revision = entry.revisions.get()
    assert (revision.client, revision.operation, revision.typed_at) == ("tablet", raw["operation"], typed_at)
    first = meeting.items.get(title="Úvod")
    moved = {**raw, "operation": new_uid(), "base_revision": 1, "item": first.uid, "position": 1.5}
    for flag, place in ((1, (other, 3.0)), ("ano", (other, 3.0)), (True, (first, 1.5))):
        send(cast, meeting, {**moved, "operation": new_uid()}, moved=flag)
        entry.refresh_from_db()
        assert (entry.item, entry.position) == place


@pytest.mark.parametrize("body", [None, 5, ["Text"], {"text": "Text"}])
def test_body_that_is_no_text_is_none(cast: Cast, meeting: Meeting, body: Any) -> None:
    raw = {**operation(meeting), "body": body}
    assert send(cast, meeting, raw).outcome == "unchanged"
    assert not Entry.objects.filter(uid=raw["uid"]).exists()


@pytest.mark.parametrize(("flag", "closed"), [(True, True), (1, False), ("ano", False), (None, False)])
def test_line_of_an_item_seen_as_closed_stays_closed(
    cast: Cast, meeting: Meeting, flag: Any, closed: bool
) -> None:
    raw = operation(meeting, "Text", item=new_uid(), item_closed=flag)
    assert send(cast, meeting, raw).displaced
    assert Entry.objects.get(uid=raw["uid"]).is_closed is closed


@pytest.mark.parametrize(("flag", "struck"), [(True, True), (1, False), ("ano", False), (None, False)])
def test_line_is_struck_out_by_a_plain_yes_only(cast: Cast, meeting: Meeting, flag: Any, struck: bool) -> None:
    raw = operation(meeting, "Text", struck=flag)
    send(cast, meeting, raw)
    assert (Entry.objects.get(uid=raw["uid"]).struck_at is not None) is struck


@pytest.mark.parametrize("base", ["1", 1.0, True, None, -1, 2**31, 10**30])
def test_line_is_not_overwritten_from_a_state_that_makes_no_sense(cast: Cast, meeting: Meeting, base: Any) -> None:
    entry = line(cast.actor("chair"), meeting, "Na serveru")
    raw = operation(meeting, "V prohlížeči", uid=entry.uid, base_revision=base)
    assert send(cast, meeting, raw).outcome == "conflict"
    assert EntryConflict.objects.get().base_number == 0
    entry.refresh_from_db()
    assert entry.body == "<p>Na serveru</p>"


@pytest.mark.parametrize("base", [7, 2**31 - 1])
def test_state_that_the_server_does_not_know_is_kept_as_told(cast: Cast, meeting: Meeting, base: int) -> None:
    entry = line(cast.actor("chair"), meeting, "Na serveru")
    raw = operation(meeting, "V prohlížeči", uid=entry.uid, base_revision=base)
    assert send(cast, meeting, raw).outcome == "conflict"
    assert EntryConflict.objects.get().base_number == base


@pytest.mark.parametrize("position", ["3", True, None, 10**400, [3]])
def test_place_that_is_no_number_is_the_end(cast: Cast, meeting: Meeting, position: Any) -> None:
    line(cast.actor("chair"), meeting, "První", position=5.0)
    raw = operation(meeting, "Druhý", position=position)
    assert send(cast, meeting, raw).outcome == "applied"
    assert Entry.objects.get(uid=raw["uid"]).position == 6.0


@pytest.mark.parametrize("typed_at", ["včera", 5, "2026-13-45T00:00:00Z", "2026-01-01T00:00:00", "", "9" * 500, None])
def test_moment_that_cannot_be_read_is_now(cast: Cast, meeting: Meeting, typed_at: Any) -> None:
    before = timezone.now()
    raw = operation(meeting, "Text", typed_at=typed_at)
    assert send(cast, meeting, raw).outcome == "applied"
    entry = Entry.objects.get(uid=raw["uid"])
    assert before <= entry.written_at <= timezone.now() and entry.revisions.get().typed_at is None


def test_moment_of_any_zone_is_read(cast: Cast, meeting: Meeting) -> None:
    raw = operation(meeting, "Text", typed_at="2026-01-05T10:00:00.250+01:00")
    send(cast, meeting, raw)
    assert Entry.objects.get(uid=raw["uid"]).written_at == datetime(2026, 1, 5, 9, 0, 0, 250_000, UTC)


# -- asked again


def test_same_name_at_another_meeting_is_another_operation(cast: Cast, meeting: Meeting) -> None:
    other, name = Meeting.objects.exclude(pk=meeting.pk).get(), new_uid()
    for place in (meeting, other, meeting):
        raw = operation(place, f"Text {place.pk}", operation=name)
        assert send(cast, place, raw).outcome == "applied"
    assert SyncOperation.objects.filter(operation=name).count() == 2


def test_answer_asked_again_is_the_line_as_it_stood_then(cast: Cast, meeting: Meeting) -> None:
    """Whatever was written into it since, and whatever stands in other lines."""
    chair, entry = cast.actor("chair"), line(cast.actor("recorder"), meeting, "Úkol", kind="task")
    write(chair, meeting, "Úkol", uid=entry.uid, base=1, kind="task", details={"due": "do příštího jednání"})
    raw = operation(meeting, "Úkol hned", uid=entry.uid, base_revision=1, kind="task")
    told = send(cast, meeting, raw)
    stood = {"kind": "task", "body": "<p>Úkol hned</p>", "details": {"due": "do příštího jednání"}, "struck": False}
    assert (told.outcome, told.revision, told.text) == ("applied", 3, stood)
    write(chair, meeting, "Zase jinak", uid=entry.uid, base=3, kind="decision", struck=True)
    again = send(cast, meeting, raw)
    assert again == Result(raw["operation"], "applied", uid=entry.uid, revision=3, text=stood)
    write(chair, meeting, "Důvěrné", uid=entry.uid, base=4, details={"closed_to": []})
    assert send(cast, meeting, raw).text is None, "nothing of a line that the writer does not see any more"


def test_every_kind_of_answer_is_the_same_again_and_nothing_happens_twice(cast: Cast, meeting: Meeting) -> None:
    conflict, guest = waiting(cast, meeting), new_uid()
    entry = line(cast.actor("chair"), meeting, "Jeden")
    write(cast.actor("chair"), meeting, "Dva", uid=entry.uid, base=1)
    row = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    steps = [
        operation(meeting, "Tři", uid=entry.uid, base_revision=1), operation(meeting, "Dva", uid=entry.uid),
        operation(meeting, ""), {"type": "presence", "uid": row.uid, "status": "present"},
        {"type": "guest", "uid": guest, "name": "Host"}, {"type": "guest", "uid": guest, "removed": True},
        {"type": "resolve", "conflict": conflict.uid, "choice": "both"},
    ]
    steps = [{"operation": new_uid(), **step} for step in steps]
    told = [send(cast, meeting, step) for step in steps]
    assert [one.outcome for one in told] == [
        "conflict", "unchanged", "unchanged", "applied", "applied", "applied", "applied",
    ]
    before = list(EntryConflict.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values())
    Presence.objects.filter(pk=row.pk).update(status="absent")
    again = [send(cast, meeting, step) for step in steps]
    assert [(one.operation, one.outcome, one.uid, one.revision, one.text) for one in again] == [
        (one.operation, one.outcome, one.uid, one.revision, None) for one in told
    ]
    assert before == (list(EntryConflict.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values()))
    assert Presence.objects.get(pk=row.pk).status == "absent" and not Presence.objects.filter(uid=guest).exists()
    assert SyncOperation.objects.count() == len(steps)


def test_what_was_refused_may_be_sent_again_when_it_is_mended(cast: Cast, meeting: Meeting) -> None:
    row = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    raw = {"type": "presence", "uid": row.uid, "status": "present", "arrived": "25.00", "operation": new_uid()}
    told = send(cast, meeting, raw)
    assert (told.outcome, told.uid) == ("refused", row.uid)
    assert send(cast, meeting, {**raw, "arrived": "9.00"}).outcome == "applied"


def test_line_taken_at_the_same_moment_is_tried_once_more(
    cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    save = sync.save_entry

    def taken(**given: Any) -> Any:
        tried.append("once")
        if len(tried) == 1:
            raise IntegrityError
        return save(**given)

    monkeypatch.setattr(sync, "save_entry", taken)
    raw = operation(meeting, "Text")
    assert send(cast, meeting, raw) == Result(raw["operation"], "applied", uid=raw["uid"], revision=1)
    assert len(tried) == 2


# -- choices, presence, guests


def test_choice_belongs_to_its_own_meeting_and_to_what_was_seen(cast: Cast, meeting: Meeting) -> None:
    conflict, other = waiting(cast, meeting), Meeting.objects.exclude(pk=meeting.pk).get()
    raw = {"type": "resolve", "conflict": conflict.uid, "choice": "incoming"}
    for place, change, said in (
        (other, {}, "už v zápisu není"), (meeting, {"conflict": new_uid()}, "už v zápisu není"),
        (meeting, {"revision": 1}, "změnilo"), (meeting, {"choice": "obě"}, "Vyberte"),
    ):
        told = send(cast, place, {**raw, **change})
        assert told.outcome == "refused" and said in words(told.message)
    conflict.refresh_from_db()
    assert conflict.resolved_at is None
    assert send(cast, meeting, raw, revision="2").outcome == "applied", "who says nothing of what was seen may choose"
    conflict.entry.refresh_from_db()
    assert (conflict.entry.body, conflict.entry.revision) == ("<p>Moje</p>", 3)


def test_presence_is_written_as_it_was_sent(cast: Cast, meeting: Meeting) -> None:
    other = Meeting.objects.exclude(pk=meeting.pk).get()
    row, typed_at = Presence.objects.get(meeting=meeting, person=cast.person("member")), timezone.now()
    raw = {
        "type": "presence", "uid": row.uid, "status": "deputy", "deputy_name": "Emil " * 30, "arrived": "9.20",
        "left": "10.40", "typed_at": typed_at.isoformat(),
    }
    for place, uid in ((other, row.uid), (meeting, new_uid())):
        told = send(cast, place, {**raw, "uid": uid})
        assert told.outcome == "refused" and "v prezenci není" in words(told.message)
    told = send(cast, meeting, raw)
    assert replace(told, operation="") == Result("", "applied", uid=row.uid)
    row.refresh_from_db()
    assert (row.status, row.deputy_name, row.arrived_at, row.left_at, row.changed_at) == (
        "deputy", ("Emil " * 30).strip(), time(9, 20), time(10, 40), typed_at,
    )
    earlier = {**raw, "status": "absent", "typed_at": (typed_at - timedelta(minutes=1)).isoformat()}
    assert replace(send(cast, meeting, earlier), operation="") == Result("", "unchanged", uid=row.uid)
    assert Presence.objects.exclude(status="unknown").get() == row


def test_guest_comes_and_goes_as_sent(cast: Cast, meeting: Meeting) -> None:
    staying = add_guest(by=cast.actor("chair"), meeting=meeting, uid=new_uid(), name="Jiný host")
    raw = {"type": "guest", "uid": new_uid(), "name": "Host", "organisation": "Krajský úřad"}
    for removed in (None, 1, "ano"):
        assert replace(send(cast, meeting, raw, removed=removed), operation="") == Result("", "applied", uid=raw["uid"])
    guest = Presence.objects.get(uid=raw["uid"])
    assert (guest.meeting, guest.guest_name, guest.organisation_name) == (meeting, "Host", "Krajský úřad")
    for outcome in ("applied", "unchanged"):
        told = send(cast, meeting, raw, removed=True)
        assert replace(told, operation="") == Result("", outcome, uid=raw["uid"])
    assert list(Presence.objects.filter(seat__isnull=True)) == [staying]

"""What a writer's browser sends and asks: operations, changes, the form key."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.sync import perform
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Entry, EntryConflict, EntryRevision, Meeting, Presence, SyncOperation
from soucinnost.meetings.selectors.live import meeting_with_state, since_of, state_for, token_of
from soucinnost.meetings.selectors.whereabouts import KEEP_SECONDS, note_writing, others_writing
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting; nobody is remembered as writing."""
    cache.clear()
    return running(cast)


def address(meeting: Meeting, tail: str) -> str:
    """An address of the live minutes."""
    return f"/jednani/{meeting.uid}/prubeh/{tail}"


def operation(meeting: Meeting, body: str = "Řádek", **more: Any) -> dict[str, Any]:
    """A new line as the script sends it."""
    item = meeting.items.order_by("position").first()
    return {
        "type": "entry",
        "uid": new_uid(),
        "item": item.uid,
        "base_revision": 0,
        "kind": "information",
        "body": body,
        "details": {},
        "operation": new_uid(),
        "client": "zalozka",
        "typed_at": timezone.now().isoformat(),
        **more,
    }


def send(client: Client, meeting: Meeting, *operations: Any, **more: Any) -> Any:
    """Send operations; returns the answer."""
    body = json.dumps({"operations": list(operations), **more})
    return client.post(address(meeting, "odeslat/"), data=body, content_type="application/json")


# -- sending


def test_line_is_saved_and_told(cast: Cast, meeting: Meeting) -> None:
    client, raw = cast.client("recorder"), operation(meeting)
    result = send(client, meeting, raw).json()["results"][0]
    assert (result["outcome"], result["revision"], result["uid"], result["text"]) == ("applied", 1, raw["uid"], None)
    again = send(client, meeting, raw).json()["results"][0]
    assert (again["outcome"], again["revision"]) == ("applied", 1)
    assert EntryRevision.objects.count() == SyncOperation.objects.count() == 1


def test_bad_operation_does_not_hold_up_the_others(cast: Cast, meeting: Meeting) -> None:
    good, late = operation(meeting), operation(meeting, "Druhý")
    bad = [
        None,
        7,
        [],
        {},
        {"type": "entry"},
        {**operation(meeting), "type": "jiné"},
        {**operation(meeting), "operation": "x"},
        {**operation(meeting), "uid": "krátké"},
        {**operation(meeting), "uid": 5},
    ]
    results = send(cast.client("recorder"), meeting, good, *bad, late).json()["results"]
    assert [result["outcome"] for result in results] == ["applied", *["refused"] * len(bad), "applied"]
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    "strange",
    [
        {"body": None},
        {"body": ["x"]},
        {"details": "x"},
        {"details": {"votes": 5, "numbers": "x", "closed_to": "x"}},
        {"base_revision": -1},
        {"base_revision": "1"},
        {"base_revision": 10**30},
        {"base_revision": True},
        {"position": "x"},
        {"position": 1e308},
        {"position": 10**400},
        {"typed_at": "včera"},
        {"typed_at": 5},
        {"typed_at": "2026-13-45T00:00:00Z"},
        {"typed_at": "2026-01-01T00:00:00"},
        {"typed_at": "0001-01-01T00:00:00+14:00"},
        {"typed_at": "9999-12-31T23:59:59-14:00"},
        {"kind": "vymyšlený"},
        {"kind": 3},
        {"client": "x" * 500},
        {"body": "a\x00b"},
        {"body": "\ud800"},
        {"details": {"due": "\ud800\x00"}},
        {"item": None},
        {"details": {"numbers": [{"uid": new_uid(), "label": 5, "value": {"x": 1}}, 7]}},
    ],
)
def test_strange_values_never_break_the_server(cast: Cast, meeting: Meeting, strange: dict[str, Any]) -> None:
    raw = {**operation(meeting), **strange}
    answer = send(cast.client("recorder"), meeting, raw)
    assert answer.status_code == 200
    assert answer.json()["results"][0]["outcome"] in {"applied", "unchanged", "refused"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"operations": 5}', b"\xff\xfe"])
def test_unreadable_request(cast: Cast, meeting: Meeting, body: bytes) -> None:
    answer = cast.client("recorder").post(address(meeting, "odeslat/"), data=body, content_type="application/json")
    assert answer.status_code == 400


def test_too_many_operations(cast: Cast, meeting: Meeting) -> None:
    assert send(cast.client("recorder"), meeting, *[{}] * 51).status_code == 400


@pytest.mark.parametrize("size", [1_100_000, 2_100_000])
def test_too_long_text_is_refused_by_itself(cast: Cast, meeting: Meeting, size: int) -> None:
    results = send(cast.client("recorder"), meeting, operation(meeting, "x" * size), operation(meeting)).json()[
        "results"
    ]
    assert [result["outcome"] for result in results] == ["refused", "applied"]
    assert "příliš dlouhý" in results[0]["message"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("member", 200),
        ("reviewer", 200),
        ("deputy", 200),
        ("outsider", 404),
        ("manager", 404),
        ("administrator", 404),
        ("former", 404),
        ("public", 302),
    ],
)
def test_who_may_not_write_changes_nothing(cast: Cast, meeting: Meeting, role: str, status: int) -> None:
    answer = send(cast.client(role), meeting, operation(meeting))
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["results"][0]["outcome"] == "locked"
    assert not Entry.objects.exists() and not SyncOperation.objects.exists()


def test_key_of_forms_is_required(cast: Cast, meeting: Meeting) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person("recorder").user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, meeting, operation(meeting)).status_code == 403
    key = client.get(address(meeting, "klic/")).json()
    assert key["reader"] == cast.person("recorder").user.uid
    answer = client.post(
        address(meeting, "odeslat/"),
        data=json.dumps({"operations": [operation(meeting)]}),
        content_type="application/json",
        headers={"X-CSRFToken": key["key"]},
    )
    assert answer.json()["results"][0]["outcome"] == "applied"


def test_locked_meanwhile(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    result = send(cast.client("recorder"), meeting, operation(meeting)).json()["results"][0]
    assert result["outcome"] == "locked" and "uzamkl" in result["message"]


def test_merged_text_comes_back_and_is_audited(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("chair"), meeting, "Udělat", kind="task")
    write(
        cast.actor("chair"),
        meeting,
        "Udělat",
        uid=entry.uid,
        base=1,
        kind="task",
        details={"due": "do příštího jednání"},
    )
    raw = operation(meeting, "Udělat hned", uid=entry.uid, base_revision=1, kind="task")
    for _time in range(2):
        result = send(cast.client("recorder"), meeting, raw).json()["results"][0]
        assert result["revision"] == 3
        assert result["text"] == {
            "kind": "task",
            "body": "<p>Udělat hned</p>",
            "details": {"due": "do příštího jednání"},
            "struck": False,
        }
    assert AuditEntry.objects.filter(verb="minutes.changes_viewed").count() == 2


def test_someone_elses_operation_of_the_same_name_is_another_one(cast: Cast, meeting: Meeting) -> None:
    raw = operation(meeting)
    send(cast.client("recorder"), meeting, raw)
    other = {**operation(meeting, "Předsedkyně"), "operation": raw["operation"]}
    assert send(cast.client("chair"), meeting, other).json()["results"][0]["outcome"] == "applied"
    assert Entry.objects.count() == 2


def test_personal_data_of_clients_warn(cast: Cast, meeting: Meeting) -> None:
    result = send(cast.client("recorder"), meeting, operation(meeting, "Klient, tel. 605 123 456")).json()["results"][0]
    assert result["outcome"] == "applied" and result["warnings"] == ["605 123 456"]


def test_a_name_where_things_are_counted_warns(cast: Cast, meeting: Meeting) -> None:
    rows = [{"uid": new_uid(), "label": "Doprovod Petra Kavky", "value": "3", "unit": "736 123 456"}]
    raw = operation(meeting, "Zpráva", kind="report", details={"numbers": rows})
    result = send(cast.client("recorder"), meeting, raw).json()["results"][0]
    assert result["warnings"] == ["Petra Kavky", "736 123 456"]


def test_presence_guest_and_choice_through_the_same_door(cast: Cast, meeting: Meeting) -> None:
    client = cast.client("recorder")
    member = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jedno", uid=entry.uid, base=1)
    conflict = write(cast.actor("recorder"), meeting, "Druhé", uid=entry.uid, base=1).conflict
    assert conflict is not None
    guest = new_uid()
    steps = [
        {"type": "presence", "uid": member.uid, "status": "present", "arrived": "9.20"},
        {"type": "presence", "uid": member.uid, "status": "present", "arrived": "9.20"},
        {"type": "presence", "uid": member.uid, "status": "present", "arrived": "25.00"},
        {"type": "presence", "uid": new_uid(), "status": "present"},
        {"type": "guest", "uid": guest, "name": "Host"},
        {"type": "guest", "uid": guest, "removed": True},
        {"type": "guest", "uid": guest, "removed": True},
        {"type": "guest", "uid": new_uid(), "name": ""},
        {"type": "resolve", "conflict": conflict.uid, "choice": "both", "revision": 2},
        {"type": "resolve", "conflict": new_uid(), "choice": "both"},
    ]
    results = send(client, meeting, *({**step, "operation": new_uid()} for step in steps)).json()["results"]
    assert [result["outcome"] for result in results] == [
        "applied",
        "unchanged",
        "refused",
        "refused",
        "applied",
        "applied",
        "unchanged",
        "refused",
        "applied",
        "refused",
    ]
    assert not EntryConflict.objects.filter(resolved_at__isnull=True).exists()


def test_conflict_of_a_hidden_line_cannot_be_decided(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("chair"), meeting, "Tajné", details={"closed_to": []})
    conflict = EntryConflict.objects.create(entry=entry, base_number=1, kind="information", body="<p>Jiné</p>")
    raw = {"type": "resolve", "conflict": conflict.uid, "choice": "incoming", "operation": new_uid()}
    assert perform(by=cast.actor("recorder"), meeting=meeting, raw=raw).outcome == "refused"


# -- asking


def ask(client: Client, meeting: Meeting, token: str = "") -> Any:
    """Ask for changes since a state."""
    return client.get(address(meeting, "zmeny/"), {"stav": token})


def test_unchanged_state_is_304_and_cheap(cast: Cast, meeting: Meeting, django_assert_num_queries: Any) -> None:
    line(cast.actor("chair"), meeting, "Řádek")
    client = cast.client("recorder")
    token = ask(client, meeting).json()["token"]
    rows = AuditEntry.objects.count()
    assert ask(client, meeting, token).status_code == 304
    assert AuditEntry.objects.count() == rows
    actor = cast.actor("recorder")
    with django_assert_num_queries(3):
        assert token_of(actor, meeting_with_state(actor, meeting.uid).get()) == token


def test_only_what_changed_is_sent(cast: Cast, meeting: Meeting) -> None:
    first = line(cast.actor("chair"), meeting, "První")
    client = cast.client("recorder")
    token = ask(client, meeting).json()["token"]
    second = line(cast.actor("chair"), meeting, "Druhý")
    state = ask(client, meeting, token).json()
    assert [entry["uid"] for entry in state["entries"]] == [second.uid]
    assert state["items"][0]["entries"] == [first.uid, second.uid]
    row = AuditEntry.objects.filter(verb="minutes.changes_viewed").latest("sequence")
    entries = set(Entry.objects.filter(meeting=meeting).values_list("uid", flat=True))
    assert entries & set(row.ids) == {second.uid} and meeting.uid in row.ids


@pytest.mark.parametrize("change", ["strike", "presence", "state", "item", "move", "writing", "conflict"])
def test_every_change_is_noticed(cast: Cast, meeting: Meeting, change: str) -> None:
    chair = cast.actor("chair")
    entry = line(chair, meeting, "Řádek")
    write(chair, meeting, "Jinak", uid=entry.uid, base=1)
    client = cast.client("recorder")
    token = ask(client, meeting).json()["token"]
    if change == "strike":
        write(chair, meeting, "Jinak", uid=entry.uid, base=2, struck=True)
    elif change == "presence":
        Presence.objects.filter(meeting=meeting).update(status="present")
    elif change == "state":
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.DRAFT)
    elif change == "item":
        meeting.items.last().delete()
    elif change == "move":
        write(chair, meeting, "Jinak", uid=entry.uid, base=2, moved=True, item=meeting.items.get(title="Různé"))
    elif change == "conflict":
        write(chair, meeting, "Clash", uid=entry.uid, base=1)
    else:
        note_writing(chair, meeting, meeting.items.first().uid)
    assert ask(client, meeting, token).status_code == 200


def test_token_tells_nothing_of_what_is_hidden(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("chair"), meeting, "Viditelné")
    actor = cast.actor("member")

    def told() -> tuple[str, str]:
        found = meeting_with_state(actor, meeting.uid).get()
        token = token_of(actor, found)
        state = state_for(actor, found, token=token)
        return token, json.dumps({**state, "now": ""}, default=str, sort_keys=True)

    before = told()
    line(cast.actor("chair"), meeting, "Tajné", details={"closed_to": []})
    assert told() == before


def test_line_closed_meanwhile_leaves_the_readers_page(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("chair"), meeting, "Bude tajné")
    client = cast.client("recorder")
    token = ask(client, meeting).json()["token"]
    write(cast.actor("chair"), meeting, "Bude tajné", uid=entry.uid, base=1, details={"closed_to": []})
    answer = ask(client, meeting, token)
    assert answer.status_code == 200 and entry.uid not in answer.content.decode()


def test_conflicts_are_shown_to_writers_only(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Pracovníci chodí na pochůzky")
    write(cast.actor("chair"), meeting, "Pracovníci chodí na depistáž", uid=entry.uid, base=1)
    typed_at = timezone.now() - timedelta(minutes=5)
    write(cast.actor("recorder"), meeting, "Pracovníci jezdí na pochůzky", uid=entry.uid, base=1, typed_at=typed_at)
    conflict = ask(cast.client("recorder"), meeting).json()["entries"][0]["conflicts"][0]
    assert conflict["mine"] and conflict["offline"]
    assert ["delete", "chodí na depistáž"] in conflict["changes"] and ["insert", "jezdí na pochůzky"] in conflict[
        "changes"
    ]
    assert not ask(cast.client("chair"), meeting).json()["entries"][0]["conflicts"][0]["mine"]
    assert ask(cast.client("member"), meeting).json()["entries"][0]["conflicts"] == []


def test_struck_line_is_shown_to_writers_while_two_wordings_wait(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Původní", uid=entry.uid, base=1, struck=True)
    assert ask(cast.client("recorder"), meeting).json()["items"][0]["entries"] == []
    write(cast.actor("recorder"), meeting, "Doplněné", uid=entry.uid, base=1)
    state = ask(cast.client("recorder"), meeting).json()
    assert state["items"][0]["entries"] == [entry.uid] and state["entries"][0]["struck"]
    assert ask(cast.client("member"), meeting).json()["items"][0]["entries"] == []


@pytest.mark.parametrize(
    "token",
    [
        "", "x", "x.y", "x.2026-13-45T00:00:00+00:00", "x.2026-01-01T00:00:00", "x.0001-01-01T00:00:00+14:00",
        "x.9999-12-31T23:59:59-14:00",
    ],
)
def test_unreadable_token_asks_for_everything(token: str) -> None:
    assert since_of(token) is None


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("chair", 200),
        ("member", 200),
        ("deputy", 200),
        ("outsider", 404),
        ("manager", 404),
        ("coordinator", 404),
        ("administrator", 404),
        ("former", 404),
        ("public", 302),
    ],
)
def test_who_reads_along(cast: Cast, meeting: Meeting, role: str, status: int) -> None:
    assert ask(cast.client(role), meeting).status_code == status


def test_changes_take_the_same_queries_whatever_is_written(
    cast: Cast, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    actor = cast.actor("recorder")
    for count in (1, 40):
        for number in range(count):
            line(cast.actor("chair"), meeting, f"Řádek {number}")
        with django_assert_max_num_queries(9):
            found = meeting_with_state(actor, meeting.uid).get()
            assert state_for(actor, found, token=token_of(actor, found))["entries"]


# -- who writes where


def test_whereabouts_are_told_to_others_and_forgotten(
    cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = meeting.items.get(title="Různé")
    send(cast.client("chair"), meeting, here=item.uid)
    state = ask(cast.client("recorder"), meeting).json()
    assert state["writers"] == [{"name": cast.person("chair").name, "number": 2}]
    assert others_writing(cast.actor("chair"), meeting) == []
    send(cast.client("member"), meeting, here=item.uid)
    assert len(others_writing(cast.actor("recorder"), meeting)) == 1
    now = timezone.now().timestamp()
    monkeypatch.setattr("soucinnost.meetings.selectors.whereabouts.time.time", lambda: now + KEEP_SECONDS + 1)
    assert others_writing(cast.actor("recorder"), meeting) == []


def test_where_in_a_hidden_item_is_not_told(cast: Cast, meeting: Meeting) -> None:
    item = meeting.items.get(title="Různé")
    item.is_closed = True
    item.save()
    item.named_seats.set([cast.mandates["chair"].seat])
    note_writing(cast.actor("chair"), meeting, item.uid)
    assert ask(cast.client("recorder"), meeting).json()["writers"] == []
    note_writing(factories.SYSTEM, meeting, item.uid)
    assert others_writing(cast.actor("recorder"), meeting) == []
    item.named_seats.add(cast.mandates["recorder"].seat)
    note_writing(cast.actor("chair"), meeting, item.uid)
    assert len(others_writing(cast.actor("recorder"), meeting)) == 1

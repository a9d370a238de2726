"""Locks are taken in one order, whatever is done: on PostgreSQL two who differ would wait for each other for ever.

Seen by what an action asks for, so that both databases hold it: what others lock before the end of the audit chain is
not locked for the first time after it, and messages and one-time links are locked after it only (ADR 3).
"""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.db.transaction import Atomic
from django.test import Client
from django.utils import timezone

from soucinnost.assignments.actions import cancel, create_assignment
from soucinnost.ballots.actions import close_ballot, open_ballot
from soucinnost.groups.actions import set_standing_items
from soucinnost.groups.models import Mandate
from soucinnost.meetings.actions.agenda import add_item, change_item
from soucinnost.meetings.actions.entries import resolve_conflict
from soucinnost.meetings.actions.invitation import send_invitation
from soucinnost.meetings.actions.live import lock_around
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.actions.running import end_meeting, finish_editing, start_meeting
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, change_meeting, create_meeting
from soucinnost.meetings.actions.signoff import send_draft
from soucinnost.meetings.models import Meeting
from soucinnost.notices.actions import messages, revoke_link
from soucinnost.notices.models import Message, OneTimeLink, Told
from soucinnost.notices.stale import REMINDER
from soucinnost.reports import letters
from soucinnost.reports.actions import open_call
from soucinnost.reports.models import Call
from tests.ballots import kit as ballots
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.meetings import link_kit
from tests.meetings.minutes_kit import everybody_present, line, planned, running, write
from tests.meetings.signoff_kit import drafted, put
from tests.test_house import PRODUCT

SHARED = ("Meeting", "Group", "Assignment", "Ballot", "Call")
LAST = (Message, OneTimeLink)
LAST_NAMES = tuple(model.__name__ for model in LAST)
REFERRED = re.compile(r"\b(?:Group|Meeting|Person|Organisation|Unit|Ballot|Call)\.objects\.select_for_update\(([^\n]*)")


def _asked(cast: Cast) -> Meeting:
    """A planned meeting for which reports are asked and at which a task is due."""
    chair = cast.actor("chair")
    set_standing_items(by=chair, group=cast.group, items=[{"title": "Zprávy", "kind": "reports"}])
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=10))
    ask_for_reports(by=chair, item=meeting.items.get())
    create_assignment(
        by=chair, group=cast.group, text="Zjistit stav", owner_person=cast.person("member"), due_kind="next_meeting"
    )
    return Meeting.objects.get(pk=meeting.pk)


def _created(cast: Cast) -> Callable[[], Any]:
    starts = _asked(cast).starts_at + timedelta(days=3)
    return lambda: create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1), place=Place()
    )


def _moved(cast: Cast) -> Callable[[], Any]:
    meeting = _asked(cast)
    later = meeting.starts_at + timedelta(days=7)
    return lambda: change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), place=Place()
    )


def _cancelled(cast: Cast) -> Callable[[], Any]:
    meeting = _asked(cast)
    return lambda: cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")


def _ended(cast: Cast) -> Callable[[], Any]:
    chair, meeting = cast.actor("chair"), _asked(cast)
    start_meeting(by=chair, meeting=meeting)
    line(chair, Meeting.objects.get(pk=meeting.pk), "<p>Řádek</p>")
    return lambda: end_meeting(by=chair, meeting=meeting)


def _called(cast: Cast) -> Callable[[], Any]:
    day = timezone.localdate() + timedelta(days=20)
    return lambda: open_call(by=cast.actor("chair"), group=cast.group, for_day=day)


def _counted(cast: Cast) -> Callable[[], Any]:
    ballot = ballots.prepared(cast)
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    ballots.all_for(cast, ballot)
    return lambda: close_ballot(by=cast.actor("chair"), ballot=ballot)


def _two_calls(cast: Cast) -> Meeting:
    """A planned meeting at which two calls for reports are heard, and whose invitation waits as a draft."""
    chair, meeting = cast.actor("chair"), _asked(cast)
    Call.objects.filter(group=cast.group).update(
        for_day=timezone.localdate() + timedelta(days=3), due_on=timezone.localdate() + timedelta(days=3)
    )
    ask_for_reports(by=chair, item=add_item(by=chair, meeting=meeting, title="Další zprávy", kind="reports"))
    send_invitation(by=chair, meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk)


def _both_cancelled(cast: Cast) -> Callable[[], Any]:
    meeting = _two_calls(cast)
    return lambda: cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")


def _invited_again(cast: Cast) -> Callable[[], Any]:
    meeting = _two_calls(cast)
    return lambda: send_invitation(by=cast.actor("chair"), meeting=meeting)


def _closed(cast: Cast) -> Callable[[], Any]:
    item = _two_calls(cast).items.order_by("pk")[0]
    return lambda: change_item(
        by=cast.actor("chair"), item=item, title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["chair"].seat],
    )


def _line_moved_and_closed(cast: Cast) -> Callable[[], Any]:
    meeting, chair = drafted(cast), cast.actor("chair")
    details = {"owner": {"text": cast.person("reviewer").name}, "due": "do příštího jednání"}
    entry = put(cast, meeting, "<p>Zjistit</p>", kind="task", details=details)
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    entry.refresh_from_db()
    closed = {**details, "closed_to": [cast.mandates["chair"].seat.uid]}
    return lambda: write(
        chair, meeting, "Zjistit", uid=entry.uid, base=entry.revision, kind="task", details=closed, moved=True
    )


def _message(cast: Cast, state: str = "queued") -> Message:
    """A message to the member in the given state."""
    made = messages.queue(
        by=cast.actor("chair"), person=cast.person("member"), kind="task", subject="Úkol", body="Text",
        circle=cast.group.circle,
    )
    assert made is not None
    Message.objects.filter(pk=made.pk).update(state=state)
    return Message.objects.get(pk=made.pk)


def _delivered(cast: Cast) -> Callable[[], Any]:
    message = _message(cast)
    return lambda: messages.deliver(by=SYSTEM, uid=message.uid)


def _refused(cast: Cast) -> Callable[[], Any]:
    message = _message(cast)
    Message.objects.filter(pk=message.pk).update(tries=len(messages.PAUSES), address="bez zavináče\n")
    return lambda: messages.deliver(by=SYSTEM, uid=message.uid)


def _stale(cast: Cast) -> Callable[[], Any]:
    message = _message(cast)
    Message.objects.filter(pk=message.pk).update(kind=REMINDER)
    Told.objects.create(person=cast.person("outsider"), message=message, circle=cast.group.circle, stage="due")
    Message.objects.filter(pk=message.pk).update(person=cast.person("outsider"))
    return lambda: messages.deliver(by=SYSTEM, uid=message.uid)


def _stepped(act: Callable[..., None], state: str) -> Callable[[Cast], Callable[[], Any]]:
    """A step that who runs the circle takes with a message."""
    def made(cast: Cast) -> Callable[[], Any]:
        message = _message(cast, state)
        return lambda: act(by=cast.actor("chair"), message=message)

    return made


def _by_link(cast: Cast, kind: str, **typed: str) -> Callable[[], Any]:
    """Sending the form behind the newest link that was mailed."""
    link = Message.objects.filter(kind=kind).exclude(link="").latest("pk").link.splitlines()[-1]
    path, client = link.removeprefix(link_kit.ADDRESS), Client()

    def send() -> None:
        assert client.post(path, typed).status_code == 200
        assert OneTimeLink.objects.filter(used_at__isnull=False).count() == 1

    return send


def _reported_by_link(cast: Cast) -> Callable[[], Any]:
    guest = link_kit.without_account(cast)
    Mandate.objects.filter(seat__person=guest).update(reports=True)
    _asked(cast)
    return _by_link(cast, letters.ASK, cisel="0", text="Otevřeli jsme klub.", problems="", needs="")


def _finished_by_link(cast: Cast) -> Callable[[], Any]:
    guest = link_kit.without_account(cast)
    create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Zjistit stav", owner_person=guest, due_kind="next_meeting"
    )
    return _by_link(cast, "task", krok="splneno", text="Přehled je na úřadě.")


def _remarked_by_link(cast: Cast) -> Callable[[], Any]:
    link_kit.without_account(cast)
    meeting = drafted(cast, "Řádek zápisu")
    send_draft(by=cast.actor("chair"), meeting=meeting, until=timezone.localdate() + timedelta(days=3))
    return _by_link(cast, "draft", text="Doplnit termín")


def _revoked(cast: Cast) -> Callable[[], Any]:
    _finished_by_link(cast)
    return lambda: revoke_link(by=cast.actor("chair"), link=OneTimeLink.objects.get())


class Watch:
    """What is locked: (table, number) in the order of locking, a list for each transaction."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.transactions: list[list[tuple[str, Any]]] = [[]]
        self.depth = 0
        self._watch_transactions(monkeypatch)
        self._watch_rows(monkeypatch)

    def _watch_transactions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        enter, leave, watch = Atomic.__enter__, Atomic.__exit__, self

        def entered(self: Atomic) -> None:
            enter(self)
            watch.depth += 1

        def left(self: Atomic, *error: Any) -> None:
            watch.depth -= 1
            watch.end_statement()
            leave(self, *error)

        monkeypatch.setattr(Atomic, "__enter__", entered)
        monkeypatch.setattr(Atomic, "__exit__", left)

    def _watch_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fetch, update, watch = QuerySet._fetch_all, QuerySet.update, self

        def fetched(self: QuerySet[Any]) -> None:
            is_new = self._result_cache is None
            fetch(self)
            if is_new and self.query.select_for_update:
                rows = self._result_cache or ()
                watch.note(self.model, [row[0] if isinstance(row, tuple) else row.pk for row in rows])

        def updated(self: QuerySet[Any], **values: Any) -> int:
            if self.model in LAST:
                watch.note(self.model, list(self.order_by().values_list("pk", flat=True)))
                watch.end_statement()
            return update(self, **values)

        monkeypatch.setattr(QuerySet, "_fetch_all", fetched)
        monkeypatch.setattr(QuerySet, "update", updated)

    def note(self, model: type[Any], keys: Iterable[Any]) -> None:
        """Rows of a table are locked."""
        self.transactions[-1] += [(model.__name__, key) for key in keys]

    def end_statement(self) -> None:
        """Outside of a transaction nothing stays locked."""
        if not self.depth:
            self.transactions.append([])

    def wrong(self) -> list[str]:
        """What was locked on the wrong side of the end of the chain."""
        found = []
        for rows in self.transactions:
            ordered = list(dict.fromkeys(rows))
            end = next((number for number, row in enumerate(ordered) if row[0] == "ChainHead"), len(ordered))
            if end < len(ordered):
                found += [f"{name} {key} before the end" for name, key in ordered[:end] if name in LAST_NAMES]
                found += [f"{name} {key} after the end" for name, key in ordered[end:] if name in SHARED]
        return found

    def together(self) -> set[str]:
        """Tables locked in the same transaction as the end of the chain."""
        chained = [{name for name, _key in rows} for rows in self.transactions]
        return set().union(*(names for names in chained if "ChainHead" in names))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "locked"),
    [
        (_created, {"Group"}), (_moved, {"Meeting", "Call"}), (_cancelled, {"Meeting", "Call"}),
        (_ended, {"Meeting", "Assignment"}), (_called, {"Group"}), (_counted, {"Ballot"}),
        (_both_cancelled, {"Meeting", "Call", "Message"}),
        (_invited_again, {"Meeting", "Message"}), (_closed, {"Meeting", "Message"}), (_delivered, {"Message"}),
        (_refused, {"Message"}), (_stale, {"Message"}), (_stepped(messages.cancel, "queued"), {"Message"}),
        (_stepped(messages.note_outside, "held"), {"Message"}), (_stepped(messages.try_again, "failed"), {"Message"}),
        (_stepped(messages.mark_returned, "sent"), {"Message"}), (_reported_by_link, {"Call", "OneTimeLink"}),
        (_finished_by_link, {"Assignment", "OneTimeLink"}), (_remarked_by_link, {"Meeting", "OneTimeLink"}),
        (_revoked, {"OneTimeLink"}), (_line_moved_and_closed, {"Meeting", "Assignment"}),
    ],
)
def test_locks_are_taken_in_one_order(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, made: Callable[[Cast], Callable[[], Any]],
    locked: set[str],
) -> None:
    if made not in (_both_cancelled, _invited_again, _closed):  # these begin with drafts for somebody's own mailbox
        link_kit.be_public(settings)
    act = made(cast)
    with monkeypatch.context() as patched:
        watch = Watch(patched)
        act()
    assert locked <= watch.together()
    assert not watch.wrong(), watch.wrong()


def test_the_key_of_what_others_refer_to_is_left_free() -> None:
    """A new row that refers to a locked one waits for nobody: its writer may hold the end of the chain already."""
    found = [
        (path.name, options) for path in PRODUCT.rglob("*.py") if not {"strategy", "evaluations"} & set(path.parts)
        for options in REFERRED.findall(path.read_text())
    ]
    assert len(found) > 5
    assert not [one for one in found if "no_key=True" not in one[1]]


@pytest.mark.django_db
def test_around_a_meeting_only_open_tasks_of_its_group_are_locked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {"by": SYSTEM, "due_kind": "none"}
    first, second, over = (
        create_assignment(group=cast.group, owner_person=cast.person("member"), text=text, **given)
        for text in ("První", "Druhý", "Zrušený")
    )
    create_assignment(group=cast.other_group, owner_person=cast.person("outsider"), text="Jinde", **given)
    cancel(by=cast.actor("chair"), assignment=over, text="Netřeba.")
    with monkeypatch.context() as patched:
        watch = Watch(patched)
        with transaction.atomic():
            lock_around(cast.group)
            assert watch.transactions[-1] == [
                ("Group", cast.group.pk), ("Assignment", first.pk), ("Assignment", second.pk),
            ]


@pytest.mark.django_db
def test_writers_into_minutes_lock_the_rows_that_they_write_and_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read with its circle and group, a row would lock them too, and whoever writes elsewhere in the circle waits."""
    asked: set[tuple[str, tuple[str, ...], bool]] = set()
    fetch, recorder = QuerySet._fetch_all, cast.actor("recorder")

    def fetched(self: QuerySet[Any]) -> None:
        if self._result_cache is None and self.query.select_for_update:
            told = self.query.select_for_update_of, self.query.select_for_no_key_update
            asked.add((self.model.__name__, *told))
        fetch(self)

    meeting = running(cast)
    with monkeypatch.context() as patched:
        patched.setattr(QuerySet, "_fetch_all", fetched)
        entry = line(recorder, meeting, "Původní")
        write(cast.actor("chair"), meeting, "Jiné", uid=entry.uid, base=1)
        conflict = write(recorder, meeting, "Moje", uid=entry.uid, base=1).conflict
        assert conflict is not None
        resolve_conflict(by=recorder, conflict=conflict, choice="both")
        everybody_present(cast, meeting)
        lock_around(cast.group)
    one_row = ("self",)
    assert asked == {
        ("Meeting", one_row, True), ("EntryConflict", one_row, False), ("Presence", one_row, False),
        ("Assignment", one_row, False), ("Group", one_row, True), ("ChainHead", (), False),
    }

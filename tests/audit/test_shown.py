"""Rows of pages that are read: one for each, before it leaves, however many are written together."""

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from soucinnost.access.actors import SystemActor
from soucinnost.audit import hooks, shown
from soucinnost.audit.actions import record
from soucinnost.audit.models import ChainHead, Entry
from soucinnost.audit.selectors import COLUMNS, verify
from soucinnost.audit.shown import record_shown

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def row(*ids: str, verb: str = "thing.viewed") -> dict[str, Any]:
    """What a view declares."""
    return {"verb": verb, "ids": list(ids), "object_uid": "a1", "circle": "kruh"}


def test_a_row_is_the_one_that_actions_write() -> None:
    record_shown(by=BY, rows=[row("x", "y")])
    record(by=BY, verb="thing.viewed", ids=["x", "y"], object_uid="a1", circle="kruh")
    ours, theirs = Entry.objects.order_by("sequence").values_list(*COLUMNS)
    named = dict(zip(COLUMNS, ours, strict=True)), dict(zip(COLUMNS, theirs, strict=True))
    for name in ("actor", "channel", "verb", "object_uid", "circle", "ids"):
        assert named[0][name] == named[1][name]
    assert named[1]["previous_hash"] == named[0]["hash"]
    assert verify().intact


def test_several_rows_and_the_head_follow() -> None:
    record_shown(by=BY, rows=[row("x"), row("y", verb="thing.listed")])
    assert list(Entry.objects.values_list("sequence", "verb")) == [(1, "thing.viewed"), (2, "thing.listed")]
    head, last = ChainHead.objects.get(), Entry.objects.latest("sequence")
    assert (head.sequence, head.hash) == (last.sequence, last.hash)
    assert verify().intact


@pytest.mark.parametrize("wrong", [{"ids": ["Jan Novák"]}, {"verb": "nic"}, {"object_uid": "a b"}, {"circle": "á"}])
def test_content_is_refused_and_nothing_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="audit"):
        record_shown(by=BY, rows=[row("x"), {**row("y"), **wrong}])
    assert not Entry.objects.exists()


def test_who_listens_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[Any, list[str]]] = []
    monkeypatch.setattr(hooks, "_listeners", {"thing.viewed": {"k": lambda by, entry: heard.append((by, entry.ids))}})
    record_shown(by=BY, rows=[row("x"), row("y", verb="thing.listed")])
    assert heard == [(BY, ["x"])]


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_the_rows_share_its_end() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record_shown(by=BY, rows=[row("x")])
        raise RuntimeError
    assert not Entry.objects.exists()


def _in_threads(count: int, work: Any) -> list[Any]:
    """Let threads work at once; returns what each raised, None where nothing."""
    raised: list[Any] = [None] * count
    start = threading.Barrier(count)

    def one(at: int) -> None:
        try:
            start.wait(60)
            work(at)
        except Exception as error:  # noqa: BLE001
            raised[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return raised


@pytest.mark.django_db(transaction=True)
def test_no_thread_goes_on_before_its_own_row_is_committed() -> None:
    """Beside writers who use ``record``, on a log that is empty at first."""

    def work(at: int) -> None:
        for turn in range(6):
            uid = f"p{at}x{turn}"
            if at == 0:
                with transaction.atomic():
                    record(by=BY, verb="thing.changed", ids=[uid])
            else:
                record_shown(by=BY, rows=[row(uid), row(uid, verb="thing.listed")])
            found = list(Entry.objects.filter(ids=[uid]).order_by("sequence").values_list("sequence", flat=True))
            assert len(found) == (1 if at == 0 else 2), uid
            assert found[-1] - found[0] == len(found) - 1

    assert _in_threads(5, work) == [None] * 5
    assert Entry.objects.count() == 6 + 4 * 6 * 2
    assert verify().intact


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_written_with_the_others_or_told_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one thread writes the others wait; then one of them writes for all, and its error is everybody's."""
    gate, write, sizes = threading.Event(), shown._write, []

    def slow(together: Any) -> None:
        sizes.append(len(together))
        if len(sizes) == 1:
            assert gate.wait(60)
        elif len(together) > 1:
            raise DatabaseError("disk full")
        write(together)

    def work(at: int) -> None:
        if at:
            while not sizes:
                first.wait(0.01)
        record_shown(by=BY, rows=[row(f"p{at}")])

    def open_gate() -> None:
        while len(shown._waiting) < 3:
            first.wait(0.01)
        gate.set()

    first = threading.Event()
    monkeypatch.setattr(shown, "_write", slow)
    opener = threading.Thread(target=open_gate)
    opener.start()
    raised = _in_threads(4, work)
    opener.join(60)
    assert sizes == [1, 3]
    assert raised[0] is None
    assert all(isinstance(error, DatabaseError) for error in raised[1:])
    assert list(Entry.objects.values_list("ids", flat=True)) == [["p0"]]
    assert not shown._waiting


def test_the_end_is_looked_for_anew_only_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is read asks three short statements; the longer way is for the first row of all."""
    record_shown(by=BY, rows=[row("x")])

    def asked() -> ChainHead:
        raise AssertionError("the end is known")

    monkeypatch.setattr(shown, "lock_end", asked)
    record_shown(by=BY, rows=[row("y")])
    assert list(Entry.objects.values_list("sequence", flat=True)) == [1, 2]

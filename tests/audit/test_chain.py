"""The chain: what is written, what is refused, what a verification finds."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.sqlite3.base import DatabaseWrapper
from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Circle
from soucinnost.audit import hooks
from soucinnost.audit.actions import checkpoint, prune, record
from soucinnost.audit.chain import GENESIS, row_hash, verify_rows
from soucinnost.audit.models import ChainHead, Checkpoint, Entry
from soucinnost.audit.selectors import COLUMNS, happened_on, verify
from tests import factories

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    """Append rows that differ."""
    for number in range(count):
        record(by=BY, verb="thing.changed", object_uid=f"uid{number}", circle="kruh", ids=["zz", f"aa{number}", "mm"])


def test_first_row_hangs_on_the_genesis_and_the_head_follows() -> None:
    first = record(by=BY, verb="thing.made", object_uid="a1", ids=["x", "b"])
    second = record(by=BY, verb="thing.made", object_uid="a2")
    assert (first.sequence, first.previous_hash) == (1, GENESIS)
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    head = ChainHead.objects.get()
    assert (head.sequence, head.hash) == (2, second.hash)
    assert verify().intact


def test_a_row_reads_back_exactly_as_it_was_hashed() -> None:
    """Microseconds and the order of ids survive both databases, whatever the process's time zone."""
    written = record(by=BY, verb="thing.made", object_uid="a1", circle="c", ids=["z9", "a1", "m5"])
    again = Entry.objects.get(pk=written.pk)
    assert again.at == written.at
    assert again.ids == ["z9", "a1", "m5"]
    assert written.hash == row_hash(
        sequence=again.sequence, at=again.at.astimezone(timezone.get_fixed_timezone(-330)), actor=again.actor,
        channel=again.channel, verb=again.verb, object_uid=again.object_uid, circle=again.circle, ids=again.ids,
        previous_hash=again.previous_hash,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "changed"}, {"verb": "Thing.changed"}, {"verb": "a." + "b" * 60}, {"object_uid": "Jan Novák"},
        {"object_uid": "x" * 41}, {"circle": "řada"}, {"ids": ["v pořádku"]}, {"ids": [7]}, {"ids": [""]},
        {"ids": ["x" * 65]}, {"ids": ["a\nb"]},
    ],
)  # fmt: skip
def test_content_is_refused_and_nothing_is_written(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"audit .*, not .*\.$"):
        record(**{"by": BY, "verb": "thing.changed", **wrong})
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failing_audit_rolls_the_action_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the action swallows the error: its transaction cannot be committed any more."""
    town = factories.town()

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Entry, "save", broken)
    from soucinnost.access.actions import open_circle

    with pytest.raises(OSError, match="no room"):
        open_circle(by=BY, organisation=town)
    assert not Circle.objects.exists()

    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        town.name = "Jinak"
        town.save()
        with contextlib.suppress(OSError):
            record(by=BY, verb="town.renamed")
        town.save()
    town.refresh_from_db()
    assert town.name != "Jinak"


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_action_leaves_no_row_and_no_gap() -> None:
    write(2)
    with pytest.raises(RuntimeError), transaction.atomic():
        write(3)
        raise RuntimeError
    write(1)
    assert list(Entry.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert verify().intact


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("already", [0, 3])
def test_concurrent_writers_make_one_chain(already: int) -> None:
    """Four writers that start together, also on an empty log, where they race for the first row of the head."""
    write(already)
    writers, each = 4, 8
    start, failures = threading.Barrier(writers), []

    def work() -> None:
        try:
            start.wait(60)
            for _ in range(each):
                with transaction.atomic():
                    record(by=BY, verb="thing.changed", ids=["one"])
                    record(by=BY, verb="thing.changed", ids=["two"])
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures
    rows = list(Entry.objects.values_list("sequence", "ids"))
    assert [number for number, _ in rows] == list(range(1, already + 2 * writers * each + 1))
    pairs = [ids[0] for _, ids in rows[already:]]
    assert pairs == ["one", "two"] * (writers * each)
    assert verify().intact


class TestTampering:
    """Whoever can write to the tables, but has no key, cannot go unseen."""

    FIELDS = ("at", "actor", "channel", "verb", "object_uid", "circle", "ids", "previous_hash", "hash", "sequence")

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(data=st.data())
    def test_any_single_change_is_found(self, data: st.DataObject) -> None:
        with transaction.atomic():
            write(7)
            at = data.draw(st.integers(1, 7), label="row")
            row = Entry.objects.filter(sequence=at)
            kind = data.draw(st.sampled_from(["alter", "delete", "swap"]), label="kind")
            if kind == "delete":
                row.delete()
            elif kind == "swap":
                other = data.draw(st.integers(1, 7).filter(lambda number: number != at), label="other")
                Entry.objects.filter(sequence=at).update(sequence=1000)
                Entry.objects.filter(sequence=other).update(sequence=at)
                Entry.objects.filter(sequence=1000).update(sequence=other)
            else:
                name = data.draw(st.sampled_from(self.FIELDS), label="field")
                value = {
                    "at": Entry.objects.get(sequence=at).at + timedelta(microseconds=1),
                    "ids": ["mm", "zz"], "sequence": 99, "previous_hash": "f" * 64, "hash": "e" * 64,
                }.get(name, "jinak")  # fmt: skip
                row.update(**{name: value})
            assert not verify().intact
            transaction.set_rollback(True)

    def test_an_inserted_row_is_found(self) -> None:
        write(3)
        first = Entry.objects.get(sequence=1)
        Entry.objects.create(
            sequence=4, at=first.at, actor="person:x", channel="web", verb="thing.read", previous_hash=first.hash,
            hash="a" * 64,
        )
        ChainHead.objects.update(sequence=4, hash="a" * 64)
        assert any("does not follow" in text for text in verify().breaks)

    def test_a_cut_tail_is_found_by_the_head(self) -> None:
        write(5)
        Entry.objects.filter(sequence__gt=3).delete()
        assert verify().breaks == ["the chain ends at row 3, its head says 5"]

    def test_a_lost_head_is_found(self) -> None:
        write(2)
        ChainHead.objects.all().delete()
        assert "the head of the chain is missing" in verify().breaks

    def _cut(self, to: int) -> None:
        """Take the end off and set the head to match, as somebody with the database alone would."""
        Entry.objects.filter(sequence__gt=to).delete()
        ChainHead.objects.update(sequence=to, hash=Entry.objects.get(sequence=to).hash)

    def test_a_cut_tail_with_a_new_head_is_found_by_the_checkpoint(self) -> None:
        write(5)
        checkpoint()
        self._cut(3)
        verdict = verify()
        assert "checkpoint 5 lies beyond the end of the chain" in verdict.breaks
        assert verdict.checkpoints == 0, "none below the end"

    def test_a_cut_tail_with_its_checkpoint_is_found_by_the_witness(self) -> None:
        write(5)
        checkpoint()
        self._cut(3)
        Checkpoint.objects.all().delete()
        assert verify().breaks == ["checkpoint 5 speaks of a row that is missing"]

    def test_a_chain_hashed_anew_is_found_by_the_checkpoint(self) -> None:
        write(4)
        checkpoint()
        digest = GENESIS
        for row in Entry.objects.order_by("sequence"):
            row.actor, row.previous_hash = "person:nekdo", digest
            digest = row.hash = row_hash(
                sequence=row.sequence, at=row.at, actor=row.actor, channel=row.channel, verb=row.verb,
                object_uid=row.object_uid, circle=row.circle, ids=row.ids, previous_hash=row.previous_hash,
            )
            row.save()
        ChainHead.objects.update(hash=digest)
        assert verify().breaks == ["checkpoint 4 does not match its row"]

    @pytest.mark.parametrize("signature", ["0" * 64, "ž", ""])
    def test_a_forged_checkpoint_is_found(self, signature: str) -> None:
        write(2)
        checkpoint()
        Checkpoint.objects.update(signature=signature)
        assert "checkpoint 2 has a wrong signature" in verify().breaks

    def test_a_beginning_cut_off_in_silence_is_found(self) -> None:
        write(3)
        checkpoint()
        write(2)
        Entry.objects.filter(sequence__lte=3).delete()
        assert verify().breaks == ["rows up to 3 are missing and no row says that they were pruned"]

    def test_a_log_emptied_whole_is_found(self) -> None:
        write(3)
        checkpoint()
        Entry.objects.all().delete()
        assert verify().breaks == ["rows up to 3 are missing and no row says that they were pruned"]

    def test_lines_of_the_witness_that_nobody_signed_prove_nothing(self, settings) -> None:  # noqa: ANN001
        write(2)
        settings.AUDIT_WITNESS.write_text("2026-01-01T00:00:00+00:00 9 " + "a" * 64 + " forged\nnonsense\n\n")
        assert verify().intact


class TestCheckpointAndPrune:
    def test_checkpoint_only_when_something_was_added(self, settings) -> None:  # noqa: ANN001
        assert checkpoint() is None
        write(2)
        point = checkpoint()
        assert point is not None
        assert point.sequence == 2
        assert checkpoint() is None
        line = settings.AUDIT_WITNESS.read_text().split()
        assert line[1:] == ["2", point.hash, point.signature]
        assert settings.AUDIT_WITNESS.stat().st_mode & 0o077 == 0

    def test_an_older_key_still_proves_its_checkpoints(self, settings) -> None:  # noqa: ANN001
        write(1)
        checkpoint()
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a new key" * 5
        assert verify().intact
        settings.SECRET_KEY_FALLBACKS = []
        assert not verify().intact

    def test_prune_deletes_to_the_newest_checkpoint_before_the_term(self) -> None:
        now = timezone.now()
        write(3)
        checkpoint()
        Checkpoint.objects.update(at=now - timedelta(days=400))
        write(2)
        checkpoint()
        assert prune(by=BY, older_than=now - timedelta(days=365)) == 3
        assert list(Entry.objects.values_list("sequence", "verb")) == [
            (4, "thing.changed"), (5, "thing.changed"), (6, "audit.pruned"),
        ]  # fmt: skip
        assert verify().intact
        assert prune(by=BY, older_than=now - timedelta(days=365)) == 0
        Checkpoint.objects.filter(sequence=5).update(at=now - timedelta(days=1))
        assert prune(by=BY, older_than=now) == 2
        assert list(Entry.objects.values_list("sequence", "object_uid")) == [(6, "3"), (7, "5")]
        assert [point.sequence for point in Checkpoint.objects.all()] == [5], "older ones prove nothing any more"
        assert verify().intact
        Entry.objects.filter(sequence=7).update(object_uid="4")
        assert not verify().intact

    def test_nothing_to_prune_without_a_checkpoint(self) -> None:
        write(3)
        assert prune(by=BY, older_than=timezone.now() + timedelta(days=1)) == 0
        assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_verification_while_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows and a checkpoint that arrive after the head was read are left for the next time, not called a break."""
    from soucinnost.audit import selectors

    write(3)
    original = selectors.verify_rows

    def slow(rows, start, digest):  # noqa: ANN001, ANN202
        found = original(rows, start, digest)
        write(2)
        checkpoint()
        return found

    monkeypatch.setattr(selectors, "verify_rows", slow)
    verdict = verify()
    assert verdict.intact
    assert verdict.rows == 3


def test_record_asks_the_database_as_little_as_it_can(django_assert_num_queries) -> None:  # noqa: ANN001
    write(1)
    with django_assert_num_queries(3):
        write(1)
    assert connection.in_atomic_block


class TestAnotherDatabase:
    """What is moved elsewhere gets its rows there, and nobody here hears of them."""

    @pytest.fixture
    def elsewhere(self, tmp_path: Path) -> Iterator[str]:
        """An alias of a database with the tables of the log alone."""
        shape = {**connections["default"].settings_dict, "NAME": str(tmp_path / "other.sqlite3"), "OPTIONS": {}}
        connections["elsewhere"] = DatabaseWrapper(shape, alias="elsewhere")
        try:
            with connections["elsewhere"].schema_editor() as editor:
                for model in (Entry, ChainHead, Checkpoint):
                    editor.create_model(model)
            yield "elsewhere"
        finally:
            connections["elsewhere"].close()
            del connections["elsewhere"]

    def test_has_a_chain_of_its_own(self, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: list[str] = []
        monkeypatch.setattr(hooks, "tell", lambda by, entry: heard.append(entry.object_uid))
        write(2)
        row = record(by=BY, verb="data.moved", object_uid="there", using=elsewhere)
        assert (row.sequence, row.previous_hash) == (1, GENESIS)
        assert heard == ["uid0", "uid1"]
        assert not Entry.objects.filter(object_uid="there").exists()
        assert Entry.objects.using(elsewhere).get().hash == ChainHead.objects.using(elsewhere).get().hash
        assert verify(using=elsewhere).rows == 1 and verify(using=elsewhere).intact
        Entry.objects.using(elsewhere).update(verb="data.hidden")
        assert verify(using=elsewhere).breaks == ["row 1 was altered"]
        assert verify().intact

    def test_a_row_without_its_head_is_taken_back_there(self, elsewhere: str) -> None:
        with connections[elsewhere].cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER full BEFORE UPDATE ON audit_chainhead BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        with pytest.raises(DatabaseError, match="disk full"):
            record(by=BY, verb="data.moved", using=elsewhere)
        assert not Entry.objects.using(elsewhere).exists()


def test_rows_in_a_wrong_order_are_told() -> None:
    """A database cannot give them so, a file of rows could; each fault is told once and by its number."""
    write(3)
    rows = list(Entry.objects.order_by("sequence").values_list(*COLUMNS))
    verdict, sequence, digest = verify_rows([rows[0], rows[2], rows[1]], 0, GENESIS)
    assert verdict.breaks == [
        "rows 2 to 2 are missing", "row 3 does not follow the row before it", "row 2 is out of order",
        "row 2 does not follow the row before it",
    ]
    assert (verdict.rows, sequence, digest) == (3, 2, rows[1][-1])


def test_what_happened_on_a_day_is_of_the_local_day() -> None:
    """The day begins at midnight in Prague: 23.00 of the day before in UTC."""
    day = date(2018, 3, 14)
    for at, uid in (
        (datetime(2018, 3, 13, 22, 59, 59, tzinfo=UTC), "before"), (datetime(2018, 3, 13, 23, tzinfo=UTC), "first"),
        (datetime(2018, 3, 14, 22, 59, 59, tzinfo=UTC), "last"), (datetime(2018, 3, 14, 23, tzinfo=UTC), "after"),
    ):  # fmt: skip
        record(by=BY, verb="thing.made", object_uid=uid)
        Entry.objects.filter(object_uid=uid).update(at=at)
    assert {uid for uid in ("before", "first", "last", "after") if happened_on("thing.made", uid, day)} == {
        "first", "last",
    }  # fmt: skip
    assert not happened_on("thing.changed", "first", day)


def test_records_of_the_log_name_themselves() -> None:
    write(1)
    point = checkpoint()
    assert (str(Entry.objects.get()), str(ChainHead.objects.get()), str(point)) == ("1 thing.changed", "1", "1")

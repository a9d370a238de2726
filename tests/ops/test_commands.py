"""What commands say and refuse; nothing happens when they refuse."""

import signal
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection

from soucinnost.accounts.models import User
from soucinnost.audit.actions import record
from soucinnost.audit.models import Checkpoint, Entry
from soucinnost.documents.actions import attach
from soucinnost.operations.management.commands import run, tick
from soucinnost.territory.models import Area
from tests import factories
from tests.emptied import empty_what_was_written
from tests.factories import SYSTEM


def said(*words: str, **options: Any) -> tuple[str, str]:
    """What a command writes for people and what for who looks for mistakes, hard spaces read as soft ones."""
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err, **options)
    return out.getvalue().replace("\xa0", " "), err.getvalue().replace("\xa0", " ")


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_gone_is_told_at_the_backup_and_at_the_restoring(tmp_path: Path) -> None:
    gone = attach(by=SYSTEM, circle=factories.group().circle, upload=factories.upload())
    gone.path.unlink()
    archive = str(tmp_path / "z.zip")
    out, err = said("backup", archive)
    assert "Záloha je hotová." in out and "souborů: 0." in out
    assert err == f"Soubor přílohy chybí: {gone.uid}\n"
    empty_what_was_written()
    out, err = said("restore", archive)
    assert "Obnoveno a ověřeno." in out
    assert err == f"Soubor přílohy chyběl už v záloze: {gone.uid}\n"


@pytest.mark.django_db
class TestAudit:
    def test_a_checkpoint_is_signed_once(self) -> None:
        record(by=SYSTEM, verb="thing.changed")
        point, _err = said("audit_checkpoint")
        assert point.split()[1:] == [str(Entry.objects.get().sequence), *Checkpoint.objects.values_list(
            "hash", "signature"
        ).get()]
        assert said("audit_checkpoint")[0] == "Nothing was added since the last checkpoint.\n"
        assert Checkpoint.objects.count() == 1

    def test_a_row_that_was_altered_fails_the_command(self) -> None:
        record(by=SYSTEM, verb="thing.changed")
        assert said("audit_verify")[0].startswith("The chain is whole: 1 rows")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_entry SET verb = 'thing.kept'")
        with pytest.raises(CommandError, match=str(Entry.objects.get().sequence)):
            said("audit_verify")

    def test_pruning_goes_up_to_a_checkpoint_before_the_day(self) -> None:
        record(by=SYSTEM, verb="thing.changed")
        said("audit_checkpoint")
        assert said("audit_prune", "--before", "2017-12-07")[0] == "Deleted rows: 0\n"
        assert said("audit_prune", "--before", "2999-01-01")[0] == "Deleted rows: 1\n"
        assert [row.verb for row in Entry.objects.all()] == ["audit.pruned"]
        with pytest.raises(CommandError, match="--before"):
            said("audit_prune", "--before", "loni")


class TestRun:
    def test_a_database_that_does_not_answer_is_said_in_one_line(self, db: None, monkeypatch: Any) -> None:
        def silent(*_given: Any) -> None:
            raise OperationalError("no such host")

        monkeypatch.setattr(run, "MigrationExecutor", silent)
        with pytest.raises(CommandError, match="The database does not answer: no such host"):
            call_command("run", "--port", "0")

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(("answers", "words"), [(False, "does not answer yet"), (True, "http://localhost:8765/")])
    def test_how_it_began_is_said_once(self, monkeypatch: Any, answers: bool, words: str) -> None:
        """Also when the web server never answers: after a minute that is said, once."""
        monkeypatch.setattr(run.Command, "_refuse_bad_start", lambda *_given: None)
        seconds = chain([0, 59, 61], repeat(62))

        class Watcher:
            def __init__(self, children: list[Any]) -> None:
                assert [child.name for child in children] == ["web", "worker", "tick"]

            def run(self, on_turn: Callable[[], None]) -> None:
                for _turn in range(5):
                    on_turn()

        monkeypatch.setattr(run, "Supervisor", Watcher)
        monkeypatch.setattr(run, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
        monkeypatch.setattr(run, "_answers", lambda *_given: answers)
        out, err = said("run", "--port", "8765")
        assert (out + err).count(words) == 1
        assert out.endswith("Zastaveno.\n")

    @pytest.mark.django_db(transaction=True)
    def test_who_may_sign_in_is_said_where_it_is_the_demonstration(self) -> None:
        def told(*emails: str) -> str:
            out = StringIO()
            run.Command(stdout=out)._tell("127.0.0.1", 8000, list(emails))
            return " ".join(out.getvalue().split())

        assert "první správce se založí" in told()
        User.objects.filter(pk=factories.user("nekdo@x.test").pk).update(is_demo=True)
        assert "první správce" not in told() and "heslo" not in told()
        shown = told("nekdo@x.test", "eva.horinkova@smo.example")
        assert "eva.horinkova@smo.example předsedkyně pracovní skupiny, Ostrava nekdo@x.test Ukončíte" in shown


class TestTick:
    @pytest.fixture
    def _signals(self) -> Iterator[None]:
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        yield
        for number, handler in before.items():
            signal.signal(number, handler)

    def test_what_fails_is_said_and_the_next_round_comes(self, db: None, monkeypatch: Any, _signals: None) -> None:
        rounds: list[dict[str, bool]] = [{}, {"mail": False, "tasks": True}]

        def due(*, force: bool) -> dict[str, bool]:
            if not rounds:
                signal.raise_signal(signal.SIGTERM)
                return {}
            if len(rounds) == 2:
                rounds.pop()
                raise DatabaseError("locked")
            rounds.pop()
            return {"mail": False, "tasks": True}

        monkeypatch.setattr(tick, "run_due_duties", due)
        monkeypatch.setattr(tick.threading.Event, "wait", lambda *_given: None)
        assert said("tick", "--loop", "60") == ("mail: failed\n", "tick: locked\n")

    def test_once_it_ends_well_when_nothing_failed(self, db: None, monkeypatch: Any) -> None:
        monkeypatch.setattr(tick, "run_due_duties", lambda *, force: {"mail": True})
        assert said("tick") == ("", "")
        assert said("tick", "--force") == ("mail: ok\n", "")


@pytest.mark.django_db
def test_of_many_mistakes_the_first_ones_are_said(tmp_path: Path) -> None:
    table = tmp_path / "obce.csv"
    rows = [f"kraj;;Kraj {number}" for number in range(1, 61)]
    table.write_text("\n".join(["druh;kód;název", *rows]) + "\n", encoding="utf-8")
    err = StringIO()
    with pytest.raises(CommandError, match="Not imported: obce.csv"):
        call_command("import_territory", str(table), stdout=StringIO(), stderr=err)
    lines = err.getvalue().splitlines()
    assert lines[0].startswith("obce.csv: nothing imported, ") and lines[-1].strip().startswith("and ")
    assert len(lines) == 42
    assert not Area.objects.exists()

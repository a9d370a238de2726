"""Moving to another database: what makes the target refuse leaves it empty. The move itself: test_backup_live.py."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from soucinnost.access.actors import SystemActor
from soucinnost.audit.models import Entry
from soucinnost.operations.backup import BackupError, moving, transfer
from soucinnost.operations.backup.snapshot import ALIAS
from tests import factories
from tests.migrated import migrated_file

BY = SystemActor("transfer", "cli")
pytestmark = pytest.mark.django_db(transaction=True)


def behind(patch: pytest.MonkeyPatch) -> None:
    """The source lacks the newest tables."""
    applied = moving.applied_migrations
    patch.setattr(moving, "applied_migrations", lambda alias: applied(alias)[: -1 if alias == ALIAS else None])


def loses_topics(patch: pytest.MonkeyPatch) -> None:
    """A row does not arrive."""
    whole = moving.load
    patch.setattr(
        moving, "load",
        lambda model, rows, alias: 0 if model._meta.label_lower == "groups.topic" else whole(model, rows, alias),
    )


def forged(patch: pytest.MonkeyPatch) -> None:
    """Somebody has rewritten the log of the source."""
    Entry.objects.filter(verb="topic.raised").update(verb="topic.kept")


@pytest.mark.parametrize(("wrong", "words"), [
    (behind, "není aktuální"), (loses_topics, "groups.topic se po přenosu liší"), (forged, "přístupech je porušený"),
])
def test_what_does_not_arrive_whole_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Any], None], words: str
) -> None:
    factories.topic(factories.group())
    wrong(monkeypatch)
    # Databases that appear while a test runs are allowed to it, those of the settings are not; this one is both.
    monkeypatch.setattr(ConnectionHandler, "__contains__", lambda _all, alias: alias == "default", raising=False)
    target = tmp_path / "cil.sqlite3"
    shutil.copy(migrated_file(), target)
    entries = Entry.objects.count()
    with pytest.raises(BackupError) as refused:
        transfer(by=BY, to_url=f"sqlite:///{target}")
    assert words in str(refused.value).replace("\xa0", " ")
    with closing(sqlite3.connect(target)) as link:
        for table in ("groups_group", "groups_topic", "audit_entry"):
            assert link.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert Entry.objects.count() == entries

"""What can go wrong with a backup, and what must not be readable in it."""

import errno
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.access.models import BreakGlass, Seat
from soucinnost.audit.actions import checkpoint
from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.documents.actions import attach
from soucinnost.groups.models import Group
from soucinnost.operations.backup import BackupError, restore, save
from soucinnost.operations.backup.archive import Reader, open_new
from soucinnost.operations.backup.tables import copied_models, digest, empty_all, lines
from soucinnost.versions.actions import keep
from tests import factories

BY = SystemActor("test")
pytestmark = pytest.mark.django_db(transaction=True)


def state() -> dict[str, tuple[int, str]]:
    """The hash of every table, the log apart."""
    return {
        model._meta.label_lower: digest(lines(model, "default"))
        for model in copied_models()
        if not model._meta.label_lower.startswith("audit.")
    }


def wipe() -> None:
    """Back to an empty installation."""
    from django.db import transaction

    with transaction.atomic():
        empty_all("default")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of a small installation, which is then empty again."""
    group = factories.group(name="Žluťoučká skupina")
    attach(by=BY, circle=group.circle, upload=factories.upload())
    path = tmp_path / "zaloha.zip"
    save(by=BY, path=path)
    return path


def test_round_trip(archive: Path, tmp_path: Path) -> None:
    before = state()
    (file,) = [path for path in Path(configured.FILES_DIR).rglob("*") if path.is_file()]
    content = file.read_bytes()
    wipe()
    file.unlink()
    restored = restore(by=BY, path=archive)
    assert state() == before
    assert (restored.files, restored.keys, restored.missing) == (1, False, ())
    assert file.read_bytes() == content
    assert Group.objects.get().name == "Žluťoučká skupina"
    assert verify().intact
    assert Entry.objects.last().verb == "installation.restored"
    assert factories.group().pk > Group.objects.order_by("pk").first().pk


def test_manifest_names_every_part(archive: Path) -> None:
    with zipfile.ZipFile(archive) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        assert sorted([*manifest["parts"], "manifest.json"]) == sorted(pack.namelist())
    assert manifest["parts"]["tables/groups.group.jsonl"]["rows"] == 1
    assert manifest["audit"]["sequence"] == Entry.objects.count()
    assert Entry.objects.last().verb == "installation.backed_up"
    assert not {"tables/sessions.session.jsonl", "keys/field.key"} & set(manifest["parts"])


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    group = factories.group()
    attachment = attach(by=BY, circle=group.circle, upload=factories.upload())
    attachment.path.unlink()
    saved = save(by=BY, path=tmp_path / "z.zip")
    assert saved.missing == (attachment.uid,)
    wipe()
    assert restore(by=BY, path=tmp_path / "z.zip").missing == (attachment.uid,)


class Filling(io.RawIOBase):
    """A file on a disk with so much room left."""

    def __init__(self, file: IO[bytes], room: int, error: int) -> None:
        self.file, self.room, self.error = file, room, error

    def write(self, data) -> int:  # noqa: ANN001
        if len(data) > self.room:
            raise OSError(self.error, "injected")
        self.room -= len(data)
        return self.file.write(data)

    def seek(self, *where: int) -> int:
        return self.file.seek(*where)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        if not self.file.closed:
            self.file.flush()

    def fileno(self) -> int:
        return self.file.fileno()

    def close(self) -> None:
        self.file.close()


@pytest.mark.parametrize("room", [0, 10, 500, 3000, 9000])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_or_broken_disk_leaves_no_half_file(tmp_path: Path, room: int, code: int) -> None:
    factories.group()
    folder = tmp_path / "zalohy"
    folder.mkdir()
    with pytest.raises(BackupError) as caught:
        save(by=BY, path=folder / "z.zip", opener=lambda path: Filling(open_new(path), room, code))
    assert ("místo" in str(caught.value)) == (code != errno.EIO)
    assert list(folder.iterdir()) == []
    assert not list(Path(configured.FILES_DIR).glob(".backup-*"))
    assert "snapshot" not in connections.settings


@pytest.mark.parametrize("where", ["nowhere/z.zip", "taken.zip"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, where: str) -> None:
    (tmp_path / "taken.zip").write_bytes(b"precious")
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / where))
    assert (tmp_path / "taken.zip").read_bytes() == b"precious"


def rewritten(path: Path, change) -> Path:  # noqa: ANN001
    """A copy of an archive whose parts went through ``change(dict of name to bytes)``."""
    with zipfile.ZipFile(path) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    change(parts)
    other = path.with_name("jina.zip")
    with zipfile.ZipFile(other, "w") as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return other


def _alter_row(parts: dict[str, bytes]) -> None:
    name = "tables/groups.group.jsonl"
    parts[name] = parts[name].replace("Žluťoučká".encode(), "Zelenoučká".encode())


def _alter_file(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith("files/"))
    parts[name] += b"x"


def _told(archive: dict[str, bytes], /, **changes: object) -> None:
    archive["manifest.json"] = json.dumps({**json.loads(archive["manifest.json"]), **changes}).encode()


TAMPERED = {
    "row": (_alter_row, "poškozená"),
    "file": (_alter_file, "poškozená"),
    "lost part": (lambda parts: parts.pop("tables/groups.group.jsonl"), "neodpovídá"),
    "added part": (lambda parts: parts.update({"files/aa/aaaa": b"x"}), "neodpovídá"),
    "escape": (lambda parts: parts.update({"../../evil": b"x"}), "neodpovídá"),
    "no manifest": (lambda parts: parts.pop("manifest.json"), "není úplná"),
    "broken manifest": (lambda parts: parts.update({"manifest.json": b"{"}), "není úplná"),
    "newer format": (lambda parts: _told(parts, format=2), "novější"),
    "other version": (lambda parts: _told(parts, migrations=["groups.0009_x"], version="9.9"), "9.9"),
    "other keys": (lambda parts: _told(parts, keys={"secret": "a", "field": "b"}), "secret.key"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_archive_changes_nothing(archive: Path, name: str) -> None:
    change, words = TAMPERED[name]
    wipe()
    before = state()
    with pytest.raises(BackupError, match=words):
        restore(by=BY, path=rewritten(archive, change))
    assert state() == before


@pytest.mark.parametrize("other", [(), ("secret",), ("field",), ("secret", "field")])
def test_keys_come_back_when_either_of_them_is_another(
    tmp_path: Path, settings: Any, other: tuple[str, ...]
) -> None:
    factories.group()
    path, home = tmp_path / "zaloha.zip", tmp_path / "data"
    save(by=BY, path=path, with_keys=True)
    wipe()
    here = {"secret": settings.SECRET_KEY, "field": settings.FIELD_KEY}
    settings.DATA_DIR = home
    for name in other:
        setattr(settings, f"{name.upper()}_KEY", here[name][::-1])
    assert restore(by=BY, path=path).keys == bool(other)
    found = {one.name: one.read_text().strip() for one in home.glob("*")}
    assert found == ({f"{name}.key": key for name, key in here.items()} if other else {})


def _recounted(parts: dict[str, bytes], name: str, rows: int = 0) -> None:
    """Let the manifest say what a part holds now; ``rows`` more than there are."""
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"][name]["sha256"] = hashlib.sha256(parts[name]).hexdigest()
    manifest["parts"][name]["rows"] += rows
    _told(parts, **manifest)


def _other_columns(parts: dict[str, bytes]) -> None:
    name = "tables/groups.topic.jsonl"
    parts[name] = parts[name].replace(b'"uid"', b'"uuid"')
    _recounted(parts, name)


def _without_a_table(parts: dict[str, bytes]) -> None:
    name = "tables/groups.topic.jsonl"
    manifest = json.loads(parts["manifest.json"])
    del parts[name], manifest["parts"][name]
    _told(parts, **manifest)


@pytest.mark.parametrize(("change", "words"), [
    (_other_columns, "jiné sloupce"), (_without_a_table, "neodpovídá"),
    (lambda parts: _recounted(parts, "tables/groups.group.jsonl", rows=1), "se po obnovení liší"),
])
def test_an_archive_whose_manifest_was_rewritten_too_changes_nothing(
    archive: Path, change, words: str  # noqa: ANN001
) -> None:
    wipe()
    before = state()
    with pytest.raises(BackupError) as refused:
        restore(by=BY, path=rewritten(archive, change))
    assert words in str(refused.value).replace("\xa0", " ")
    assert state() == before


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "injected"), KeyboardInterrupt()])
@pytest.mark.parametrize("room", [1, 2])
def test_files_that_were_there_already_go_when_a_later_one_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, room: int
) -> None:
    """Also when the last one is the witness of the log, which is no attachment."""
    group = factories.group()
    for name in ("prvni.txt", "druhy.txt"):
        attach(by=BY, circle=group.circle, upload=factories.upload(name))
    checkpoint()
    path, home = tmp_path / "z.zip", configured.AUDIT_WITNESS.parent
    save(by=BY, path=path)
    wipe()
    before, whole, written = state(), Reader.extract, []
    for one in [*Path(configured.FILES_DIR).rglob("*"), configured.AUDIT_WITNESS]:
        if one.is_file():
            one.unlink()
    here = {one for one in home.rglob("*") if one.is_file()}

    def extract(archive: Reader, name: str, target: Path) -> None:
        if len(written) == room:
            raise error
        written.append(target)
        whole(archive, name, target)

    monkeypatch.setattr(Reader, "extract", extract)
    with pytest.raises(BackupError if isinstance(error, OSError) else KeyboardInterrupt) as stopped:
        restore(by=BY, path=path)
    assert not isinstance(error, OSError) or "Nic se nezměnilo" in str(stopped.value).replace("\xa0", " ")
    assert len(written) == room and {one for one in home.rglob("*") if one.is_file()} == here
    assert state() == before
    monkeypatch.undo()
    assert restore(by=BY, path=path).files == 2
    assert configured.AUDIT_WITNESS.exists()


def test_an_escape_named_in_the_manifest_is_refused(archive: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["files/../../evil"] = b"x"
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"]["files/../../evil"] = {"sha256": hashlib.sha256(b"x").hexdigest(), "size": 1}
        _told(parts, **manifest)

    wipe()
    with pytest.raises(BackupError, match="neodpovídá"):
        restore(by=BY, path=rewritten(archive, change))


def test_a_forged_audit_row_in_the_archive_is_refused(archive: Path) -> None:
    """Whoever rewrites the manifest too still cannot make the chain hold."""
    def change(parts: dict[str, bytes]) -> None:
        name = "tables/audit.entry.jsonl"
        parts[name] = parts[name].replace(b'"circle.opened"', b'"circle.closed"')
        _recounted(parts, name)

    wipe()
    before = state()
    with pytest.raises(BackupError, match="porušený"):
        restore(by=BY, path=rewritten(archive, change))
    assert state() == before
    assert not list(Path(configured.FILES_DIR).rglob("*.part"))


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"not a zip at all", b"\x00" * 4096])
def test_a_file_that_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "z.zip").write_bytes(content)
    with pytest.raises(BackupError, match="není úplná"):
        restore(by=BY, path=tmp_path / "z.zip")
    with pytest.raises(BackupError, match="neexistuje"):
        restore(by=BY, path=tmp_path / "nic.zip")


def test_a_database_without_tables_is_said(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})
    with pytest.raises(BackupError, match="soucinnost migrate"):
        restore(by=BY, path=archive)


def test_a_truncated_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    data = archive.read_bytes()
    wipe()
    for length in (len(data) // 3, len(data) - 30, len(data) - 1):
        (tmp_path / "kus.zip").write_bytes(data[:length])
        with pytest.raises(BackupError):
            restore(by=BY, path=tmp_path / "kus.zip")


def test_sensitive_text_is_not_in_clear(tmp_path: Path) -> None:
    """Planted words of sealed fields occur neither in the archive, in any part of it, nor in the tables."""
    canaries = [f"kanarek-{number}-{'x' * 8}" for number in range(50)]
    group = factories.group()
    for canary in canaries:
        someone = factories.person()
        seat = Seat.objects.create(circle=group.circle, person=someone, valid_from=timezone.localdate())
        glass = BreakGlass.objects.create(seat=seat, reason=f"Důvod: {canary}")
        keep(by=BY, obj=glass, kind="access.breakglass")
        Authenticator.objects.create(
            user=someone.user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(canary)}
        )
    path = tmp_path / "z.zip"
    save(by=BY, path=path)
    assert BreakGlass.objects.first().reason == f"Důvod: {canaries[0]}"
    with zipfile.ZipFile(path) as pack:
        assert b"breakglass" in pack.read("tables/access.breakglass.jsonl")
        for name in pack.namelist():
            text = pack.read(name)
            assert b"kanarek" not in text, name
            assert configured.FIELD_KEY.encode() not in text
            assert configured.SECRET_KEY.encode() not in text
    for model in copied_models():
        assert not any("kanarek" in line for line in lines(model, "default")), model
    wipe()
    restore(by=BY, path=path)
    assert sorted(glass.reason for glass in BreakGlass.objects.all()) == sorted(f"Důvod: {c}" for c in canaries)

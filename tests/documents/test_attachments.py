"""Attachments: durable or not there at all, seen by whom they belong to, verified when handed out."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.audit.models import Entry
from soucinnost.documents import actions, jobs, storage
from soucinnost.documents.models import Attachment
from soucinnost.documents.views import disposition
from soucinnost.retention import actions as retention
from tests import factories
from tests.cast import ROLES, Cast

TAKE_PART = {"chair", "recorder", "reviewer", "member", "deputy"}
RUNNERS = {"chair", "recorder"}
TEXT = "Příliš žluťoučký kůň.\n".encode()


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def lying(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def attach(cast: Cast, role: str = "chair", **values) -> Attachment:
    values.setdefault("upload", factories.upload())
    return actions.attach(by=cast.actor(role), circle=cast.group.circle, **values)


def download(client: Client, attachment: Attachment):
    return client.get(reverse("documents:download", args=[attachment.uid]))


@pytest.mark.parametrize("role", ROLES)
def test_who_attaches(cast: Cast, role: str, files: Path) -> None:
    if role in TAKE_PART:
        attachment = attach(cast, role, title="  Zápis   z  porady ")
        assert attachment.path.read_bytes() == TEXT
        assert (attachment.title, attachment.size, attachment.mime) == ("Zápis z porady", len(TEXT), "text/plain")
        assert attachment.uploaded_by == cast.person(role)
        entry = Entry.objects.latest("sequence")
        assert (entry.verb, entry.object_uid, entry.circle) == (
            "attachment.added", attachment.uid, cast.group.circle.uid,
        )
    else:
        with pytest.raises(PermissionDenied):
            attach(cast, role)
        assert not lying(files)


@pytest.mark.parametrize("role", ROLES)
def test_who_removes(cast: Cast, role: str) -> None:
    attachment = attach(cast, "member")
    if role in RUNNERS | {"member"}:
        rows = Entry.objects.count()
        removed = actions.remove_attachment(by=cast.actor(role), attachment=attachment)
        again = actions.remove_attachment(by=cast.actor(role), attachment=attachment)
        assert removed.removed_at == again.removed_at is not None
        assert Entry.objects.count() == rows + 1
        assert attachment.path.exists()
        assert download(cast.client("chair"), attachment).status_code == 404
    else:
        with pytest.raises(PermissionDenied):
            actions.remove_attachment(by=cast.actor(role), attachment=attachment)


DOWNLOADS = {
    "chair": 200, "recorder": 200, "reviewer": 200, "member": 200, "deputy": 200, "former": 404, "outsider": 404,
    "manager": 404, "coordinator": 404, "administrator": 404, "solo": 404, "public": 302,
}
CLOSED = {**DOWNLOADS, "chair": 404, "recorder": 404, "reviewer": 404}
NO_EXPORT = {**DOWNLOADS, "reviewer": 403, "member": 403, "deputy": 403}


@pytest.mark.parametrize("role", ROLES)
def test_who_downloads(cast: Cast, role: str) -> None:
    opened, client = attach(cast), cast.client(role)
    closed = attach(cast, "member", is_closed=True, named_seats=[cast.mandates["member"].seat])
    assert download(client, opened).status_code == DOWNLOADS[role]
    assert download(client, closed).status_code == CLOSED[role]
    controller = cast.group.circle.controller
    controller.members_may_export = False
    controller.save()
    assert download(client, opened).status_code == NO_EXPORT[role]


def test_a_download_is_audited_and_cannot_run(cast: Cast) -> None:
    attachment = attach(cast, upload=factories.upload("žluťoučký kůň \"x\";.txt"))
    rows = Entry.objects.count()
    response = download(cast.client("member"), attachment)
    entry = Entry.objects.latest("sequence")
    assert Entry.objects.count() == rows + 1
    assert (entry.verb, entry.object_uid) == ("attachment.downloaded", attachment.uid)
    assert b"".join(response.streaming_content) == TEXT
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert int(response["Content-Length"]) == len(TEXT)


def test_no_row_no_bytes(cast: Cast, monkeypatch) -> None:
    attachment, client = attach(cast), cast.client("member")

    def refuse(**_values) -> None:
        raise RuntimeError("the chain does not take the row")

    monkeypatch.setattr("soucinnost.audit.middleware.record_shown", refuse)
    with pytest.raises(RuntimeError):
        download(client, attachment)


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("zápis.pdf", 'filename="zapis.pdf"', "filename*=UTF-8''z%C3%A1pis.pdf"),
        ('a"b\r\n.txt', 'filename="a_b .txt"', "filename*=UTF-8''a%22b%0D%0A.txt"),
        ("Ж", 'filename="_"', "filename*=UTF-8''%D0%96"),
        ("a/b.txt", 'filename="a_b.txt"', "a%2Fb.txt"),
        ("", 'filename="soubor"', "filename*=UTF-8''"),
    ],
)
def test_names_cannot_break_out_of_the_header(name: str, plain: str, full: str) -> None:
    header = disposition(name)
    assert plain in header
    assert full in header
    assert header.isascii()
    assert "\n" not in header


@pytest.mark.parametrize("harm", ["altered", "shortened", "gone", "a folder"])
def test_damaged_files_are_not_handed_out(cast: Cast, harm: str) -> None:
    attachment, client = attach(cast), cast.client("member")
    if harm == "altered":
        attachment.path.write_bytes(TEXT[:-1] + b"!")
    elif harm == "shortened":
        attachment.path.write_bytes(TEXT[:-3])
    else:
        attachment.path.unlink()
    if harm == "a folder":
        attachment.path.mkdir()
    response = download(client, attachment)
    assert response.status_code == 500
    assert "Soubor se nepodařilo vydat" in response.content.decode()
    assert TEXT not in response.content
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.object_uid) == ("attachment.damaged", attachment.uid)
    assert not Entry.objects.filter(verb="attachment.downloaded").exists()


@pytest.mark.parametrize("step", ["open", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_refuses_leaves_nothing(cast: Cast, monkeypatch, files: Path, step: str, number: int) -> None:
    def refuse(*_args, **_kwargs) -> None:
        raise OSError(number, os.strerror(number))

    target = {"open": (Path, "open"), "fsync": (os, "fsync"), "rename": (Path, "rename")}[step]
    rows = Entry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(*target, refuse)
        with pytest.raises(ValidationError) as refused:
            attach(cast)
    words = "není místo" if number != errno.EIO else "nepodařilo uložit"
    assert words in refused.value.message_dict["upload"][0]
    assert not Attachment.objects.exists()
    assert not lying(files)
    assert Entry.objects.count() == rows
    attach(cast)


def test_a_failure_after_the_file_is_in_place_leaves_nothing(cast: Cast, monkeypatch, files: Path) -> None:
    def refuse(**_values) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", refuse)
    with pytest.raises(RuntimeError):
        attach(cast)
    assert not Attachment.objects.exists()
    assert not lying(files)


def test_a_broken_upload_leaves_nothing(files: Path) -> None:
    def chunks():
        yield b"first"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        storage.stage(chunks())
    assert not lying(files)


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (("program.exe", b"MZ\x90\x00" + b"\0" * 60), "executable"), (("prazdny.txt", b""), "empty"),
        (("tabulka.pdf", TEXT), "mismatch"), (("stranka.html", b"<html><script>"), "active"),
    ],
)
def test_what_is_not_what_it_says(cast: Cast, files: Path, upload: tuple[str, bytes], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        attach(cast, upload=factories.upload(*upload))
    assert refused.value.error_dict["upload"][0].code == code
    assert not lying(files)


def test_too_large(cast: Cast, settings, files: Path) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(ValidationError, match="příliš velký"):
        attach(cast)
    assert not lying(files)


def test_a_closed_file_names_who_sees_it(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="kdo smí"):
        attach(cast, is_closed=True)
    elsewhere = factories.mandate(cast.other_group).seat
    with pytest.raises(ValidationError, match="členové této skupiny"):
        attach(cast, is_closed=True, named_seats=[elsewhere])
    opened = attach(cast, named_seats=[cast.mandates["member"].seat])
    assert not opened.named_seats.exists(), "an open file has no list of who may see it"
    closed = attach(cast, is_closed=True, named_seats=[cast.mandates["chair"].seat])
    with pytest.raises(PermissionDenied):
        actions.remove_attachment(by=cast.actor("recorder"), attachment=closed)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_file_is_swept_away_later(files: Path) -> None:
    group = factories.group()
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.attach(by=factories.SYSTEM, circle=group.circle, upload=factories.upload())
        raise RuntimeError
    kept = actions.attach(by=factories.SYSTEM, circle=group.circle, upload=factories.upload())
    (files / "notes.txt").write_text("not ours")
    (files / "half.part").write_bytes(b"half")
    assert len(lying(files)) == 4
    assert actions.clean_strays(by=factories.SYSTEM) == 0, "young files may belong to an upload under way"
    old = timezone.now().timestamp() - 7 * 3600
    for path in lying(files):
        os.utime(path, (old, old))
    assert "2" in jobs.clean_files(by=factories.SYSTEM)
    assert sorted(path.name for path in lying(files)) == sorted([kept.uid, "notes.txt"])
    assert jobs.clean_files(by=factories.SYSTEM) == ""


def test_sweeping_before_anything_was_stored(db, files: Path, capsys) -> None:
    call_command("clean_files", "--hours", "0")
    assert "0 files deleted" in capsys.readouterr().out


def test_only_the_installation_sweeps_and_erases(cast: Cast) -> None:
    attach(cast)
    for step in (
        lambda: actions.clean_strays(by=cast.actor("administrator")),
        lambda: actions.erase_attachments(by=cast.actor("chair"), records=Attachment.objects.all()),
    ):
        with pytest.raises(PermissionDenied):
            step()
    assert Attachment.objects.count() == 1


def test_removed_files_go_when_their_term_is_over(cast: Cast, django_capture_on_commit_callbacks) -> None:
    kept, gone = attach(cast), attach(cast)
    actions.remove_attachment(by=cast.actor("chair"), attachment=kept)
    actions.remove_attachment(by=cast.actor("chair"), attachment=gone)
    Attachment.objects.filter(pk=gone.pk).update(removed_at=timezone.now() - timedelta(days=400))
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(by=factories.SYSTEM)
    assert list(Attachment.objects.all()) == [kept]
    assert kept.path.exists()
    assert not gone.path.exists()
    assert Entry.objects.filter(verb="attachment.erased", object_uid=gone.uid).count() == 1

"""The check of a large file before it gets the label: made in the background, on a page that can be left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.agencies.actions import change_person
from soucinnost.audit.models import Entry
from soucinnost.documents import actions, findings, jobs
from soucinnost.documents.actions import ask_check, attach, check_waiting, clear_attachment, forget_checks
from soucinnost.documents.models import Attachment, FileCheck
from tests import factories
from tests.cast import Cast

SYSTEM = SystemActor("test")
TEXT = "Zahájila Alena Předsedová. Přišla Jana Nováková.\n"


@pytest.fixture
def large(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Attachment:
    monkeypatch.setattr(findings, "AT_ONCE", {".txt": 10})
    upload = factories.upload("velky.txt", TEXT.encode())
    return attach(by=cast.actor("chair"), circle=cast.group.circle, upload=upload)


def _page(cast: Cast, attachment: Attachment) -> str:
    answer = cast.client("chair").get(reverse("documents:check", args=[attachment.uid]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_is_asked_for_left_and_read_later(
    cast: Cast, large: Attachment, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    reads: list[Attachment] = []
    read = actions.check_file
    monkeypatch.setattr(actions, "check_file", lambda one: reads.append(one) or read(one))
    monkeypatch.setattr(findings, "check_file", lambda one: pytest.fail("read in the request"))
    assert "Zkontrolovat</button>" in _page(cast, large)
    with pytest.raises(ValidationError, match="ještě není zkontrolovaný"):
        clear_attachment(by=cast.actor("chair"), attachment=large, has_read=True, accepts=True)
    address = reverse("documents:ask_check", args=[large.uid])
    assert cast.client("member").post(address).status_code == 403
    with django_capture_on_commit_callbacks() as callbacks:
        assert cast.client("chair").post(address).status_code == 302
        assert cast.client("recorder").post(address).status_code == 302
    assert len(callbacks) == 1 and not reads
    page = _page(cast, large)
    assert "data-checking" in page and "Můžete odejít" in page and "Nováková" not in page
    callbacks[0]()
    assert len(reads) == 1
    assert "<mark>Jana Nováková</mark>" in _page(cast, large)
    clear_attachment(by=cast.actor("chair"), attachment=large, has_read=True, accepts=True)
    assert not FileCheck.objects.exists()


def test_a_check_holds_while_the_same_names_are_public(cast: Cast, large: Attachment) -> None:
    ask_check(by=cast.actor("chair"), attachment=large)
    assert check_waiting(by=SYSTEM, uid=large.uid)
    change_person(
        by=cast.actor("manager"), person=cast.person("chair"), is_public_role=True, public_role_reason="starostka"
    )
    page = _page(cast, large)
    assert "Zkontrolujte soubor znovu" in page and "Nováková" not in page
    ask_check(by=cast.actor("chair"), attachment=large)
    assert check_waiting(by=SYSTEM, uid=large.uid)
    page = _page(cast, large)
    assert "<mark>Jana Nováková</mark>" in page and "<mark>Alena Předsedová" not in page


def test_a_file_that_breaks_the_reading_is_given_up(
    cast: Cast, large: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_check(by=cast.actor("chair"), attachment=large)
    FileCheck.objects.update(asked_at=timezone.now() - timedelta(minutes=6))

    def broken(attachment: Attachment) -> None:
        raise MemoryError

    monkeypatch.setattr(actions, "check_file", broken)
    for _try in range(3):
        with pytest.raises(MemoryError):
            jobs.check_left(by=SYSTEM)
    assert jobs.check_left(by=SYSTEM) == ""
    assert FileCheck.objects.get().state == FileCheck.State.FAILED
    assert "kontrola se nepodařila" in _page(cast, large)


def test_a_damaged_file_is_said_to_be_unreadable(cast: Cast, large: Attachment) -> None:
    ask_check(by=cast.actor("chair"), attachment=large)
    large.path.unlink()
    assert check_waiting(by=SYSTEM, uid=large.uid) is False
    check = FileCheck.objects.get()
    assert (check.state, check.result) == (FileCheck.State.FAILED, {})
    assert "kontrola se nepodařila" in _page(cast, large)


def test_asked_for_again_while_it_was_read_it_waits_for_the_newer_reading(
    cast: Cast, large: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_check(by=cast.actor("chair"), attachment=large)
    read = actions.check_file

    def slow(attachment: Attachment) -> Any:
        FileCheck.objects.update(asked_at=timezone.now() + timedelta(seconds=1))
        return read(attachment)

    monkeypatch.setattr(actions, "check_file", slow)
    assert check_waiting(by=SYSTEM, uid=large.uid) is False
    check = FileCheck.objects.get()
    assert (check.state, check.result) == (FileCheck.State.WAITING, {})
    assert not Entry.objects.filter(verb="attachment.check_made").exists()


def test_a_file_with_a_password_gets_no_label(cast: Cast, large: Attachment) -> None:
    Attachment.objects.filter(pk=large.pk).update(is_encrypted=True)
    large.refresh_from_db()
    with pytest.raises(ValidationError, match="heslem"):
        clear_attachment(by=cast.actor("chair"), attachment=large, has_read=True, accepts=True)
    large.refresh_from_db()
    assert large.cleared_at is None and not Entry.objects.filter(verb="attachment.cleared").exists()


def test_checks_are_forgotten_and_made_by_the_installation_only(cast: Cast, large: Attachment) -> None:
    ask_check(by=cast.actor("chair"), attachment=large)
    with pytest.raises(PermissionDenied):
        check_waiting(by=cast.actor("chair"), uid=large.uid)
    with pytest.raises(PermissionDenied):
        ask_check(by=cast.actor("member"), attachment=large)
    assert forget_checks(by=SYSTEM, before=timezone.now() - timedelta(days=1)) == 0
    assert forget_checks(by=SYSTEM, before=timezone.now()) == 1
    assert not check_waiting(by=SYSTEM, uid=large.uid)

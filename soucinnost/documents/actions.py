"""Attaching and removing files; erasing them when their term is over."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Circle, Seat
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents import rules, storage
from soucinnost.documents.findings import check_file, names_digest, standing_check
from soucinnost.documents.models import Attachment, FileCheck
from soucinnost.documents.registry import announce
from soucinnost.documents.uploads import Inspected, UploadRefused, inspect_upload
from soucinnost.kernel.actor import Actor

MOST_TITLE = 200
MOST_TRIES = 3
STRAY_AGE = timedelta(hours=6)


def attach(
    *, by: Actor, circle: Circle, upload: UploadedFile, title: str = "", is_closed: bool = False,
    named_seats: Iterable[Seat] = (),
) -> Attachment:
    """Store a file of the circle: what it claims to be is checked, then its bytes are on the disk, then its row.

    Raises ValidationError with a Czech sentence (not what it says, too large, no room on the disk…); then there is
    neither a row nor a part of a file. A closed file is seen by the named seats only.
    """
    require(rules.attaches(by, circle))
    seats = _checked_seats(circle, is_closed, named_seats)
    inspected = _inspected(upload)
    staged = _staged(upload)
    attachment = Attachment(
        circle=circle, is_closed=is_closed, name=inspected.safe_name, title=" ".join(title.split())[:MOST_TITLE],
        mime=inspected.mime, size=staged.size, sha256=staged.sha256, is_encrypted=inspected.encrypted,
        uploaded_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
            attachment.named_seats.set(seats)
            storage.put_in_place(staged, attachment.uid)
            announce(attachment.uid, attachment)
            record(by=by, verb="attachment.added", object_uid=attachment.uid, circle=circle.uid)
    except storage.StorageError as error:
        raise _refusal(error) from error
    except BaseException:
        storage.discard(staged.path)
        storage.discard(storage.place_of(attachment.uid))
        raise
    return attachment


@transaction.atomic
def remove_attachment(*, by: Actor, attachment: Attachment) -> Attachment:
    """Mark a file as removed: nobody can download it any more, its bytes stay until its term is over."""
    attachment = Attachment.objects.select_related("circle").select_for_update(of=("self",)).get(pk=attachment.pk)
    require(Attachment.objects.visible_to(by).filter(pk=attachment.pk).exists() and rules.removes(by, attachment))
    if attachment.removed_at is None:
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["removed_at"])
        announce(attachment.uid, None)
        record(by=by, verb="attachment.removed", object_uid=attachment.uid, circle=attachment.circle.uid)
    return attachment


@transaction.atomic
def follow_closure(
    *, by: Actor, attachments: Iterable[Attachment], is_closed: bool, named_seats: Iterable[Seat] = ()
) -> int:
    """Give files the closure of what they belong to; returns how many changed.

    Called in the transaction of the action that closed or opened it and has checked its own rule; all files are of
    one circle. Seats of other circles are left out.
    """
    changed: list[Attachment] = []
    for attachment in attachments:
        seats = {seat.pk for seat in named_seats if seat.circle_id == attachment.circle_id} if is_closed else set()
        before = (attachment.is_closed, set(attachment.named_seats.values_list("pk", flat=True)))
        if before == (is_closed, seats):
            continue
        attachment.is_closed = is_closed
        attachment.save(update_fields=["is_closed"])
        attachment.named_seats.set(seats)
        changed.append(attachment)
    if changed:
        record(
            by=by, verb="attachment.closure_followed", circle=changed[0].circle.uid,
            ids=[attachment.uid for attachment in changed],
        )
    return len(changed)


def clear_attachment(*, by: Actor, attachment: Attachment, has_read: bool, accepts: bool = False) -> Attachment:
    """Set the label „bez osobních údajů“: who sets it has read the whole file.

    Where something was found, or the text cannot be read by machine, ``accepts`` is the explicit statement that it
    may go out all the same. Raises ValidationError for a missing statement or a file with a password, StorageError for
    a damaged one. The file is read before the transaction begins: it can take long, and its bytes never change.
    """
    _must_clear(by, attachment)
    if attachment.is_encrypted:
        raise ValidationError(_("Soubor je chráněný heslem, zkontrolovat ho nejde. Přiložte ho bez hesla."))
    if not has_read:
        raise ValidationError({"has_read": _("Potvrďte, že je přečtený celý soubor.")})
    check = standing_check(attachment)
    if check is None:
        raise ValidationError(_("Soubor ještě není zkontrolovaný. Spusťte kontrolu, potom ho označte."))
    if check.needs_statement and not accepts:
        raise ValidationError({"accepts": _("Potvrďte i druhé prohlášení: soubor má ven i s tím, co je výše.")})
    with transaction.atomic():
        attachment = Attachment.objects.select_related("circle__controller").select_for_update(of=("self",)).get(
            pk=attachment.pk
        )
        _must_clear(by, attachment)
        attachment.cleared_at, attachment.cleared_by_id = timezone.now(), by.person_id
        attachment.cleared_by_eye = bool(check.unread)
        attachment.save(update_fields=["cleared_at", "cleared_by", "cleared_by_eye"])
        FileCheck.objects.filter(attachment=attachment).delete()
        record(by=by, verb="attachment.cleared", object_uid=attachment.uid, circle=attachment.circle.uid)
    return attachment


def _must_clear(by: Actor, attachment: Attachment) -> None:
    visible = Attachment.objects.visible_to(by).filter(pk=attachment.pk, removed_at__isnull=True)
    require(visible.exists() and rules.clears(by, attachment))


@transaction.atomic
def ask_check(*, by: Actor, attachment: Attachment) -> FileCheck:
    """Have a large file checked in the background; one that waits already is returned as it is."""
    attachment = Attachment.objects.select_related("circle__controller").select_for_update(of=("self",)).get(
        pk=attachment.pk
    )
    visible = Attachment.objects.visible_to(by).filter(pk=attachment.pk, removed_at__isnull=True)
    require(visible.exists() and rules.takes_label(by, attachment))
    check, is_new = FileCheck.objects.get_or_create(attachment=attachment)
    if check.state == FileCheck.State.WAITING and not is_new:
        return check
    check.state, check.result, check.names, check.tries = FileCheck.State.WAITING, {}, "", 0
    check.asked_at = timezone.now()
    check.save()
    record(by=by, verb="attachment.check_asked", object_uid=attachment.uid, circle=attachment.circle.uid)
    transaction.on_commit(partial(_hand_to_worker, attachment.uid), robust=True)
    return check


def _hand_to_worker(uid: str) -> None:
    from soucinnost.documents.jobs import check_large  # noqa: PLC0415 - the job calls this module

    check_large.enqueue(uid)


def check_waiting(*, by: Actor, uid: str) -> bool:
    """Check a file that waits for it; whether that was done. The installation's own job only.

    The file is read outside of a transaction. One that broke the reading three times is given up.
    """
    require(by.is_system)
    with transaction.atomic():
        check = FileCheck.objects.select_for_update(of=("self",)).select_related("attachment__circle").filter(
            attachment__uid=uid, state=FileCheck.State.WAITING
        ).first()
        if check is None:
            return False
        check.tries += 1
        check.save(update_fields=["tries"])
    names, result = names_digest(check.attachment), _checked(check)
    with transaction.atomic():
        current = FileCheck.objects.select_for_update(of=("self",)).filter(
            pk=check.pk, state=FileCheck.State.WAITING, asked_at=check.asked_at
        ).first()
        if current is None:
            return False
        current.state = FileCheck.State.DONE if result is not None else FileCheck.State.FAILED
        current.names, current.result = names, result or {}
        current.save(update_fields=["state", "names", "result"])
        record(by=by, verb="attachment.check_made", object_uid=uid, circle=check.attachment.circle.uid)
    return result is not None


def _checked(check: FileCheck) -> dict[str, Any] | None:
    if check.tries > MOST_TRIES:
        return None
    try:
        return asdict(check_file(check.attachment))
    except storage.StorageError:
        return None


@transaction.atomic
def forget_checks(*, by: Actor, before: datetime) -> int:
    """Delete checks asked for before a moment: what they found stands in the files. Returns how many."""
    require(by.is_system)
    old = FileCheck.objects.filter(asked_at__lt=before)
    count = old.count()
    if count:
        old.delete()
        record(by=by, verb="attachment.checks_forgotten")
    return count


@transaction.atomic
def take_label(*, by: Actor, attachment: Attachment) -> Attachment:
    """Take the label „bez osobních údajů“ back; from that moment the public does not get the file."""
    attachment = Attachment.objects.select_related("circle__controller").select_for_update(of=("self",)).get(
        pk=attachment.pk
    )
    require(Attachment.objects.visible_to(by).filter(pk=attachment.pk).exists() and rules.takes_label(by, attachment))
    if attachment.cleared_at is not None:
        attachment.cleared_at, attachment.cleared_by, attachment.cleared_by_eye = None, None, False
        attachment.save(update_fields=["cleared_at", "cleared_by", "cleared_by_eye"])
        record(by=by, verb="attachment.label_taken", object_uid=attachment.uid, circle=attachment.circle.uid)
    return attachment


@transaction.atomic
def erase_attachments(*, by: Actor, records: QuerySet[Attachment], cutoff: datetime | None = None) -> int:
    """Delete rows and bytes of files for good; called when their term is over, or that of what they belong to.

    Returns how many. The installation's own jobs and the actions they call only. Bytes go when the rows are gone.
    """
    require(by.is_system)
    erased = [(one.uid, one.circle.uid) for one in records.select_related("circle")]
    records.delete()
    for uid, circle_uid in erased:
        announce(uid, None)
        record(by=by, verb="attachment.erased", object_uid=uid, circle=circle_uid)
        transaction.on_commit(partial(storage.discard, storage.place_of(uid)))
    return len(erased)


def clean_strays(*, by: Actor, age: timedelta = STRAY_AGE) -> int:
    """Delete files that no row knows (a crash between writing and committing). Returns how many.

    Files younger than ``age`` may belong to an upload under way and stay.
    """
    require(by.is_system)
    known = set(Attachment.objects.values_list("uid", flat=True))
    removed = 0
    for path in storage.strays(known, age.total_seconds()):
        storage.discard(path)
        removed += 1
    if removed:
        record(by=by, verb="attachment.strays_cleaned")
    return removed


def _checked_seats(circle: Circle, is_closed: bool, named_seats: Iterable[Seat]) -> list[Seat]:
    seats = list(named_seats) if is_closed else []
    if is_closed and not seats:
        raise ValidationError({"named_seats": _("Vyberte, kdo smí uzavřený soubor vidět.")})
    if any(seat.circle_id != circle.pk for seat in seats):
        raise ValidationError({"named_seats": _("Uzavřený soubor mohou vidět jen členové této skupiny.")})
    return seats


def _inspected(upload: UploadedFile) -> Inspected:
    try:
        return inspect_upload(cast(BinaryIO, upload), upload.name or "", max_bytes=settings.UPLOAD_LIMIT)
    except UploadRefused as error:
        raise ValidationError({"upload": ValidationError(error.message_cs, code=error.code)}) from error


def _staged(upload: UploadedFile) -> storage.Staged:
    upload.seek(0)
    try:
        return storage.stage(upload.chunks())
    except storage.StorageError as error:
        raise _refusal(error) from error


def _refusal(error: storage.StorageError) -> ValidationError:
    if isinstance(error, storage.DiskFull):
        message = _("Na disku serveru není místo. Soubor se neuložil, ostatní zůstalo. Dejte vědět správci.")
    else:
        message = _("Soubor se na disk serveru nepodařilo uložit. Zkuste to znovu, potom dejte vědět správci.")
    return ValidationError({"upload": message})

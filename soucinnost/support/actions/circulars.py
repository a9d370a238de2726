"""Writing a circular, choosing to whom it goes, its files."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.notices.letters import MOST_BYTES
from soucinnost.support.actions.common import checked, erase_files, locked, put_file
from soucinnost.support.findable import CIRCULAR, find_circular, lose
from soucinnost.support.models import Circular, CircularFile, region_of
from soucinnost.support.recipients import Criteria
from soucinnost.support.rules import is_draft, keeps_for
from soucinnost.versions import actions as versions

MOST_FILES = 5


def draft(by: Actor, circular: Circular) -> Circular:
    """Lock a circular that can still change. Raises ValidationError once it went out."""
    fresh = locked(by, circular)
    if not is_draft(fresh):
        raise ValidationError(_("Oběžník už se rozeslal, změnit ho nejde. Opravu pošlete novým."))
    return fresh


def _fill(circular: Circular, subject: str, body: str, asks_confirmation: bool) -> None:
    circular.subject = " ".join(checked("subject", subject, _("Napište předmět.")).split())
    circular.body = checked("body", body, _("Napište text oběžníku."))
    circular.asks_confirmation = asks_confirmation


@transaction.atomic
def write_circular(
    *, by: Actor, keeper: Organisation, subject: str, body: str, asks_confirmation: bool = False
) -> Circular:
    """Begin a circular of the keeper. Raises ValidationError for an empty subject or text."""
    require(keeps_for(by, keeper))
    circular = Circular(keeper=keeper, region=region_of(keeper), written_by_id=by.person_id)
    _fill(circular, subject, body, asks_confirmation)
    circular.save(force_insert=True)
    versions.keep(by=by, obj=circular, kind=CIRCULAR)
    find_circular(circular)
    record(by=by, verb="circular.written", object_uid=circular.uid)
    return circular


@transaction.atomic
def change_circular(
    *, by: Actor, circular: Circular, subject: str, body: str, asks_confirmation: bool = False
) -> Circular:
    """Change a circular that has not gone out."""
    circular = draft(by, circular)
    _fill(circular, subject, body, asks_confirmation)
    circular.save(update_fields=["subject", "body", "asks_confirmation"])
    versions.keep(by=by, obj=circular, kind=CIRCULAR)
    find_circular(circular)
    record(by=by, verb="circular.changed", object_uid=circular.uid)
    return circular


@transaction.atomic
def choose_recipients(
    *, by: Actor, circular: Circular, criteria: Criteria, left_out: Iterable[Organisation] | None = None
) -> Circular:
    """Say to which organisations it goes, and which of them are left out; who was left out before when not given."""
    circular = draft(by, circular)
    if not criteria.kinds:
        raise ValidationError({"kinds": _("Vyberte aspoň jeden druh organizací.")})
    circular.criteria = criteria.stored()
    circular.save(update_fields=["criteria"])
    if left_out is not None:
        circular.left_out.set(left_out)
    left = list(circular.left_out.order_by("pk").values_list("uid", flat=True))
    record(by=by, verb="circular.recipients_chosen", object_uid=circular.uid, ids=left)
    return circular


@transaction.atomic
def add_file(*, by: Actor, circular: Circular, upload: UploadedFile, title: str = "") -> Attachment:
    """Add a file, which then goes with every mail. Raises ValidationError with a Czech sentence."""
    circular = draft(by, circular)
    if circular.files.count() >= MOST_FILES:
        raise ValidationError({"upload": _("K oběžníku jde přiložit nejvýše pět souborů.")})
    held = Attachment.objects.filter(pk__in=circular.files.values("attachment"))
    used = sum(held.values_list("size", flat=True))
    if used + (upload.size or 0) > MOST_BYTES:
        raise ValidationError({"upload": _("Přílohy mají dohromady víc než 7 MB, s e-mailem by neprošly.")})
    attachment = put_file(circular.keeper, upload, title)
    CircularFile.objects.create(circular=circular, attachment=attachment)
    record(by=by, verb="circular.file_added", object_uid=circular.uid, ids=[attachment.uid])
    return attachment


@transaction.atomic
def remove_file(*, by: Actor, circular: Circular, attachment: Attachment) -> None:
    """Take a file away from a circular that has not gone out."""
    circular = draft(by, circular)
    if CircularFile.objects.filter(circular=circular, attachment=attachment).delete()[0]:
        uid = attachment.uid
        erase_files([attachment.pk])
        record(by=by, verb="circular.file_removed", object_uid=circular.uid, ids=[uid])


def _erase(circular: Circular) -> str:
    uid = circular.uid
    files: list[Any] = list(circular.files.values_list("attachment", flat=True))
    lose(CIRCULAR, uid)
    circular.delete()
    erase_files(files)
    versions.erase(kind=CIRCULAR, object_uids=[uid])
    return uid


@transaction.atomic
def remove_circular(*, by: Actor, circular: Circular) -> None:
    """Remove a circular that has not gone out."""
    record(by=by, verb="circular.removed", object_uid=_erase(draft(by, circular)))


@transaction.atomic
def erase_circulars(*, by: Actor, records: QuerySet[Circular], cutoff: datetime | None = None) -> int:
    """Erase circulars past their term with their files and copies. The installation's own job only."""
    require(by.is_system)
    uids = [_erase(one) for one in records]
    record(by=by, verb="circular.erased", ids=uids)
    return len(uids)

"""Noting what was handed on."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.notices.composing import plain
from soucinnost.support.actions.common import (
    checked,
    checked_count,
    checked_past,
    checked_sharing,
    erase_files,
    locked,
    put_file,
)
from soucinnost.support.findable import HANDOVER, find_handover, lose
from soucinnost.support.models import Handover, region_of
from soucinnost.support.rules import keeps_for
from soucinnost.versions import actions as versions

FIELDS = ("title", "organisation", "audience", "handed_on", "count", "note", "is_shared")


def _fill(handover: Handover, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a handover has no {name}")
        setattr(handover, name, plain(value) if isinstance(value, str) else value)
    checked("title", handover.title, _("Napište, co se předalo."))
    handover.handed_on = checked_past("handed_on", handover.handed_on)
    handover.count = checked_count("count", handover.count)
    if handover.organisation is None and not handover.audience:
        raise ValidationError({"organisation": _("Vyberte organizaci, nebo napište slovy, komu.")})
    checked_sharing(handover.is_shared, handover.keeper, handover.organisation)


def _replace_file(handover: Handover, upload: UploadedFile | None) -> None:
    if upload is None:
        return
    old = handover.attachment_id
    handover.attachment = put_file(handover.keeper, upload, handover.title)
    handover.save(update_fields=["attachment"])
    if old is not None:
        erase_files([old])


@transaction.atomic
def write_handover(
    *, by: Actor, keeper: Organisation, title: str, handed_on: date, upload: UploadedFile | None = None, **fields: Any
) -> Handover:
    """Note a material that was handed on; ``fields`` are those of :data:`FIELDS`, ``upload`` the document itself.

    Raises ValidationError with what to do under its field.
    """
    require(keeps_for(by, keeper))
    handover = Handover(keeper=keeper, region=region_of(keeper))
    _fill(handover, {**fields, "title": title, "handed_on": handed_on})
    handover.save(force_insert=True)
    _replace_file(handover, upload)
    versions.keep(by=by, obj=handover, kind=HANDOVER)
    find_handover(handover)
    record(by=by, verb="handover.written", object_uid=handover.uid)
    return handover


@transaction.atomic
def change_handover(
    *, by: Actor, handover: Handover, upload: UploadedFile | None = None, **fields: Any
) -> Handover:
    """Change the note; a new file takes the place of the old one."""
    handover = locked(by, handover)
    _fill(handover, fields)
    handover.save()
    _replace_file(handover, upload)
    versions.keep(by=by, obj=handover, kind=HANDOVER)
    find_handover(handover)
    record(by=by, verb="handover.changed", object_uid=handover.uid)
    return handover


def _erase(handover: Handover) -> str:
    uid, file = handover.uid, handover.attachment_id
    lose(HANDOVER, uid)
    handover.delete()
    if file is not None:
        erase_files([file])
    versions.erase(kind=HANDOVER, object_uids=[uid])
    return uid


@transaction.atomic
def remove_handover(*, by: Actor, handover: Handover) -> None:
    """Remove a note made by mistake, with its file."""
    record(by=by, verb="handover.removed", object_uid=_erase(locked(by, handover)))


@transaction.atomic
def erase_handovers(*, by: Actor, records: QuerySet[Handover], cutoff: datetime | None = None) -> int:
    """Erase notes past their term. The installation's own job only; returns how many."""
    require(by.is_system)
    uids = [_erase(one) for one in records]
    record(by=by, verb="handover.erased", ids=uids)
    return len(uids)

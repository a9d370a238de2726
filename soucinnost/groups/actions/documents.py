"""Lasting documents of a group: statutes, appointments, methods."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.groups import rules
from soucinnost.groups.actions.common import lock
from soucinnost.groups.enums import GroupDocumentKind
from soucinnost.groups.findable import find_document
from soucinnost.groups.models import Group, GroupDocument
from soucinnost.kernel.actor import Actor


def add_document(
    *, by: Actor, group: Group, upload: UploadedFile, kind: str = GroupDocumentKind.OTHER, title: str = ""
) -> GroupDocument:
    """Add a file to the group's documents. Who runs the group; ValidationError says what is wrong with the file."""
    require(rules.runs_group(by, group))
    if kind not in GroupDocumentKind.values:
        raise ValidationError({"kind": _("Takový druh dokumentu není.")})
    with transaction.atomic():
        attachment = attach(by=by, circle=group.circle, upload=upload, title=title)
        document = GroupDocument.objects.create(group=group, attachment=attachment, kind=kind)
        find_document(document)
        record(by=by, verb="group.document_added", object_uid=document.uid, circle=group.circle.uid)
    return document


@transaction.atomic
def remove_document(*, by: Actor, document: GroupDocument) -> None:
    """Take a file off the group's documents; its bytes are kept until its term is over."""
    group = lock(document.group)
    require(rules.runs_group(by, group))
    uid, attachment = document.uid, document.attachment
    document.delete()
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="group.document_removed", object_uid=uid, circle=group.circle.uid)

"""Papers of an item."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.agenda.common import writable
from soucinnost.meetings.models import AgendaItem, AgendaPaper


@transaction.atomic
def add_paper(*, by: Actor, item: AgendaItem, upload: UploadedFile, title: str = "") -> AgendaPaper:
    """Attach a paper to an item; it is seen by exactly those who see the item.

    Raises ValidationError (field ``upload``) for a file that is not what it says, too large, or finds no room.
    """
    item = writable(by, item)
    attachment = attach(
        by=by, circle=item.circle, upload=upload, title=title, is_closed=item.is_closed,
        named_seats=list(item.named_seats.all()),
    )
    paper = AgendaPaper.objects.create(item=item, attachment=attachment)
    record(by=by, verb="agenda.paper_added", object_uid=item.uid, circle=item.circle.uid, ids=[attachment.uid])
    return paper


@transaction.atomic
def remove_paper(*, by: Actor, paper: AgendaPaper) -> None:
    """Take a paper off an item."""
    require(AgendaPaper.objects.visible_to(by).filter(pk=paper.pk).exists())
    item = writable(by, paper.item)
    attachment = paper.attachment
    paper.delete()
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="agenda.paper_removed", object_uid=item.uid, circle=item.circle.uid, ids=[attachment.uid])

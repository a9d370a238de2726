"""Erasing what withdrawn public versions held, when their term is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.publishing.models import PublicFile, PublicMinutes


@transaction.atomic
def erase_withdrawn(*, by: Actor, records: QuerySet[PublicMinutes], cutoff: datetime) -> int:
    """Empty withdrawn public versions past their term; the row stays, so that its address keeps saying so.

    The installation's own job only; returns how many.
    """
    require(by.is_system)
    uids = []
    for minutes in records.select_for_update(of=("self",)):
        minutes.parts, minutes.words, minutes.pdf, minutes.docx, minutes.title = [], "", b"", b"", ""
        minutes.save(update_fields=["parts", "words", "pdf", "docx", "title"])
        PublicFile.objects.filter(minutes=minutes).delete()
        uids.append(minutes.uid)
    if uids:
        record(by=by, verb="publishing.erased", ids=uids)
    return len(uids)

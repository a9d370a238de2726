"""What files are called where a number stands in them."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from soucinnost.documents.models import Attachment
from soucinnost.evidence.sources import Source, register
from soucinnost.kernel.actor import Actor

SOURCE = "documents.attachment"


def describe(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Files that the actor sees and that were not removed."""
    found = Attachment.objects.visible_to(actor).filter(uid__in=list(uids), removed_at=None)
    return {
        one.uid: Source(one.title or one.name, reverse("documents:download", args=[one.uid])) for one in found
    }


def register_source() -> None:
    """Tell claims about files."""
    register(SOURCE, describe)

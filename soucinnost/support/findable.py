"""What of methodical support can be found. Whoever sees the record may read all that is in its entry."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.search import actions as search
from soucinnost.search.registry import SUPPORT, Document, Searchable
from soucinnost.search.registry import register as register_searchable
from soucinnost.support.models import Circular, Consultation, Handover, TrainingNeed

CONSULTATION, CIRCULAR, HANDOVER, NEED = "consultation", "circular", "handover", "training_need"


def _consultation(one: Consultation) -> Document:
    words = [one.call, one.problem, one.outcome, one.follow_up]
    return Document(one.uid, str(one), "\n".join(filter(None, words)), one.held_on)


def _circular(one: Circular) -> Document:
    return Document(one.uid, one.subject, one.body, one.created_at.date())


def _handover(one: Handover) -> Document:
    names = [one.organisation.name if one.organisation is not None else "", one.audience, one.note]
    return Document(one.uid, one.title, "\n".join(filter(None, names)), one.handed_on)


def _need(one: TrainingNeed) -> Document:
    names = [one.organisation.name, str(one.theme) if one.theme is not None else "", one.note]
    return Document(one.uid, one.training, "\n".join(filter(None, names)), one.stated_on)


def find_consultation(one: Consultation) -> None:
    """Put a consultation into the index."""
    _put(CONSULTATION, _consultation(one))


def find_circular(one: Circular) -> None:
    """Put a circular into the index."""
    _put(CIRCULAR, _circular(one))


def find_handover(one: Handover) -> None:
    """Put a material into the index."""
    _put(HANDOVER, _handover(one))


def find_need(one: TrainingNeed) -> None:
    """Put a training need into the index."""
    _put(NEED, _need(one))


def _put(kind: str, document: Document) -> None:
    search.put_document(kind, document)


def lose(kind: str, uid: str) -> None:
    """Take a record out of the index."""
    search.drop(kind=kind, uid=uid)


def _searchable(kind: str, label: Any, model: Any, name: str, document: Callable[[Any], Document]) -> Searchable:
    return Searchable(
        kind, label, model.objects.visible_to, lambda uid: reverse(name, args=[uid]),
        records=model.objects.all, document=document, family=SUPPORT,
    )


def register() -> None:
    """Tell the search what can be found and where it leads."""
    found = [
        _searchable(CONSULTATION, _("konzultace"), Consultation, "support:consultation", _consultation),
        _searchable(CIRCULAR, _("oběžník"), Circular, "support:read", _circular),
        _searchable(HANDOVER, _("předaný materiál"), Handover, "support:handover", _handover),
        _searchable(NEED, _("potřeba vzdělávání"), TrainingNeed, "support:need", _need),
    ]
    for searchable in found:
        register_searchable(searchable)

"""How ballots are found: the proposal and its reasons, from the opening on."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.ballots.models import Ballot
from soucinnost.search import actions as search
from soucinnost.search.registry import Document, Searchable, register

KIND = "ballot"


def _text(ballot: Ballot) -> str:
    return "\n".join(part for part in (ballot.question, ballot.explanation) if part)


def _of(ballot: Ballot) -> Document:
    return Document(ballot.uid, ballot.title, _text(ballot), timezone.localdate(ballot.asked_at or ballot.created_at))


def find_ballot(ballot: Ballot) -> None:
    """Put a ballot that was opened into the index."""
    found = _of(ballot)
    search.put(kind=KIND, uid=found.uid, title=found.title, text=found.text, day=found.day)


def lose_ballot(ballot: Ballot) -> None:
    """Take a ballot out of the index."""
    search.drop(kind=KIND, uid=ballot.uid)


def _documents() -> Iterator[Document]:
    for ballot in Ballot.objects.filter(asked_at__isnull=False).iterator():
        yield _of(ballot)


def register_kind() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=KIND, label=_("hlasování per rollam"), queryset=Ballot.objects.visible_to,
            link=lambda ballot: reverse("ballots:ballot", args=[ballot.uid]),
            text=lambda actor, ballot: _text(ballot), documents=_documents,
        )
    )

"""How ballots are found: the proposal and its reasons, from the opening on."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.ballots.models import Ballot, BallotPaper
from soucinnost.search import actions as search
from soucinnost.search.files import Holder, hang
from soucinnost.search.registry import Document, Family, Searchable, register

KIND = "ballot"
FAMILY = Family("hlasovani", _("Hlasování"), 55)


def _text(ballot: Ballot) -> str:
    return "\n".join(part for part in (ballot.question, ballot.explanation) if part)


def _of(ballot: Ballot) -> Document:
    day = timezone.localdate(ballot.asked_at or ballot.created_at)
    return Document(ballot.uid, ballot.title, _text(ballot), day, ballot.circle_id)


def find_ballot(ballot: Ballot) -> None:
    """Put a ballot that was opened into the index."""
    search.put_document(KIND, _of(ballot))


def lose_ballot(ballot: Ballot) -> None:
    """Take a ballot out of the index."""
    search.drop(kind=KIND, uid=ballot.uid)


def _address(uid: str) -> str:
    return reverse("ballots:ballot", args=[uid])


def register_kind() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=KIND, label=_("hlasování per rollam"), queryset=Ballot.objects.visible_to,
            url=_address, family=FAMILY, records=lambda: Ballot.objects.filter(asked_at__isnull=False), document=_of,
        )
    )
    hang(Holder("ballots", BallotPaper.objects.visible_to, "attachment", "ballot__uid", _address))

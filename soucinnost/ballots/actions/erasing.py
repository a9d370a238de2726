"""Erasing ballots whose term is over, with votes, papers and versions."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.ballots.actions.common import BALLOT, VOTE
from soucinnost.ballots.findable import lose_ballot
from soucinnost.ballots.models import Ballot
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import erase


@transaction.atomic
def erase_ballots(*, by: Actor, records: QuerySet[Ballot], cutoff: datetime) -> int:
    """Erase ballots past their term; the topic that carried the result stays with its group. Jobs only."""
    require(by.is_system)
    uids = []
    for ballot in records.select_related("circle"):
        uid = ballot.uid
        votes = list(ballot.votes.values_list("uid", flat=True))
        files = list(ballot.papers.values_list("attachment", flat=True))
        lose_ballot(ballot)
        ballot.delete()
        erase_attachments(by=by, records=Attachment.objects.filter(pk__in=files))
        erase(kind=BALLOT, object_uids=[uid])
        erase(kind=VOTE, object_uids=votes)
        uids.append(uid)
    if uids:
        record(by=by, verb="ballot.erased", ids=uids)
    return len(uids)

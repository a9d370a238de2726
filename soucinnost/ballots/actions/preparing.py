"""Preparing a ballot: proposal, reasons, deadline, majority, papers."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.rules import require, runs
from soucinnost.audit.actions import record
from soucinnost.ballots.actions.common import BALLOT, check_deadline, lead, must_be
from soucinnost.ballots.enums import BallotState, Majority
from soucinnost.ballots.models import Ballot, BallotPaper
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.groups.actions.common import lock as lock_group
from soucinnost.groups.actions.common import must_be_open as group_must_be_open
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import keep

MOST_QUESTION, MOST_EXPLANATION = 1000, 10_000


@transaction.atomic
def prepare_ballot(
    *, by: Actor, group: Group, question: str, deadline: datetime, explanation: str = "", majority: str = Majority.ALL
) -> Ballot:
    """Prepare a ballot that only who runs the group sees until it is opened.

    Raises PermissionDenied for others, ValidationError where the statutes do not allow voting by correspondence, for
    an empty or too long text and for a deadline that has passed or is more than sixty days away.
    """
    group = lock_group(group)
    require(runs(by, group.circle))
    group_must_be_open(group)
    must_be_allowed(group)
    ballot = Ballot(circle=group.circle, group=group, created_by_id=by.person_id)
    _write(ballot, question, explanation, deadline, majority)
    keep(by=by, obj=ballot, kind=BALLOT)
    record(by=by, verb="ballot.prepared", object_uid=ballot.uid, circle=group.circle.uid)
    return ballot


def must_be_allowed(group: Group) -> None:
    """Refuse a group whose statutes do not allow voting by correspondence."""
    if not group.votes_by_correspondence:
        raise ValidationError(_("Statut skupiny hlasování per rollam neumožňuje. Změnit to jde v pravidlech skupiny."))


@transaction.atomic
def change_ballot(
    *, by: Actor, ballot: Ballot, question: str, deadline: datetime, explanation: str = "", majority: str = Majority.ALL
) -> Ballot:
    """Change a ballot that was not opened yet; once asked, a question never changes."""
    ballot = lead(by, ballot)
    must_be(ballot, BallotState.PREPARED)
    _write(ballot, question, explanation, deadline, majority)
    keep(by=by, obj=ballot, kind=BALLOT)
    record(by=by, verb="ballot.changed", object_uid=ballot.uid, circle=ballot.circle.uid)
    return ballot


def _write(ballot: Ballot, question: str, explanation: str, deadline: datetime, majority: str) -> None:
    question, explanation = question.strip(), explanation.strip()
    if not question:
        raise ValidationError({"question": _("Napište, o čem se hlasuje.")})
    for name, text, limit in (
        ("question", question, MOST_QUESTION), ("explanation", explanation, MOST_EXPLANATION)
    ):
        if len(text) > limit:
            raise ValidationError({name: _("Text má nejvýše %(limit)s znaků.") % {"limit": limit}})
    if majority not in Majority.values:
        raise ValidationError({"majority": _("Vyberte potřebnou většinu.")})
    check_deadline(deadline)
    ballot.question, ballot.explanation = question, explanation
    ballot.deadline, ballot.majority = deadline, majority
    ballot.save()


@transaction.atomic
def add_paper(*, by: Actor, ballot: Ballot, upload: UploadedFile, title: str = "") -> BallotPaper:
    """Attach a paper to a prepared ballot. Raises ValidationError (field ``upload``) for a file that cannot be kept.

    Until the ballot is opened the file is closed to who runs the group, then every member may see it.
    """
    ballot = lead(by, ballot)
    must_be(ballot, BallotState.PREPARED)
    attachment = attach(
        by=by, circle=ballot.circle, upload=upload, title=title, is_closed=True, named_seats=_leading_seats(ballot)
    )
    paper = BallotPaper.objects.create(ballot=ballot, attachment=attachment)
    record(by=by, verb="ballot.paper_added", object_uid=ballot.uid, circle=ballot.circle.uid, ids=[attachment.uid])
    return paper


def _leading_seats(ballot: Ballot) -> list[Seat]:
    """Seats of who runs the group today, to whom papers are closed until the ballot is opened."""
    leading = Q(is_chair=True) | Q(is_recorder=True)
    return list(Seat.objects.on(timezone.localdate()).filter(leading, circle=ballot.circle, standing=Standing.MEMBER))


@transaction.atomic
def remove_paper(*, by: Actor, paper: BallotPaper) -> None:
    """Take a paper off a prepared ballot."""
    require(BallotPaper.objects.visible_to(by).filter(pk=paper.pk).exists())
    ballot = lead(by, paper.ballot)
    must_be(ballot, BallotState.PREPARED)
    attachment = paper.attachment
    paper.delete()
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="ballot.paper_removed", object_uid=ballot.uid, circle=ballot.circle.uid, ids=[attachment.uid])

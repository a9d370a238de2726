"""Ballots, the vote of each member seat, papers."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet, Seat
from soucinnost.agencies.models import Person
from soucinnost.ballots.enums import BallotState, Channel, Choice, Majority, Result
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import QuorumKind
from soucinnost.groups.models import Group, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.kernel.typography import shortened
from soucinnost.notices.models import circles_run_by


class BallotQuerySet(CircleScopedQuerySet):
    """Ballots by who may see them."""

    def visible_to(self, actor: Actor) -> "BallotQuerySet":
        """Those of circles where the actor sits; one that was never opened only to who runs the circle."""
        found: BallotQuerySet = super().visible_to(actor)  # type: ignore[assignment]
        if actor.is_system:
            return found
        return found.filter(Q(asked_at__isnull=False) | Q(circle__in=circles_run_by(actor)))


class Ballot(CircleScoped):
    """A proposal put to all members of a group outside a meeting.

    ``deadline`` is the moment from which no vote is taken. Quorum is as the statutes said when it was opened
    (``quorum_kind``, ``quorum_count``). At the close the numbers are frozen: ``members`` who could vote, votes,
    ``quorum`` that was needed (None where the statutes lay nothing down) and the result. ``topic`` carries the result
    to the next agenda. It is never closed to named seats: every member votes.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ballots")
    question = models.TextField(_("návrh"))
    explanation = models.TextField(_("zdůvodnění"), blank=True)
    deadline = models.DateTimeField(_("hlasovat do"))
    majority = models.CharField(_("potřebná většina"), max_length=10, choices=Majority.choices, default=Majority.ALL)
    state = models.CharField(_("stav"), max_length=10, choices=BallotState.choices, default=BallotState.PREPARED)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("zahájeno"), null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    quorum_kind = models.CharField(max_length=10, choices=QuorumKind.choices, default=QuorumKind.NONE)
    quorum_count = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(_("ukončeno"), null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    members = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(_("výsledek"), max_length=10, choices=Result.choices, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("staženo"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("důvod stažení"), max_length=300, blank=True)

    objects = BallotQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed group question explanation deadline majority state created_at asked_at "
        "reminded_at quorum_kind quorum_count closed_at members votes_for votes_against votes_abstained quorum result "
        "topic withdrawn_at withdrawn_reason",
        personal="created_by asked_by closed_by",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["group", "state"]), models.Index(fields=["state", "deadline"])]
        constraints = [
            models.CheckConstraint(condition=Q(is_closed=False), name="ballots_every_member_sees"),
            models.CheckConstraint(
                condition=Q(state__in=(BallotState.OPEN, BallotState.CLOSED), asked_at__isnull=False)
                | Q(state=BallotState.PREPARED, asked_at__isnull=True)
                | Q(state=BallotState.WITHDRAWN),
                name="ballots_asked_when",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | Q(asked_at__lt=F("deadline")), name="ballots_asked_before_deadline"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=BallotState.CLOSED, closed_at__isnull=False, result__in=Result.values,
                    members__isnull=False, votes_for__isnull=False, votes_against__isnull=False,
                    votes_abstained__isnull=False,
                    members__gte=F("votes_for") + F("votes_against") + F("votes_abstained"),
                )
                | (
                    ~Q(state=BallotState.CLOSED)
                    & Q(
                        closed_at__isnull=True, result="", members__isnull=True, votes_for__isnull=True,
                        votes_against__isnull=True, votes_abstained__isnull=True, quorum__isnull=True,
                    )
                ),
                name="ballots_frozen_at_close",
            ),
            models.CheckConstraint(
                condition=(Q(state=BallotState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""))
                | (~Q(state=BallotState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_reason="")),
                name="ballots_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The proposal on one line, at most 120 characters."""
        return shortened(self.question, 120)


class VoteQuerySet(models.QuerySet["Vote"]):
    """Votes by who may see them."""

    def visible_to(self, actor: Actor) -> "VoteQuerySet":
        """After the close those of every member, before it (and when withdrawn) one's own and of whom one deputises."""
        if actor.is_system:
            return self
        seen = self.filter(ballot__in=Ballot.objects.visible_to(actor))
        return seen.filter(Q(ballot__state=BallotState.CLOSED) | Q(seat__in=actor.seat_ids))


class Vote(models.Model):
    """The voting paper of one member seat, made empty when the ballot opens; the last choice before the end holds.

    ``cast_by`` is the member or a deputy of the seat. ``entered_by`` wrote down a vote that came otherwise on
    ``received_on``. ``counts`` is filled at the close: False for a seat that ended before.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("hlas"), max_length=8, choices=Choice.choices, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    cast_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    counts = models.BooleanField(null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    field_classes = classify(
        internal="id uid ballot seat choice channel at received_on counts", personal="cast_by entered_by"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="ballots_one_vote_per_seat"),
            models.CheckConstraint(
                condition=Q(choice="", channel="", at__isnull=True, cast_by__isnull=True)
                | Q(choice__in=Choice.values, channel__in=Channel.values, at__isnull=False, cast_by__isnull=False),
                name="ballots_vote_whole",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.ENTERED, entered_by__isnull=False, received_on__isnull=False)
                | (~Q(channel=Channel.ENTERED) & Q(entered_by__isnull=True, received_on__isnull=True)),
                name="ballots_entered_marked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} / {self.seat_id}"


class BallotPaperQuerySet(models.QuerySet["BallotPaper"]):
    """A paper is seen by who sees its ballot."""

    def visible_to(self, actor: Actor) -> "BallotPaperQuerySet":
        return self if actor.is_system else self.filter(ballot__in=Ballot.objects.visible_to(actor))


class BallotPaper(models.Model):
    """A paper to decide by."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="papers")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")

    objects = BallotPaperQuerySet.as_manager()

    field_classes = classify(internal="id ballot attachment")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)

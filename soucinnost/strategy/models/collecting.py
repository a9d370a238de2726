"""The yearly collection: one form per owner."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.enums import Function
from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import AskState, CollectionState
from soucinnost.strategy.models.tree import Measure, StrategyPart, StrategyPartQuerySet


class Collection(StrategyPart):
    """Asking all owners what was done in a period, until a day; ``reminded_on``: when those who owed were told."""

    title = models.CharField(_("název"), max_length=200)
    note = models.TextField(_("průvodní slovo"), blank=True)
    period_from = models.DateField(_("za období od"))
    period_to = models.DateField(_("za období do"))
    due_on = models.DateField(_("odevzdat do"))
    asked_on = models.DateField(default=timezone.localdate)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=CollectionState.choices, default=CollectionState.OPEN)
    closed_on = models.DateField(null=True, blank=True)

    field_classes = classify(
        internal="id uid strategy title note period_from period_to due_on asked_on reminded_on state closed_on",
        personal="asked_by",
    )

    class Meta:
        ordering = ["-period_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="strategy_collection_period"),
            models.CheckConstraint(
                condition=Q(state=CollectionState.CLOSED, closed_on__isnull=False)
                | Q(state=CollectionState.OPEN, closed_on__isnull=True),
                name="strategy_collection_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Ask(StrategyPart):
    """An owner asked in a collection, with the person who answers for it and how far the form is.

    ``entered_by`` is filled where who writes the strategy entered the answer for ``handed_in_by``, who gave it.
    ``is_mailed`` says whether there was an address to write to.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="asks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.ASKED)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    is_mailed = models.BooleanField(default=False)

    field_classes = classify(
        internal="id uid strategy collection organisation state handed_in_at asked_on is_mailed",
        personal="person handed_in_by entered_by",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "organisation"], name="strategy_asked_once"),
            models.CheckConstraint(
                condition=Q(state=AskState.HANDED_IN, handed_in_at__isnull=False)
                | (~Q(state=AskState.HANDED_IN) & Q(handed_in_at__isnull=True)),
                name="strategy_handed_in_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class AnswerQuerySet(StrategyPartQuerySet):
    """What is being typed is seen by its writers: people of the owner, the person asked, who writes the strategy.

    What was handed in stands in claims, which the whole team sees.
    """

    def visible_to(self, actor: Actor) -> "AnswerQuerySet":
        if actor.is_system:
            return self
        led = [circle for circle in actor.circle_ids if actor.has(circle, Function.CHAIR, Function.RECORDER)]
        represented = Seat.objects.filter(
            pk__in=actor.seat_ids, circle=OuterRef("strategy__circle"), organisation=OuterRef("ask__organisation")
        ).without_break_glass()
        own = Q(strategy__circle__in=led) | Q(ask__person=actor.person_id or 0) | Exists(represented)
        return self.filter(own, strategy__circle__in=actor.circle_ids)


class Answer(StrategyPart):
    """What an owner writes of one measure: words, numbers by indicator, or why there is nothing. Saved while typed.

    ``figures`` holds ``{indicator uid: {"value": text as typed, "kind": kind, "whole": text, "note": text}}``.
    ``handed`` is what was handed in last in the same shape, with the uids of the claims stated from it (``claims``:
    ``text``, ``obstacles`` and uids of indicators); ``number`` counts how many times. With ``nothing`` the reason
    stands in ``obstacles``.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="answers")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("co se udělalo"), blank=True)
    obstacles = models.TextField(_("co se nepodařilo a proč"), blank=True)
    nothing = models.BooleanField(_("v tomto období nic"), default=False)
    figures = models.JSONField(default=dict, blank=True)
    handed = models.JSONField(default=dict, blank=True)
    number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerQuerySet.as_manager()  # type: ignore[misc]

    field_classes = classify(
        internal="id uid strategy ask measure text obstacles nothing figures handed number saved_at",
        personal="saved_by",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ask", "measure"], name="strategy_answered_once")]

    def __str__(self) -> str:
        return f"{self.ask}: {self.measure}"

    @property
    def typed(self) -> dict[str, Any]:
        """What the form holds, as typed."""
        return {
            "text": self.text, "obstacles": self.obstacles, "nothing": self.nothing, "figures": dict(self.figures),
        }

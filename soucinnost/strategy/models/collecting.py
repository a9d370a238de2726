"""The yearly collection: one form per owner."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import AskState, CollectionState
from soucinnost.strategy.models.tree import Measure, StrategyPart


class Collection(StrategyPart):
    """Asking all owners what was done in a period, until a day."""

    title = models.CharField(_("název"), max_length=200)
    note = models.TextField(_("průvodní slovo"), blank=True)
    period_from = models.DateField(_("za období od"))
    period_to = models.DateField(_("za období do"))
    due_on = models.DateField(_("odevzdat do"))
    asked_on = models.DateField(default=timezone.localdate)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=CollectionState.choices, default=CollectionState.OPEN)

    field_classes = classify(
        internal="id uid strategy title note period_from period_to due_on asked_on reminded_on state",
        personal="asked_by",
    )

    class Meta:
        ordering = ["-period_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="strategy_collection_period"),
        ]

    def __str__(self) -> str:
        return self.title


class Ask(StrategyPart):
    """An owner asked in a collection, with the person who answers for it and how far the form is."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="asks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.ASKED)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_mailed = models.BooleanField(default=False)

    field_classes = classify(
        internal="id uid strategy collection organisation state handed_in_at is_mailed",
        personal="person handed_in_by",
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


class Answer(StrategyPart):
    """What an owner writes of one measure: words, numbers by indicator, or why there is nothing. Saved while typed.

    ``figures`` holds ``{indicator uid: {"value": text as typed, "kind": kind, "note": text}}`` until it is handed in;
    then claims are stated from it and ``number`` counts the versions handed in.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="answers")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("co se udělalo"), blank=True)
    obstacles = models.TextField(_("co se nepodařilo a proč"), blank=True)
    nothing = models.BooleanField(_("v tomto období nic"), default=False)
    figures = models.JSONField(default=dict, blank=True)
    number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    field_classes = classify(
        internal="id uid strategy ask measure text obstacles nothing figures number saved_at"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ask", "measure"], name="strategy_answered_once")]

    def __str__(self) -> str:
        return f"{self.ask}: {self.measure}"

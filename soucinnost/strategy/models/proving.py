"""What was done, what is counted, and which claims prove it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation
from soucinnost.codelists.models import Term
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.models.tree import Activity, Goal, Measure, StrategyPart
from soucinnost.territory.models import Area


class Undertaking(StrategyPart):
    """A project, an event, a campaign, things handed out, a network: done once, serving one measure or four.

    Its numbers are claims (``uses``). An event without a number of participants has none, which is said.
    """

    kind = models.CharField(_("druh"), max_length=12, choices=UndertakingKind.choices)
    title = models.CharField(_("název"), max_length=300)
    description = models.TextField(_("popis"), blank=True)
    period_from = models.DateField(_("od"), null=True, blank=True)
    period_to = models.DateField(_("do"), null=True, blank=True)
    place = models.CharField(_("místo"), max_length=200, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kdo pořádal")
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("partneři"))
    funding = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("zdroje financování"))
    measures = models.ManyToManyField(Measure, blank=True, related_name="undertakings", verbose_name=_("opatření"))

    field_classes = classify(
        internal="id uid strategy kind title description period_from period_to place area organisation partners "
        "funding measures",
    )

    class Meta:
        ordering = ["period_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__isnull=True) | Q(period_from__isnull=True) | Q(period_to__gte=F("period_from")),
                name="strategy_undertaking_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(StrategyPart):
    """Something counted year by year for a measure (or for a goal as a whole), with its unit and how years add up.

    Target and baseline are claims (of kind plan, and of an earlier period), not fields: they too have a source.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="indicators")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="indicators")
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(_("ukazatel"), max_length=200)
    unit = models.CharField(_("jednotka"), max_length=40)
    counting = models.CharField(_("jak se počítá"), max_length=8, choices=Counting.choices, default=Counting.NONE)
    is_for_council = models.BooleanField(_("patří do shrnutí pro radu"), default=False)

    field_classes = classify(internal="id uid strategy measure goal position title unit counting is_for_council")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False, goal__isnull=True) | Q(measure__isnull=True, goal__isnull=False),
                name="strategy_indicator_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ClaimUse(StrategyPart):
    """That a claim is evidence of a measure, an activity, an undertaking or an indicator of the strategy.

    One claim may be used in several places. ``share`` names the part of the whole that the number counts (the source
    of money of these assistants); ``document`` is the file it stands in, the claim says the page. ``is_cost`` marks
    money spent, ``is_risk`` a statement of what threatens the goal, for the council's page. ``taken_from`` is the
    claim of another circle (a group's report) that this one repeats.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="uses")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="uses")
    undertaking = models.ForeignKey(
        Undertaking, on_delete=models.CASCADE, null=True, blank=True, related_name="uses"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="uses")
    share = models.CharField(_("část celku"), max_length=200, blank=True)
    document = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_from = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_cost = models.BooleanField(_("náklady"), default=False)
    is_risk = models.BooleanField(_("riziko"), default=False)

    field_classes = classify(
        internal="id uid strategy claim measure activity undertaking indicator share document taken_from is_cost "
        "is_risk"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False) | Q(undertaking__isnull=False) | Q(indicator__isnull=False),
                name="strategy_claim_used_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)


class ListRow(StrategyPart):
    """One row of the list behind a number: the room and its town, the hospital and its lockers.

    ``is_planned`` rows are not counted with those that are there. The list may be shorter than the number says;
    then that is shown, not mended.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    label = models.CharField(_("co"), max_length=200)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("obec")
    )
    organisation = models.CharField(_("zřizovatel nebo příjemce"), max_length=200, blank=True)
    value = models.DecimalField(_("počet"), max_digits=18, decimal_places=4, null=True, blank=True)
    is_planned = models.BooleanField(_("plánováno"), default=False)

    field_classes = classify(internal="id uid strategy claim position label area organisation value is_planned")

    class Meta:
        ordering = ["claim", "position", "id"]

    def __str__(self) -> str:
        return self.label


class Conflict(StrategyPart):
    """Two claims that a writer marked as saying different things, in words or in numbers, with a note on what differs.

    Neither is wrong by that: both stay, and whoever shows one shows the other too.
    """

    one = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("v čem se liší"), max_length=500)

    field_classes = classify(internal="id uid strategy one other note")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="strategy_conflict_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="strategy_conflict_of_two"),
        ]

    def __str__(self) -> str:
        return self.note

"""Strategy, goal, measure, planned activity; how they turned out."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Organisation, Person
from soucinnost.codelists.models import Term
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import Outcome, StrategyKind, StrategyState
from soucinnost.territory.models import Area


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """The frame of a strategy and its content; see the text at the top of this package."""

    def visible_to(self, actor: Actor) -> "StrategyQuerySet":
        """Strategies whose frame the actor may see: sits there, manages the organisation, coordinates the region."""
        if actor.is_system:
            return self
        return self.filter(
            Q(circle__in=actor.circle_ids)
            | Q(region__in=actor.coordinated_region_ids)
            | Q(circle__controller__organisation__in=actor.managed_organisation_ids)
        )

    def content_visible_to(self, actor: Actor) -> "StrategyQuerySet":
        """Strategies whose content the actor may see: those where the actor sits today."""
        return self if actor.is_system else self.filter(circle__in=actor.circle_ids)


class Strategy(models.Model):
    """A strategy of a region or a town for a period. ``short_name`` names it on the command line, once here.

    ``region`` is kept with the record for the coordinators of the region. Approval by the council is noted, not done.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="strategy")
    kind = models.CharField(
        _("druh"), max_length=12, choices=StrategyKind.choices, default=StrategyKind.CRIME_PREVENTION
    )
    title = models.CharField(_("název"), max_length=300)
    short_name = models.CharField(
        _("zkratka"), max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("území")
    )
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period_from = models.DateField(_("platí od"))
    period_to = models.DateField(_("platí do"))
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers",
        verbose_name=_("navazuje na"),
    )
    introduction = models.TextField(_("úvod"), blank=True)
    state = models.CharField(_("stav"), max_length=10, choices=StrategyState.choices, default=StrategyState.DRAFT)
    approved_on = models.DateField(_("schváleno dne"), null=True, blank=True)
    approved_by = models.CharField(_("kdo schválil"), max_length=200, blank=True)
    resolution = models.CharField(_("číslo usnesení"), max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = StrategyQuerySet.as_manager()

    field_classes = classify(
        public="uid kind title period_from period_to",
        internal="id circle short_name area region previous introduction state approved_on approved_by resolution "
        "created_at",
    )

    class Meta:
        ordering = ["-period_from", "title"]
        verbose_name_plural = "strategies"
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="strategy_period"),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")), name="strategy_not_after_itself"
            ),
            models.CheckConstraint(
                condition=Q(state=StrategyState.DRAFT) | Q(approved_on__isnull=False), name="strategy_approved_when"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StrategyPartQuerySet(models.QuerySet):
    """Content of a strategy: for those who sit in its circle today."""

    def visible_to(self, actor: Actor) -> "StrategyPartQuerySet":
        return self if actor.is_system else self.filter(strategy__circle__in=actor.circle_ids)


class StrategyPart(models.Model):
    """Anything that belongs to one strategy."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="+")

    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        abstract = True


class Goal(StrategyPart):
    """A goal with its evaluation, which belongs here and not to measures. Its number is its place: 1, 2, 3."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveIntegerField()
    title = models.CharField(_("název cíle"), max_length=500)
    description = models.TextField(_("popis"), blank=True)
    evaluation = models.TextField(_("hodnocení cíle"), blank=True)
    evaluated_on = models.DateField(null=True, blank=True)

    field_classes = classify(internal="id uid strategy position title description evaluation evaluated_on")

    class Meta:
        ordering = ["strategy", "position", "id"]

    def __str__(self) -> str:
        return self.title


class Measure(StrategyPart):
    """A measure: who answers for it, with whom, from what money, until when. Its number is the goal's and its place.

    Without a period of its own it has the strategy's. ``carried_from`` is the measure of an earlier strategy of which
    this one takes something over.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveIntegerField()
    title = models.CharField(_("název opatření"), max_length=500)
    description = models.TextField(_("popis"), blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("kdo odpovídá"),
    )
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("odpovědná osoba")
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("partneři"))
    funding = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("zdroje financování"))
    funding_note = models.CharField(_("poznámka k financování"), max_length=300, blank=True)
    period_from = models.DateField(_("od"), null=True, blank=True)
    period_to = models.DateField(_("do"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_into",
        verbose_name=_("pokračuje opatření"),
    )

    field_classes = classify(
        internal="id uid strategy goal position title description owner partners funding funding_note period_from "
        "period_to carried_from",
        personal="owner_person",
    )

    class Meta:
        ordering = ["strategy", "goal__position", "position", "id"]
        indexes = [models.Index(fields=["goal", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__isnull=True) | Q(period_from__isnull=True) | Q(period_to__gte=F("period_from")),
                name="strategy_measure_period",
            ),
            models.CheckConstraint(
                condition=Q(carried_from__isnull=True) | ~Q(carried_from=F("id")), name="strategy_measure_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Activity(StrategyPart):
    """A planned activity of a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveIntegerField()
    text = models.CharField(_("plánovaná aktivita"), max_length=1000)

    field_classes = classify(internal="id uid strategy measure position text")

    class Meta:
        ordering = ["measure", "position", "id"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.text[:80]


class MeasureLink(StrategyPart):
    """Two measures of one strategy that belong together, with the reason. The lower id stands first."""

    one = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("čím souvisí"), max_length=300, blank=True)

    field_classes = classify(internal="id uid strategy one other note")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="strategy_linked_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="strategy_link_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"


class Assessment(StrategyPart):
    """How a measure, or one planned activity of it, turned out, with the reason. The newest one holds; none is lost.

    What is carried over says where (``carried_to``, or in words) and from what it starts (``baseline``).
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="assessments")
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="assessments"
    )
    outcome = models.CharField(_("jak dopadlo"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("důvod"), blank=True)
    carried_to = models.ForeignKey(
        Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kam přechází")
    )
    carried_note = models.CharField(_("kam přechází, slovy"), max_length=300, blank=True)
    baseline = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("výchozí stav")
    )
    assessed_on = models.DateField(_("ke dni"), default=timezone.localdate)
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classify(
        internal="id uid strategy measure activity outcome reason carried_to carried_note baseline assessed_on "
        "created_at",
        personal="assessed_by",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["measure", "activity"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.CARRIED_OVER]) | ~Q(reason=""),
                name="strategy_outcome_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_outcome_display()}"

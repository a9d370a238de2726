"""Writing a strategy together: rounds of remarks, remarks with their answers."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import AnswerKind
from soucinnost.strategy.models.tree import Goal, Measure, StrategyPart


class Round(StrategyPart):
    """A round of remarks on the draft, from its opening to a last day. ``closed_on`` is when it was closed."""

    title = models.CharField(_("název"), max_length=200)
    note = models.TextField(_("průvodní slovo"), blank=True)
    opened_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField(_("připomínky do"))
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    field_classes = classify(
        internal="id uid strategy title note opened_on due_on closed_on", personal="opened_by"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="strategy_round_days")]

    def __str__(self) -> str:
        return self.title


class Remark(StrategyPart):
    """A comment (without a round) or a remark (in one) on the strategy, a goal or a measure, with its answer.

    ``about`` keeps the words it speaks of as they stood then.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    about = models.CharField(max_length=500, blank=True)
    text = models.TextField(_("připomínka"))
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answer_kind = models.CharField(
        _("vypořádání"), max_length=10, choices=AnswerKind.choices, default=AnswerKind.WAITING
    )
    answer = models.TextField(_("odůvodnění"), blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    field_classes = classify(
        internal="id uid strategy round goal measure about text organisation made_at answer_kind answer answered_at",
        personal="author answered_by",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_kind=AnswerKind.WAITING, answered_at__isnull=True)
                | (~Q(answer_kind=AnswerKind.WAITING) & Q(answered_at__isnull=False)),
                name="strategy_remark_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

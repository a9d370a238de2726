"""The evaluation report: passages written over what was drafted, and versions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.privacy import classify
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.models.tree import StrategyPart


class Passage(StrategyPart):
    """An editor's words in place of a drafted passage. ``key`` names the place, ``base`` is what was drafted then.

    When the records under it change, the draft differs from ``base`` and the difference is pointed out.
    """

    key = models.CharField(max_length=120)
    text = models.TextField(_("text"))
    base = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    field_classes = classify(internal="id uid strategy key text base written_at", personal="written_by")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="strategy_passage_once")]

    def __str__(self) -> str:
        return self.key


class ReportVersion(StrategyPart):
    """A kept version of the evaluation report: its content as it was read then, not the records.

    ``content`` is the tree of the report and of the council's page as data (see ``strategy/evaluation``). Its files
    are made in the background; ``done`` of ``total`` are there. None of it holds what is closed to named seats.
    """

    number = models.PositiveIntegerField()
    note = models.CharField(_("poznámka"), max_length=200, blank=True)
    content = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=VersionState.choices, default=VersionState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    pdf = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    council = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    field_classes = classify(
        internal="id uid strategy number note content made_at state done total error pdf docx council",
        personal="made_by",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["strategy", "number"], name="strategy_version_once")]

    def __str__(self) -> str:
        return f"{self.strategy} {self.number}"

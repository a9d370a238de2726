"""Readings of evaluations of strategies under correction."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.notices.models import circles_run_by
from soucinnost.strategy.models import Strategy


class EvaluationReadingQuerySet(models.QuerySet["EvaluationReading"]):
    """Readings by who may see them."""

    def visible_to(self, actor: Actor) -> "EvaluationReadingQuerySet":
        """Those who may take it in: who writes the strategy it goes into, else managers of its organisation."""
        if actor.is_system:
            return self
        return self.filter(
            Q(strategy__isnull=True, organisation__in=actor.managed_organisation_ids)
            | Q(strategy__circle__in=circles_run_by(actor))
        )

    def living(self) -> "EvaluationReadingQuerySet":
        """Those that were not thrown away."""
        return self.exclude(state=ReadingState.DISCARDED)


class EvaluationReading(models.Model):
    """The reading of one evaluation: its lines, what was read of them as a form being corrected, what became of it.

    ``organisation`` is whose strategy it is, ``strategy`` the existing one that it is to go into; after saving the one
    that it went into. ``lines`` are as with old minutes, ``draft`` is described in
    :mod:`soucinnost.intake.evaluations.draft`, ``revision`` counts its states. Once saved, lines and form are
    forgotten; ``outcome`` keeps what was made and the texts that went nowhere.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(_("stav"), max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING)
    name = models.CharField(_("soubor"), max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, blank=True)
    lines = models.JSONField(default=list, blank=True)
    draft = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    discarded_reason = models.CharField(_("důvod"), max_length=300, blank=True)

    objects = EvaluationReadingQuerySet.as_manager()

    field_classes = classify(
        internal="id uid organisation strategy state name size sha256 kind lines draft revision tries problem warnings "
        "outcome created_at changed_at discarded_reason",
        personal="created_by changed_by",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["organisation", "state"]), models.Index(fields=["strategy", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"], condition=~Q(state=ReadingState.DISCARDED),
                name="intake_evaluation_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.SAVED) | Q(strategy__isnull=False), name="intake_evaluation_saved_where"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationFileQuerySet(models.QuerySet["EvaluationFile"]):
    """Files of the readings that the actor may see."""

    def visible_to(self, actor: Actor) -> "EvaluationFileQuerySet":
        return self if actor.is_system else self.filter(reading__in=EvaluationReading.objects.visible_to(actor))


class EvaluationFile(models.Model):
    """The bytes of the original while its reading is corrected.

    A strategy that does not exist yet has no circle whose attachment the file could be, so it waits here: what is
    thrown away or erased goes with its reading, what is saved becomes an attachment of the strategy.
    """

    reading = models.OneToOneField(EvaluationReading, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    objects = EvaluationFileQuerySet.as_manager()

    field_classes = classify(internal="id reading content")

    def __str__(self) -> str:
        return f"{self.pk}"

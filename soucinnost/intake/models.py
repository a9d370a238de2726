"""Readings of old minutes under correction, and of evaluations of strategies."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.groups.models import Group
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.models import Meeting
from soucinnost.notices.models import circles_run_by

__all__ = ["EvaluationFile", "EvaluationReading", "Intake", "IntakeQuerySet"]


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Readings by who may see them."""

    def visible_to(self, actor: Actor) -> "IntakeQuerySet":
        """Those of circles that the actor runs: nobody else learns of a text that nobody has checked yet."""
        return self if actor.is_system else self.filter(circle__in=circles_run_by(actor))

    def living(self) -> "IntakeQuerySet":
        """Those that were not thrown away."""
        return self.exclude(state=IntakeState.DISCARDED)


class Intake(models.Model):
    """The reading of one file of old minutes: its lines, what was read of them, and the form being corrected.

    ``lines`` are the lines of the original (``{"n": number, "t": text, "k": kind, "p": page}``), ``draft`` the form
    (:mod:`soucinnost.intake.draft`), ``revision`` counts its states. ``problem`` is a Czech sentence on why the text
    could not be read; the file may stay as an attachment then. ``warnings`` are sentences about what was not read
    faithfully. ``tries`` counts readings in the background, so that a file that breaks them is given up. Once saved
    as a meeting, or thrown away, the text is forgotten here.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="intakes")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("stav"), max_length=10, choices=IntakeState.choices, default=IntakeState.WAITING)
    attachment = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
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
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="intake")
    discarded_reason = models.CharField(_("důvod"), max_length=300, blank=True)

    objects = IntakeQuerySet.as_manager()

    field_classes = classify(
        internal="id uid group circle state attachment name size sha256 kind lines draft revision tries problem "
        "warnings created_at changed_at meeting discarded_reason",
        personal="created_by changed_by",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["group", "state"]), models.Index(fields=["state", "changed_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "sha256"], condition=~Q(state=IntakeState.DISCARDED), name="intake_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state=IntakeState.SAVED, meeting__isnull=False)
                | (~Q(state=IntakeState.SAVED) & Q(meeting__isnull=True)),
                name="intake_saved_as_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""How long each kind of record is kept: data, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.privacy import classify


class Rule(models.Model):
    """The term of one kind of record, for all or for one lead organisation (by uid)."""

    class Afterwards(models.TextChoices):
        ERASE = "erase", _("vymazat")
        ANONYMISE = "anonymise", _("odstranit osobní údaje")
        REVIEW = "review", _("posoudit ručně")

    kind = models.CharField(max_length=60)
    organisation_uid = models.CharField(max_length=40, blank=True)
    months = models.PositiveIntegerField()
    afterwards = models.CharField(max_length=12, choices=Afterwards.choices)
    basis = models.CharField(max_length=300, blank=True)

    field_classes = classify(internal="id kind organisation_uid months afterwards basis")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "organisation_uid"], name="retention_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.months}"

"""Earlier states of records. Written by actions only; erased with the record they belong to."""

from django.db import models
from django.utils import timezone

from soucinnost.kernel.privacy import classify


class Version(models.Model):
    """One state of one record: ``kind`` and ``object_uid`` name it, ``data`` holds the fields worth keeping.

    Sensitive fields stay encrypted in ``data`` as they are in their table.
    """

    kind = models.CharField(max_length=60)
    object_uid = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    person_id = models.BigIntegerField(null=True)
    data = models.JSONField()

    field_classes = classify(internal="id kind object_uid number at data", personal="person_id")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_uid", "number"], name="versions_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_uid} {self.number}"

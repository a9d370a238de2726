"""When each periodic duty ran last."""

from django.db import models

from soucinnost.kernel.privacy import classify


class DutyRun(models.Model):
    """The last round of one duty. ``note`` is what it said, or its error."""

    key = models.CharField(max_length=60, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    succeeded = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    field_classes = classify(internal="id key started_at finished_at succeeded note")

    def __str__(self) -> str:
        return self.key

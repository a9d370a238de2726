"""The index: one row for each thing that can be found. What a reader may see is asked of the things themselves."""

from django.db import models

from soucinnost.kernel.privacy import classify


class IndexEntry(models.Model):
    """Folded text of one record. ``kind`` is the key of its registration."""

    kind = models.CharField(max_length=40)
    object_uid = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    folded = models.TextField()
    day = models.DateField(null=True, blank=True)

    field_classes = classify(internal="id kind object_uid title folded day")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_uid"], name="search_entry_once")]
        indexes = [models.Index(fields=["kind", "day"])]

    def __str__(self) -> str:
        return self.title

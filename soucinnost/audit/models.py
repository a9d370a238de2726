"""The audit chain. Rows hold ids and never content, and no foreign keys, so history never blocks erasure."""

from django.db import models

from soucinnost.kernel.privacy import classify


class Entry(models.Model):
    """One write or disclosure. ``hash`` covers the row and ``previous_hash``, so no row can change unseen."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=60, db_index=True)
    channel = models.CharField(max_length=12)
    verb = models.CharField(max_length=60, db_index=True)
    object_uid = models.CharField(max_length=40, db_index=True, blank=True)
    circle = models.CharField(max_length=40, db_index=True, blank=True)
    ids = models.JSONField(default=list)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    field_classes = classify(
        internal="id sequence at channel verb object_uid circle ids previous_hash hash", personal="actor"
    )

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"


class ChainHead(models.Model):
    """The end of the chain: the one row that a writer locks before it appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    field_classes = classify(internal="id sequence hash")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return str(self.sequence)


class Checkpoint(models.Model):
    """A signed statement of where the chain stood; older rows may be deleted once a checkpoint covers them."""

    at = models.DateTimeField()
    sequence = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    field_classes = classify(internal="id at sequence hash signature")

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return str(self.sequence)

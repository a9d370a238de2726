"""Where a meeting came from that was read from old minutes."""

from django.db import models
from django.utils import timezone

from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.models.meeting import Meeting, MeetingScopedQuerySet


class Imported(models.Model):
    """The original of an imported meeting and what of it has no place among members and signatures of today.

    ``sign_off`` lists who signed as ``{"role", "name", "date"}`` with the day in ISO form or "": nobody signed here,
    so these are names, not signatures. ``attendance_note`` is what the minutes say of the attendance without names.
    ``redactions`` counts marks that cover a name in the original.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="imported")
    attachment = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    attendance_note = models.TextField(blank=True)
    sign_off = models.JSONField(default=list, blank=True)
    redactions = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid meeting attachment file_name attendance_note redactions at", personal="sign_off by_person"
    )

    class Meta:
        verbose_name_plural = "imported"

    def __str__(self) -> str:
        return self.file_name

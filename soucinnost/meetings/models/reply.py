"""Who said whether they come."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.enums import ReplyAnswer, ReplyChannel
from soucinnost.meetings.models.meeting import Meeting, MeetingScopedQuerySet


class Reply(models.Model):
    """What one person answered to the invitation, last said. ``entered_by`` wrote it down where it came otherwise."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("odpověď"), max_length=8, choices=ReplyAnswer.choices)
    deputy_name = models.CharField(_("kdo přijde místo Vás"), max_length=160, blank=True)
    note = models.CharField(_("vzkaz"), max_length=300, blank=True)
    channel = models.CharField(max_length=8, choices=ReplyChannel.choices, default=ReplyChannel.ACCOUNT)
    at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid meeting answer channel at", personal="person deputy_name note entered_by"
    )

    class Meta:
        ordering = ["at"]
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_reply_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.answer}"

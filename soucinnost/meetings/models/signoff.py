"""Sign-off: versions of minutes, remarks on them, signatures, reopening."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.enums import SignatureRole, VersionReason
from soucinnost.meetings.models.meeting import Meeting, MeetingScopedQuerySet
from soucinnost.meetings.models.minutes import Entry


class MinutesVersion(models.Model):
    """The whole minutes as they stood at one moment. ``content`` lists items and entries by uid with their
    closure, so that a reader is shown of an old version only what the rules allow today. ``outline`` is the same in
    digests (see ``selectors.sight``), small enough to tell which versions a reader can tell apart. ``number`` counts
    all versions; a reader is shown a number counted among those that differ for them.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=VersionReason.choices)
    content = models.JSONField()
    outline = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid meeting number reason content outline digest at", personal="by_person")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_version_once")]

    def __str__(self) -> str:
        return f"{self.meeting} v{self.number}"


class RemarkQuerySet(models.QuerySet):
    """A remark on an entry is seen by who may see the entry; one on the whole by who sees the meeting."""

    def visible_to(self, actor: Actor) -> "RemarkQuerySet":
        if actor.is_system:
            return self
        return self.filter(meeting__circle__in=actor.circle_ids).filter(
            Q(entry__isnull=True) | Q(entry__in=Entry.objects.visible_to(actor))
        )


class Remark(models.Model):
    """What a member wants changed in a draft, and what was made of it.

    ``entered_by`` wrote it down where the member said it otherwise (by mail, on paper).
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("připomínka"))
    at = models.DateTimeField(default=timezone.now)
    response = models.TextField(_("vypořádání"), blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    field_classes = classify(
        internal="id uid meeting entry text at response accepted settled_at", personal="person settled_by entered_by"
    )

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]


class Signature(models.Model):
    """A signature under a version, with its day and remark. ``entered_by`` noted one given on paper."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signatures")
    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=8, choices=SignatureRole.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("poznámka"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid meeting version role signed_on at note withdrawn_at", personal="person entered_by"
    )

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="meetings_signed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person}"


class Reopening(models.Model):
    """That locked minutes were opened again, by whom and why. Both versions stay."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reopenings")
    from_version = models.ForeignKey(MinutesVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("důvod"))
    at = models.DateTimeField(default=timezone.now)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid meeting from_version reason at", personal="by_person")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.at}"

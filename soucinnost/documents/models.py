"""Files that people attach. What a file belongs to is said by the app above that points at it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class Attachment(CircleScoped):
    """A file of a circle. ``sha256`` proves that it came back as it went in; the file lies under FILES_DIR.

    ``cleared_at`` is the label „bez osobních údajů“ that somebody set after a check, ``cleared_by_eye`` says that the
    text could not be read by machine. Bytes of an attachment never change, so a new file is a new row without a label.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("název souboru"), max_length=200)
    title = models.CharField(_("název"), max_length=200, blank=True)
    mime = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    is_encrypted = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="attachments")
    uploaded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    # the label „bez osobních údajů“
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cleared_by_eye = models.BooleanField(default=False)

    objects = CircleScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed name title mime size sha256 is_encrypted uploaded_at removed_at "
        "cleared_at cleared_by_eye",
        personal="uploaded_by cleared_by",
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def path(self):
        """Where the bytes lie."""
        return settings.FILES_DIR / self.uid[:2] / self.uid


class FileCheckQuerySet(models.QuerySet["FileCheck"]):
    """Checks of files that the actor may see."""

    def visible_to(self, actor: Actor) -> "FileCheckQuerySet":
        return self if actor.is_system else self.filter(attachment__in=Attachment.objects.visible_to(actor))


class FileCheck(models.Model):
    """The check of a large file for personal data, made in the background for who thinks of giving it the label.

    ``names`` is a digest of the names that were known and public then: when it differs today, the check is asked for
    again. ``result`` holds what was found; the row goes when the label is set, and a week after it was asked for.
    ``tries`` counts attempts, so that a file that breaks the reading is given up.
    """

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("čeká")
        DONE = "done", _("hotová")
        FAILED = "failed", _("nepodařila se")

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="file_check")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    names = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)

    objects = FileCheckQuerySet.as_manager()

    field_classes = classify(internal="id attachment state names tries asked_at", personal="result")

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.attachment} {self.state}"

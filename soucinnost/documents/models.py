"""Files that people attach. What a file belongs to is said by the app above that points at it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Person
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

"""The index: one row for each thing that can be found. What a reader may see is asked of the things themselves."""

from django.db import models

from soucinnost.access.models import Circle
from soucinnost.documents.models import Attachment
from soucinnost.kernel.privacy import classify


class IndexEntry(models.Model):
    """What of one record is searched. ``kind`` is the key of its registration.

    ``tokens`` are what the database looks into (``search.tokens``), made of ``title`` and ``text`` by the rules of
    ``version``. ``circle`` is where the record belongs, if anywhere; ``page`` is the uid of the record on whose page it
    is shown. Everybody who sees the record may read all of it.
    """

    kind = models.CharField(max_length=40)
    object_uid = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    tokens = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    page = models.CharField(max_length=40, blank=True)
    version = models.CharField(max_length=12, blank=True, db_index=True)

    field_classes = classify(internal="id kind object_uid title text tokens day circle page version")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_uid"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class FileText(models.Model):
    """The text read from an attached file once, so that the index can be made anew without reading it again.

    ``problem`` is the code of why there is none.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)

    field_classes = classify(internal="id attachment text problem")

    def __str__(self) -> str:
        return str(self.attachment)

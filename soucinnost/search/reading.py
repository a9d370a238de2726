"""Reading attached files for the index, a few at a time and never inside somebody's request."""

import logging

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from soucinnost.documents import storage
from soucinnost.documents.models import Attachment
from soucinnost.documents.reading import ReadingError, read_document
from soucinnost.search.files import held, put_file
from soucinnost.search.models import FileText
from soucinnost.search.tokens import MOST_TEXT, clean

logger = logging.getLogger(__name__)

FILES_AT_ONCE = 20
LARGEST = 30 * 1024 * 1024
READABLE = (".docx", ".pdf", ".txt")


def unread_files() -> QuerySet[Attachment]:
    """Files that hang somewhere, could be read and have not been, newest first."""
    read = FileText.objects.filter(attachment=OuterRef("pk"))
    return Attachment.objects.filter(~Exists(read), held(), removed_at__isnull=True).order_by("-pk")


def read_new_files(most: int = FILES_AT_ONCE) -> int:
    """Read files that nobody has read yet and put their text into the index; returns how many gave a text.

    What cannot be read is noted with the reason and not tried again, except where the disk does not answer.
    """
    found = 0
    for attachment in unread_files()[:most]:
        try:
            text, problem = _text_of(attachment)
        except storage.Missing:
            text, problem = "", "missing"
        except storage.Damaged:
            text, problem = "", "damaged"
        except (OSError, storage.StorageError):
            logger.exception("attachment %s cannot be read for the search", attachment.uid)
            continue
        found += bool(text)
        _keep(attachment, text, problem)
    return found


def _text_of(attachment: Attachment) -> tuple[str, str]:
    """The text of a file, or the code of why there is none."""
    if attachment.is_encrypted:
        return "", "password"
    if not attachment.name.lower().endswith(READABLE):
        return "", "unsupported"
    if attachment.size > LARGEST:
        return "", "too_large"
    data = storage.verify(attachment.uid, attachment.sha256).read_bytes()
    try:
        reading = read_document(data, attachment.name)
    except ReadingError as error:
        return "", error.code
    lines = (line.text for line in reading.lines if not line.is_running)
    return clean("\n".join(lines))[:MOST_TEXT], ""


def _keep(attachment: Attachment, text: str, problem: str) -> None:
    try:
        with transaction.atomic():
            there = Attachment.objects.select_for_update().filter(pk=attachment.pk, removed_at__isnull=True).first()
            if there is None:
                return
            FileText.objects.update_or_create(attachment=there, defaults={"text": text, "problem": problem[:20]})
            put_file(there)
    except IntegrityError:
        logger.info("attachment %s was erased while it was read", attachment.uid)

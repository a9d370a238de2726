"""What travels with the mail of a circular, and the same mail as a draft for one's own mailbox."""

from collections.abc import Iterable, Sequence

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from soucinnost.documents import storage
from soucinnost.documents.models import Attachment
from soucinnost.notices.letters import Enclosure
from soucinnost.notices.models import Message
from soucinnost.support.models import Circular, CircularFile


def files_of(circular_uid: str) -> list[Attachment]:
    """Files of a circular in the order in which they were added."""
    held = CircularFile.objects.filter(circular__uid=circular_uid).values("attachment")
    return list(Attachment.objects.filter(pk__in=held, removed_at__isnull=True).order_by("pk"))


def enclosures(message: Message, shared: bool) -> Iterable[Enclosure]:
    """The files of the circular that a message is about; whoever got the circular may have them.

    A file that cannot be read stops this mail, which is tried again later: half of a circular would not be noticed.
    """
    return [(one.name, one.mime, storage.verify(one.uid, one.sha256).read_bytes()) for one in files_of(message.about)]


def draft_file(circular: Circular, text: str, addresses: Sequence[str], *, sender: str) -> bytes:
    """The circular as an .eml that a mail program opens as a draft; nobody sees the other addresses."""
    mail = EmailMessage(subject=circular.subject, body=text, from_email=sender, to=[sender])
    mail.extra_headers |= {"Bcc": ", ".join(addresses), "X-Unsent": "1"}
    missing = []
    for one in files_of(circular.uid):
        try:
            mail.attach(one.name, storage.verify(one.uid, one.sha256).read_bytes(), one.mime)
        except (storage.StorageError, OSError):
            missing.append(str(one))
    if missing:
        mail.body += "\n\n" + _("Nepřiloženo: %(names)s") % {"names": ", ".join(missing)}
    return mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]

"""The mail itself: text, calendar file and papers, to send or to save as a file for one's own mailbox."""

from collections.abc import Callable, Iterable
from email.mime.text import MIMEText

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Circle
from soucinnost.access.selectors import watchers
from soucinnost.documents import storage
from soucinnost.documents.models import Attachment
from soucinnost.notices import composing
from soucinnost.notices.models import Message
from soucinnost.notices.stale import DIGESTS

Enclosure = tuple[str, str, bytes]
"""File name, MIME type, content."""
EnclosuresOf = Callable[[Message, bool], Iterable[Enclosure]]

_enclosures: dict[str, EnclosuresOf] = {}

#: Bytes of papers that a mail carries at most; many servers refuse a mail over 10 MB, and base64 adds a third.
MOST_BYTES = 7 * 1024 * 1024
MOST_REPLY_TO = 3


def enclose(kind: str, enclosures: EnclosuresOf) -> None:
    """Say what documents are written for messages of a kind when they go: ``fn(message, shared) -> files``.

    ``shared`` asks for what everybody in the circle may see, for a draft that somebody else than the addressee saves.
    """
    _enclosures[kind] = enclosures


def papers_of(message: Message, *, shared: bool = False) -> tuple[list[Attachment], list[Attachment]]:
    """The papers that travel with the message and those too large for it.

    Only what the addressee may see today travels: who lost the seat meanwhile gets nothing. ``shared`` leaves out what
    was closed since, because somebody else than the addressee saves the file.
    """
    seen = Attachment.objects.visible_to(actor_for_person(message.person)).filter(removed_at__isnull=True)
    if shared:
        seen = seen.filter(is_closed=False)
    travelling, left, size = [], [], 0
    for paper in seen.filter(pk__in=message.papers.values("pk")):
        if size + paper.size > MOST_BYTES:
            left.append(paper)
        else:
            travelling.append(paper)
            size += paper.size
    return travelling, left


def letter(message: Message, *, link: str = "", sender: str = "") -> EmailMessage:
    """The mail of a message with all that travels with it.

    ``link`` stands above the signature, ``sender`` replaces the installation's address. A paper that cannot be read
    or is too large is named in the text instead of being attached, so that its absence is seen.
    """
    travelling, left = papers_of(message, shared=bool(sender))
    files, missing = [], list(left)
    for paper in travelling:
        try:
            files.append((paper, storage.verify(paper.uid, paper.sha256).read_bytes()))
        except (storage.StorageError, OSError):
            missing.append(paper)
    mail = composing.letter(
        uid=message.uid, address=message.address, subject=message.subject, body=message.body, link=link, sender=sender
    )
    if missing:
        names = ", ".join(str(paper) for paper in missing)
        mail.body += "\n\n" + _("Nepřiloženo, vyžádejte si u tajemníka skupiny: %(names)s") % {"names": names}
    if message.calendar:
        mail.attach(calendar_part(message.calendar))
    written = _enclosures.get(message.kind)
    for name, mime, data in written(message, bool(sender)) if written is not None else ():
        mail.attach(name, data, mime)
    for paper, data in files:
        mail.attach(paper.name, data, paper.mime)
    circle = message.circle or _circle_that_answers(message)
    if circle is not None and not sender:
        mail.reply_to = [person.email for person in watchers(circle) if person.email][:MOST_REPLY_TO]
    return mail


def _circle_that_answers(message: Message) -> Circle | None:
    """To whose chair and recorder an answer to a reminder goes: of the one circle it speaks of, if it is one."""
    return Circle.objects.filter(uid=message.about).first() if message.kind in DIGESTS and message.about else None


def calendar_part(calendar: str) -> MIMEText:
    """The calendar file as the part of a mail that Outlook, Google and Apple offer to answer."""
    method = next(
        (line.partition(":")[2] for line in calendar.splitlines() if line.startswith("METHOD:")), "PUBLISH"
    )
    part = MIMEText(calendar, "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="jednani.ics")
    return part


def draft_file(message: Message, *, sender: str) -> bytes:
    """The message as an .eml that a mail program opens as a draft of one's own.

    Without a one-time link, which belongs to the addressee alone and is known to nobody else.
    """
    mail = letter(message, sender=sender)
    mail.extra_headers["X-Unsent"] = "1"
    return mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own class has it

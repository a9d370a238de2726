"""What in a file looks like personal data: in its text, and in its properties that nobody sees on the page."""

import hashlib
import html
import io
import logging
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pdfplumber
from django.utils.translation import gettext as _

from soucinnost.access.selectors import name_in_texts, seated_people
from soucinnost.documents import storage
from soucinnost.documents.models import Attachment, FileCheck
from soucinnost.documents.reading import ReadingError, read_document
from soucinnost.kernel.czech.covering import propose

logger = logging.getLogger(__name__)

MOST_SHOWN = 200
CONTEXT = 50
LARGEST_PART = 2_000_000
_OFFICE = {
    "docProps/core.xml": (("dc:creator", "author"), ("cp:lastModifiedBy", "editor")),
    "docProps/app.xml": (("Manager", "author"), ("Company", "company")),
    "meta.xml": (("dc:creator", "editor"), ("meta:initial-creator", "author")),
}
_NAMED = ("dc:title", "dc:subject", "dc:description", "cp:keywords", "cp:category", "meta:keyword")
"""Properties that are words about the file: shown where somebody is recognised in them."""
_PDF_NAMED = ("Title", "Subject", "Keywords")
_COMMENTS = re.compile(r"(?:word/comments|xl/comments|ppt/comments)[^/]*\.xml|xl/threadedComments/")
_TEXTS = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)[0-9]*\.xml")
_AUTHOR = b"w:author="
"""Who made a tracked change of text, form or a table; in these parts it stands for nothing else."""
_BLOCK = 1_000_000


@dataclass(frozen=True)
class Finding:
    """Something found: the words, what stands around them, and why they are shown."""

    text: str
    left: str
    right: str
    reason: str


@dataclass(frozen=True)
class Check:
    """The result. ``unread`` says in a sentence why the text, or some of it, could not be read; empty when it was."""

    findings: tuple[Finding, ...]
    unread: str = ""
    more: int = 0

    @property
    def needs_statement(self) -> bool:
        """Whether a person has to say explicitly that the file may go out all the same."""
        return bool(self.findings or self.unread)


AT_ONCE = {".txt": 100_000, ".csv": 100_000, ".pdf": 100_000, ".docx": 100_000}
"""Largest file (bytes) that is checked while somebody waits, by how its name ends; ``AT_ONCE_OTHER`` for others."""
AT_ONCE_OTHER = 2_000_000


def is_large(attachment: Attachment) -> bool:
    """Whether the check takes so long that it is made in the background."""
    return attachment.size > AT_ONCE.get(Path(attachment.name).suffix.lower(), AT_ONCE_OTHER)


def names_digest(attachment: Attachment) -> str:
    """What tells whether the same names are known and public in the circle of a file."""
    said = sorted(f"{name}\t{is_public}" for name, is_public in _names(attachment))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def kept_check(attachment: Attachment) -> Check | None:
    """The check made in the background, while the same names are known and public; None where there is none."""
    kept = FileCheck.objects.filter(attachment=attachment, state=FileCheck.State.DONE).first()
    if kept is None or kept.names != names_digest(attachment):
        return None
    found = tuple(Finding(**one) for one in kept.result["findings"])
    return Check(found, kept.result["unread"], kept.result["more"])


def standing_check(attachment: Attachment) -> Check | None:
    """What is known of a file: a small one is read now, of a large one what was found in the background, or None."""
    return kept_check(attachment) if is_large(attachment) else check_file(attachment)


def check_file(attachment: Attachment) -> Check:
    """Read a file of a circle and look for personal data. Raises StorageError when the bytes are not what was stored.

    Names of people of the circle whose role is public are no findings.
    """
    data = storage.verify(attachment.uid, attachment.sha256).read_bytes()
    found = _properties(data, attachment)
    unread = ""
    try:
        reading = read_document(data, attachment.name)
        text, unread = reading.text, " ".join(reading.warnings)
    except ReadingError as error:
        text, unread = "", error.message_cs
    found += _in_text(text, attachment)
    return Check(tuple(found[:MOST_SHOWN]), unread, max(0, len(found) - MOST_SHOWN))


def _names(attachment: Attachment) -> list[tuple[str, bool]]:
    """Names of people of the circle, and whether their role is public."""
    return [(name_in_texts(one), one.is_public_role) for one in seated_people(attachment.circle_id)]


def _in_text(text: str, attachment: Attachment) -> list[Finding]:
    names = _names(attachment)
    proposals = propose(
        text, public=[name for name, is_public in names if is_public],
        known=[name for name, is_public in names if not is_public],
    )
    found = []
    for one in proposals:
        left = text[max(0, one.start - CONTEXT) : one.start].rsplit("\n", 1)[-1].replace("\t", " ")
        right = text[one.end : one.end + CONTEXT].split("\n", 1)[0].replace("\t", " ")
        found.append(Finding(text[one.start : one.end], left, right, one.reason))
    return found


# -- properties


def _properties(data: bytes, attachment: Attachment) -> list[Finding]:
    if data[:4] == b"%PDF":
        return _pdf_properties(data, attachment)
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _office_properties(data, attachment)
    return []


def _said(label: str, value: str) -> Finding:
    return Finding(" ".join(value.split()), f"{label}: ", "", _("Vlastnosti souboru, které odcházejí s ním"))


def _named(value: str, attachment: Attachment) -> list[Finding]:
    reason = _("Vlastnosti souboru, které odcházejí s ním")
    return [replace(one, reason=reason) for one in _in_text(" ".join(value.split()), attachment)]


def _labels() -> dict[str, str]:
    return {"author": _("Autor"), "editor": _("Naposledy upravil"), "company": _("Organizace")}


def _pdf_properties(data: bytes, attachment: Attachment) -> list[Finding]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            told = {str(key): value for key, value in (opened.metadata or {}).items()}
    except Exception:  # noqa: BLE001 - a broken or locked file; the reading of its text says what is wrong
        logger.info("properties of attachment %s cannot be read", attachment.uid)
        return []
    author = told.get("Author")
    found = [_said(_labels()["author"], author)] if isinstance(author, str) and author.strip() else []
    for value in map(told.get, _PDF_NAMED):
        found += _named(value, attachment) if isinstance(value, str) else []
    return found


def _office_properties(data: bytes, attachment: Attachment) -> list[Finding]:
    found: list[Finding] = []
    labels = _labels()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name, tags in _OFFICE.items():
            if name in names:
                text = _part(archive, name)
                for tag, label in tags:
                    for value in re.findall(rf"<{tag}(?:\s[^>]*)?>([^<]*)</{tag}>", text):
                        if value.strip():
                            found.append(_said(labels[label], html.unescape(value)))
                for value in re.findall(rf"<(?:{'|'.join(_NAMED)})(?:\s[^>]*)?>([^<]*)</", text):
                    found += _named(html.unescape(value), attachment)
        if any(_COMMENTS.match(name) for name in names):
            found.append(_said(_("Soubor obsahuje"), _("komentáře i se jmény autorů")))
        if any(_TEXTS.fullmatch(name) and _holds(archive, name, _AUTHOR) for name in names):
            found.append(_said(_("Soubor obsahuje"), _("sledované změny: smazaný text i se jmény autorů")))
    return found


def _holds(archive: zipfile.ZipFile, name: str, sought: bytes) -> bool:
    """Whether the bytes stand in a part of whatever length."""
    with archive.open(name) as part:
        end = b""
        while block := part.read(_BLOCK):
            if sought in end + block:
                return True
            end = block[-len(sought) :]
    return False


def _part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(LARGEST_PART).decode("utf-8", errors="replace")

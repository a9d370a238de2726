"""The archive package of a meeting for a records system: papers as PDF/A, attachments as they came, metadata in XML.

A ZIP with ``metadata.xml``, whose elements carry the names of the Czech national standard for records systems
(NSESSS: číslo jednací, spisový znak, skartační režim) without claiming to be its SIP: every records system imports
these by its own form. It holds what its maker may see; nothing in it tells of more.
"""

import hashlib
import re
import tempfile
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils import timezone
from lxml import etree

from soucinnost.access.models import Circle
from soucinnost.documents import storage
from soucinnost.documents.models import Attachment
from soucinnost.documents.paper.czech import in_czech
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.meetings.models import AgendaPaper, Dispatch, Meeting, Signature
from soucinnost.meetings.papers.attendance import attendance_paper
from soucinnost.meetings.papers.invitation import invitation_paper
from soucinnost.meetings.papers.minutes import minutes_paper

PDF = "application/pdf"
EPOCH = (1980, 1, 1, 0, 0, 0)
IN_MEMORY = 8 * 1024 * 1024
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Component:
    """One file of the package: what it is, its name inside, type, size in bytes, hash."""

    role: str
    name: str
    title: str
    mime: str
    size: int
    sha256: str


def attachments_of(actor: Actor, meeting: Meeting) -> list[Attachment]:
    """Papers of visible items and the scan of the attendance sheet, each once."""
    files = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    papers = AgendaPaper.objects.visible_to(actor).filter(item__meeting=meeting, attachment__in=files)
    found = [paper.attachment for paper in papers.select_related("attachment").order_by("item__position", "pk")]
    scan = files.filter(pk=meeting.attendance_scan_id).first()
    return [*found, *([scan] if scan is not None else [])]


@in_czech
def archive_package(actor: Actor, meeting: Meeting) -> IO[bytes]:
    """Write the package to a temporary file, positioned at its start. The same records give the same bytes.

    Raises StorageError when an attachment is missing or damaged: an archive with a hole in it is not handed over.
    """
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    components: list[Component] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        papers = (
            ("pozvanka", "Pozvánka", invitation_paper(actor, meeting)),
            ("prezencni_listina", "Prezenční listina", attendance_paper(meeting)),
            ("zapis", "Zápis", minutes_paper(actor, meeting)),
        )
        for role, title, paper in papers:
            components.append(_put(archive, role, f"{role}.pdf", title, PDF, pdf_that_tells(paper)))
        for number, attachment in enumerate(attachments_of(actor, meeting), start=1):
            data = storage.verify(attachment.uid, attachment.sha256).read_bytes()
            name = f"prilohy/{number:02d}-{_plain(attachment.name)}"
            components.append(_put(archive, "priloha", name, str(attachment), attachment.mime, data))
        metadata = _metadata(meeting, components)
        archive.writestr(_entry("metadata.xml"), metadata)
    target.seek(0)
    return target


def _put(archive: zipfile.ZipFile, role: str, name: str, title: str, mime: str, data: bytes) -> Component:
    archive.writestr(_entry(name), data)
    return Component(role, name, title, mime, len(data), hashlib.sha256(data).hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", fold(name)).strip("-.") or "soubor"


def _metadata(meeting: Meeting, components: list[Component]) -> bytes:
    group, circle = meeting.group, meeting.circle
    root = etree.Element("balicek", verze="1")
    _add(root, "identifikator", meeting.uid)
    _add(root, "puvodce", _originator(circle))
    _add(root, "ico", circle.controller.organisation.ico)
    _add(root, "vec", f"{group.name}: {meeting.title}" if meeting.title else group.name)
    _add(root, "cislo_jednaci", meeting.file_reference)
    _add(root, "spisovy_znak", group.file_plan_code)
    disposal = etree.SubElement(root, "skartacni_rezim")
    _add(disposal, "skartacni_znak", group.disposal_mark)
    _add(disposal, "skartacni_lhuta", str(group.disposal_years or ""))
    _add(root, "jednani_od", timezone.localtime(meeting.starts_at).isoformat())
    _add(root, "jednani_do", timezone.localtime(meeting.ended_at or meeting.ends_at).isoformat())
    if meeting.finalised_at is not None:
        _add(root, "uzavreno", timezone.localtime(meeting.finalised_at).isoformat())
    signatures = etree.SubElement(root, "podpisy")
    valid = Signature.objects.filter(meeting=meeting, withdrawn_at__isnull=True).select_related("person")
    for signature in valid.order_by("at"):
        line = etree.SubElement(signatures, "podpis", role=signature.role, dne=signature.signed_on.isoformat())
        line.text = _fit(signature.person.name)
    sent = etree.SubElement(root, "odeslani")
    for dispatch in Dispatch.objects.filter(meeting=meeting).order_by("sent_on", "pk"):
        line = etree.SubElement(sent, "zasilka", zpusob=dispatch.kind, dne=dispatch.sent_on.isoformat())
        _add(line, "adresat", dispatch.recipient)
        _add(line, "cislo_zpravy", dispatch.message_id)
    files = etree.SubElement(root, "komponenty")
    for component in components:
        line = etree.SubElement(
            files, "komponenta", druh=component.role, soubor=component.name, typ=component.mime,
            velikost=str(component.size), sha256=component.sha256,
        )
        line.text = _fit(component.title)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _originator(circle: Circle) -> str:
    return circle.controller.organisation.name


def _add(parent: etree._Element, name: str, text: str) -> None:
    """Add an element; what was not given is left out, so that nobody takes an empty text for a value."""
    if text:
        etree.SubElement(parent, name).text = _fit(text)


def _fit(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _UNFIT.sub("", text)

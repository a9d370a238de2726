"""Files: what is told of them; their bytes are a download of their own."""

from datetime import datetime
from typing import Any

from ninja import Schema

from soucinnost.documents.models import Attachment


class FileShape(Schema):
    """A file: ``size`` in bytes, ``sha256`` of its bytes, ``mime`` as they were recognised."""

    uid: str
    name: str
    title: str
    mime: str
    size: int
    sha256: str
    uploaded_at: datetime


class DocumentShape(FileShape):
    """A lasting document of a group, of what kind."""

    kind: str


class MeetingFileShape(FileShape):
    """A file of a meeting: a paper of an item of the agenda, or the scan of the signed attendance without an item."""

    item: str | None


def file_values(one: Attachment) -> dict[str, Any]:
    """What every shape of a file has."""
    return {
        "uid": one.uid, "name": one.name, "title": one.title, "mime": one.mime, "size": one.size,
        "sha256": one.sha256, "uploaded_at": one.uploaded_at,
    }


def file_shapes(found: list[Attachment]) -> list[FileShape]:
    """Files in their order."""
    return [FileShape(**file_values(one)) for one in found]

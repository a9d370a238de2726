"""The kind of a file by its first bytes."""

from __future__ import annotations

import codecs
import re

HEAD_BYTES = 65_536

_EXECUTABLES = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_BEFORE_PDF = b"\xef\xbb\xbf \t\r\n"  # some scanners write it, and every reader passes over it
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"  # OID of CMS SignedData, RFC 5652
_MARKUP = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype|\?xml|html|head|body|svg|script|style|iframe|title|meta|link|img|table|div|a|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(
    r"(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type):[ \t]"
)
_GEOJSON = re.compile(
    r'"type"\s*:\s*"(FeatureCollection|Feature|Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon|'
    r'GeometryCollection)"'
)
_TEXT_CONTROLS = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f]")


def sniffed(head: bytes) -> str:
    """Return what the first bytes are: a kind, or ``zip ole executable archive markup text unknown``."""
    text = decoded(head)
    if head.startswith(b"#!") or (text is None and head.startswith(_EXECUTABLES)):
        return "executable"  # a text may begin with „MZ“ as well
    if text is None and head.startswith(_ARCHIVES):
        return "archive"
    for magic, kind in _MAGIC:
        if head.lstrip(_BEFORE_PDF).startswith(magic) if kind == "pdf" else head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if _HEIC.match(head):
        return "heic"
    if head[:1] == b"\x30" and _SIGNED_DATA in head[:32]:
        return "zfo"
    if text is None:
        return "unknown"
    return "markup" if _MARKUP.match(text) else "text"


def decoded(head: bytes) -> str | None:
    """Return the beginning of a text in UTF-8, UTF-16 with a mark, or Windows-1250; None when it is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    else:
        head = head.removeprefix(codecs.BOM_UTF8)
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            text = head.decode("cp1250", "replace")
            if text.count("\ufffd") * 50 > len(text):
                return None
    return None if _TEXT_CONTROLS.search(text) else text


def text_fits(kind: str, head: bytes) -> bool:
    """Return whether a text looks like the kind its name says; any text is a good ``txt`` and ``csv``."""
    text = (decoded(head) or "").lstrip("\ufeff \t\r\n")
    if kind == "ics":
        return text[:15].upper() == "BEGIN:VCALENDAR"
    if kind == "eml":
        return len(_MAIL_HEADER.findall(re.split(r"\r?\n\r?\n", text, maxsplit=1)[0])) >= 2
    if kind == "geojson":
        return text[:1] == "{" and _GEOJSON.search(text) is not None
    return True

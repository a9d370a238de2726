"""What tests of reading files share: texts, PDFs drawn by hand, documents of Word put together of parts."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from soucinnost.documents.reading import ReadingError, read_document

NOW = datetime(2026, 1, 12, tzinfo=UTC)
CZECH = "Přítomni: Šťastný, Žižka, Ťukal\nŘíčany – „úvod“, můžeme ležet\n"
REFUSALS = {"empty", "mismatch", "corrupt", "executable", "active", "archive", "unknown", "password"}
FILLING = "Slova jdou za sebou a řádek se musí zalomit. " * 6
PLAIN = "Přítomni: Šťastný, Žižka, Ťukal\nŘíčany, můžeme ležet, ještě šťávy\n"


def drawn(rules: str, *words: tuple[int, int, str]) -> bytes:
    """Return a PDF of one page with the rules and words where they are said to be."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): names})}
    )
    stream = StreamObject()
    shown = "".join(f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET " for x, y, word in words)
    stream.set_data(f"{rules}{shown}".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_bytes(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def texts(reading) -> list[str]:
    return [line.text for line in reading.lines if line.text and not line.is_running]


def code_of(data: bytes, name: str) -> str:
    with pytest.raises(ReadingError) as caught:
        read_document(data, name)
    assert caught.value.message_cs.endswith((".", "…"))
    return caught.value.code


def docx_with(parts: dict[str, str], document: Any = None) -> bytes:
    """A document of Word with some of its parts replaced or added; an empty text takes a part out."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx_bytes(document or docx.Document()))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            if info.filename not in parts:
                target.writestr(info, source.read(info))
        for name, content in parts.items():
            if content:
                target.writestr(name, content)
    return out.getvalue()

"""Uploads: a file is what its content says; programs, macros, web pages, archives and bombs stay out."""

import hashlib
import json
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.logo import drawable_logo
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Paper, text
from soucinnost.documents.paper.xlsx import Column, Sheet, write_xlsx
from soucinnost.documents.uploads import UploadRefused, inspect_upload, strip_image_metadata
from soucinnost.documents.uploads.names import safe_name

NOW = datetime(2026, 1, 12, tzinfo=UTC)
PAPER = Paper(title="Zápis", created=NOW, blocks=(text("Text"),))
LIMIT = 50_000_000


def picture(kind="PNG", size=(40, 30), **options):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def docx_with(*entries):
    with zipfile.ZipFile(BytesIO(write_docx(PAPER))) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist()] + list(entries))


def open_document(kind="text", manifest="<manifest/>", more=()):
    return zipped(
        [("mimetype", f"application/vnd.oasis.opendocument.{kind}"), ("META-INF/manifest.xml", manifest), *more]
    )


def locked_pdf():
    writer = pypdf.PdfWriter()
    writer.append(BytesIO(write_pdf(PAPER).content))
    writer.encrypt("heslo", algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ZFO = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0" + bytes(300)
MAIL = "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?q?x?=\r\n\r\n<html>Dobrý den</html>".encode()
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
MAP = json.dumps({"type": "FeatureCollection", "features": []}).encode()
XLSX = write_xlsx([Sheet("a", (Column("x"),), (("=1",),))], created=NOW)

GOOD = [
    ("zapis.pdf", write_pdf(PAPER).content, "pdf", False),
    ("sken.PDF", b"\xef\xbb\xbf\r\n" + write_pdf(PAPER).content, "pdf", False),
    ("zamceny.pdf", locked_pdf(), "pdf", True),
    ("zapis.docx", write_docx(PAPER), "docx", False),
    ("slozky.docx", docx_with(("word/media/", "")), "docx", False),
    ("vlozeny.docx", docx_with(("word/embeddings/sesit.xlsx", XLSX)), "docx", False),
    ("ukoly.xlsx", XLSX, "xlsx", False),
    ("zamceny.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "xlsx", True),
    ("text.odt", open_document(), "odt", False),
    ("tabulka.ods", open_document("spreadsheet", "<x manifest:encryption-data/>"), "ods", True),
    ("stary.doc", OLE, "doc", False),
    ("stary.xls", OLE, "xls", False),
    ("mail.msg", OLE, "msg", False),
    ("zprava.zfo", ZFO, "zfo", False),
    ("dopis.rtf", b"{\\rtf1 Ahoj}", "rtf", False),
    ("logo.png", picture(), "png", False),
    ("foto.JPG", picture("JPEG"), "jpeg", False),
    ("foto.jfif", picture("JPEG"), "jpeg", False),
    ("a.gif", picture("GIF"), "gif", False),
    ("a.webp", picture("WEBP"), "webp", False),
    ("sken.tif", picture("TIFF"), "tiff", False),
    ("foto.heic", b"\x00\x00\x00\x18ftypheic" + bytes(50), "heic", False),
    ("a.txt", "Příliš žluťoučký".encode(), "txt", False),
    ("a.txt", "Příliš žluťoučký".encode("cp1250"), "txt", False),
    ("a.txt", "Příliš".encode("utf-16"), "txt", False),
    ("mzv.txt", b"MZV a MSCF: stanovisko", "txt", False),
    ("a.csv", "obec;počet\r\nLhota;3\r\n".encode("cp1250"), "csv", False),
    ("a.ics", CALENDAR, "ics", False),
    ("a.eml", MAIL, "eml", False),
    ("hranice.geojson", MAP, "geojson", False),
]


@pytest.mark.parametrize(("name", "content", "kind", "encrypted"), GOOD, ids=[f"{entry[0]}" for entry in GOOD])
def test_good_files_are_taken(name, content, kind, encrypted):
    file = BytesIO(content)
    found = inspect_upload(file, name, max_bytes=LIMIT)
    assert (found.kind, found.encrypted, found.size, found.safe_name) == (kind, encrypted, len(content), name)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert file.read() == content
    assert "/" in found.mime


BAD = [
    ("empty", "a.pdf", b""),
    ("too_large", "a.txt", b"x" * (LIMIT + 1)),
    ("mismatch", "a.pdf", picture()),
    ("mismatch", "a.png", picture("JPEG")),
    ("mismatch", "a.docx", XLSX),
    ("mismatch", "a.docx", open_document()),
    ("mismatch", "a.pdf", b"text"),
    ("mismatch", "a.txt", write_pdf(PAPER).content),
    ("mismatch", "a.ics", b"BEGIN:VCARD"),
    ("mismatch", "a.eml", b"jen text"),
    ("mismatch", "a.geojson", b'{"type": "jine"}'),
    ("mismatch", "a.docx", OLE),
    ("mismatch", "a.csv", bytes(range(256)) * 4),
    ("unknown", "a", bytes(range(256)) * 4),
    ("unknown", "a.dwg", b"AC1032"),
    ("executable", "a.exe", b"MZ\x90\x00"),
    ("executable", "faktura.pdf", b"MZ\x90\x00\x03\x00"),
    ("executable", "a.txt", b"#!/bin/sh\nrm"),
    ("executable", "faktura\u202efdp.exe", write_pdf(PAPER).content),
    ("executable", "a.pdf.js", b"alert(1)"),
    ("executable", "a.docx", docx_with(("word/media/a.exe", b"MZ"))),
    ("executable", "a.docx", docx_with(("word/oleObject1.bin", b"MZ\x90\x00"))),
    ("active", "a.html", b"<p>"),
    ("active", "a.svg", b"<svg/>"),
    ("active", "a.txt", b"\xef\xbb\xbf  <!-- x --><SVG onload=alert(1)>"),
    ("active", "a.csv", b'<?xml version="1.0"?><x/>'),
    ("active", "a", "<html>".encode("utf-16")),
    ("archive", "a.zip", zipped([("a.txt", "x")])),
    ("archive", "a.docx", zipped([("a.txt", "x")])),
    ("archive", "a.docx", zipped([("[Content_Types].xml", "<Types/>")])),
    ("corrupt", "a.docx", zipped([("[Content_Types].xml", "x")], zipfile.ZIP_BZIP2)),
    ("archive", "a.txt", b"Rar!\x1a\x07\x00"),
    ("archive", "a", b"\x1f\x8b\x08\x00"),
    ("macros", "a.docm", write_docx(PAPER)),
    ("macros", "a.docx", docx_with(("word/vbaProject.bin", b"x"))),
    ("macros", "a.ods", open_document("spreadsheet", more=[("Basic/Standard/Module1.xml", "x")])),
    ("macros", "a.xls", OLE + "_VBA_PROJECT".encode("utf-16-le")),
    ("macros", "a.docx", zipped([("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")])),
    ("nested", "a.docx", docx_with(("word/media/a.bin", zipped([("a", "x")])))),
    ("nested", "a.docx", docx_with(("word/embeddings/a.docx", docx_with(("word/embeddings/b.xlsx", XLSX))))),
    ("corrupt", "a.docx", docx_with(("../../etc/passwd", "x"))),
    ("corrupt", "a.docx", docx_with(("/etc/passwd", "x"))),
    ("corrupt", "a.docx", docx_with(("WORD/document.XML", "x"))),
    ("corrupt", "a.docx", write_docx(PAPER)[:-100]),
    ("corrupt", "a.docx", b"PK\x03\x04" + bytes(100)),
    ("corrupt", "a.png", picture()[:20]),
    ("corrupt", "a.docx", docx_with(("word/a.xml", "x")).replace(b"word/a.xml", b"word/a.xmm", 1)[:0] + b"PK\x03\x04"),
    ("bomb", "a.docx", docx_with(("word/bomb.xml", bytes(60_000_000)))),
    ("bomb", "a.docx", docx_with(*((f"word/{number}.xml", "") for number in range(5_001)))),
    ("bomb", "a.docx", zipped([("[Content_Types].xml", bytes(5_000_000))])),
]


@pytest.mark.parametrize(
    ("code", "name", "content"), BAD, ids=[f"{code}-{place}" for place, (code, *_) in enumerate(BAD)]
)
def test_bad_files_are_refused_with_a_reason(code, name, content):
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(BytesIO(content), name, max_bytes=LIMIT)
    assert refused.value.code == code
    assert refused.value.message_cs.endswith(".")
    assert str(refused.value) == refused.value.message_cs


def test_messages_name_the_limit_and_what_the_file_is():
    with pytest.raises(UploadRefused, match="Nejvýše lze přiložit 2,5 MB v jednom"):
        inspect_upload(BytesIO(bytes(3_000_000)), "a.txt", max_bytes=2_500_000)
    with pytest.raises(UploadRefused, match="přiložit 500 kB v jednom"):
        inspect_upload(BytesIO(bytes(600_000)), "a.txt", max_bytes=500_000)
    with pytest.raises(UploadRefused, match=r"Soubor se jmenuje \.pdf, ale je to obrázek PNG\."):
        inspect_upload(BytesIO(picture()), "a.pdf", max_bytes=LIMIT)


def test_too_large_a_file_is_not_read_to_its_end():
    class Endless:
        given = 0

        def seek(self, *_):
            return 0

        def read(self, count):
            self.given += count
            return b"x" * count

    file = Endless()
    with pytest.raises(UploadRefused):
        inspect_upload(file, "a.txt", max_bytes=1_000_000)
    assert file.given < 2_000_000


def lying_zip(payload, stated):
    """A document whose last entry states another size than it unpacks to, its checksum made to fit the lie."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(payload) + packer.flush()
    check = zlib.crc32(payload[:stated])
    name = b"word/lie.xml"
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(packed), stated, len(name), 0)
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, check, len(packed), stated, len(name), 0, 0, 0, 0, 0, 0
    )
    body = local + name + packed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central) + len(name), len(body), 0)
    return body + central + name + end


def test_a_header_that_lies_about_the_size_does_not_help_a_bomb():
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(BytesIO(lying_zip(bytes(80_000_000), 1000)), "a.docx", max_bytes=LIMIT)
    assert refused.value.code == "bomb"
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(BytesIO(lying_zip(bytes(5000), 1000)), "a.docx", max_bytes=LIMIT)
    assert refused.value.code == "corrupt"


def test_entries_that_share_one_stretch_are_a_bomb():
    content = docx_with(("word/a.xml", zlib.compress(bytes(range(256)) * 200)))
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", content, end + 16)[0]
    central = content[start:end]
    last = central[central.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"word/a.xml", f"word/{number}.xml".encode()) for number in range(2, 9))
    entries = struct.unpack_from("<H", content, end + 8)[0] + 7
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries, entries, len(central + copies), start, 0)
    crafted = content[:start] + central + copies + tail
    total = sum(info.compress_size for info in zipfile.ZipFile(BytesIO(crafted)).infolist())
    if total <= len(crafted):
        pytest.fail("the crafted archive does not overlap enough to prove anything")
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(BytesIO(crafted), "a.docx", max_bytes=LIMIT)
    assert refused.value.code == "bomb"


def test_an_entry_that_goes_on_behind_the_end_of_the_file_is_damage():
    content = bytearray(zipped([("[Content_Types].xml", "x" * 40), ("word/a.xml", "abc")], zipfile.ZIP_STORED))
    at = content.rindex(b"PK\x01\x02")
    begins = struct.unpack_from("<I", content, at + 42)[0] + 30 + len("word/a.xml")
    struct.pack_into("<I", content, at + 20, len(content) - begins + 1)
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(BytesIO(bytes(content)), "a.docx", max_bytes=LIMIT)
    assert refused.value.code == "corrupt"


def test_a_locked_zip_is_no_document():
    content = bytearray(docx_with())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(UploadRefused, match="zamčený heslem"):
        inspect_upload(BytesIO(bytes(content)), "a.docx", max_bytes=LIMIT)


def bare_png(side):
    """The header of a square picture, without any pixel."""
    header = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize("side", [60_000, 12_000])
def test_a_picture_with_too_many_pixels_is_refused_unread(side):
    content = bare_png(side)
    for call in (
        lambda: inspect_upload(BytesIO(content), "a.png", max_bytes=LIMIT),
        lambda: strip_image_metadata(content),
    ):
        with pytest.raises(UploadRefused) as refused:
            call()
        assert refused.value.code == "pixels"


def test_a_logo_is_held_to_less_than_a_picture():
    content = bare_png(5_000)
    assert inspect_upload(BytesIO(content), "a.png", max_bytes=LIMIT).kind == "png"
    with pytest.raises(UploadRefused) as refused:
        strip_image_metadata(content)
    assert refused.value.code == "pixels"
    assert drawable_logo(content) is None
    assert drawable_logo(picture()) == picture()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jana\\zápis.pdf", "zápis.pdf"),
        ("za\u0301pis.pdf", "zápis.pdf"),
        ("a\x00b\r\n\u202e\u200bc.pdf", "abc.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        (" .htaccess. ", "htaccess"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("konto.txt", "konto.txt"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
        ("👍 zápis (1).docx", "👍 zápis (1).docx"),
        ("\u202e/", ""),
        ("a\ud800.txt", "a.txt"),
    ],
)
def test_names(typed, kept):
    assert safe_name(typed) == kept


@given(st.text(st.characters() | st.sampled_from("/\\.:\u202e\x00 ")))
def test_a_name_is_safe_whatever_was_typed(typed):
    name = safe_name(typed)
    assert safe_name(name) == name
    assert len(name) <= 200
    assert not set(name) & set('/\\:*?"<>|\x00\n\u202e')
    assert name not in {".", ".."}
    name.encode()


def test_a_name_without_extension_gets_one():
    assert inspect_upload(BytesIO(write_pdf(PAPER).content), "zápis", max_bytes=LIMIT).safe_name == "zápis.pdf"
    assert inspect_upload(BytesIO(b"text"), "///", max_bytes=LIMIT).safe_name == "soubor.txt"
    assert inspect_upload(BytesIO(b"text"), "zápis 3. jednání", max_bytes=LIMIT).safe_name == "zápis 3. jednání.txt"


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "PK\x03\x04", "%PDF-", "{\\rtf", "\x89PNG\r\n\x1a\n"]),
    st.sampled_from(["a", "a.pdf", "a.docx", "a.png", "a.csv"]),
)
def test_any_bytes_are_taken_or_refused(content, magic, name):
    try:
        found = inspect_upload(BytesIO(magic.encode("latin-1") + content), name, max_bytes=1000)
    except UploadRefused as refused:
        assert refused.message_cs
    else:
        assert found.size == len(magic) + len(content)


def test_damaged_documents_never_crash():
    content = write_docx(PAPER)
    for at in range(0, len(content), 37):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        try:
            inspect_upload(BytesIO(bytes(damaged)), "a.docx", max_bytes=LIMIT)
        except UploadRefused as refused:
            assert refused.code in {"corrupt", "archive", "bomb", "mismatch", "nested", "executable"}


def test_logo_keeps_pixels_only():
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Tajemník")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Fotoaparát"
    bare = strip_image_metadata(picture("PNG", (40, 30), pnginfo=note))
    assert b"Tajemn" not in bare
    photo = strip_image_metadata(picture("JPEG", (40, 30), exif=exif, comment=b"tajne"))
    with Image.open(BytesIO(photo)) as image:
        assert image.size == (30, 40)
        assert not image.getexif()
        assert "comment" not in image.info
    assert strip_image_metadata(picture("JPEG", (40, 30), exif=exif)) == photo
    with Image.open(BytesIO(strip_image_metadata(picture("PNG", (4000, 1000))))) as image:
        assert image.size == (2000, 500)
    with pytest.raises(UploadRefused):
        strip_image_metadata(b"<svg/>")
    with pytest.raises(UploadRefused):
        strip_image_metadata(picture()[:60])

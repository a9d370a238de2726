"""Reading text into lines; refusals of what cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents.reading import LineKind, ReadingError, lines_of, read_document, refuse_size
from soucinnost.kernel.encoding import decode_text
from tests.documents.reading_kit import (
    CZECH,
    PLAIN,
    code_of,
)


class TestText:
    @pytest.mark.parametrize(
        ("codec", "name"),
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            ("cp1250", "CP1250"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16"),
        ],
    )
    def test_encodings(self, codec: str, name: str) -> None:
        reading = read_document(CZECH.encode(codec), "zapis.txt")
        assert (reading.text + "\n", reading.encoding, reading.warnings) == (CZECH, name, ())

    def test_iso_8859_2(self) -> None:
        reading = read_document(PLAIN.encode("iso8859-2"), "zapis.txt")
        assert (reading.text + "\n", reading.encoding) == (PLAIN, "ISO-8859-2")

    def test_mixed_encodings_are_read_line_by_line_and_told(self) -> None:
        reading = read_document(PLAIN.encode() + PLAIN.encode("cp1250"), "zapis.txt")
        assert reading.text + "\n" == PLAIN * 2
        assert "3, 4" in " ".join(reading.warnings)

    def test_spoilt_utf_8_is_mended_and_told(self) -> None:
        reading = read_document((PLAIN.encode().decode("latin-1") * 2).encode(), "zapis.txt")
        assert reading.text + "\n" == PLAIN * 2
        assert len(reading.warnings) == 1

    def test_unreadable_bytes_are_replaced_and_told(self) -> None:
        reading = read_document("Zápis ".encode("cp1250") + b"\x81\x83" + b" text\n" * 30, "zapis.txt")
        assert "\ufffd" in reading.text
        assert "1" in " ".join(reading.warnings)

    def test_lines_and_rows(self) -> None:
        lines = lines_of("Nadpis\r\nÚkol\tKdo\r\na\tb\r\n\r\nc\td\n\n")
        assert [(line.number, line.kind, line.table) for line in lines] == [
            (1, LineKind.TEXT, 0), (2, LineKind.ROW, 1), (3, LineKind.ROW, 1), (4, LineKind.TEXT, 0),
            (5, LineKind.ROW, 2),
        ]  # fmt: skip
        assert lines[2].cells == ("a", "b")

    @given(st.binary(max_size=300))
    @settings(deadline=None)
    def test_any_bytes_are_a_text_or_refused(self, data: bytes) -> None:
        try:
            read_document(data, "zapis.txt")
        except ReadingError as error:
            assert error.code in {
                "empty",
                "mismatch",
                "corrupt",
                "executable",
                "active",
                "archive",
                "unknown",
                "password",
            }

    @given(st.text(alphabet="áčďéěíňóřšťúůýž ABC,.\n", min_size=20))
    def test_utf_8_always_comes_back(self, content: str) -> None:
        decoded = decode_text(content.encode())
        assert decoded is not None
        assert decoded.text == content


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "name", "code"),
        [
            (b"", "z.txt", "empty"), (b"  \r\n\n", "z.txt", "empty"), (b"\xff\xfe", "z.txt", "empty"),
            (b"MZ\x90\x00" + b"\x00\x01" * 50, "z.docx", "executable"), ("Prostý text".encode(), "z.docx", "mismatch"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "z.pdf", "mismatch"),
            (b"\x00\x01\x02\x03" * 300, "z.txt", "mismatch"),
            (b"{\\rtf1 text}", "z.rtf", "unsupported"),
        ],
    )  # fmt: skip
    def test_codes(self, data: bytes, name: str, code: str) -> None:
        found = code_of(data, name)
        assert found == code or (code == "mismatch" and found in {"mismatch", "corrupt", "unknown"})

    def test_a_bomb(self) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
            archive.writestr("word/document.xml", b"\0" * 60_000_000)
        assert code_of(out.getvalue(), "z.docx") == "bomb"

    def test_a_zip_that_is_no_document(self) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        assert code_of(out.getvalue(), "z.docx") == "archive"

    def test_200_megabytes(self) -> None:
        with pytest.raises(ReadingError) as caught:
            refuse_size(200_000_000)
        assert caught.value.code == "too_large"
        assert "200 MB" in caught.value.message_cs

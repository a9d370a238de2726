"""The command ``soucinnost text cover``, which needs no database."""

import json
import sys
from io import BytesIO, StringIO, TextIOWrapper

import docx
import pytest
from django.core.management import CommandError, call_command

from config.cli import main

TEXT = "Paní Hlavatá, tel. 777 123 456.\r\nHlavaté vadí hluk, žádá Jan Mlynář.\n"


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("text_cover", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2"])
def test_text_in_any_usual_encoding_is_covered_and_the_rest_stays(tmp_path, encoding):
    path = tmp_path / "zapis.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert run(path, "--public", "Jan Mlynář") == (
        "Paní [neveřejné], tel. [neveřejné].\r\n[neveřejné] vadí hluk, žádá Jan Mlynář.\n"
    )


def test_offsets_count_characters_with_line_ends_as_they_are(tmp_path):
    path = tmp_path / "zapis.txt"
    path.write_bytes(TEXT.encode("cp1250"))
    rows = json.loads(run(path, "--json", "--public=Jan Mlynář"))
    assert [TEXT[row["start"] : row["end"]] for row in rows] == ["Hlavatá", "777 123 456", "Hlavaté"]
    assert [row["kind"] for row in rows] == ["name", "phone", "name"]
    assert all(row["reason"] for row in rows)


def test_the_standard_input_is_read(monkeypatch):
    class Input:
        buffer = BytesIO("Pan Kůs.".encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert run("-") == "Pan [neveřejné]."


def test_a_document_is_read_by_lines(tmp_path):
    document = docx.Document()
    document.add_paragraph("Zapsala: Jana Malá")
    document.add_paragraph("Malé děkujeme.")
    path = tmp_path / "zapis.docx"
    document.save(str(path))
    assert run(path).splitlines()[:2] == ["Zapsala: [neveřejné]", "[neveřejné] děkujeme."]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("prazdny.txt", b" \n", "prázdný"),
        ("neni.docx", b"Ahoj", "neni.docx"),
        ("obraz.bin", bytes(range(256)) * 4, "není text"),
    ],
)
def test_what_is_no_text_is_refused_in_czech(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CommandError, match=says):
        run(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="chybi.txt: Soubor nelze otevřít: soubor neexistuje"):
        run(tmp_path / "chybi.txt")
    with pytest.raises(CommandError, match="je to složka"):
        run(tmp_path)


def test_a_terminal_without_czech_letters_gets_the_rest(tmp_path, monkeypatch):
    path, out = tmp_path / "zapis.txt", BytesIO()
    path.write_bytes(TEXT.encode())
    monkeypatch.setattr("sys.stdout", TextIOWrapper(out, encoding="ascii"))
    main(["soucinnost", "text", "cover", str(path)])
    sys.stdout.flush()
    assert out.getvalue().startswith(b"Pan? [neve?ejn?], tel.")

"""``soucinnost import evaluation``: the JSON, the outline, several files, what cannot be read. No database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

SHAPES = Path(__file__).parent / "shapes"
ONE = SHAPES / "02-lines-labels.txt"


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("import_evaluation", *map(str, arguments), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_json_has_the_shape_that_is_promised() -> None:
    told = json.loads(run(ONE, json=True))
    assert list(told) == ["strategy", "goals", "unplaced"]
    assert list(told["strategy"]) == ["title", "territory", "period"]
    goal = told["goals"][0]
    assert list(goal) == ["number", "title", "description", "measures", "evaluation"]
    assert list(goal["measures"][0]) == ["number", "title", "planned", "results"]


def test_several_files_are_a_list() -> None:
    told = json.loads(run(ONE, SHAPES / "04-pipes.txt", json=True))
    assert [one["strategy"]["period"] for one in told] == ["2015–2018", "2019"]


def test_other_encodings_and_word_say_the_same(tmp_path: Path) -> None:
    content = ONE.read_text(encoding="utf-8")
    expected = json.loads(ONE.with_suffix(".json").read_text(encoding="utf-8"))
    for codec in ("cp1250", "utf-16"):
        path = tmp_path / f"{codec}.txt"
        path.write_bytes(content.replace("•", "-").encode(codec))
        assert json.loads(run(path, json=True)) == expected
    document = docx.Document()
    for line in content.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "hodnoceni.docx"))
    assert json.loads(run(tmp_path / "hodnoceni.docx", json=True)) == expected


def test_a_dry_run_tells_the_tree_and_saves_nothing() -> None:
    told = run(ONE, dry_run=True)
    assert "Město Jedlová, 2015–2018" in told
    assert "1 Osvětlení rizikových míst (plánovaných aktivit: 2, výsledků: 2)" in told
    assert "opatření: 3, plánovaných aktivit: 6" in told
    assert told.rstrip().endswith("Nic se neuložilo.")


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "hodnoceni.docx"
    bad.write_bytes(b"to nen\xed docx")
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_evaluation", str(ONE), str(bad), str(tmp_path / "neni.txt"), json=True, stdout=out)
    assert json.loads(out.getvalue())[0]["strategy"]["territory"] == "Město Jedlová"
    assert len(str(caught.value).split("\n")) == 2
    assert "hodnoceni.docx" in str(caught.value)
    assert "neexistuje" in str(caught.value)


def test_a_text_without_goals_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dopis.txt"
    path.write_text("Dobrý den,\nposílám slíbené podklady.", encoding="utf-8")
    told = run(path, dry_run=True)
    assert "(bez názvu)" in told
    assert "V dokumentu se nenašel žádný cíl." in told

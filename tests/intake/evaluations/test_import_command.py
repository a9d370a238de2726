"""``soucinnost import evaluation``: the JSON, the outline, several files, what cannot be read, what is kept."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from soucinnost.intake.evaluations.models import EvaluationReading
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import TEXT

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


@pytest.mark.django_db
def test_without_flags_the_reading_is_kept_for_the_managers(cast: Cast) -> None:
    with pytest.raises(CommandError) as asked:
        run(ONE)
    assert "--organisation" in str(asked.value) and cast.town.name in str(asked.value)
    told = run(ONE, organisation=cast.town.name)
    reading = EvaluationReading.objects.get()
    assert f"/strategie/nacist/{reading.uid}/" in told
    assert (reading.organisation, reading.created_by, reading.state) == (cast.town, None, "ready")
    assert cast.client("manager").get(f"/strategie/nacist/{reading.uid}/").status_code == 200
    with pytest.raises(CommandError, match="už je"):
        run(ONE, organisation=cast.town.uid)


@pytest.mark.django_db
def test_the_territory_says_whose_strategy_it_is(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "vyhodnoceni.txt"
    path.write_text(TEXT, encoding="utf-8")
    run(path)
    assert EvaluationReading.objects.get().organisation == cast.town
    with pytest.raises(CommandError, match="v adresáři není"):
        run(path, organisation="Nikdo")

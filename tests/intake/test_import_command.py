"""``soucinnost import minutes``: the JSON, several files, what cannot be read, and taking into a group."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from soucinnost.intake.models import Intake
from soucinnost.operations.management.commands import import_minutes
from tests import factories

SHAPES = Path(__file__).parent / "shapes" / "house"
ONE = SHAPES / "01-rimske-bez-mezery.txt"


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("import_minutes", *map(str, arguments), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_one_file_is_one_object_without_a_database() -> None:
    told = json.loads(run(ONE, json=True))
    assert list(told) == [
        "subject", "date", "place", "attendance", "agenda", "items", "reports", "conclusions", "tasks", "suggestions",
        "sign_off", "redactions", "unplaced",
    ]  # fmt: skip
    assert list(told["attendance"]) == ["present", "excused", "absent", "note"]
    assert list(told["items"][0]) == ["number", "title", "text", "outcomes"]
    assert told["tasks"] == [{"text": "Připravit rozpočet oplocení.", "owner": "Ing. Kropáček", "due": "2011-02-28"}]


def test_several_files_are_a_list() -> None:
    told = json.loads(run(ONE, SHAPES / "02-bod-jednani-c.txt", json=True))
    assert [one["date"] for one in told] == ["2011-02-14", "2015-11-03"]


def test_the_other_encodings_and_docx_say_the_same(tmp_path: Path) -> None:
    content = ONE.read_text(encoding="utf-8")
    expected = json.loads(run(ONE, json=True))
    for codec in ("cp1250", "utf-16"):
        path = tmp_path / f"{codec}.txt"
        path.write_bytes(content.encode(codec))
        assert json.loads(run(path, json=True)) == expected
    document = docx.Document()
    for line in content.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "zapis.docx"))
    assert json.loads(run(tmp_path / "zapis.docx", json=True)) == expected


def test_without_json_it_says_what_it_counted_and_saves_nothing() -> None:
    told = run(ONE)
    assert "bodů: 4" in told
    told = " ".join(told.split())
    assert "KRIMINALITY, 14. 2. 2011" in told
    assert told.endswith("Nic se neuložilo. Uveďte skupinu (--group), do které zápisy patří.")


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "zapis.docx"
    bad.write_bytes(b"to nen\xed docx")
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_minutes", str(ONE), str(bad), str(tmp_path / "neni.txt"), json=True, stdout=out)
    assert len(json.loads(out.getvalue())) == 1
    assert "zapis.docx" in str(caught.value)
    assert "neexistuje" in str(caught.value)
    with pytest.raises(CommandError, match="je to složka, ne soubor"):
        run(tmp_path)


def test_200_megabytes_are_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_minutes, "MAX_BYTES", 100)
    with pytest.raises(CommandError, match="příliš velký"):
        run(ONE, json=True)


@pytest.mark.django_db
def test_into_a_group_the_file_waits_for_correction() -> None:
    group = factories.group()
    run(ONE, group=group.name)
    [intake] = Intake.objects.filter(group=group)
    assert intake.name == ONE.name


@pytest.mark.django_db
def test_a_dry_run_saves_nothing() -> None:
    group = factories.group()
    assert "Nic se neuložilo." in run(ONE, group=group.name, dry_run=True)
    assert not Intake.objects.exists()


@pytest.mark.django_db
def test_the_same_file_twice_is_told() -> None:
    group = factories.group()
    run(ONE, group=group.uid)
    with pytest.raises(CommandError, match="načtený"):
        run(ONE, group=group.uid)
    assert Intake.objects.count() == 1


@pytest.mark.django_db
def test_an_unknown_group_is_told() -> None:
    with pytest.raises(CommandError, match="neexistuje"):
        run(ONE, group="Žádná taková")

"""Four evaluations by somebody who had not seen the parser come out right; strangers/README.md says how to judge."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from soucinnost.documents.reading import read_document
from soucinnost.intake.evaluations.parsing import parse_evaluation, to_json
from tests.intake.evaluations.strangers import copied, headings, priorities, tables
from tests.intake.evaluations.strangers.scoring import score

STRANGERS = Path(__file__).parent / "strangers"


def _misses(name: str, content: bytes, ending: str) -> list[str]:
    wanted = json.loads((STRANGERS / f"{name}.json").read_text(encoding="utf-8"))
    lines = read_document(content, f"{name}.{ending}").lines
    found = json.loads(json.dumps(to_json(parse_evaluation(lines))))
    return score(found, wanted, [line.text for line in lines]).misses


@pytest.mark.parametrize(
    ("document", "ending"), [(headings, "docx"), (tables, "docx"), (copied, "txt"), (priorities, "pdf")]
)
def test_a_strangers_document_comes_out_right(document: ModuleType, ending: str) -> None:
    name = document.__name__.rsplit(".", 1)[-1]
    assert _misses(name, document.build(), ending) == []


def test_tables_printed_to_pdf_without_upright_rules() -> None:
    assert _misses("tables", tables.build_pdf(), "pdf") == []

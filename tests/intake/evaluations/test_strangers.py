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


@pytest.mark.parametrize("document", [headings, tables, copied, priorities], ids=lambda made: made.__name__[-10:])
def test_a_strangers_document_comes_out_right(document: ModuleType) -> None:
    name = document.__name__.rsplit(".", 1)[-1]
    wanted = json.loads((STRANGERS / f"{name}.json").read_text(encoding="utf-8"))
    lines = read_document(document.build(), wanted["file"]).lines
    found = json.loads(json.dumps(to_json(parse_evaluation(lines))))
    scores = score(found, wanted, [line.text for line in lines])
    assert scores.misses == []
    assert [len(goal["measures"]) for goal in found["goals"]] == [len(goal["measures"]) for goal in wanted["goals"]]

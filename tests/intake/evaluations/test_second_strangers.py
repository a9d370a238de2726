"""Two more evaluations by somebody who had not seen the parser, field by field; docs/proof.md tells the first run."""

import json
from pathlib import Path
from typing import Any

import pytest

from soucinnost.documents.reading import read_document
from soucinnost.intake.evaluations.parsing import parse_evaluation, to_json

SECOND = Path(__file__).parent / "strangers" / "second"


def _fields(told: dict[str, Any]) -> dict[str, str]:
    """Every text of the goals by its place; the sign at the end of a point does not count."""
    fields = {}
    for goal in told["goals"]:
        for name in ("number", "title", "description", "evaluation"):
            fields[f"{goal['number']}.{name}"] = goal[name]
        for measure in goal["measures"]:
            fields[f"{measure['number']}.title"] = measure["title"]
            for name in ("planned", "results"):
                for place, text in enumerate(measure[name]):
                    fields[f"{measure['number']}.{name}.{place}"] = text
    return {key: " ".join(text.split()).rstrip(";.") for key, text in fields.items()}


@pytest.mark.parametrize("name", ["styles.docx", "tabs.txt"])
def test_a_second_strangers_document_comes_out_right(name: str) -> None:
    wanted = json.loads((SECOND / name).with_suffix(".json").read_text(encoding="utf-8"))
    found = json.loads(json.dumps(to_json(parse_evaluation(read_document((SECOND / name).read_bytes(), name).lines))))
    assert _fields(found) == _fields(wanted)
    for field in ("territory", "period"):
        assert found["strategy"][field] == wanted["strategy"][field]
    assert found["strategy"]["title"].startswith(wanted["strategy"]["title"])
    unplaced = " ".join(" ".join(str(part) for part in found["unplaced"]).split())
    assert all(" ".join(text.split()) in unplaced for text in wanted["unplaced"])

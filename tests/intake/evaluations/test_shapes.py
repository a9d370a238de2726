"""The collection of shapes: every one comes out exactly as written down beside it, and nothing of it is lost.

The texts are invented; each imitates another habit of writing evaluations. A new shape: add the text and what should
come out (``NN-name.txt``, ``NN-name.json``).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from soucinnost.documents.reading import read_document
from soucinnost.intake.evaluations.parsing import parse_evaluation, to_json
from tests.intake.evaluations.kit import lost

SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.txt"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_a_shape_comes_out_as_written_down(path: Path) -> None:
    evaluation = parse_evaluation(read_document(path.read_bytes(), path.name).lines)
    assert to_json(evaluation) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert lost(path.read_text(encoding="utf-8"), evaluation) == []


def test_all_shapes_are_judged() -> None:
    assert len(SHAPES) >= 12
    assert all(path.with_suffix(".json").exists() for path in SHAPES)

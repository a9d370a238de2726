"""A part larger than its whole is asked about."""

import pytest

from soucinnost.reports.forms import NumberForm

ROW = {"label": "Vyřešené případy", "value": "99", "unit": "", "total": "40", "total_label": "případů"}


@pytest.mark.parametrize(("kind", "over", "passes"), [
    ("actual", "", False), ("approximate", "", False), ("plan", "", True), ("actual", "on", True),
])
def test_a_part_above_its_whole(kind: str, over: str, passes: bool) -> None:
    form = NumberForm({**ROW, "kind": kind, "over": over})
    assert form.is_valid() == passes
    assert form.asks_over != passes
    if not passes:
        (text,) = form.errors["total"]
        assert "99" in text and "40" in text


def test_an_equal_part_is_not_asked_about() -> None:
    assert NumberForm({**ROW, "value": "40", "kind": "actual"}).is_valid()

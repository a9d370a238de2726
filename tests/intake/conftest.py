"""The parser of these tests answers with a known result (tests/intake/kit.py)."""

import pytest

from soucinnost.intake import parsing
from soucinnost.intake.parsing import Minutes
from tests.intake import kit


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Minutes:
    """Every text is taken apart into ``kit.MINUTES``."""
    monkeypatch.setattr(parsing, "parse_minutes", lambda lines: kit.MINUTES, raising=False)
    return kit.MINUTES

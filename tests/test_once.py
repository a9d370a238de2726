"""The list of what is proved once speaks of tests that exist."""

import re

import pytest

from tests.migrated import ROOT
from tests.once import ONCE, STORIES


@pytest.mark.parametrize("path", [*ONCE, *STORIES])
def test_every_name_is_a_test_of_its_file(path: str) -> None:
    found = set(re.findall(r"^ *def (test_\w+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))
    assert found >= (ONCE | STORIES)[path]

"""Installations for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.installations import Installation, installation


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Installation]:
    """A migrated, empty installation of its own."""
    with installation(tmp_path / "installation") as made:
        yield made

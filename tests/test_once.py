"""The list of what is proved once speaks of tests that exist."""

import re
from typing import Any

import pytest

from tests.migrated import ROOT
from tests.once import ONCE, STORIES, few_of_each


@pytest.mark.parametrize("path", [*ONCE, *STORIES])
def test_every_name_is_a_test_of_its_file(path: str) -> None:
    found = set(re.findall(r"^ *def (test_\w+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))
    assert found >= (ONCE | STORIES)[path]


class Case:
    """As much of a test as the choice looks at."""

    def __init__(self, name: str, *, commits: bool = False) -> None:
        self.nodeid, self.commits = name, commits

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        """The mark of the database."""
        assert name == "django_db"
        return pytest.mark.django_db(transaction=self.commits).mark


@pytest.mark.parametrize(("path", "commits", "kept"), [
    ("tests/x/test_x.py", False, 3), ("tests/x/test_x.py", True, 9), ("tests/audit/test_chain.py", False, 9),
])
def test_of_many_cases_three_are_taken_the_same_each_time(path: str, commits: bool, kept: int) -> None:
    cases: Any = [Case(f"{path}::test_many[{number}]", commits=commits) for number in range(9)]
    alone: Any = [Case(f"{path}::test_one"), *(Case(f"{path}::test_two[{which}]") for which in "ab")]
    chosen = few_of_each([*cases, *alone])
    assert len(chosen) == kept + len(alone)
    assert chosen[0] is cases[0] and chosen[kept - 1] is cases[-1] and chosen[kept:] == alone
    assert few_of_each([*cases, *alone]) == chosen

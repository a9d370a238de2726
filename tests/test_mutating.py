"""The changes by which tests are tried (tools/mutating.py), and the table of what they reach (tools/covered.py)."""

import ast

import pytest

from tools.covered import kind_of
from tools.mutating import mutants_of, mutated

SOURCE = '''
"""A module."""
LIMIT = 3

class Box:
    """A class."""

    size: int = 4

    def holds(self, things: "list[str]", most: int = LIMIT) -> bool:
        """A docstring."""
        if not things or len(things) > most:
            raise ValueError(_("Příliš mnoho."), code="many")
        for thing in things:
            if thing == "stone":
                break
            self.size = note(thing, by=self)
        record(things)
        return all(thing for thing in things if thing)
'''


def texts() -> dict[str, list[str]]:
    """The source after each change, by what the change is called."""
    found: dict[str, list[str]] = {}
    for mutant in mutants_of(SOURCE):
        found.setdefault(mutant.what, []).append(ast.unparse(mutated(SOURCE, mutant.number)))
    return found


def test_each_change_is_another_program_that_compiles() -> None:
    made = [text for same in texts().values() for text in same]
    assert len(made) == len(set(made)) and ast.unparse(ast.parse(SOURCE)) not in made
    for text in made:
        compile(text, "made", "exec")


@pytest.mark.parametrize(("what", "there"), [
    ("not left out", "if things or len(things) > most"),
    ("operand left out", "if not things:"),
    ("Or turned into And", "if not things and len(things) > most"),
    ("Gt turned into GtE", "len(things) >= most"),
    ("Gt turned into LtE", "len(things) <= most"),
    ("condition turned round", "if not (not things or len(things) > most)"),
    ("argument code left out", "raise ValueError(_('Příliš mnoho.'))"),
    ("raise left out", "        if not things or len(things) > most:\n            pass"),
    ("Eq turned into NotEq", "thing != 'stone'"),
    ("'stone' turned into 'stoneXX'", "thing == 'stoneXX'"),
    ("break turned into continue", "continue"),
    ("assignment left out", "                break\n            pass"),
    ("argument by left out", "note(thing)"),
    ("call left out", "            self.size = note(thing, by=self)\n        pass\n        return all("),
    ("returns None", "return None"),
    ("filter left out", "all((thing for thing in things))"),
])
def test_changes(what: str, there: str) -> None:
    assert any(there in text for text in texts()[what])


def test_words_for_people_and_the_module_itself_stay() -> None:
    for text in (text for same in texts().values() for text in same):
        assert "LIMIT = 3" in text and "size: int = 4" in text and "most: int=LIMIT" in text
        assert '"""A docstring."""' in text
        assert "Příliš mnoho.XX" not in text


@pytest.mark.parametrize(("path", "kind"), [
    ("soucinnost/access/views/glass.py", "access"), ("soucinnost/audit/chain.py", "audit"),
    ("soucinnost/meetings/actions/sync.py", "sync"), ("soucinnost/meetings/actions/signoff.py", "actions"),
    ("soucinnost/accounts/actions.py", "actions"), ("soucinnost/groups/rules.py", "rules"),
    ("soucinnost/groups/views.py", "elsewhere"),
])
def test_kinds_of_files(path: str, kind: str) -> None:
    assert kind_of(path) == kind

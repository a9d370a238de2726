"""``make shots`` takes every page: each address that can be read is told of which records to try."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps

from tests.matrix.expected import GET
from tools.shot_pages import CANDIDATES, FILES, FINDERS, LEFT_OUT, _addresses, _newest


def _found(name: str, parameter: str) -> bool:
    return any(wanted == parameter and re.fullmatch(pattern, name) for pattern, wanted, _label, _field in FINDERS)


def test_every_page_is_found() -> None:
    pages = {name.partition("@")[0] for name in GET} - FILES - LEFT_OUT
    lost = sorted({
        f"{name} ({parameter})" for name, parameters in _addresses() if name in pages
        for parameter in parameters if not _found(name, parameter)
    })
    assert not lost, lost


@pytest.mark.parametrize(("label", "field"), sorted({(label, field) for _pattern, _name, label, field in FINDERS}))
def test_records_to_try_have_the_field(label: str, field: str) -> None:
    assert apps.get_model(label)._default_manager.values_list(field.replace(".", "__")).query.values_select


def test_files_left_out_are_addresses() -> None:
    assert {name for name, _parameters in _addresses()} >= FILES


def test_a_rare_state_is_found_behind_many_of_another() -> None:
    rows = [SimpleNamespace(uid=f"f{number}", state="final") for number in range(60)]
    rows += [SimpleNamespace(uid="s1", state="signing"), SimpleNamespace(uid="n1", state="")]
    found = list(_newest(rows, "uid"))
    assert found[0] == ("f0", "-final") and found[-2:] == [("s1", "-signing"), ("n1", "")]
    assert len(found) < CANDIDATES

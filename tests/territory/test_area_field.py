"""A unit of territory is typed as people write it: by code, by name, in another case, by its beginning."""

import pytest
from django.core.exceptions import ValidationError

from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from tests import factories


@pytest.fixture(autouse=True)
def towns(db: None) -> None:
    for name, code in (("Louny", "565971"), ("Žatec", "566985"), ("Karlovy Vary", "554961"), ("Karlov", "000001"),
                       ("Nová Ves", "000002"), ("Nová Ves", "000003"), ("Ústí nad Labem", "554804")):
        factories.municipality(name, code=code)
    factories.region("Ústecký kraj", code="CZ042")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("566985", "Žatec"), ("Žatec", "Žatec"), ("zatec", "Žatec"), ("Žatec (566985)", "Žatec"), ("Žatci", "Žatec"),
        ("v Lounech", "Louny"), ("do Loun", "Louny"), ("Karlových Varech", "Karlovy Vary"), ("Karlově", "Karlov"),
        ("Ústí", "Ústí nad Labem"), ("karlovy v", "Karlovy Vary"), ("Nová Ves (000003)", "Nová Ves"),
    ],
)
def test_as_people_write_it(typed: str, name: str) -> None:
    found = AreaField(loosely=True).clean(typed)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Nová Ves", "ambiguous"), ("Nové Vsi", "ambiguous"), ("Karl", "alike"), ("Vary", "alike"), ("v", "alike"),
     ("Xyzov", "unknown")],
)
def test_what_could_be_more_is_asked_about(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AreaField(loosely=True).clean(typed)
    assert refused.value.code == code


def test_only_levels_that_are_wanted() -> None:
    assert AreaField(kinds=(AreaKind.REGION,), loosely=True).clean("Ústecký").name == "Ústecký kraj"  # type: ignore[union-attr]
    with pytest.raises(ValidationError):
        AreaField(kinds=(AreaKind.REGION,), loosely=True).clean("Louny")


def test_elsewhere_a_beginning_is_asked_about() -> None:
    with pytest.raises(ValidationError) as refused:
        AreaField().clean("Žat")
    assert refused.value.code == "alike"

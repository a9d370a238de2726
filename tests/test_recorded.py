"""The cast copied from its remembered rows is the cast the actions made."""

import pytest
from django.db import transaction

from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.groups.models import Group
from tests import factories, recorded
from tests.cast import SIGNED_IN, Cast

pytestmark = pytest.mark.django_db


def _twice(monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, object, Cast, object]:
    """The cast made by the actions and the one copied after it was rolled back, each with all rows of the database."""
    monkeypatch.setattr(recorded, "_recordings", {})
    with transaction.atomic():
        made, rows = recorded.recorded_cast(), recorded._rows()
        transaction.set_rollback(True)
    copied = recorded.recorded_cast()
    return made, rows, copied, recorded._rows()


def test_the_copy_has_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    made, rows, copied, again = _twice(monkeypatch)
    assert rows == again
    assert made == copied
    assert [copied.actor(role).person_id for role in SIGNED_IN] == [made.person(role).pk for role in SIGNED_IN]


def test_the_copy_can_be_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    *_others, copied, _rows = _twice(monkeypatch)
    factories.group("Další skupina", organisation=copied.town)
    copied.group.purpose = "Změněno"
    copied.group.save()
    assert Group.objects.get(pk=copied.group.pk).purpose == "Změněno"
    assert verify().intact


def test_beside_other_rows_the_cast_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "_recordings", {})
    with transaction.atomic():
        first = recorded.recorded_cast()
        transaction.set_rollback(True)
    factories.group("Jiná skupina", organisation=factories.town("Jiné město"))
    before = Entry.objects.count()
    cast = recorded.recorded_cast()
    assert cast.group.uid != first.group.uid
    assert Entry.objects.count() > before

"""After a test that commits nothing is left but what migrating made."""

import pytest
from django.db import connection

from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.groups.models import Group
from tests.cast import Cast
from tests.emptied import _tables, _written, empty_what_was_written, made_by_migrating
from tests.recorded import recorded_cast

pytestmark = pytest.mark.django_db(transaction=True)


def _left() -> set[str]:
    with connection.cursor() as cursor:
        return set(_written(cursor, _tables()))


def test_every_row_goes_and_the_cast_can_come_again(cast: Cast) -> None:
    before = made_by_migrating()
    assert {Group._meta.db_table, Entry._meta.db_table} <= _left()
    empty_what_was_written()
    assert _left() == {"django_content_type", "auth_permission"}
    assert made_by_migrating() == before
    again = recorded_cast()
    assert Group.objects.get(pk=again.group.pk).name == cast.group.name
    assert verify().intact

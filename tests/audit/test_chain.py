import pytest
from soucinnost.access.actors import SystemActor
from soucinnost.audit.actions import record
from soucinnost.audit.selectors import verify
@pytest.mark.django_db
def test_x():
    record(by=SystemActor("t"), verb="a.b")
    assert verify().intact
@pytest.mark.django_db(transaction=True)
def test_y():
    record(by=SystemActor("t"), verb="a.b")
    assert verify().intact

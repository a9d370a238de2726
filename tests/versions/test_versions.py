"""Earlier states: kept once, numbered, sealed where the table is sealed, erased with their record."""

import json

import pytest
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.access.models import BreakGlass, Seat
from soucinnost.versions.actions import erase, keep, opened, snapshot
from soucinnost.versions.models import Version
from tests import factories

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def test_a_state_is_kept_once_and_numbered() -> None:
    organisation = factories.organisation(name="První")
    first = keep(by=BY, obj=organisation, kind="agencies.organisation")
    assert keep(by=BY, obj=organisation, kind="agencies.organisation") == first
    organisation.name = "Druhá"
    second = keep(by=BY, obj=organisation, kind="agencies.organisation")
    assert (first.number, second.number) == (1, 2)
    assert [version.data["name"] for version in Version.objects.all()] == ["První", "Druhá"]
    organisation.name = "První"
    assert keep(by=BY, obj=organisation, kind="agencies.organisation").number == 3


def test_snapshot_takes_all_columns_or_the_named_ones() -> None:
    unit_of = factories.organisation()
    assert set(snapshot(unit_of)) == {field.attname for field in unit_of._meta.concrete_fields}
    assert set(snapshot(unit_of, ["name", "area"])) == {"name", "area_id"}


def test_kinds_and_records_do_not_mix() -> None:
    one, other = factories.organisation(), factories.organisation()
    keep(by=BY, obj=one, kind="a")
    keep(by=BY, obj=one, kind="b")
    keep(by=BY, obj=other, kind="a")
    assert [version.number for version in Version.objects.all()] == [1, 1, 1]
    assert erase(kind="a", object_uids=[one.uid]) == 1
    assert set(Version.objects.values_list("kind", "object_uid")) == {("b", one.uid), ("a", other.uid)}


def test_sensitive_fields_stay_sealed_and_still_compare() -> None:
    seat = Seat.objects.create(
        circle=factories.group().circle, person=factories.person(), valid_from=timezone.localdate()
    )
    glass = BreakGlass.objects.create(seat=seat, reason="Kontrola podezření na únik dat z rodiny.")
    kept = keep(by=BY, obj=glass, kind="access.breakglass")
    assert "podezření" not in json.dumps(kept.data, ensure_ascii=False)
    assert opened(Version.objects.get(pk=kept.pk).data)["reason"] == "Kontrola podezření na únik dat z rodiny."
    assert keep(by=BY, obj=glass, kind="access.breakglass") == kept
    glass.reason = "Jiný důvod, který platí teprve teď."
    assert keep(by=BY, obj=glass, kind="access.breakglass").number == 2

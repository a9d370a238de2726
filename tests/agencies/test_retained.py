"""Personal data of people who left go when their term is over, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from soucinnost.agencies import actions
from soucinnost.agencies.models import Person
from soucinnost.agencies.retained import KIND, expired_people
from soucinnost.audit.models import Entry
from soucinnost.retention import registry
from soucinnost.versions.models import Version
from tests import factories

pytestmark = pytest.mark.django_db


def left(days: int, *, seated: bool = False, **fields: object) -> Person:
    person = factories.person("Karla", "Odešlá", has_account=False, works_at=factories.organisation(), **fields)
    if seated:
        factories.mandate(factories.group(), person)
    return actions.deactivate_person(
        by=factories.SYSTEM, person=person, last_day=timezone.localdate() - timedelta(days=days)
    )


def test_registered() -> None:
    assert registry.kind("agencies.person") is KIND


def test_who_is_past_the_term() -> None:
    now = timezone.now()
    long_gone, lately, still_here = left(100), left(1), factories.person(has_account=False)
    with_account = left(100)
    with_account.user = factories.user()
    with_account.save()
    left(100, seated=True)
    found = set(expired_people(now - timedelta(days=50)))
    assert found == {long_gone}
    assert lately not in found and still_here not in found


def test_who_spoke_or_raised_something_is_kept_as_long_as_that() -> None:
    raiser = left(100)
    topic = factories.topic(factories.group())
    topic.raised_by = raiser
    topic.save()
    assert raiser not in expired_people(timezone.now())
    topic.delete()
    assert raiser in expired_people(timezone.now())


def test_anonymised() -> None:
    person = left(100, phone="599 000 000", salutation="Vážená paní", titles_before="Mgr.")
    records = expired_people(timezone.now())
    assert KIND.anonymise(by=factories.SYSTEM, records=records, cutoff=timezone.now()) == 1
    person.refresh_from_db()
    assert [person.given_name, person.surname, person.email, person.phone, person.salutation] == [""] * 5
    assert person.is_anonymised and person.name == "jméno odstraněno" == person.sort_name
    assert not Version.objects.filter(object_uid=person.uid).exists()
    assert Entry.objects.order_by("-sequence").first().ids == [person.uid]
    assert not expired_people(timezone.now()).exists()


def test_nothing_to_do_writes_nothing() -> None:
    count = Entry.objects.count()
    assert actions.anonymise_people(by=factories.SYSTEM, records=Person.objects.none(), cutoff=timezone.now()) == 0
    assert Entry.objects.count() == count

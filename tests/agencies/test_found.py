"""The directory and localities are found by who may see them, and by nobody else."""

import pytest

from soucinnost.agencies import actions
from soucinnost.agencies.models import Person
from soucinnost.search.actions import rebuild
from soucinnost.search.models import IndexEntry
from soucinnost.territory.actions import create_locality, remove_locality
from tests import factories
from tests.cast import Cast


def kinds(uid: str) -> list[str]:
    return list(IndexEntry.objects.filter(object_uid=uid).values_list("kind", flat=True))


def test_actions_keep_the_index(cast: Cast) -> None:
    by = cast.actor("manager")
    organisation = actions.create_organisation(by=by, kind="ngo", name="Zelená Lípa")
    person = actions.create_person(by=by, surname="Hledaná", email="tajny@x.test")
    locality = create_locality(by=by, name="Na Lukách", municipality=cast.town.area)
    assert kinds(organisation.uid) == ["agencies.organisation"]
    entry = IndexEntry.objects.get(object_uid=organisation.uid)
    assert "nestátní" in str(organisation.get_kind_display())
    assert "_nestatni" not in entry.tokens, "a kind is a filter, no content"
    assert kinds(person.uid) == ["agencies.person"] and kinds(locality.uid) == ["territory.locality"]
    entry = IndexEntry.objects.get(object_uid=person.uid)
    assert "tajny" not in entry.text + entry.tokens and "_hledana" in entry.tokens
    actions.anonymise_people(by=factories.SYSTEM, records=Person.objects.filter(pk=person.pk), cutoff=None)
    remove_locality(by=by, locality=locality)
    assert kinds(person.uid) == kinds(locality.uid) == []


@pytest.mark.parametrize("role,found", [("manager", True), ("member", True), ("outsider", False)])
def test_a_person_is_found_by_whom_they_share_a_circle_with(cast: Cast, role: str, found: bool) -> None:
    rebuild()
    page = cast.client(role).get("/hledat/", {"q": "revidujici"}).content.decode()
    assert (f'/lide/{cast.person("reviewer").uid}/' in page) is found

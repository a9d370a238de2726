"""Reads of the directory."""

from soucinnost.agencies.selectors.duplicates import (
    NameIndex,
    PeopleIndex,
    namesakes,
    similar_organisations,
    told_apart,
)
from soucinnost.agencies.selectors.lists import (
    Listed,
    organisation_keys,
    organisation_page,
    people_keys,
    people_page,
)
from soucinnost.agencies.selectors.pages import OrganisationView, PersonView, organisation_view, person_view

__all__ = [
    "Listed", "NameIndex", "OrganisationView", "PeopleIndex", "PersonView", "namesakes", "organisation_keys",
    "organisation_page", "organisation_view", "people_keys", "people_page", "person_view", "similar_organisations",
    "told_apart",
]

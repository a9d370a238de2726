"""All writes of the directory."""

from soucinnost.agencies.actions.importing import Applied, apply
from soucinnost.agencies.actions.organisations import (
    add_unit,
    change_organisation,
    create_organisation,
    remove_unit,
    rename_unit,
    set_organisation_active,
)
from soucinnost.agencies.actions.people import (
    anonymise_people,
    change_own_contacts,
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
)
from soucinnost.agencies.actions.places import (
    add_affiliation,
    add_stand_in,
    change_affiliation,
    end_affiliation,
    remove_stand_in,
)

__all__ = [
    "Applied", "add_affiliation", "add_stand_in", "add_unit", "anonymise_people", "apply", "change_affiliation",
    "change_organisation", "change_own_contacts", "change_person", "create_organisation", "create_person",
    "deactivate_person", "end_affiliation", "reactivate_person", "remove_stand_in", "remove_unit", "rename_unit",
    "set_organisation_active",
]

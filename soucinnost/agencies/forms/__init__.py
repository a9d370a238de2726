"""The shapes of input of the directory."""

from soucinnost.agencies.forms.importing import ImportForm
from soucinnost.agencies.forms.organisations import OrganisationForm, UnitForm
from soucinnost.agencies.forms.people import ContactsForm, PersonForm
from soucinnost.agencies.forms.places import PlaceForm, StandInForm

__all__ = ["ContactsForm", "ImportForm", "OrganisationForm", "PersonForm", "PlaceForm", "StandInForm", "UnitForm"]

"""Names of people in Czech: case forms by rules of our own, and finding known people in text."""

from soucinnost.kernel.czech.names.forms import NameForms, forms_of
from soucinnost.kernel.czech.names.given import is_given_name, is_given_name_form
from soucinnost.kernel.czech.names.inverse import nominatives, relatives
from soucinnost.kernel.czech.names.known import Known, find_known

__all__ = [
    "Known",
    "NameForms",
    "find_known",
    "forms_of",
    "is_given_name",
    "is_given_name_form",
    "nominatives",
    "relatives",
]

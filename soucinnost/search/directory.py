"""The directory and the localities in the search. They lie below this app, so they are registered from here; their
actions announce what changed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies import registry as agencies
from soucinnost.agencies.actions.keeping import ORGANISATION_KIND, PERSON_KIND, organisation_text, person_text
from soucinnost.agencies.models import Organisation, Person
from soucinnost.search.actions import drop, put
from soucinnost.search.registry import Document, Searchable, register
from soucinnost.territory import registry as territory
from soucinnost.territory.actions.localities import locality_text
from soucinnost.territory.models import Locality

LOCALITY_KIND = "territory.locality"
LISTENER = "search"


def _index(kind: str, text: agencies.Text | territory.Text) -> None:
    if text.title:
        put(kind=kind, uid=text.uid, title=text.title, text=text.text)
    else:
        drop(kind=kind, uid=text.uid)


def _organisations() -> Iterator[Document]:
    for found in map(organisation_text, Organisation.objects.iterator()):
        yield Document(uid=found.uid, title=found.title, text=found.text)


def _people() -> Iterator[Document]:
    for found in map(person_text, Person.objects.exclude(surname="").iterator()):
        yield Document(uid=found.uid, title=found.title, text=found.text)


def _localities() -> Iterator[Document]:
    for found in map(locality_text, Locality.objects.select_related("municipality").iterator()):
        yield Document(uid=found.uid, title=found.title, text=found.text)


def register_directory() -> None:
    """Register organisations, people and localities, and listen to their actions."""
    register(Searchable(
        kind=ORGANISATION_KIND, label=_("organizace"), queryset=lambda actor: Organisation.objects.visible_to(actor),
        url=lambda uid: reverse("agencies:organisation", args=[uid]), documents=_organisations,
    ))
    register(Searchable(
        kind=PERSON_KIND, label=_("člověk"), queryset=lambda actor: Person.objects.visible_to(actor),
        url=lambda uid: reverse("agencies:person", args=[uid]), documents=_people,
    ))
    register(Searchable(
        kind=LOCALITY_KIND, label=_("lokalita"), queryset=lambda actor: Locality.objects.visible_to(actor),
        url=lambda uid: reverse("territory:locality", args=[uid]), documents=_localities,
    ))
    agencies.listen(LISTENER, lambda text: _index(text.kind, text))
    territory.listen(LISTENER, lambda text: _index(LOCALITY_KIND, text))

"""The directory and the localities in the search. They lie below this app, so they are registered from here; their
actions announce what changed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies import registry as agencies
from soucinnost.agencies.actions.keeping import ORGANISATION_KIND, PERSON_KIND, organisation_text, person_text
from soucinnost.agencies.models import Organisation, Person
from soucinnost.search.actions import drop, put
from soucinnost.search.registry import ORGANISATIONS, PEOPLE, PLACES, Document, Searchable, register
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


def _described(text: agencies.Text | territory.Text) -> Document:
    return Document(uid=text.uid, title=text.title, text=text.text)


def register_directory() -> None:
    """Register organisations, people and localities, and listen to their actions."""
    register(Searchable(
        kind=ORGANISATION_KIND, label=_("organizace"), queryset=lambda actor: Organisation.objects.visible_to(actor),
        url=lambda uid: reverse("agencies:organisation", args=[uid]), family=ORGANISATIONS,
        records=Organisation.objects.all, document=lambda one: _described(organisation_text(one)),
    ))
    register(Searchable(
        kind=PERSON_KIND, label=_("člověk"), queryset=lambda actor: Person.objects.visible_to(actor),
        url=lambda uid: reverse("agencies:person", args=[uid]), family=PEOPLE,
        records=lambda: Person.objects.exclude(surname=""), document=lambda one: _described(person_text(one)),
    ))
    register(Searchable(
        kind=LOCALITY_KIND, label=_("lokalita"), queryset=lambda actor: Locality.objects.visible_to(actor),
        url=lambda uid: reverse("territory:locality", args=[uid]), family=PLACES,
        records=lambda: Locality.objects.select_related("municipality"),
        document=lambda one: _described(locality_text(one)),
    ))
    agencies.listen(LISTENER, lambda text: _index(text.kind, text))
    territory.listen(LISTENER, lambda text: _index(LOCALITY_KIND, text))

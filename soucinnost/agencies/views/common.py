"""What the views of the directory share."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.agencies.rules import writes_directory
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs

DATALIST_LIMIT = 400


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware built for this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def require_directory(request: HttpRequest) -> None:
    """403 unless the reader keeps the directory."""
    if not writes_directory(actor_of(request)):
        raise PermissionDenied


def organisation_or_404(request: HttpRequest, uid: str) -> Organisation:
    """The organisation, or 404 when there is none that the reader may see."""
    return get_object_or_404(Organisation.objects.visible_to(actor_of(request)), uid=uid)


def person_or_404(request: HttpRequest, uid: str) -> Person:
    """The person, or 404 when there is none whom the reader may see."""
    return get_object_or_404(Person.objects.visible_to(actor_of(request)), uid=uid)


def place_or_404(request: HttpRequest, uid: str) -> Affiliation:
    """The place of a person whom the reader may see, or 404."""
    visible = Affiliation.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("person", "organisation", "unit"), uid=uid)


def organisation_names(request: HttpRequest) -> list[str]:
    """Names for the datalist; with more of them than it bears, none: they are typed."""
    visible = Organisation.objects.visible_to(actor_of(request)).filter(is_active=True)
    names = list(visible.values_list("name", flat=True)[: DATALIST_LIMIT + 1])
    return sorted_cs(names) if len(names) <= DATALIST_LIMIT else []

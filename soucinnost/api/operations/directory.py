"""The directory of organisations and people."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.agencies.models import Organisation, Person, PersonQuerySet
from soucinnost.agencies.selectors import organisation_keys, people_keys
from soucinnost.agencies.selectors.lists import current_places
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.directory import (
    OrganisationChoice,
    OrganisationShape,
    PersonChoice,
    PersonShape,
    organisation_shape,
    person_shape,
)
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor

router = Router()


class OrganisationQuery(OrganisationChoice, Paging):
    """Which organisations, which page."""


class PersonQuery(PersonChoice, Paging):
    """Which people, which page."""


@reads(router, "/organisations/", Scope.DIRECTORY_READ, Page[OrganisationShape], _("Organizace"))
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> Page[OrganisationShape]:
    """Organisations in Czech order of names."""
    actor = actor_of(request)
    keys, more = cut(
        organisation_keys(actor, kind=query.kind or "", with_inactive=query.with_inactive)[query.start :], query
    )
    found = Organisation.objects.visible_to(actor).in_bulk(keys)
    rows = [found[key] for key in keys if key in found]
    disclose(request, "organisation.listed", [row.uid for row in rows])
    return Page(items=[organisation_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


@reads(router, "/organisations/{uid}/", Scope.DIRECTORY_READ, OrganisationShape, _("Jedna organizace"))
def get_organisation(request: HttpRequest, uid: Uid) -> OrganisationShape:
    """One organisation."""
    one = get_object_or_404(Organisation.objects.visible_to(actor_of(request)), uid=uid)
    disclose(request, "organisation.viewed", [uid], object_uid=uid)
    return organisation_shape(one)


def _people(actor: Actor) -> PersonQuerySet:
    return Person.objects.visible_to(actor).exclude(surname="").prefetch_related(current_places())


def _people_keys(actor: Actor, query: PersonQuery) -> list[int]:
    """People of the list; nobody where the organisation is not known."""
    organisation = None
    if query.organisation is not None:
        organisation = Organisation.objects.visible_to(actor).filter(uid=query.organisation).first()
        if organisation is None:
            return []
    return people_keys(actor, organisation=organisation, with_inactive=query.with_inactive)


@reads(router, "/people/", Scope.DIRECTORY_READ, Page[PersonShape], _("Lidé"))
def list_people(request: HttpRequest, query: Query[PersonQuery]) -> Page[PersonShape]:
    """People whom the person may see, in Czech order of surnames."""
    actor = actor_of(request)
    keys, more = cut(_people_keys(actor, query)[query.start :], query)
    found = _people(actor).in_bulk(keys)
    rows = [found[key] for key in keys if key in found]
    disclose(request, "person.listed", [row.uid for row in rows])
    return Page(items=[person_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


@reads(router, "/people/{uid}/", Scope.DIRECTORY_READ, PersonShape, _("Jedna osoba"))
def get_person(request: HttpRequest, uid: Uid) -> PersonShape:
    """One contact."""
    one = get_object_or_404(_people(actor_of(request)), uid=uid)
    disclose(request, "person.viewed", [uid], object_uid=uid)
    return person_shape(one)

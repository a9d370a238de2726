"""The term of the directory's people."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.actions import anonymise_people
from soucinnost.agencies.models import Person
from soucinnost.kernel.dates import to_prague
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind

TWO_YEARS = 24


def expired_people(cutoff: datetime) -> QuerySet[Person]:
    """People who no longer take part since before ``cutoff`` and to whom no record outside the directory refers.

    A mandate, minutes or a task keep the name as long as they themselves are kept; when they go, so does it. Asked of
    every relation that points at a person, so that apps above need not be known here.
    """
    people = Person.objects.filter(
        is_active=False, inactive_since__isnull=False, inactive_since__lt=to_prague(cutoff).date(), user__isnull=True
    ).exclude(surname="")
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        if relation.related_model._meta.app_label == Person._meta.app_label:
            continue
        referring = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        people = people.filter(~Exists(referring))
    return people


KIND = Kind(
    key="agencies.person",
    label=_("Lidé v adresáři, kteří už nepůsobí"),
    default_months=TWO_YEARS,
    afterwards=Rule.Afterwards.ANONYMISE,
    basis=_("Čl. 5 odst. 1 písm. e) GDPR: údaje se uchovávají jen po nezbytnou dobu"),
    expired=expired_people,
    dispose=anonymise_people,
    anonymise=anonymise_people,
)

"""The part of "my account" that says where I sit and what roles I hold."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from soucinnost.access.models import Grant, Seat
from soucinnost.access.naming import circle_names
from soucinnost.accounts.sections import Section
from soucinnost.agencies.models import Person


def seats_and_grants(request: HttpRequest) -> dict[str, Any]:
    """Name, contact, seats and roles of the reader, with the identifiers shown."""
    actor = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    person = Person.objects.filter(pk=actor.person_id).first()
    seats = list(
        Seat.objects.filter(person=actor.person_id)
        .on(today)
        .select_related("circle__controller__organisation", "deputy_for__person")
        .defer("circle__controller__logo")
        .order_by("valid_from", "pk")
    )
    names = circle_names([seat.circle for seat in seats])
    grants = list(Grant.objects.filter(person=actor.person_id).on(today).select_related("region", "organisation"))
    return {
        "person": person,
        "seats": [{"seat": seat, "name": names[seat.circle_id]} for seat in seats],
        "grants": grants,
        "ids": [seat.uid for seat in seats] + [grant.uid for grant in grants],
    }


SEATS = Section(key="seats", order=10, template="access/own.html", values=seats_and_grants)

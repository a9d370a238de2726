"""Reads over circles, seats, grants and the audit that more than one page needs."""

from collections.abc import Collection, Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.models import BreakGlass, Circle, Grant, Seat
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.folding import fold

PAGE = 50


def language_of(person: Person) -> str:
    """The language in which a person is written to."""
    return person.user.language if person.user is not None else settings.LANGUAGE_CODE


def seated_people(circle_pk: int) -> QuerySet[Person]:
    """People who sit or ever sat in a circle, as far as texts can name them (a person erased has no surname)."""
    return Person.objects.filter(seats__circle=circle_pk).exclude(surname="").distinct()


def public_people(circle_pk: int) -> QuerySet[Person]:
    """Those of a circle whose role is public, so that their names may leave in its texts.

    Only people who sit or sat there: a namesake elsewhere makes nobody public here.
    """
    return seated_people(circle_pk).filter(is_public_role=True)


def name_in_texts(person: Person) -> str:
    """The name as texts are searched for it: without titles."""
    return f"{person.given_name} {person.surname}".strip()


def watchers(circle: Circle) -> list[Person]:
    """Who is told about exceptions in a circle: chair and recorder, failing both the managers of its lead."""
    today = timezone.localdate()
    seats = (
        Seat.objects.on(today)
        .without_break_glass()
        .filter(Q(is_chair=True) | Q(is_recorder=True), circle=circle)
        .select_related("person__user")
    )
    people = {seat.person_id: seat.person for seat in seats}
    if not people:
        grants = (
            Grant.objects.on(today)
            .filter(organisation=circle.controller.organisation_id)  # managers: nobody else is granted one
            .select_related("person__user")
        )
        people = {grant.person_id: grant.person for grant in grants}
    return sorted_cs(people.values(), key=lambda person: person.sort_name)


def open_glass(actor: Actor, circle: Circle) -> QuerySet[BreakGlass]:
    """Break-glass entries that let somebody into the circle today, for its members to see."""
    return (
        BreakGlass.objects.visible_to(actor)
        .open_on(timezone.localdate())
        .filter(seat__circle=circle)
        .select_related("seat__person")
        .order_by("opened_at")
    )


def people_for_accounts(actor: Actor) -> QuerySet[Person]:
    """People whose accounts the actor deals with: all for administrators, members of own groups for managers."""
    if actor.is_system or actor.is_administrator:
        return Person.objects.all()
    today = timezone.localdate()
    seats = (
        Seat.objects.without_break_glass()
        .filter(person=OuterRef("pk"), circle__controller__organisation__in=actor.managed_organisation_ids)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    )
    return Person.objects.filter(Exists(seats))


def list_people(actor: Actor, *, words: str = "", having: str = "") -> list[Person]:
    """People for the page of accounts, in Czech order; ``having`` is "account", "none" or empty for all.

    Every word typed must begin a word of the name or stand in an e-mail, without regard to case and diacritics.
    """
    people = people_for_accounts(actor).select_related("user")
    if having == "account":
        people = people.filter(user__isnull=False)
    elif having == "none":
        people = people.filter(user__isnull=True)
    wanted = fold(words).split()
    found = [person for person in people if _answers(person, wanted)]
    return sorted_cs(found, key=lambda person: person.sort_name)


def people_with_second_factor(people: Iterable[Person]) -> set[int]:
    """Primary keys of those whose account has a code or a passkey; recovery codes alone are no second factor."""
    users = {person.user_id: person.pk for person in people}
    strong = Authenticator.objects.filter(user__in=users).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return {users[user] for user in strong.values_list("user_id", flat=True)}


def _answers(person: Person, wanted: list[str]) -> bool:
    name = fold(person.name).split()
    emails = fold(f"{person.email} {person.user.email if person.user else ''}")
    return all(any(part.startswith(word) for part in name) or word in emails for word in wanted)


def audit_page(
    *, number: str | int | None = 1, circle: Circle | None = None, object_uid: str = "",
    without: Collection[str] = (),
) -> Page:
    """A page of the audit, newest first: all of it for administrators, one circle's for its chair.

    The caller has asked the rule. Rows hold ids and verbs, never content; rows about the records ``without`` are left
    out.
    """
    rows = Entry.objects.order_by("-sequence")
    if circle is not None:
        rows = rows.filter(circle=circle.uid)
    if object_uid:
        rows = rows.filter(object_uid=object_uid)
    if without:
        rows = rows.exclude(object_uid__in=without)
    return Paginator(rows, PAGE).get_page(number)


def names_of_actors(entries: Iterable[Entry]) -> dict[str, str]:
    """Map the audit's actor references to what a reader understands; who was erased keeps the reference."""
    uids = {entry.actor.partition(":")[2] for entry in entries}
    return {f"person:{person.uid}": person.name for person in Person.objects.filter(uid__in=uids)}


def circles_of(person: Person) -> list[Seat]:
    """Seats the person holds today or later, without break-glass."""
    today = timezone.localdate()
    return list(
        Seat.objects.filter(person=person)
        .exclude(standing=Standing.BREAK_GLASS)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .select_related("circle__controller__organisation", "organisation")
        .order_by("valid_from", "pk")
    )

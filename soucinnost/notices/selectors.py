"""Reading what people chose, whose mail comes back, whether the mail server works."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import Message, OneTimeLink, Preference, circles_run_by
from soucinnost.notices.purposes import registered

State = Message.State

#: Errors that say something about the addressee's mailbox, not about the server or the network.
REFUSED = Q(error__startswith="SMTPRecipientsRefused") | Q(error__startswith="SMTPDataError 5")
#: Tries that failed in a row before it is said that the mail server does not work.
TRIES_THAT_COUNT = 3


def signs_in(person: Person) -> bool:
    """Whether the person has an account that works; who has none is written to in full and by one-time links."""
    return person.user is not None and person.user.is_active


def preference_of(person: Person) -> Preference:
    """What the person chose, or an unsaved row with what everybody gets."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def silenced(choice: str, people: Iterable[int]) -> set[int]:
    """Of the people (ids) those who switched a kind of reminders off; ``choice`` is a field of the preferences."""
    off = Preference.objects.filter(person__in=list(people)).filter(Q(**{choice: False}) | Q(together=True))
    return set(off.values_list("person_id", flat=True))


def people_who_sit() -> QuerySet[Person]:
    """Active people with an address who sit in some circle today, as members or deputies."""
    seats = Seat.objects.on(timezone.localdate()).filter(
        person=OuterRef("pk"), standing__in=[Standing.MEMBER, Standing.DEPUTY]
    )
    reachable = ~Q(email="") | Q(user__email__gt="")
    return Person.objects.filter(reachable, Exists(seats), is_active=True).select_related("user").order_by("pk")


def bouncing(actor: Actor, people: Collection[int]) -> set[int]:
    """Of the people (ids) those whose mail comes back, as far as the actor knows of the messages; one query."""
    if not people or not circles_run_by(actor):
        return set()
    return set(_bouncing(actor, sorted(people)))


@Prepared
def _bouncing(actor: Actor, people: Collection[int]) -> QuerySet[Any, int]:
    return _with_returned_mail(actor, Person.objects.filter(pk__in=people)).values_list("pk", flat=True)


def bouncing_members(actor: Actor) -> list[Person]:
    """Everybody in the circles the actor runs whose mail comes back; one query."""
    if not circles_run_by(actor):
        return []
    return _bouncing_members(actor, timezone.localdate())


@Prepared
def _bouncing_members(actor: Actor, today: date) -> QuerySet[Person]:
    runs = circles_run_by(actor)
    here = Seat.objects.on(today).without_break_glass().filter(circle__in=runs)
    return _with_returned_mail(actor, Person.objects.filter(pk__in=here.values("person")))


def _with_returned_mail(actor: Actor, people: QuerySet[Person]) -> QuerySet[Person]:
    """Of the people those whose mail comes back.

    The last message that went to their present address was refused for good or marked as returned by hand, and none
    has got through since. Messages that failed because the server was down say nothing of the addressee.
    """
    settled = Q(state__in=[State.SENT, State.OUTSIDE, State.BOUNCED]) | (Q(state=State.FAILED) & REFUSED)
    last = (
        Message.objects.visible_to(actor)
        .filter(settled, address__iexact=OuterRef("box"), person=OuterRef("pk"), circle__in=circles_run_by(actor))
        .order_by("-created_at", "-pk")
    )
    box = Case(When(email="", then=F("user__email")), default=F("email"))
    found = people.annotate(box=box).annotate(last=Subquery(last.values("state")[:1]))
    return found.filter(last__in=[State.FAILED, State.BOUNCED])


def open_links(actor: Actor) -> QuerySet[OneTimeLink]:
    """Usable one-time links of the circles the actor runs; none to a record that the actor does not see."""
    links = OneTimeLink.objects.visible_to(actor).usable()
    named: dict[str, set[str]] = {}
    for purpose, uid in links.order_by().values_list("purpose", "object_uid").distinct():
        named.setdefault(purpose, set()).add(uid)
    seen = Q(pk__in=[])
    for key, uids in named.items():
        answers = registered(key)
        if answers is not None and answers.model is not None:
            records = answers.model._default_manager.all().visible_to(actor)  # type: ignore[attr-defined]
            seen |= Q(purpose=key, object_uid__in=list(records.filter(uid__in=uids).values_list("uid", flat=True)))
    return links.filter(seen).select_related("person", "circle__controller__organisation").order_by("-made_at", "-pk")


@dataclass(frozen=True)
class Outage:
    """That the mail server does not take anything: since when at the latest, how many messages and tries."""

    since: datetime
    messages: int
    tries: int


OWN = ("StorageError", "DiskFull", "Missing", "Damaged", "FileNotFoundError", "PermissionError", "IsADirectoryError",
       "OSError 5", "OSError 28", "OSError 30", "OSError 122")
"""Beginnings of errors of one's own disk (a paper that cannot be read, no room): the mail server was never asked."""


def _of_own_disk() -> Q:
    found = Q()
    for name in OWN:
        found |= Q(error=name) | Q(error__startswith=f"{name} ")
    return found


def outage(actor: Actor) -> Outage | None:
    """Whether all the last tries the actor knows of failed for other reasons than the addressee; two queries."""
    known = Message.objects.visible_to(actor).exclude(state=State.CANCELLED)
    last = known.filter(state=State.SENT).aggregate(at=Max("sent_at"))["at"]
    failing = known.filter(state__in=[State.QUEUED, State.FAILED]).exclude(error="").exclude(REFUSED)
    failing = failing.exclude(_of_own_disk())
    if last is not None:
        failing = failing.filter(created_at__gt=last)
    totals = failing.aggregate(since=Min("created_at"), tries=Sum(Case(When(tries__gt=0, then="tries"), default=0)))
    if totals["since"] is None or totals["tries"] < TRIES_THAT_COUNT:
        return None
    return Outage(since=totals["since"], messages=failing.count(), tries=totals["tries"])

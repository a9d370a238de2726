"""What became of a circular: who got it, who opened it, who confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from soucinnost.audit.models import Entry
from soucinnost.documents.paper.xlsx import Column, Sheet, write_xlsx
from soucinnost.notices.models import Message
from soucinnost.support.enums import DeliveryState
from soucinnost.support.models import Circular, Delivery
from soucinnost.support.words import DELIVERY_SHAPES

OPENED = "circular.read"
ADDRESSES = 100
MESSAGE_SHAPES = {
    Message.State.QUEUED: "run", Message.State.SENT: "ok", Message.State.FAILED: "late", Message.State.HELD: "wait",
    Message.State.CANCELLED: "no",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy with how it stands: shape and word of what happened to the mail, when its page was first opened."""

    delivery: Delivery
    shape: str
    word: str
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Copies of a circular in numbers. ``mails`` went to the post, ``lost`` reached nobody or failed there."""

    copies: int
    waiting: int
    mails: int
    sent: int
    lost: int
    opened: int
    confirmed: int


def opened_by(circular: Circular) -> dict[str, datetime]:
    """When each reader first opened the page, by the reader's name in the log. Known of who signs in; one query."""
    rows = Entry.objects.filter(object_uid=circular.uid, verb=OPENED).order_by().values_list("actor")
    return dict(rows.annotate(first=Min("at")))


def copies_of(deliveries: Iterable[Delivery], opened: dict[str, datetime]) -> list[Copy]:
    """Put together what is known of copies that were read with person and message."""
    copies = []
    for one in deliveries:
        state = DeliveryState(one.state)
        shape, word = DELIVERY_SHAPES[state], str(state.label)
        if one.message is not None:
            shape, word = MESSAGE_SHAPES[Message.State(one.message.state)], one.message.get_state_display()
        at = opened.get(f"person:{one.person.uid}") if one.person is not None else None
        copies.append(Copy(one, shape, word, at))
    return copies


def totals_of(circular: Circular, opened: dict[str, datetime]) -> Totals:
    """Count the copies; one query."""
    failed = Q(message__state__in=(Message.State.FAILED, Message.State.CANCELLED))
    nobody = Q(state__in=(DeliveryState.NO_ADDRESS, DeliveryState.NO_CONTACT, DeliveryState.LEFT))
    counts = circular.deliveries.aggregate(
        copies=Count("pk"), waiting=Count("pk", filter=Q(state=DeliveryState.WAITING)),
        mails=Count("pk", filter=Q(state=DeliveryState.QUEUED)),
        sent=Count("pk", filter=Q(message__state=Message.State.SENT)), lost=Count("pk", filter=nobody | failed),
        confirmed=Count("pk", filter=Q(confirmed_on__isnull=False)),
    )
    return Totals(opened=len(opened), **counts)


def with_all(circular: Circular) -> "Sequence[Delivery]":
    """Copies with person, organisation and message, in the order in which they were made (Czech, by organisation)."""
    return circular.deliveries.select_related("person", "organisation", "message").order_by("pk")  # type: ignore[return-value]


def held_addresses(circular: Circular, number: str | None) -> "Page[str]":
    """Addresses whose mails wait because no mail server is set, by a hundred: so many one mail may have."""
    held = circular.deliveries.filter(message__state=Message.State.HELD).order_by("pk")
    return Paginator(list(held.values_list("message__address", flat=True)), ADDRESSES).get_page(number)


def circular_book(circular: Circular, *, created: datetime) -> bytes:
    """Who got the circular as XLSX."""
    columns = (
        Column(_("Organizace"), width=40), Column(_("Kontaktní osoba"), width=30), Column(_("E-mail"), width=32),
        Column(_("Co se stalo"), width=30), Column(_("Otevřeno"), "datetime"), Column(_("Potvrzeno"), "date"),
    )
    rows = [
        (
            copy.delivery.organisation.name, copy.delivery.person.name if copy.delivery.person is not None else None,
            copy.delivery.message.address if copy.delivery.message is not None else None, copy.word, copy.opened_at,
            copy.delivery.confirmed_on,
        )
        for copy in copies_of(with_all(circular), opened_by(circular))
    ]
    return write_xlsx([Sheet(_("Příjemci"), columns, rows)], created=created, title=circular.subject)

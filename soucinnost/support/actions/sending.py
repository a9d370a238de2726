"""Sending a circular: copies are fixed at once, mails go out in batches in the background, confirmations come back."""

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Affiliation
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import queue
from soucinnost.notices.composing import absolute
from soucinnost.support.actions.circulars import draft
from soucinnost.support.actions.common import locked
from soucinnost.support.enums import CircularState, DeliveryState
from soucinnost.support.letters import files_of
from soucinnost.support.models import Circular, Delivery
from soucinnost.support.recipients import Criteria, addressees
from soucinnost.support.words import CIRCULAR_KIND

BATCH = 100
"""Copies in one transaction: half a second of a locked database at most."""
ROWS = 500


@transaction.atomic
def release(*, by: Actor, circular: Circular) -> int:
    """Send a circular to the contact persons of today; returns how many copies there are, also those to nobody.

    The copies are written at once, so what is chosen later or who comes later changes nothing. The mails are queued by
    the background in batches. Raises ValidationError when nobody would get it.
    """
    circular = draft(by, circular)
    left_out = frozenset(circular.left_out.values_list("pk", flat=True))
    found = addressees(by, Criteria.read(circular.criteria), timezone.localdate(), left_out=left_out)
    if not any(one.contacts for one in found):
        raise ValidationError(_("Oběžník by nikomu nepřišel: vyberte organizace, které mají kontaktní osobu."))
    copies = []
    for one in found:
        copies += [Delivery(circular=circular, organisation=one.organisation, person=who) for who in one.contacts]
        if not one.contacts:
            copies.append(
                Delivery(circular=circular, organisation=one.organisation, state=DeliveryState.NO_CONTACT)
            )
    Delivery.objects.bulk_create(copies, batch_size=ROWS)
    circular.state, circular.released_at = CircularState.SENDING, timezone.now()
    circular.save(update_fields=["state", "released_at"])
    record(
        by=by, verb="circular.released", object_uid=circular.uid, ids=[one.organisation.uid for one in found]
    )
    transaction.on_commit(partial(_hand_to_worker, circular.uid), robust=True)
    return len(copies)


def _hand_to_worker(uid: str) -> None:
    from soucinnost.support.jobs import send_circular  # noqa: PLC0415 - the job calls this module

    send_circular.enqueue(uid)


@transaction.atomic
def dispatch_batch(*, by: Actor, uid: str, size: int = BATCH) -> int:
    """Queue the mails of the next waiting copies; returns how many copies were dealt with, 0 when none is left.

    Safe to be run by two at once and after a crash: the circular's row is locked, and what is queued is not waiting
    any more. Somebody who left the organisation since gets nothing; somebody chosen twice gets one mail.
    """
    require(by.is_system)
    circular = (
        Circular.objects.select_for_update(of=("self",))
        .select_related("keeper").filter(uid=uid, state=CircularState.SENDING).first()
    )
    if circular is None:
        return 0
    waiting = circular.deliveries.filter(state=DeliveryState.WAITING).order_by("pk")
    copies = list(waiting.select_related("person__user", "organisation")[:size])
    if not copies:
        circular.state = CircularState.SENT
        circular.save(update_fields=["state"])
        return 0
    people = {copy.person_id for copy in copies}
    places = set(
        Affiliation.objects.on(timezone.localdate())
        .filter(person__in=people, person__is_active=True).values_list("person_id", "organisation_id")
    )
    written: set[int | None] = set(
        circular.deliveries.filter(person__in=people, state__in=(DeliveryState.QUEUED, DeliveryState.NO_ADDRESS))
        .values_list("person_id", flat=True)
    )
    papers = files_of(circular.uid)
    for copy in copies:
        _dispatch(by, circular, copy, papers, places, written)
    record(by=by, verb="circular.batch_sent", object_uid=circular.uid, ids=[copy.uid for copy in copies])
    return len(copies)


def _dispatch(
    by: Actor, circular: Circular, copy: Delivery, papers: list[Attachment], places: set[tuple[int, int]],
    written: set[int | None],
) -> None:
    if copy.person is None or (copy.person_id, copy.organisation_id) not in places:
        copy.state = DeliveryState.LEFT
    elif copy.person_id in written:
        copy.state = DeliveryState.SAME_PERSON
    else:
        with override(language_of(copy.person)):
            body = letter_of(circular, papers, has_account=copy.person.user is not None)
        copy.message = queue(
            by=by, person=copy.person, kind=CIRCULAR_KIND, subject=circular.subject, body=body,
            about=circular.uid,
        )
        copy.state = DeliveryState.QUEUED if copy.message is not None else DeliveryState.NO_ADDRESS
        written.add(copy.person_id)
    copy.save(update_fields=["state", "message"])


def letter_of(circular: Circular, papers: list[Attachment], *, has_account: bool) -> str:
    """The text of the mail. It says everything without a link; an address stands only where it leads somewhere."""
    parts = [circular.body]
    if papers:
        parts.append(_("Přílohy:") + "\n" + "\n".join(f"- {paper}" for paper in papers))
    address = absolute(reverse("support:read", args=[circular.uid])) if has_account else ""
    if circular.asks_confirmation:
        where = _("Prosíme o potvrzení, že jste oběžník dostali:")
        ways = [way for way in (address, circular.keeper.email) if way]
        parts.append(f"{where} {ways[0]}" if ways else f"{where} {_('odpovězte odesílateli.')}")
    elif address:
        parts.append(_("V Součinnosti: %(address)s") % {"address": address})
    sender = circular.keeper.name
    parts.append(f"{sender}, {circular.keeper.email}" if circular.keeper.email else sender)
    return "\n\n".join(parts)


@transaction.atomic
def confirm(*, by: Actor, circular: Circular) -> int:
    """Confirm by whom it came to; returns how many of the reader's copies were not confirmed yet."""
    copies = list(Delivery.objects.select_for_update(of=("self",)).received_by(by).filter(circular=circular))
    require(bool(copies))
    fresh = [copy for copy in copies if copy.confirmed_on is None]
    for copy in fresh:
        copy.confirmed_on = timezone.localdate()
        copy.save(update_fields=["confirmed_on"])
    if fresh:
        record(by=by, verb="circular.confirmed", object_uid=circular.uid, ids=[copy.uid for copy in fresh])
    return len(fresh)


@transaction.atomic
def note_confirmation(*, by: Actor, delivery: Delivery, confirmed_on: date | None) -> Delivery:
    """Note that somebody confirmed by telephone or mail; None takes such a note back.

    What was confirmed by the button is the reader's own word and does not change here.
    """
    circular = locked(by, delivery.circular)
    copy = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if copy.confirmed_on is not None and not copy.confirmed_by_hand:
        raise ValidationError(_("Potvrzeno příjemcem, zapsat to znovu nejde."))
    if confirmed_on is not None and not (
        timezone.localtime(circular.released_at).date() <= confirmed_on <= timezone.localdate()
    ):
        raise ValidationError({"confirmed_on": _("Den potvrzení je od rozeslání do dneška.")})
    copy.confirmed_on, copy.confirmed_by_hand = confirmed_on, confirmed_on is not None
    copy.save(update_fields=["confirmed_on", "confirmed_by_hand"])
    record(by=by, verb="circular.confirmation_noted", object_uid=circular.uid, ids=[copy.uid])
    return copy

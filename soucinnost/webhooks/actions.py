"""All writes of webhooks: setting one up, noting what is to be told, telling it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.tokens import new_token
from soucinnost.notices.actions import queue as queue_message
from soucinnost.webhooks import sending
from soucinnost.webhooks.enums import DeliveryState, Event, WebhookState
from soucinnost.webhooks.models import Delivery, Webhook
from soucinnost.webhooks.rules import may_tell, sees

#: Pauses between tries, in minutes, as for mail; then the telling counts as failed.
PAUSES = (1, 5, 15, 60, 180, 360, 720)
FAILURES, MOST, ROUND = 20, 10, 100
"""After how many failed tries in a row a webhook is switched off; how many one person may have in a circle."""


def checked_address(address: str) -> str:
    """Return the address tidied; raises ValidationError with what is wrong with it."""
    tidy = address.strip()
    try:
        sending.read_address(tidy)
    except sending.BadAddress as error:
        words = {
            "https": _("Adresa musí začínat https://."),
            "inside": _("Na adresy uvnitř sítě se nic neposílá."),
        }
        told = words.get(str(error), _("Zadejte celou adresu, která začíná https://."))
        raise ValidationError({"address": told}) from error
    return tidy


@transaction.atomic
def create_webhook(
    *, by: Actor, person: Person, circle: Circle, address: str, events: Iterable[str]
) -> tuple[Webhook, str]:
    """Have a program told of events of a circle; returns the webhook and its secret, shown this once.

    Chair and recorder, for themselves. Raises ValidationError by field for a bad address, no or unknown events.
    """
    require(by.person_id == person.pk and may_tell(by, circle))
    target, wanted = checked_address(address), set(events)
    if not wanted or not wanted <= set(Event.values):
        raise ValidationError({"events": _("Vyberte aspoň jednu událost.")})
    if Webhook.objects.filter(person=person, circle=circle).count() >= MOST:
        raise ValidationError(_("V jedné skupině jich můžete mít nejvýše %(most)s.") % {"most": MOST})
    secret = new_token()
    webhook = Webhook.objects.create(
        person=person, circle=circle, address=target, secret=secret,
        events=[event for event in Event.values if event in wanted],
    )
    record(by=by, verb="webhook.made", object_uid=webhook.uid, circle=circle.uid)
    return webhook, secret


@transaction.atomic
def switch_webhook(*, by: Actor, webhook: Webhook, active: bool) -> None:
    """Pause one's own webhook (what waits is not sent) or go on with it."""
    require(by.person_id == webhook.person_id and may_tell(by, webhook.circle))
    state = WebhookState.ACTIVE if active else WebhookState.PAUSED
    if webhook.state == state:
        return
    Webhook.objects.filter(pk=webhook.pk).update(state=state, failures=0)
    if not active:
        _drop(webhook)
    record(
        by=by, verb="webhook.resumed" if active else "webhook.paused", object_uid=webhook.uid,
        circle=webhook.circle.uid,
    )


@transaction.atomic
def remove_webhook(*, by: Actor, webhook: Webhook) -> None:
    """Remove one's own webhook with the list of what was told; also by who does not run the circle any more."""
    require(by.person_id == webhook.person_id)
    uid, circle = webhook.uid, webhook.circle.uid
    webhook.delete()
    record(by=by, verb="webhook.removed", object_uid=uid, circle=circle)


def _drop(webhook: Webhook) -> None:
    Delivery.objects.filter(webhook=webhook, state=DeliveryState.QUEUED).update(state=DeliveryState.DROPPED)


# -- noting


def note_event(by: Actor, entry: Entry) -> None:
    """Put down what programs are to be told, in the transaction of the action; called by the audit log.

    Only where the webhook's person still runs the circle and sees the record: that something is closed is not told
    either.
    """
    hooks = Webhook.objects.filter(circle__uid=entry.circle, state=WebhookState.ACTIVE)
    for hook in hooks.select_related("person__user", "circle__controller"):
        if entry.verb in hook.events and _may_know(hook, entry.verb, entry.object_uid):
            delivery = Delivery.objects.create(
                webhook=hook, verb=entry.verb, object_uid=entry.object_uid, happened_at=entry.at
            )
            transaction.on_commit(partial(_hand_to_worker, delivery.uid), robust=True)


def _may_know(hook: Webhook, verb: str, object_uid: str) -> bool:
    if hook.person.user is None or not hook.person.user.is_active:
        return False
    actor = actor_for_person(hook.person, channel="job")
    return may_tell(actor, hook.circle) and sees(actor, verb, object_uid)


def _hand_to_worker(uid: str) -> None:
    from soucinnost.webhooks.jobs import send_delivery  # noqa: PLC0415 - the job calls this module

    send_delivery.enqueue(uid)


# -- telling


def deliver(*, by: Actor, uid: str) -> bool:
    """Try one telling that is due; returns whether it arrived. Runs outside of transactions.

    The audit row of what leaves is committed before the first try. A telling that somebody else is sending, that is
    not due, or whose person may not know of it any more, is left alone or dropped.
    """
    delivery = _claim(by, uid)
    if delivery is None:
        return False
    told = {
        "id": delivery.uid, "event": delivery.verb, "object": delivery.object_uid,
        "circle": delivery.webhook.circle.uid, "at": delivery.happened_at.isoformat(),
    }
    try:
        sending.post(delivery.webhook.address, delivery.webhook.secret, told)
    except sending.NotDelivered as error:
        _note_failure(by, delivery, str(error))
        return False
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT, sent_at=timezone.now(), error="")
    Webhook.objects.filter(pk=delivery.webhook_id).update(failures=0)
    return True


@transaction.atomic
def _claim(by: Actor, uid: str) -> Delivery | None:
    """Take a telling for one try; only one process wins, because the row changes under its condition."""
    now = timezone.now()
    delivery = (
        Delivery.objects.filter(uid=uid, state=DeliveryState.QUEUED, next_try_at__lte=now)
        .select_related("webhook__person__user", "webhook__circle__controller").first()
    )
    if delivery is None:
        return None
    hook = delivery.webhook
    if hook.state != WebhookState.ACTIVE or not _may_know(hook, delivery.verb, delivery.object_uid):
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DROPPED)
        return None
    pause = timedelta(minutes=PAUSES[min(delivery.tries, len(PAUSES) - 1)])
    taken = Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries, state=DeliveryState.QUEUED).update(
        tries=delivery.tries + 1, next_try_at=now + pause
    )
    if not taken:
        return None
    if delivery.tries == 0:
        record(
            by=by, verb="webhook.told", object_uid=hook.uid, circle=hook.circle.uid,
            ids=[delivery.uid, delivery.object_uid],
        )
    delivery.tries += 1
    return delivery


@transaction.atomic
def _note_failure(by: Actor, delivery: Delivery, code: str) -> None:
    is_last = delivery.tries > len(PAUSES)
    Delivery.objects.filter(pk=delivery.pk).update(
        error=code[:100], state=DeliveryState.FAILED if is_last else DeliveryState.QUEUED
    )
    hook = delivery.webhook
    Webhook.objects.filter(pk=hook.pk).update(failures=F("failures") + 1)
    broken = Webhook.objects.filter(pk=hook.pk, state=WebhookState.ACTIVE, failures__gte=FAILURES)
    if not broken.update(state=WebhookState.BROKEN):
        return
    _drop(hook)
    record(by=by, verb="webhook.broken", object_uid=hook.uid, circle=hook.circle.uid)
    with override(language_of(hook.person)):
        queue_message(
            by=by, person=hook.person, kind="webhook_broken", circle=hook.circle, private=True, about=hook.uid,
            subject=_("Webhook je vypnutý"),
            body=_(
                "Program na adrese níže dlouho nepřijímá oznámení, proto jsme je vypnuli. Až bude v pořádku, "
                "zapněte je znovu na stránce Webhooky.\n\nAdresa: %(address)s"
            )
            % {"address": hook.address},
        )


def deliver_due(*, by: Actor, limit: int = ROUND) -> int:
    """Tell what is due, oldest first; returns how many arrived."""
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, next_try_at__lte=timezone.now())
    uids = list(waiting.order_by("next_try_at", "pk").values_list("uid", flat=True)[:limit])
    return sum(deliver(by=by, uid=uid) for uid in uids)


def expired(cutoff: datetime) -> QuerySet[Delivery]:
    """Tellings that are done with and older than the cut-off."""
    return Delivery.objects.exclude(state=DeliveryState.QUEUED).filter(happened_at__lt=cutoff)


def erase_deliveries(*, by: Actor, records: QuerySet[Delivery], cutoff: datetime) -> int:
    """Erase tellings past their retention term."""
    uids = list(records.values_list("uid", flat=True))
    Delivery.objects.filter(uid__in=uids).delete()
    record(by=by, verb="webhook.deliveries_erased", ids=uids)
    return len(uids)

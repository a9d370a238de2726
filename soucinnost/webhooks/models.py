"""Addresses of programs, and each telling."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle, EncryptedTextField
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.webhooks.enums import DeliveryState, WebhookState


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks by who may know of them."""

    def visible_to(self, actor: Actor) -> "WebhookQuerySet":
        """One's own, in circles where one sits today."""
        if actor.is_system:
            return self
        return self.filter(person=actor.person_id, person__isnull=False, circle__in=actor.circle_ids)


class Webhook(models.Model):
    """An address that is told of ``events`` of one circle, for a person who runs it.

    The program proves by ``secret`` that a telling is ours: it signs each one (``sending.signature``).
    ``failures`` counts failed tries in a row.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="webhooks")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(_("adresa"), max_length=500)
    secret = EncryptedTextField(_("klíč k podpisu"))
    events = models.JSONField(default=list)
    state = models.CharField(_("stav"), max_length=8, choices=WebhookState.choices, default=WebhookState.ACTIVE)
    failures = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    objects = WebhookQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle address events state failures made_at", personal="person", sensitive="secret"
    )

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.uid


class TellingQuerySet(models.QuerySet["Delivery"]):
    """Tellings follow their webhook."""

    def visible_to(self, actor: Actor) -> "TellingQuerySet":
        return self if actor.is_system else self.filter(webhook__in=Webhook.objects.visible_to(actor))


class Delivery(models.Model):
    """One telling: which verb, of which record, when; and what became of it."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    verb = models.CharField(max_length=60)
    object_uid = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    state = models.CharField(_("stav"), max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    field_classes = classify(
        internal="id uid webhook verb object_uid happened_at state tries next_try_at error sent_at"
    )

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_uid}"

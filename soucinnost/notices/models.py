"""What is to be sent and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.enums import Function
from soucinnost.access.models import Circle, EncryptedTextField
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by who may know of them. Knowing of a message is not reading it: see ``rules.reads_text``."""

    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Own messages, those of circles the actor runs, all of them for administrators of accounts."""
        if actor.is_system or actor.is_administrator:
            return self
        if not actor.is_signed_in:
            return self.none()
        return self.filter(Q(person=actor.person_id) | Q(circle__in=circles_run_by(actor)))


def circles_run_by(actor: Actor) -> list[int]:
    """Circles whose chair or recorder the actor is."""
    return [circle for circle in sorted(actor.circle_ids) if actor.has(circle, Function.CHAIR, Function.RECORDER)]


class Message(models.Model):
    """One mail to one person, kept until sent and then for its retention term.

    ``link`` is a one-time address that goes out with the text and is forgotten then. ``is_private`` marks a text with
    something that not every member of the circle may read; then only the addressee reads it here.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("čeká")
        SENT = "sent", _("odesláno")
        FAILED = "failed", _("nepodařilo se")
        HELD = "held", _("neodesílá se, pošta není nastavena")
        CANCELLED = "cancelled", _("zrušeno")

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    address = models.EmailField(_("adresa"))
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("předmět"), max_length=200)
    body = models.TextField(_("text"))
    link = EncryptedTextField(_("odkaz"), blank=True)
    is_private = models.BooleanField(default=False)
    state = models.CharField(_("stav"), max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle kind subject body is_private state tries next_try_at error created_at sent_at",
        personal="person address",
        sensitive="link",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return self.subject

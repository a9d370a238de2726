"""What is to be sent and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Person
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class Message(models.Model):
    """One mail to one person, kept until sent and then for its retention term."""

    class State(models.TextChoices):
        QUEUED = "queued", _("čeká")
        SENT = "sent", _("odesláno")
        FAILED = "failed", _("nepodařilo se")
        HELD = "held", _("neodesílá se, pošta není nastavena")

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    address = models.EmailField(_("adresa"))
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("předmět"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(_("stav"), max_length=8, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    field_classes = classify(
        internal="id uid circle kind subject body state tries next_try_at error created_at sent_at",
        personal="person address",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return self.subject

"""Tokens by which programs act for a person."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens by what they can still do and by who may know of them."""

    def live(self) -> "ApiTokenQuerySet":
        """Tokens neither revoked nor past their term."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def visible_to(self, actor: Actor) -> "ApiTokenQuerySet":
        """One's own tokens."""
        return self if actor.is_system else self.filter(person=actor.person_id, person__isnull=False)


class ApiToken(models.Model):
    """A key for a program that acts for a person within ``scopes`` (values of ``enums.Scope``).

    The token itself is nowhere kept; ``last_four`` are its last signs, by which its owner recognises it. When it was
    used last is told by the audit log (``token.used``, one row a day), because a GET writes nothing else.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("k čemu slouží"), max_length=100)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("platí do"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    field_classes = classify(
        internal="id uid name scopes token_hash last_four made_at expires_at revoked_at", personal="person"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="api_token_term"),
        ]

    def __str__(self) -> str:
        return self.uid

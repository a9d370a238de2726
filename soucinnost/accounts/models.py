"""People who sign in. Who they are in the field of prevention is a Person in ``agencies``."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class UserManager(BaseUserManager["User"]):
    """Accounts are found by e-mail without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account: an e-mail, a password, preferences. Rights come from ``access`` alone.

    ``email`` is kept in lower case by the actions.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(_("může se přihlásit"), default=True)  # type: ignore[misc]
    is_demo = models.BooleanField(default=False)
    language = models.CharField(_("jazyk"), max_length=5, default="cs", choices=[("cs", "Čeština"), ("en", "English")])
    joined_at = models.DateTimeField(default=timezone.now)
    password_set_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    field_classes = classify(
        internal="id uid is_active is_demo language joined_at password_set_at last_login password",
        personal="email",
    )

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email


class ExternalIdentity(models.Model):
    """Whom a city's identity provider means by its own identifier of a person; nothing else of it is kept."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="external_identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=timezone.now)

    field_classes = classify(internal="id uid user issuer linked_at", personal="subject")

    class Meta:
        verbose_name_plural = "external identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="accounts_identity_once"),
            models.UniqueConstraint(fields=["issuer", "user"], name="accounts_identity_of_user_once"),
        ]

    def __str__(self) -> str:
        return self.uid


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    """Links by what they can still do."""

    def usable(self) -> "PasswordLinkQuerySet":
        """Links neither used, nor revoked, nor past their term."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())


class PasswordLink(models.Model):
    """A one-time link by which the owner of an account sets its password. The token itself is nowhere kept."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PasswordLinkQuerySet.as_manager()

    field_classes = classify(internal="id uid user token_hash made_at expires_at used_at revoked_at")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.uid

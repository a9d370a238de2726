"""People who sign in. Who they are in the field of prevention is a Person in ``agencies``."""

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
    """An account: an e-mail, a password, preferences. Rights come from ``access`` alone."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(_("může se přihlásit"), default=True)
    is_demo = models.BooleanField(default=False)
    language = models.CharField(_("jazyk"), max_length=5, default="cs", choices=[("cs", "Čeština"), ("en", "English")])
    joined_at = models.DateTimeField(default=timezone.now)
    password_set_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    field_classes = classify(
        internal="id uid is_active is_demo language joined_at password_set_at last_login password",
        personal="email",
    )

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email

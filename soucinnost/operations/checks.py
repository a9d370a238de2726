"""System checks of the installation."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from soucinnost.accounts.models import User


@register(Tags.security, Tags.database)
def no_demo_accounts_in_production(
    *, app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Demo accounts have a password that everybody knows: production refuses to start with them.

    A database check: runs with ``migrate``, with ``check --database default`` and before ``soucinnost run``.
    """
    if not settings.PRODUCTION or not databases:
        return []
    try:
        found = User.objects.filter(is_demo=True, is_active=True).count()
    except DatabaseError:
        return []  # not migrated yet
    if not found:
        return []
    return [
        Error(
            f"{found} demo accounts exist. Their password is known to everybody.",
            hint="Start production with an empty database (make run DEMO=0), or deactivate these accounts.",
            id="operations.E001",
        )
    ]


@register(Tags.security)
def production_is_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Production needs its public address and host names; without mail, invitations do not leave."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if not settings.PUBLIC_URL.startswith("https://"):
        found.append(Error("SOUCINNOST_PUBLIC_URL must be set and begin with https://.", id="operations.E002"))
    if set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"} or "*" in settings.ALLOWED_HOSTS:
        found.append(Error("SOUCINNOST_HOSTS must name the hosts of this installation.", id="operations.E003"))
    if not settings.MAIL_ENABLED:
        found.append(Warning("SOUCINNOST_SMTP_HOST is not set: no e-mail will be sent.", id="operations.W001"))
    return found

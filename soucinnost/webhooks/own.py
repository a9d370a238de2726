"""The part of "my account" that leads to webhooks."""

from typing import Any

from django.http import HttpRequest

from soucinnost.accounts.sections import Section
from soucinnost.notices.models import circles_run_by
from soucinnost.webhooks.models import Webhook


def own_webhooks(request: HttpRequest) -> dict[str, Any]:
    """How many webhooks the reader has; nothing is said to who runs no group and has none."""
    actor = request.actor  # type: ignore[attr-defined]
    count = Webhook.objects.visible_to(actor).count()
    return {"count": count, "offered": bool(count or circles_run_by(actor))}


WEBHOOKS = Section(key="webhooks", order=55, template="webhooks/own.html", values=own_webhooks)

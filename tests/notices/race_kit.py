"""Two presses of one link at once."""

from types import ModuleType

import pytest
from django.utils import timezone

from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import OneTimeLink


def used_meanwhile(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
    """Let the link be used by another press just before what ``module`` does consumes it."""
    consume = module.consume

    def late(*, by: Actor, link: OneTimeLink) -> None:
        OneTimeLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
        consume(by=by, link=link)

    monkeypatch.setattr(module, "consume", late)

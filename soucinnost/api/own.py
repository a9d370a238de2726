"""The part of "my account" that leads to tokens."""

from typing import Any

from django.http import HttpRequest

from soucinnost.accounts.sections import Section
from soucinnost.api.models import ApiToken


def own_tokens(request: HttpRequest) -> dict[str, Any]:
    """How many tokens of the reader hold."""
    return {"live": ApiToken.objects.visible_to(request.actor).live().count()}  # type: ignore[attr-defined]


TOKENS = Section(key="tokens", order=50, template="api/own.html", values=own_tokens)

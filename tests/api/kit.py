"""Tokens and a client for tests of the machine interface."""

import json
from typing import Any

from django.test import Client

from soucinnost.access.actors import actor_for_person
from soucinnost.agencies.models import Person
from soucinnost.api.actions import make_token
from soucinnost.api.enums import Scope
from soucinnost.api.models import ApiToken


def token(person: Person, *scopes: str, days: int = 30) -> tuple[ApiToken, str]:
    """A token of the person; with no scopes named, all of them."""
    return make_token(
        by=actor_for_person(person), person=person, name="zkouška", scopes=scopes or Scope.values, days=days
    )


def call(text: str, method: str, path: str, body: Any = None, *, client: Client | None = None, **headers: str) -> Any:
    """Send a request with a token (none when the text is empty)."""
    auth = {"Authorization": f"Bearer {text}"} if text else {}
    kwargs: dict[str, Any] = {"headers": {**auth, **headers}}
    if body is not None:
        kwargs |= {"data": body if isinstance(body, str) else json.dumps(body), "content_type": "application/json"}
    return getattr(client or Client(), method.lower())(f"/api/v1{path}", **kwargs)

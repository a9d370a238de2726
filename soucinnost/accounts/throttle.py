"""Slowing down who guesses: a count of failures by address, over all processes."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 600


def _key(request: HttpRequest, what: str) -> str:
    address = get_adapter(request).get_client_ip(request)
    return f"failures:{what}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def is_held(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the address of this request failed ``most`` times at ``what`` within the last ten minutes."""
    return int(cache.get(_key(request, what), 0)) >= most


def note_failure(request: HttpRequest, what: str) -> None:
    """Count one failure. Two at the same moment may count as one: it slows down, it does not account."""
    key = _key(request, what)
    cache.set(key, int(cache.get(key, 0)) + 1, WINDOW_SECONDS)

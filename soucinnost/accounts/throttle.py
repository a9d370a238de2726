"""Slowing down who guesses or asks too much: counts by address, over all processes."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 600
MINUTE = 60


def _address(request: HttpRequest) -> str:
    return hashlib.sha256(get_adapter(request).get_client_ip(request).encode()).hexdigest()[:32]


def _key(request: HttpRequest, what: str) -> str:
    return f"failures:{what}:{_address(request)}"


def is_held(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the address of this request failed ``most`` times at ``what`` within the last ten minutes."""
    return int(cache.get(_key(request, what), 0)) >= most


def note_failure(request: HttpRequest, what: str) -> None:
    """Count one failure. Two at the same moment may count as one: it slows down, it does not account."""
    key = _key(request, what)
    cache.set(key, int(cache.get(key, 0)) + 1, WINDOW_SECONDS)


def seconds_to_wait(request: HttpRequest, what: str, most: int) -> int:
    """Count one request of this address for ``what``; 0, or the seconds until it may ask again when it has asked more
    than ``most`` times in this minute. Two at the same moment may count as one.
    """
    now = int(time.time())
    key = f"asked:{what}:{_address(request)}:{now // MINUTE}"
    used = int(cache.get(key, 0)) + 1
    if used > most:
        return MINUTE - now % MINUTE
    cache.set(key, used, 2 * MINUTE)
    return 0

"""The word that lets somebody from another machine make the first administrator."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest

from soucinnost.accounts.loopback import from_loopback


def setup_token() -> str:
    """The token of this installation; worth something only while it has no account."""
    return hmac.new(settings.SECRET_KEY.encode(), b"first administrator", hashlib.sha256).hexdigest()[:40]


def may_begin(request: HttpRequest) -> bool:
    """Whether the request may make the first administrator: from this very machine, or with the token."""
    given = request.POST.get("klic") or request.GET.get("klic") or ""
    return from_loopback(request) or hmac.compare_digest(given.encode(), setup_token().encode())

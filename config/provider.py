"""The city's identity provider, read from the environment."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def _is_safe(address: str, production: bool) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return True
    return not production and parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}


def identity_provider(production: bool) -> dict[str, Any] | None:
    """Read the provider; None where no issuer is set. Raises ImproperlyConfigured for one that cannot be trusted."""
    issuer = os.environ.get("SOUCINNOST_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    if not _is_safe(issuer, production):
        raise ImproperlyConfigured("SOUCINNOST_OIDC_ISSUER must begin with https://.")
    client_id = os.environ.get("SOUCINNOST_OIDC_CLIENT_ID", "")
    secret = os.environ.get("SOUCINNOST_OIDC_CLIENT_SECRET", "")
    if not client_id or not secret:
        raise ImproperlyConfigured("SOUCINNOST_OIDC_CLIENT_ID and SOUCINNOST_OIDC_CLIENT_SECRET must be set.")
    strong = os.environ.get("SOUCINNOST_OIDC_TRUSTS_MFA", "")
    return {
        "issuer": issuer, "client_id": client_id, "client_secret": secret,
        "name": os.environ.get("SOUCINNOST_OIDC_NAME", "").strip() or str(urlsplit(issuer).hostname),
        "strong": [value.strip() for value in strong.split(",") if value.strip()],
    }


def origins(*addresses: str) -> list[str]:
    """Scheme, host and port of each address, each once."""
    found = [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses)]
    return list(dict.fromkeys(found))

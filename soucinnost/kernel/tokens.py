"""Secrets that stand in an address: made once, shown once, kept as a hash only."""

import hashlib
import secrets


def new_token() -> str:
    """Return a token of 43 characters (256 bits) that can stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256. It has so much chance in it that nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()

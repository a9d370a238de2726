"""Secrets that stand in an address: made once, shown once, kept as a hash only."""

import hashlib
import logging
import re
import secrets

#: A token as it stands in an address or a header, also with the beginning by which one of the interface is recognised.
_TOKEN = re.compile(r"(?<![\w-])(?:soucinnost_)?[A-Za-z0-9_-]{43}(?![\w-])", re.ASCII)


def new_token() -> str:
    """Return a token of 43 characters (256 bits) that can stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256. It has so much chance in it that nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def hide_tokens(text: str) -> str:
    """Return the text with everything that looks like a token replaced: whoever reads a log must not use a link."""
    return _TOKEN.sub("[token]", text)


class TokenlessFormatter(logging.Formatter):
    """Lines of the log, tracebacks included, without tokens: refused requests are logged with their address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return hide_tokens(super().format(record))

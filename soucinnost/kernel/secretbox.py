"""Encryption of single values kept at rest."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class UnreadableSecret(ValueError):
    """The stored value was made with another key or has been altered."""


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def seal(text: str, key: str) -> str:
    """Encrypt ``text`` with authenticated encryption (Fernet: AES-128-CBC and HMAC-SHA256)."""
    return _fernet(key).encrypt(text.encode()).decode("ascii")


def unseal(token: str, key: str) -> str:
    """Decrypt what :func:`seal` made; raises :class:`UnreadableSecret` when the key or the value is wrong."""
    try:
        return _fernet(key).decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise UnreadableSecret("The value cannot be read with this key.") from error

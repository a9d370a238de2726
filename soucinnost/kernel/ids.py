"""Random identifiers used in addresses, so that nothing can be counted or guessed."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
UID_LENGTH = 14


def new_uid() -> str:
    """Return a random identifier of 14 characters (69 bits) without look-alike letters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(UID_LENGTH))


def is_uid(text: str) -> bool:
    """Tell whether ``text`` has the shape of an identifier made by :func:`new_uid`."""
    return len(text) == UID_LENGTH and all(character in ALPHABET for character in text)

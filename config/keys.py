"""Keys kept beside the data, made on first use."""

import os
import secrets
from pathlib import Path


def load_or_create_key(path: Path) -> str:
    """Return the secret kept in ``path``; write a new random one (mode 600) when the file is missing.

    Two processes that start at once get the same key: the file is created exclusively, the loser reads.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
    return key

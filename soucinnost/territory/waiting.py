"""Files that wait between the preview of an import and its confirmation.

Lists and boundaries of territory are public data, up to tens of megabytes; they wait in the data directory under a
random name that is signed for whoever brought them, and go after a day.
"""

import time
from pathlib import Path

from django.conf import settings
from django.core import signing

from soucinnost.kernel.ids import is_uid, new_uid

SALT = "territory.waiting"
SECONDS = 24 * 3600


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_waiting(data: bytes, *, owner: str) -> str:
    """Store the file and return the token with which ``owner`` gets it back; older files are cleared away."""
    folder = _folder()
    for old in folder.glob("*.waiting"):
        if old.stat().st_mtime < time.time() - SECONDS:
            old.unlink(missing_ok=True)
    name = new_uid()
    (folder / f"{name}.waiting").write_bytes(data)
    return signing.dumps([name, owner], salt=SALT)


def take(token: str, *, owner: str) -> bytes | None:
    """Return the file behind the token and forget it; None when it is gone, expired or somebody else's."""
    try:
        name, whose = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if whose != owner or not is_uid(str(name)):
        return None
    path = _folder() / f"{name}.waiting"
    try:
        data = path.read_bytes()
    except OSError:
        return None
    path.unlink(missing_ok=True)
    return data

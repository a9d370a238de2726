"""File names: what is left of a name when nothing in it can mislead a person or a file system."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_CHARS = 200

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)


def safe_name(filename: str) -> str:
    """Return the last part of the name without controls, marks of direction and characters a file system refuses.

    Normalised to NFC, at most MAX_NAME_CHARS long with the extension kept; may be empty.
    """
    last = _SEPARATORS.split(filename)[-1]
    seen = "".join(
        char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    name = _SPACES.sub(" ", _FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen))).strip(" .")
    if _RESERVED.match(name):
        name = "_" + name
    if len(name) <= MAX_NAME_CHARS:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:MAX_NAME_CHARS].rstrip(" .")
    return stem[: MAX_NAME_CHARS - len(extension) - 1].rstrip(" .") + "." + extension


def extension(name: str) -> str:
    """Return the extension in lower case without the dot; empty when there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,10}", last) else ""

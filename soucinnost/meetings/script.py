"""The script of the live minutes, joined from its modules into one file, so that a slow line fetches one thing.

The modules stay the source; each becomes a function of its own in the order of its imports. They keep to the forms
that are read here: ``import { a, b } from './name.js'`` and ``export`` before a function, class or constant.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "static" / "meetings"
ENTRY = "hold"
_IMPORT = re.compile(r"^import \{ ([^}]+) \} from '\./(\w+)\.js'\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)


def joined() -> tuple[str, str]:
    """Return the whole script and its digest; read once, in development each time."""
    return _join() if settings.DEBUG else _joined_once()


@lru_cache(maxsize=1)
def _joined_once() -> tuple[str, str]:
    return _join()


def _join() -> tuple[str, str]:
    parts: dict[str, str] = {}
    _add(ENTRY, parts)
    text = "'use strict'\n" + "".join(parts.values())
    return text, hashlib.sha256(text.encode()).hexdigest()[:16]


def _add(name: str, parts: dict[str, str]) -> None:
    """Put a module behind those it imports."""
    if name in parts:
        return
    source = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    for _names, other in _IMPORT.findall(source):
        _add(other, parts)
    exported = ", ".join(found for _kind, found in _EXPORT.findall(source))
    body = _IMPORT.sub(lambda match: f"const {{ {match[1]} }} = in_{match[2]}\n", source)
    body = _EXPORT.sub(r"\1 \2", body)
    parts[name] = f"const in_{name} = (() => {{\n{body}return {{ {exported} }}\n}})()\n"

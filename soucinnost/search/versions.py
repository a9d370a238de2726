"""By which rules an entry was made, so that an upgrade that knows Czech better makes the index anew by itself."""

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.db.models import Q

from soucinnost.kernel import czech, folding
from soucinnost.kernel.dates import names
from soucinnost.search import days, tokens
from soucinnost.search.models import IndexEntry

_seen_whole: dict[str, bool] = {}
_PACKAGES = ("simplemma",)


@cache
def current_version() -> str:
    """A fingerprint of everything that decides which tokens a word has: our rules and the packages they lean on."""
    kit = Path(czech.__path__[0])
    sources = [kit / "words.py", *sorted(path for path in (kit / "matching").rglob("*") if path.is_file())]
    sources += [Path(module.__file__ or "") for module in (folding, names, days, tokens)]
    told = sha256()
    for path in sources:
        if path.suffix != ".pyc":
            told.update(path.name.encode())
            told.update(path.read_bytes())
    for name in _PACKAGES:
        told.update(f"{name} {_installed(name)}".encode())
    return told.hexdigest()[:12]


def is_outdated() -> bool:
    """Whether some entry was made by other rules, so that answers may lack something until the index is made anew."""
    current = current_version()
    found = IndexEntry.objects.filter(Q(version__lt=current) | Q(version__gt=current)).exists()
    _seen_whole["yes"] = not found
    return found


def may_be_outdated() -> bool:
    """The same for pages: once this process has seen a whole index it does not ask again, its rules do not change."""
    return not _seen_whole.get("yes") and is_outdated()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

"""Finding Chromium, and getting it from the system's package manager where we may.

    python tools/browser.py     prints where it is, installs it as root, or says in one line what is missing
"""

import contextlib
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIGHT = "chromium-headless-shell"
"""Chromium without its own windows, a package of Debian: a new page costs a fifth of the processor's time."""
MISSING = "Chromium is missing: sudo apt-get install chromium (on Ubuntu: sudo snap install chromium)."


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None. SOUCINNOST_CHROMIUM may name one."""
    named = os.environ.get("SOUCINNOST_CHROMIUM", "")
    return next((path for path in map(shutil.which, (named, *NAMES) if named else NAMES) if path), None)


def find_light() -> str | None:
    """Return the path of the Chromium that costs least: the one without windows, else as :func:`find_chromium`."""
    named = os.environ.get("SOUCINNOST_CHROMIUM", "")
    return (None if named else shutil.which(LIGHT)) or find_chromium()


def _apt(*arguments: str) -> None:
    """Run apt-get as root; elsewhere, or when it fails, nothing happens."""
    if os.geteuid() == 0 and shutil.which("apt-get") is not None:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", arguments[0], "-q", *arguments[1:]]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, env=environment, check=False, stdout=sys.stderr, timeout=600)


def install(package: str) -> None:
    """Install a package of the system where we may."""
    _apt("install", "-y", "--no-install-recommends", package)


def _is_offered(package: str) -> bool:
    """Whether the system's package manager knows the package."""
    if shutil.which("apt-cache") is None:
        return False
    return bool(subprocess.run(["apt-cache", "show", package], check=False, capture_output=True).stdout)


def main() -> int:
    """Print where Chromium is; 1 when there is none and none could be installed."""
    if find_chromium() is None:
        _apt("update")
        install("chromium")
    if shutil.which(LIGHT) is None and _is_offered(LIGHT):
        install(LIGHT)
    path = find_chromium()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())

"""Finding Chromium, and getting it from the system's package manager where we may.

    python tools/browser.py     prints where it is, installs it as root, or says in one line what is missing
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is missing: sudo apt-get install chromium (on Ubuntu: sudo snap install chromium)."


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None. SOUCINNOST_CHROMIUM may name one."""
    named = os.environ.get("SOUCINNOST_CHROMIUM", "")
    return next((path for path in map(shutil.which, (named, *NAMES) if named else NAMES) if path), None)


def install_chromium() -> None:
    """Install through apt as root; elsewhere nothing happens."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "--no-install-recommends", "chromium"]):
        subprocess.run(command, env=environment, check=False, stdout=sys.stderr, timeout=600)


def main() -> int:
    """Print where Chromium is; 1 when there is none and none could be installed."""
    if find_chromium() is None:
        install_chromium()
    path = find_chromium()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())

"""Compile message catalogues without gettext on the machine: locale/*/LC_MESSAGES/*.po to .mo, where they differ.

    python tools/compile_messages.py           compile what changed
    python tools/compile_messages.py --check   only say whether something would be compiled differently
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Compile or check; returns the exit code."""
    changed = []
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        try:
            compiled = polib.pofile(str(source)).to_binary()
        except (OSError, ValueError) as error:
            print(f"{source.relative_to(ROOT)}: {error}", file=sys.stderr)
            return 1
        if target.exists() and target.read_bytes() == compiled:
            continue
        changed.append(str(target.relative_to(ROOT)))
        if "--check" not in arguments:
            target.write_bytes(compiled)
    if changed and "--check" in arguments:
        print("Not compiled: " + ", ".join(changed), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

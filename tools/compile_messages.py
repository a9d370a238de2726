"""Compile message catalogues without gettext on the machine: locale/*/LC_MESSAGES/*.po to .mo, where newer.

    python tools/compile_messages.py           compile what changed
    python tools/compile_messages.py --check   only say whether something would be compiled differently
"""

import ast
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAGIC = 0x950412DE


class Unreadable(ValueError):
    """A line of a catalogue that is not PO."""


def read_catalogue(text: str) -> dict[str, str]:
    """Return messages of a PO text by their key of a MO file; fuzzy, obsolete and empty ones are left out."""
    messages: dict[str, str] = {}
    entry: dict[str, str] = {}
    fuzzy, current = False, ""

    def finish() -> None:
        nonlocal fuzzy, current
        if "msgid" in entry and (not fuzzy or not entry["msgid"]):
            forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
            key = entry["msgid"]
            if "msgid_plural" in entry:
                key += "\0" + entry["msgid_plural"]
            if "msgctxt" in entry:
                key = entry["msgctxt"] + "\4" + key
            if forms and all(forms):
                messages[key] = "\0".join(forms)
        entry.clear()
        fuzzy, current = False, ""

    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("#~"):
            continue
        if not line or (line.startswith(("#", "msgctxt", "msgid ")) and current.startswith("msgstr")):
            finish()
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        if not line or line.startswith("#"):
            continue
        if not line.startswith('"'):
            current, _, line = line.partition(" ")
            entry[current] = ""
        if not current or not line.startswith('"'):
            raise Unreadable(f"line {number}: {raw}")
        entry[current] += ast.literal_eval(line)
    finish()
    return messages


def write_catalogue(messages: dict[str, str]) -> bytes:
    """Return the bytes of a MO file (GNU gettext, revision 0, without hash table)."""
    pairs = [(key.encode(), value.encode()) for key, value in messages.items()]
    pairs.sort()
    at = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), at + len(body)]
            body += pair[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs))
    return head + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + body


def main(arguments: list[str]) -> int:
    """Compile or check; returns the exit code."""
    changed = []
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        try:
            compiled = write_catalogue(read_catalogue(source.read_text(encoding="utf-8")))
        except (Unreadable, SyntaxError, ValueError) as error:
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

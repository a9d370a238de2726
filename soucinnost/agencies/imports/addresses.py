"""Addresses as mail programs write them: „Novák Jan <jan@x.cz>; Nováková Jana (Město X) <jana@y.cz>“."""

import re
from collections.abc import Iterator

from soucinnost.kernel.tables import Row, Table
from soucinnost.kernel.tables.table import checked

HEADING = ("jméno a příjmení", "e-mail", "organizace")
_EMAIL = r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,190}"
_BARE = re.compile(rf"(?:mailto:)?({_EMAIL})", re.IGNORECASE)
_ANGLED = re.compile(
    rf"^(?P<name>[^<>]*?)\s*<\s*(?:mailto:)?(?P<email>{_EMAIL})\s*>\s*(?P<rest>[^<>]*)$", re.IGNORECASE
)
_TRAILED = re.compile(rf"^(?:mailto:)?(?P<email>{_EMAIL})\s*\((?P<name>[^()]*)\)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_AFTER_ADDRESS = re.compile(rf"(>|{_EMAIL})\s*,")
_MOST = 0.6


def looks_like_addresses(text: str) -> bool:
    """Whether the text is a list of addresses: no tabs, and most of its pieces are one address each."""
    if "\t" in text or "@" not in text:
        return False
    pieces = list(split_addresses(text))
    told = sum(1 for piece in pieces if _ANGLED.match(piece) or _BARE.fullmatch(piece) or _TRAILED.match(piece))
    return told >= len(pieces) * _MOST


def split_addresses(text: str) -> Iterator[str]:
    """Yield the addresses of the text: parted by line ends and semicolons, and by commas that follow an address."""
    for line in re.split(r"[\r\n]+", text):
        for piece in _outside_quotes(line, ";"):
            for part in _AFTER_ADDRESS.sub(r"\1\n", piece).split("\n"):
                tidy = part.strip().strip(",").strip()
                if tidy:
                    yield tidy


def _outside_quotes(line: str, mark: str) -> Iterator[str]:
    if line.count('"') % 2:
        yield from line.split(mark)
        return
    start, quoted = 0, False
    for index, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == mark and not quoted:
            yield line[start:index]
            start = index + 1
    yield line[start:]


def read_addresses(text: str) -> Table:
    """Return one row (name, e-mail, organisation) for each address, under a heading; what is not understood stays
    in the name, so that nothing is lost and the row says what is wrong."""
    rows = [Row(number, _cells(piece)) for number, piece in enumerate(split_addresses(text), start=1)]
    return checked([Row(0, HEADING), *rows], source="addresses")


def _cells(piece: str) -> tuple[str, str, str]:
    match = _ANGLED.match(piece) or _TRAILED.match(piece)
    if match is None:
        bare = _BARE.fullmatch(piece)
        return ("", bare[1], "") if bare else (piece, "", "")
    name = " ".join(part for part in (match["name"], match.groupdict().get("rest") or "") if part.strip())
    name = name.strip().strip("\"'").strip()
    found = [" ".join((one or two).split()) for one, two in _IN_BRACKETS.findall(name)]
    without = " ".join(_IN_BRACKETS.sub(" ", name).split())
    if without.lower() == match["email"].lower():
        without = ""
    return without, match["email"], ", ".join(part for part in found if part)

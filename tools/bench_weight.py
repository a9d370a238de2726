"""What a cold page weighs: its own bytes and those of all it asks for, compressed each by itself (figure 4)."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ASKED = re.compile(r'<(?:script|img|iframe)\b[^>]*?\ssrc="([^"]+)"|<link\b[^>]*?\shref="([^"]+)"[^>]*>')
IMPORTED = re.compile(r'^\s*(?:import|export)\b[^;\n]*?["\'](\.{1,2}/[^"\']+)["\']', re.MULTILINE)
URLS = re.compile(r'url\(["\']?([^"\')]+)["\']?\)')
APART = re.compile(r'rel="(?:icon|apple-touch-icon|alternate|next|prev|canonical)"')


def weigh(client: Any, page: bytes) -> tuple[int, int]:
    """Compressed bytes of a page with everything it loads, and how many requests besides icon and logo that takes."""
    files = dict(_loaded(client, page.decode()))
    return sum(len(gzip.compress(content, 6)) for content in (page, *files.values())), 1 + len(files)


def _loaded(client: Any, page: str) -> Iterator[tuple[str, bytes]]:
    waiting = [
        (match[1] or match[2]).replace("&amp;", "&") for match in ASKED.finditer(page) if not APART.search(match[0])
    ]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("data:", "http")):
            continue
        seen.add(address)
        content = _content(client, address)
        yield address, content
        more = IMPORTED if address.partition("?")[0].endswith(".js") else URLS
        folder = Path(address.partition("?")[0]).parent
        if address.partition("?")[0].endswith((".js", ".css")):
            text = content.decode()
            waiting += [_joined(folder, one) for one in more.findall(text)]


def _joined(folder: Path, relative: str) -> str:
    """The address that a file in ``folder`` means."""
    if relative.startswith(("/", "data:", "http")):
        return relative
    parts: list[str] = []
    for part in (folder / relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts).replace("//", "/", 1)


def _content(client: Any, address: str) -> bytes:
    from django.contrib.staticfiles import finders

    plain = address.partition("?")[0]
    found = finders.find(plain.removeprefix("/static/")) if plain.startswith("/static/") else None
    if found:
        return Path(str(found)).read_bytes()
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return b"".join(response.streaming_content) if response.streaming else response.content

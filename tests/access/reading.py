"""What a page says, as its reader sees it."""

import html
import re
from datetime import date
from typing import Any

from soucinnost.kernel.dates import format_date

SECTION = re.compile(r'<section class="sec[^"]*" id="([\w-]+)".*?</section>', re.DOTALL)


def plain(markup: str) -> str:
    """Text without marks, each space an ordinary one."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def said(answer: Any) -> str:
    """The text of the whole page."""
    return plain(answer.content.decode())


def parts(answer: Any) -> dict[str, str]:
    """The text of each section of the page, by its identifier."""
    return {found[1]: plain(found[0]) for found in SECTION.finditer(answer.content.decode())}


def day(value: date) -> str:
    """A day as pages write it."""
    return plain(format_date(value))

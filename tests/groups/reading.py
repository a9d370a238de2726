"""Reading pages in tests."""

from typing import Any


def plain(response: Any) -> str:
    """The page as text, with ordinary spaces."""
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")

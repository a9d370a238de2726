"""Rich text of minutes: a small canonical HTML, and the way to it from Word, Outlook, LibreOffice and the web.

The format: ``p br strong em u s h3 ul ol li table thead tbody tr th td`` with the attributes ``colspan``, ``rowspan``,
``start`` and ``type="a"`` (an ``ol`` counted a), b), c)). An item or a cell that begins with its only paragraph holds
it without ``p``. Two breaks in a row begin a new paragraph; empty paragraphs, items and tables do not exist.
"""

from __future__ import annotations

from soucinnost.documents.paper.tree import Block
from soucinnost.documents.richtext.flow import Flow, Marks
from soucinnost.documents.richtext.plain import blocks_of_plain
from soucinnost.documents.richtext.source import RichTextError, list_kinds, source_tree
from soucinnost.documents.richtext.write import html_of, plain_of

__all__ = ["MAX_BYTES", "RichTextError", "blocks", "clean_html", "from_plain", "is_empty", "to_plain"]

MAX_BYTES = 1_000_000


def clean_html(html: str) -> str:
    """Return the canonical form of any HTML: safe to show, and cleaned again it is the same.

    Raises RichTextError (a ValueError with a Czech message) when the text is too long or nested too deeply.
    """
    return _limited(html_of(blocks(html)))


def blocks(html: str) -> list[Block]:
    """Return the text as blocks of the paper tree; raises RichTextError like :func:`clean_html`."""
    flow = Flow(list_kinds(html))
    flow.walk(source_tree(html), Marks())
    return flow.finish()


def from_plain(text: str) -> str:
    """Return plain text as canonical HTML; raises RichTextError when it is too long."""
    return _limited(html_of(blocks_of_plain(text)))


def to_plain(html: str) -> str:
    """Return the text without markup: items as „– item“ or „1. item“, table rows with tabs between cells."""
    return plain_of(blocks(html))


def is_empty(html: str) -> bool:
    """Return whether there is nothing to see in the text."""
    return not blocks(html)


def _limited(html: str) -> str:
    if len(html.encode()) > MAX_BYTES:
        raise RichTextError("Text je příliš dlouhý (nejvýše 1 MB). Rozdělte ho, nebo připojte soubor jako přílohu.")
    return html

"""Joining lines of an original into text: a line that goes on in the next one does not end a paragraph."""

from collections.abc import Iterable

_ENDS = tuple(".!?:;…“\")")


def joined(lines: Iterable[str]) -> str:
    """Return the lines as paragraphs divided by a line feed.

    A line goes on in the next one when it ends without punctuation and the next begins in lower case. Cells of a table
    row are divided by „ | “. No word is left out or changed.
    """
    text = ""
    for line in lines:
        words = " | ".join(" ".join(cell.split()) for cell in line.split("\t") if cell.strip())
        if not words:
            continue
        if not text:
            text = words
        elif not text.endswith(_ENDS) and words[0].islower():
            text += f" {words}"
        else:
            text += f"\n{words}"
    return text

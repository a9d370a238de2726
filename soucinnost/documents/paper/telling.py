"""Writing a paper as PDF that says itself which characters its fonts could not draw."""

import unicodedata
from dataclasses import replace

from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import in_czech
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Note, Paper

MOST_NAMED = 12


def pdf_that_tells(made: Paper) -> bytes:
    """Write the PDF; where the fonts lack characters, the paper itself says which ones and where to find them."""
    result = write_pdf(made)
    if not result.replaced:
        return result.content
    return write_pdf(replace(made, blocks=(*made.blocks, Note(_replaced_words(result.replaced))))).content


@in_czech
def _replaced_words(replaced: tuple[str, ...]) -> str:
    """Tell which characters stand as signs, by their numbers and names, so that the note itself can be drawn."""
    named = [f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in replaced[:MOST_NAMED]]
    rest = "" if len(replaced) <= MOST_NAMED else _(" a dalších %(count)s") % {"count": len(replaced) - MOST_NAMED}
    return _(
        "Písmo tohoto PDF nemá některé znaky z textu; stojí místo nich značka [U+…]: %(characters)s%(rest)s. "
        "V dokumentu DOCX jsou znaky původní."
    ) % {"characters": ", ".join(named), "rest": rest}

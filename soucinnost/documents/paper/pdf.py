"""PDF through Typst, written as PDF/A-2a and PDF/UA-1 (not validated by an outside tool).

Text goes to the template as JSON and is placed as strings, never read as markup. Only fonts from wheels are used
(Typst's own and Roboto), so the same paper gives the same bytes on every machine.

PDF/A forbids a character without a glyph. Scripts the fonts do not have are replaced by a visible sign
(``[U+1F44D]``). For the rest Typst itself is the judge: characters met for the first time are tried alone; should the
paper still be refused, Typst names the characters, those are replaced and the paper is set again.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import font_roboto
import typst

from soucinnost.documents.paper.glyphs import UNWRITABLE, normal_breaks, printable, sign
from soucinnost.documents.paper.logo import drawable_logo
from soucinnost.documents.paper.pdf_data import template_data
from soucinnost.documents.paper.tree import Paper

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "paper.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
MAX_ROUNDS = 6

# Blocks whose characters the fonts draw at least in part: Latin, Greek, Cyrillic, phonetics, marks, punctuation,
# symbols, arrows, mathematics, dingbats, Latin extensions and ligatures, mathematical letters, pictographs.
# Other scripts (Hebrew, Arabic, Indic, Chinese…) are never tried: Typst 0.15 can crash in shaping them without a font.
_UNTRIED = re.compile(
    "[^\u0000-\u058f\u1c80-\u1c8f\u1d00-\u2c1f\u2c60-\u2c7f\u2de0-\u2e7f\ua640-\ua69f\ua700-\ua7ff"
    "\uab30-\uab6f\ufb00-\ufb06\ufe20-\ufe2f\ufffc\ufffd\U0001d400-\U0001d7ff\U0001f000-\U0001faff]"
)
_CERTAIN = re.compile("[\t\n -~\u00a0-\u017f\u2010-\u2026\u20ac]")  # surely in the fonts, whatever stands beside it
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
_REPORTED = re.compile(r'error: [^\n`]*`"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_PROBE = b"""#set document(title: "probe")
#set text(lang: "cs", font: "Libertinus Serif")
#for char in json(bytes(sys.inputs.data)) [
  #char #strong(char) #emph(char) #strong(emph(char)) #text(font: "Roboto", char) #text(font: "Roboto", strong(char))

]"""


class PaperError(RuntimeError):
    """The PDF cannot be written; a mistake in the template or the installation, never in the text."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file and the characters that stand in it as a sign, in the order of code points („👍“)."""

    content: bytes
    replaced: tuple[str, ...]


def write_pdf(paper: Paper) -> PdfResult:
    """Write the paper; the same paper always gives the same bytes.

    A logo that cannot be read as PNG or JPEG is left out. Raises PaperError when Typst refuses the paper for another
    reason than its characters.
    """
    stamp = int(paper.created.timestamp())
    logo = drawable_logo(paper.header.logo)
    draw = _Draw()
    for _ in range(MAX_ROUNDS):
        data = template_data(paper, draw, list(logo) if logo else None)
        if draw.unknown():
            data = template_data(paper, draw, list(logo) if logo else None)
        try:
            content = _compiled(_template(), TEMPLATE.parent, data, stamp)
        except _Undrawable as error:
            if not draw.learn(error.chars):
                raise PaperError(str(error)) from error
            continue
        return PdfResult(content, tuple(sorted(draw.replaced)))
    raise PaperError("characters cannot be drawn even after replacing them")


class _Undrawable(Exception):
    """Typst refused the paper; ``chars`` are those it named, None when it crashed."""

    def __init__(self, message: str, chars: set[str] | None) -> None:
        super().__init__(message)
        self.chars = chars


class _Draw:
    """Turns typed text into text the fonts can draw, and remembers what it replaced."""

    def __init__(self) -> None:
        self.replaced: set[str] = set()
        self.missing: set[str] = set()
        self.met: set[str] = set()
        self.strict = False

    def __call__(self, text: str) -> str:
        """Return the text with a visible sign for each character that cannot be drawn."""
        self.replaced.update(UNWRITABLE.findall(normal_breaks(text)))
        text = unicodedata.normalize("NFC", printable(text))
        return "".join(char if _CERTAIN.match(char) else self._exotic(char) for char in text)

    def _exotic(self, char: str) -> str:
        if _UNSEEN.match(char):
            return ""
        if self._undrawable(char):
            if unicodedata.category(char) == "Cf":
                return ""
            self.replaced.add(char)
            return sign(char)
        self.met.add(char)
        return char

    def _undrawable(self, char: str) -> bool:
        known = self.strict or char in self.missing or _covered.get(char) is False
        return known or _UNTRIED.match(char) is not None or unicodedata.category(char) in {"Co", "Cn"}

    def unknown(self) -> bool:
        """Ask Typst about characters met for the first time; return whether some of them have no glyph."""
        asked = sorted(self.met - _covered.keys())
        if asked:
            missing = _without_glyph(asked)
            _covered.update({char: char not in missing for char in asked})
        return any(not _covered[char] for char in asked)

    def learn(self, chars: set[str] | None) -> bool:
        """Take in what Typst reported; return False when that says nothing new."""
        if chars is None:
            strict, self.strict = self.strict, True
            return not strict
        fresh = {char for char in chars - self.missing if not _CERTAIN.match(char)}
        if not fresh and self.strict:
            return False
        self.missing |= fresh
        self.strict = self.strict or not fresh
        return True


# Whether a character standing alone has a glyph in every style: a fact of the fonts, so it is kept for the process.
_covered: dict[str, bool] = {}


def _without_glyph(chars: list[str]) -> set[str]:
    """Return which characters no font can draw, each tried alone in every style."""
    try:
        _compiled(_PROBE, TEMPLATE.parent, chars, 0)
    except _Undrawable as error:
        if error.chars is not None:
            return error.chars & set(chars)
        if len(chars) == 1:
            return set(chars)
        half = len(chars) // 2
        return _without_glyph(chars[:half]) | _without_glyph(chars[half:])
    return set()


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts papers are set in: those inside Typst and Roboto, never those of the machine."""
    folder = Path(font_roboto.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _compiled(source: bytes, root: Path, data: object, stamp: int) -> bytes:
    """Run Typst; raises _Undrawable when it names characters or crashes, PaperError for any other refusal."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        compiler = typst.Compiler(source, root=root, font_paths=fonts(), sys_inputs=inputs)
        content = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=stamp)
    except typst.TypstError as error:
        chars = {char for text in _REPORTED.findall(error.diagnostic) for char in _unescaped(text)}
        if not chars:
            raise PaperError(error.diagnostic) from error
        raise _Undrawable(error.message, chars) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _Undrawable(str(error), None) from error
    if not isinstance(content, bytes):
        raise PaperError("Typst returned no PDF")
    return content


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)

"""Telling in which encoding a Czech text is written, also when it is a mixture or was spoilt on its way.

UTF-8 and UTF-16 are told by their marks and their structure. Windows-1250 and ISO 8859-2 differ in š, ť, ž and in what
stands in their places: the one under which the text looks more like Czech wins.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""Byte order marks, the codec that reads what follows, the name for people."""

_CZECH = frozenset("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ„“–…§°")
_ODD = re.compile("[\x80-\x9fąĄľĽ©®¹¾łŁ\ufffd]")
_ODD_IN_WORD = re.compile(r"(?<=[^\W\d_])[ąĄľĽ©®«»¦¬\x80-\x9f](?=[^\W\d_])|[ąľ©®«»](?=[^\W\d_]{2})")
_SINGLE_BYTE = (("cp1250", "CP1250"), ("iso8859-2", "ISO-8859-2"))
_SPOILT = re.compile("[ÃĂÅÄĹ][\u0080-\u00bf\u0100-\u017f\u2010-\u203a\u20ac\u2122\u02c7-\u02dd]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the name of its encoding; ``notes`` are Czech sentences about what could not be read faithfully."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_text(data: bytes) -> Decoded | None:
    """Return the text in ``data``; None when it is no text at all (many control characters).

    Nothing is refused for its encoding: bytes that fit none become „�“ and are told in the notes.
    """
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _checked(data.decode(codec, "replace"), name)
    wide = _wide_codec(data)
    if wide:
        return _checked(data.decode(wide, "replace"), "UTF-16")
    try:
        return _checked(*_unspoilt(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _from_bytes(data)


def _checked(text: str, name: str, notes: tuple[str, ...] = ()) -> Decoded | None:
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    if controls * 20 > min(len(text), _SAMPLE):
        return None
    if controls:
        text = _CONTROLS.sub("\ufffd", text)
    lost = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    if lost:
        notes = (*notes, f"Některé znaky nešlo přečíst, jsou nahrazeny znakem � (řádky: {_listed(lost)}).")
    return Decoded(text, name, notes)


def _wide_codec(data: bytes) -> str:
    """Return the UTF-16 codec of a text without a mark: every other byte of Latin letters and spaces is zero."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        low = sample[::2] if codec == "utf-16-le" else sample[1::2]
        if sum(byte <= 2 for byte in high) * 10 > len(high) * 8 and low.count(0) * 20 < len(low):
            return codec
    return ""


def _unspoilt(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Mend UTF-8 that was once read as a single-byte encoding („PÅ™Ã­tomni“), when that can be undone."""
    if len(_SPOILT.findall(text[:_SAMPLE])) >= 3:
        for codec in ("cp1250", "cp1252", "latin-1"):
            try:
                mended = text.encode(codec).decode("utf-8")
            except UnicodeError:
                continue
            if _score(mended) > _score(text):
                return mended, "UTF-8", ("Text byl uložen v chybném kódování a byl opraven. Zkontrolujte ho.",)
    return text, "UTF-8", ()


def _from_bytes(data: bytes) -> Decoded | None:
    lines = data.split(b"\n")
    faulty, wide = [], 0
    for number, line in enumerate(lines, 1):
        try:
            wide += not line.isascii() and bool(line.decode("utf-8"))
        except UnicodeDecodeError:
            faulty.append(number)
    codec, name = _single_byte(b"\n".join(lines[number - 1] for number in faulty))
    if not wide:
        return _checked(data.decode(codec, "replace"), name)
    other = frozenset(faulty)
    text = "\n".join(
        line.decode(codec if number in other else "utf-8", "replace") for number, line in enumerate(lines, 1)
    )
    read = "se čte řádek" if len(faulty) == 1 else "se čtou řádky"
    note = f"Soubor míchá dvě kódování: jako {name} {read} {_listed(faulty)}, ostatní jako UTF-8."
    return _checked(text, "UTF-8", (note,))


def _single_byte(data: bytes) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    return max(_SINGLE_BYTE, key=lambda pair: _score(sample.decode(pair[0], "replace")))


def _score(text: str) -> int:
    """Return how much a text looks like Czech: its letters count for it, strange signs in words against it."""
    good = sum(char in _CZECH for char in text)
    return good - 3 * len(_ODD_IN_WORD.findall(text)) - 2 * len(_ODD.findall(text))


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    return f"{shown} a další" if len(numbers) > 8 else shown

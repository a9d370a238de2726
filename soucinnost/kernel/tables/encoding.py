"""The strict way to tell an encoding: a table with an unreadable character is refused (see kernel.encoding)."""

from soucinnost.kernel.encoding import MARKS
from soucinnost.kernel.tables.errors import TableError


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: the byte order mark decides, then UTF-8, then CP1250.

    CP1250 is what Czech Excel writes as „CSV (oddělený středníkem)“. Raises :class:`TableError` for zero bytes
    and for what is neither.
    """
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), name
    if b"\0" in data:
        raise TableError("binary", "Soubor není textová tabulka. Nahrajte CSV nebo XLSX.")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1250"), "CP1250"


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            "encoding",
            f"Kódování souboru se nepodařilo poznat, nečitelný znak je na řádku {line}. "
            "Uložte soubor jako CSV UTF-8 nebo jako XLSX.",
            line=line,
        ) from None

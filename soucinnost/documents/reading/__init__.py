"""Reading DOCX, PDF and plain text into lines and tables; refusals say why in Czech."""

from soucinnost.documents.reading.shapes import Line, LineKind, Reading, ReadingError, lines_of

__all__ = ["Line", "LineKind", "Reading", "ReadingError", "lines_of"]

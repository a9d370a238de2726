"""Reading DOCX, PDF and plain text into lines and tables; refusals say why in Czech."""

from soucinnost.documents.reading.reader import MAX_BYTES, read_document, refuse_size
from soucinnost.documents.reading.shapes import Line, LineKind, Reading, ReadingError, lines_of

__all__ = ["MAX_BYTES", "Line", "LineKind", "Reading", "ReadingError", "lines_of", "read_document", "refuse_size"]

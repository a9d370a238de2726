"""Recognising the terms of a code list in a table."""

from soucinnost.codelists.imports.reading import ReadTerm, read_terms

__all__ = ["ReadTerm", "read_terms"]

"""Reads: the open text of minutes, proposals, what the pages show."""

"""Reads of methodical support."""

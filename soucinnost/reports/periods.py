"""Periods of numbers in words."""

from soucinnost.evidence.periods import period_text

__all__ = ["period_text"]

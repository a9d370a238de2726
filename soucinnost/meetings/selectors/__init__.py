"""Reads of meetings, one file for each part of the cycle."""

from soucinnost.meetings.selectors.minutes import MinutesView, minutes_view

__all__ = ["MinutesView", "minutes_view"]

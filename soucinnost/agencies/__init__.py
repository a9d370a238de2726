"""Organisations, units, people in them, who stands in for whom."""

"""Reads of a region: frames of its groups, the map, towns, years."""

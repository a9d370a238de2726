"""Regions, districts, ORP, municipalities, city districts, localities, boundaries."""

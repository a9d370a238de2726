"""Reading lists and boundaries of territory into plans; ``territory.actions`` carries them out."""

from soucinnost.territory.imports.boundaries import looks_like_geojson, plan_boundaries
from soucinnost.territory.imports.listing import plan_list
from soucinnost.territory.imports.plan import AreaRecord, Boundary, Plan

__all__ = ["AreaRecord", "Boundary", "Plan", "looks_like_geojson", "plan_boundaries", "plan_list"]

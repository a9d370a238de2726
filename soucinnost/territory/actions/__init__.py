"""All writes of territory."""

from soucinnost.territory.actions.importing import Report, import_file, import_shipped
from soucinnost.territory.actions.localities import change_locality, create_locality, remove_locality

__all__ = ["Report", "change_locality", "create_locality", "import_file", "import_shipped", "remove_locality"]

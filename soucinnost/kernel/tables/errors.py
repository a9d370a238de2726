"""What can be wrong with a table as a whole."""

from soucinnost.kernel.errors import InputError


class TableError(InputError):
    """A table that cannot be read; codes ``empty``, ``too_big``, ``too_many``, ``encoding``, ``quotes``,
    ``old_format``, ``damaged``, ``bomb``, ``binary``, ``long_cell``."""

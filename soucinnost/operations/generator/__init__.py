"""A large invented installation for measuring: always the same, whoever makes it.

The one place that writes rows past the actions, in bulk (docs/adr): through actions the national set would take a day.
Everything else is as the actions leave it, the audit chain included.
"""

from soucinnost.operations.generator.making import generate
from soucinnost.operations.generator.sizes import NATIONAL, SIZES, SMALL, Size

__all__ = ["NATIONAL", "SIZES", "SMALL", "Size", "generate"]

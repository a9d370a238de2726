"""What the public version of a text must cover: proposals with reasons, and the covering itself."""

from soucinnost.kernel.czech.covering.proposing import cover, propose
from soucinnost.kernel.czech.covering.shapes import TOKEN, Kind, Proposal

__all__ = ["TOKEN", "Kind", "Proposal", "cover", "propose"]

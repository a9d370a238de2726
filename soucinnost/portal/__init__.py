"""Public pages: groups and their public minutes. Reads ``publishing.public`` and nothing else of the domain."""

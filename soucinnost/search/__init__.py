"""Registry of what can be found, index, query."""

"""Pages of methodical support."""

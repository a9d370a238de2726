"""Forms of strategies, by room."""

"""Hash-chained log of writes and disclosures; holds ids, never content."""

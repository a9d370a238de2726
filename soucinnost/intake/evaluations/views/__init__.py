"""Pages of readings of evaluations."""

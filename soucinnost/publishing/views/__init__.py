"""Pages of who prepares public versions."""

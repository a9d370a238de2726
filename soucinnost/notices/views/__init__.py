"""Pages of the outgoing post, of one-time links and of calendar feeds."""

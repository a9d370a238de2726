"""A region's overview: its groups with their signal, towns without a group, years side by side."""

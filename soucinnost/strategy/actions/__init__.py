"""Writing strategies: the frame, the tree, the team, evidence, collection, remarks, the report."""

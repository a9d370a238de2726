"""Pages of strategies: the tree, evidence, collection, remarks, the report."""

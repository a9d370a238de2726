"""Reading strategies: the tree, evidence, figures, contradictions, what is owed."""

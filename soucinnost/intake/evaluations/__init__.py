"""Reading evaluations of strategies: a file becomes goals, measures, plans, results and numbers to be claimed."""

"""Strategies: goals, measures, planned activities, what was done and how it is known, and the evaluation of it all."""

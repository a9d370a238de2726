"""Votes by correspondence (per rollam): a question to all members of a group, answered outside a meeting."""

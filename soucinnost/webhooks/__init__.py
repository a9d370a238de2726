"""Telling programs of others that something happened with tasks and meetings: identifiers, never content."""

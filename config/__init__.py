"""Wiring only: settings, addresses, the command and the server entry points."""

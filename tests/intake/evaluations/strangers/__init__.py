"""Evaluations written by somebody who had not seen the parser, and what is in them (README.md)."""

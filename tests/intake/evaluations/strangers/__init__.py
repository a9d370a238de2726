"""Evaluations written by somebody who had not seen the parser: what they say, how they are laid out, what is in them."""

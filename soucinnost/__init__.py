"""Součinnost: coordination of crime prevention for towns and regions."""

__version__ = "0.1.0"

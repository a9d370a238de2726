"""Součinnost: coordination of crime prevention for towns and regions."""

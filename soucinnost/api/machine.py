"""The interface itself, built once."""

from soucinnost.api.operations import build

API = build()

"""Tests of methodical support."""

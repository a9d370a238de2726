"""Tests of a region's overview."""

"""Methodical support: consultations and visits, circulars, materials handed on, training needs."""

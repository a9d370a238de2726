"""Addresses: The yearly collection."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

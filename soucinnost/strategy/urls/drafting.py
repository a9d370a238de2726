"""Addresses: Rounds of remarks."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of this part of the cycle."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

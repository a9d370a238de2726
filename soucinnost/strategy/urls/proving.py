"""Addresses: Claims, undertakings, indicators, lists behind numbers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

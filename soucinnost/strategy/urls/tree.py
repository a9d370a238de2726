"""Addresses: Strategies, goals, measures, planned activities, team."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

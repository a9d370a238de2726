"""Addresses of strategies, by room."""

from soucinnost.strategy.urls import collecting, drafting, proving, reporting, tree

app_name = "strategy"
urlpatterns = [
    *tree.urlpatterns, *proving.urlpatterns, *drafting.urlpatterns, *collecting.urlpatterns, *reporting.urlpatterns,
]

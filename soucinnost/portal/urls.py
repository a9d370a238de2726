"""Addresses of public pages."""

from django.urls import path

from soucinnost.portal import feeds, views

app_name = "portal"
urlpatterns = [
    path("", views.groups, name="groups"),
    path("hledat/", views.search, name="search"),
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("zapisy.atom", feeds.newest, name="feed"),
    path("mapa.xml", feeds.sitemap, name="sitemap"),
    path("skupiny/<slug:uid>/", views.group, name="group"),
    path("skupiny/<slug:uid>/zapisy.atom", feeds.newest_of_group, name="group_feed"),
    path("zapisy/<slug:uid>/", views.minutes, name="minutes"),
    path("zapisy/<slug:uid>/zapis.pdf", views.paper, {"fmt": "pdf"}, name="pdf"),
    path("zapisy/<slug:uid>/zapis.docx", views.paper, {"fmt": "docx"}, name="docx"),
    path("zapisy/<slug:uid>/prilohy/<slug:file_uid>/", views.file, name="file"),
]

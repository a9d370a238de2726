"""Addresses of the first walk."""

from django.urls import path

from soucinnost.desk.setup import views

app_name = "setup"
urlpatterns = [
    path("", views.start, name="start"),
    path("spravce/", views.administrator, name="administrator"),
    path("zabezpeceni/", views.second_factor, name="second_factor"),
    path("obec/", views.town, name="town"),
    path("organizace/", views.organisation, name="organisation"),
    path("skupina/", views.group, name="group"),
    path("clenove/", views.members, name="members"),
    path("hotovo/", views.finish, name="finish"),
]

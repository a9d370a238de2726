"""Addresses of ballots."""

from django.urls import path

from soucinnost.ballots import views

app_name = "ballots"
urlpatterns = [
    path("skupina/<slug:group_uid>/", views.group_list, name="list"),
    path("nove/<slug:group_uid>/", views.new, name="new"),
    path("<slug:uid>/", views.ballot, name="ballot"),
    path("<slug:uid>/upravit/", views.edit, name="edit"),
    path("<slug:uid>/podklad/", views.paper_add, name="paper_add"),
    path("<slug:uid>/podklad/<slug:file_uid>/odebrat/", views.paper_remove, name="paper_remove"),
    path("<slug:uid>/zahajit/", views.open_, name="open"),
    path("<slug:uid>/hlas/", views.vote, name="vote"),
    path("<slug:uid>/zapsat/", views.enter, name="enter"),
    path("<slug:uid>/pripomenout/", views.remind, name="remind"),
    path("<slug:uid>/ukoncit/", views.close, name="close"),
    path("<slug:uid>/stahnout/", views.withdraw, name="withdraw"),
    path("<slug:uid>/protokol.<slug:fmt>", views.protocol, name="protocol"),
]

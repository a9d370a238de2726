"""Addresses of tasks."""

from django.urls import path

from soucinnost.assignments import views

app_name = "assignments"
urlpatterns = [
    path("", views.assignment_list, name="list"),
    path("ukoly.xlsx", views.export, name="export"),
    path("<slug:uid>/", views.assignment_detail, name="assignment"),
    path("<slug:uid>/splnit/", views.finish, name="finish"),
    path("<slug:uid>/na-vedomi/", views.acknowledge, name="acknowledge"),
    path("<slug:uid>/predat/", views.hand_on, name="hand_on"),
    path("<slug:uid>/vratit/", views.return_, name="return"),
    path("<slug:uid>/rozdelit/", views.split, name="split"),
    path("<slug:uid>/odlozit/", views.postpone, name="postpone"),
    path("<slug:uid>/zrusit/", views.cancel, name="cancel"),
    path("<slug:uid>/otevrit/", views.reopen, name="reopen"),
    path("<slug:uid>/poznamka/", views.remark, name="remark"),
]

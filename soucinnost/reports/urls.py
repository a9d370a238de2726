"""Addresses of reports."""

from django.urls import path

from soucinnost.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("nova/<slug:group_uid>/", views.new, name="new"),
    path("zprava/<slug:uid>/", views.report, name="report"),
    path("zprava/<slug:uid>/opravit/", views.correct, name="correct"),
    path("rozepsane/<slug:uid>/zahodit/", views.drop_draft, name="drop_draft"),
    path("<slug:uid>/", views.call, name="call"),
    path("<slug:uid>/termin/", views.move, name="move"),
    path("<slug:uid>/pripomenout/", views.remind, name="remind"),
    path("<slug:uid>/uzavrit/", views.close, name="close"),
    path("<slug:uid>/otevrit/", views.reopen, name="reopen"),
    path("<slug:uid>/<slug:org_uid>/", views.write, name="write"),
    path("<slug:uid>/<slug:org_uid>/beze-zmeny/", views.nothing_new, name="nothing_new"),
]

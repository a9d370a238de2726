"""Addresses: The evaluation report."""

from django.urls import URLPattern, path

from soucinnost.strategy.views import reporting, reporting_versions

urlpatterns: list[URLPattern] = [
    path("<slug:uid>/hodnoceni/", reporting.evaluation, name="evaluation"),
    path("<slug:uid>/hodnoceni/rada/", reporting.council, name="council"),
    path("<slug:uid>/hodnoceni/prepsat/<str:key>/", reporting.passage, name="passage"),
    path("<slug:uid>/hodnoceni/prepsat/<str:key>/vyresit/", reporting.passage_settle, name="passage_settle"),
    path("<slug:uid>/hodnoceni/soubor/<slug:kind>.<slug:fmt>", reporting_versions.draft_file, name="evaluation_file"),
    path("<slug:uid>/hodnoceni/verze/", reporting_versions.versions, name="report_versions"),
    path("hodnoceni/<slug:version_uid>/", reporting_versions.version, name="report_version"),
    path("hodnoceni/<slug:version_uid>/znovu/", reporting_versions.again, name="report_again"),
    path("hodnoceni/<slug:version_uid>/porovnat/", reporting_versions.compared, name="report_compare"),
    path("hodnoceni/<slug:version_uid>/zprava.html", reporting_versions.version_html, name="report_html"),
]

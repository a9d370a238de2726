"""Addresses of preparations; each hangs on its meeting."""

from django.urls import path

from soucinnost.publishing.views import deciding, preparing, releasing, statement

app_name = "publishing"
urlpatterns = [
    path("prohlaseni/", statement.edit, name="statement"),
    path("<slug:uid>/", preparing.meeting, name="meeting"),
    path("<slug:uid>/pripravit/", preparing.start, name="start"),
    path("<slug:uid>/rozhodnout/", deciding.decide, name="decide"),
    path("<slug:uid>/skryt/", deciding.hide_place, name="hide_place"),
    path("<slug:uid>/slova/", deciding.hide_words, name="hide_words"),
    path("<slug:uid>/nahled/", releasing.preview, name="preview"),
    path("<slug:uid>/nahled/<slug:fmt>/", releasing.preview_paper, name="preview_paper"),
    path("<slug:uid>/zverejnit/", releasing.publish, name="publish"),
    path("<slug:uid>/stahnout/", releasing.withdraw, name="withdraw"),
]

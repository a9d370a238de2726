"""Addresses of a running meeting."""

from django.urls import URLPattern, path

from soucinnost.meetings.views import hold, reviewing

urlpatterns: list[URLPattern] = [
    path("zapis-<slug:digest>.js", hold.script, name="script"),
    path("<str:uid>/prubeh/", hold.hold, name="hold"),
    path("<str:uid>/zahajit/", hold.start, name="start"),
    path("<str:uid>/ukoncit/", hold.end, name="end"),
    path("<str:uid>/hotovo/", hold.done, name="done"),
    path("<str:uid>/pritomni/", hold.presence, name="presence"),
    path("<str:uid>/prubeh/odeslat/", hold.sync, name="sync"),
    path("<str:uid>/prubeh/zmeny/", hold.changes, name="changes"),
    path("<str:uid>/prubeh/klic/", hold.key, name="key"),
    path("<str:uid>/prubeh/schranka/", hold.paste, name="paste"),
    path("<str:uid>/prubeh/naseptavac/", hold.suggest, name="suggest"),
    path("<str:uid>/prubeh/ukol/<slug:assignment>/", reviewing.task, name="task"),
    path("<str:uid>/otazky/<str:entry>/", hold.answer, name="answer"),
]

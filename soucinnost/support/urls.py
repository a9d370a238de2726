"""Addresses of methodical support."""

from django.urls import path

from soucinnost.support.views import circulars, home, records

app_name = "support"
urlpatterns = [
    path("", home.home, name="home"),
    path("soubory/<slug:uid>/", home.download, name="download"),
    path("konzultace/", records.consultations, name="consultations"),
    path("konzultace/nova/", records.new_consultation, name="new_consultation"),
    path("konzultace/<slug:uid>/", records.consultation, name="consultation"),
    path("konzultace/<slug:uid>/upravit/", records.edit_consultation, name="edit_consultation"),
    path("konzultace/<slug:uid>/vyrizeno/", records.follow_up, name="follow_up"),
    path("konzultace/<slug:uid>/odebrat/", records.remove_consultation, name="remove_consultation"),
    path("materialy/", records.handovers, name="handovers"),
    path("materialy/novy/", records.new_handover, name="new_handover"),
    path("materialy/<slug:uid>/", records.handover, name="handover"),
    path("materialy/<slug:uid>/odebrat/", records.remove_handover, name="remove_handover"),
    path("vzdelavani/", records.needs, name="needs"),
    path("vzdelavani/potreby.xlsx", records.export_needs, name="export_needs"),
    path("vzdelavani/nova/", records.new_need, name="new_need"),
    path("vzdelavani/ohlasit/", records.new_statement, name="new_statement"),
    path("vzdelavani/<slug:uid>/", records.need, name="need"),
    path("vzdelavani/<slug:uid>/odebrat/", records.remove_need, name="remove_need"),
    path("obezniky/", circulars.circulars, name="circulars"),
    path("obezniky/novy/", circulars.new, name="new_circular"),
    path("obezniky/<slug:uid>/", circulars.circular, name="circular"),
    path("obezniky/<slug:uid>/upravit/", circulars.edit, name="edit_circular"),
    path("obezniky/<slug:uid>/komu/", circulars.recipients, name="recipients"),
    path("obezniky/<slug:uid>/vynechat/", circulars.leave_out, name="leave_out"),
    path("obezniky/<slug:uid>/prijemci.xlsx", circulars.export, name="export_circular"),
    path("obezniky/<slug:uid>/obeznik.eml", circulars.draft, name="draft_circular"),
    path("obezniky/<slug:uid>/soubor/", circulars.add_file, name="add_file"),
    path("obezniky/<slug:uid>/soubor/<slug:file_uid>/odebrat/", circulars.remove_file, name="remove_file"),
    path("obezniky/<slug:uid>/rozeslat/", circulars.release, name="release"),
    path("obezniky/<slug:uid>/odebrat/", circulars.remove, name="remove_circular"),
    path("obezniky/<slug:uid>/cist/", circulars.read, name="read"),
    path("obezniky/<slug:uid>/potvrdit/", circulars.confirm, name="confirm"),
    path("obezniky/<slug:uid>/potvrzeni/<slug:copy_uid>/", circulars.note_confirmation, name="note_confirmation"),
]

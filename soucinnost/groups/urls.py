"""Addresses of groups."""

from django.urls import path

from soucinnost.groups.views import documents, frame, items, listing, mandates, page, paste, topics

app_name = "groups"
urlpatterns = [
    path("", listing.groups, name="list"),
    path("nova/", frame.create, name="new"),
    path("temata/<slug:topic_uid>/", topics.topic, name="topic"),
    path("temata/<slug:topic_uid>/stav/", topics.settle, name="topic_settle"),
    path("dokumenty/<slug:document_uid>/", documents.document, name="document"),
    path("dokumenty/<slug:document_uid>/odebrat/", documents.remove, name="document_remove"),
    path("<slug:uid>/", page.group, name="group"),
    path("<slug:uid>/tisk/", page.printed, name="print"),
    path("<slug:uid>/upravit/", frame.edit, name="edit"),
    path("<slug:uid>/statut/", frame.statutes, name="statutes"),
    path("<slug:uid>/ukoncit/", frame.close, name="close"),
    path("<slug:uid>/otevrit/", frame.reopen, name="reopen"),
    path("<slug:uid>/mandaty/", mandates.mandates, name="mandates"),
    path("<slug:uid>/mandaty/novy/", mandates.give, name="mandate_new"),
    path("<slug:uid>/mandaty/seznam/", paste.members, name="members_paste"),
    path("<slug:uid>/mandaty/<slug:mandate_uid>/", mandates.change, name="mandate"),
    path("<slug:uid>/mandaty/<slug:mandate_uid>/konec/", mandates.end, name="mandate_end"),
    path("<slug:uid>/mandaty/<slug:mandate_uid>/zpet/", mandates.withdraw, name="mandate_withdraw"),
    path("<slug:uid>/mandaty/<slug:mandate_uid>/pripomenuti/", mandates.silence, name="mandate_silence"),
    path("<slug:uid>/predseda/", mandates.chair, name="chair"),
    path("<slug:uid>/body/", items.items, name="items"),
    path("<slug:uid>/body/poradi/", items.order, name="items_order"),
    path("<slug:uid>/body/<slug:item_uid>/", items.change, name="item"),
    path("<slug:uid>/body/<slug:item_uid>/presunout/", items.move, name="item_move"),
    path("<slug:uid>/body/<slug:item_uid>/odebrat/", items.remove, name="item_remove"),
    path("<slug:uid>/temata/nove/", topics.propose, name="topic_new"),
    path("<slug:uid>/dokumenty/novy/", documents.add, name="document_new"),
]

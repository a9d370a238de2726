"""Addresses of meetings in lists and of their preparing."""

from django.urls import URLPattern, path

from soucinnost.meetings.views import inviting, listing, prepare, replies, reporting

urlpatterns: list[URLPattern] = [
    path("", listing.meeting_list, name="list"),
    path("nove/<slug:group_uid>/", listing.new, name="new"),
    path("verejne/<slug:group_uid>.ics", replies.public_feed, name="public_feed"),
    path("<slug:uid>/", listing.meeting, name="meeting"),
    path("<slug:uid>/cas-a-misto/", listing.frame, name="frame"),
    path("<slug:uid>/zrusit/", listing.cancel, name="cancel"),
    path("<slug:uid>/priprava/", prepare.prepare, name="prepare"),
    path("<slug:uid>/priprava/tisk/", prepare.printed, name="print"),
    path("<slug:uid>/priprava/bod/", prepare.add, name="item_add"),
    path("<slug:uid>/priprava/poradi/", prepare.order, name="items_order"),
    path("<slug:uid>/priprava/tema/", prepare.topic, name="topic_schedule"),
    path("<slug:uid>/priprava/ukol/", prepare.task, name="task_carry"),
    path("<slug:uid>/priprava/bod/<slug:item_uid>/", prepare.item, name="item"),
    path("<slug:uid>/priprava/bod/<slug:item_uid>/posunout/", prepare.shift, name="item_shift"),
    path("<slug:uid>/priprava/bod/<slug:item_uid>/odebrat/", prepare.remove, name="item_remove"),
    path("<slug:uid>/priprava/bod/<slug:item_uid>/podklad/", prepare.paper, name="item_paper"),
    path("<slug:uid>/priprava/bod/<slug:item_uid>/zpravy/", reporting.ask, name="item_reports"),
    path("<slug:uid>/priprava/podklad/<slug:file_uid>/odebrat/", prepare.paper_remove, name="item_paper_remove"),
    path("<slug:uid>/pozvanka/", inviting.invitation, name="invitation"),
    path("<slug:uid>/pozvanka/odeslat/", inviting.send, name="invitation_send"),
    path("<slug:uid>/pozvanka/poznamenat/", inviting.note_sent, name="invitation_note"),
    path("<slug:uid>/odpoved/", replies.own, name="reply"),
    path("<slug:uid>/odpovedi/", replies.listed, name="replies"),
    path("<slug:uid>/listina/", inviting.attendance, name="attendance"),
    path("<slug:uid>/listina/sken/", inviting.scan, name="scan"),
    path("<slug:uid>/listina/odebrat/", inviting.scan_remove, name="scan_remove"),
]

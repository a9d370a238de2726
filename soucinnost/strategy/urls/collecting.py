"""Addresses: The yearly collection."""

from django.urls import URLPattern, path

from soucinnost.strategy.views import collecting, collecting_answer

urlpatterns: list[URLPattern] = [
    path("<slug:uid>/sber/", collecting.collection_list, name="collections"),
    path("<slug:uid>/sber/novy/", collecting.collection_new, name="collection_new"),
    path("sber/<slug:uid>/", collecting.collection, name="collection"),
    path("sber/<slug:uid>/termin/", collecting.collection_move, name="collection_move"),
    path("sber/<slug:uid>/pripomenout/", collecting.collection_remind, name="collection_remind"),
    path("sber/<slug:uid>/dotazat/", collecting.collection_ask, name="collection_ask"),
    path("sber/<slug:uid>/uzavrit/", collecting.collection_close, name="collection_close"),
    path("sber/<slug:uid>/otevrit/", collecting.collection_reopen, name="collection_reopen"),
    path("odpoved/<slug:uid>/", collecting_answer.answer, name="answer"),
    path("odpoved/<slug:uid>/odevzdane/", collecting.answered, name="answered"),
    path("odpoved/<slug:uid>/osoba/", collecting_answer.ask_person, name="ask_person"),
]

"""Addresses: Rounds of remarks."""

from django.urls import URLPattern, path

from soucinnost.strategy.views import drafting, drafting_remarks

urlpatterns: list[URLPattern] = [
    path("<slug:uid>/pripominky/", drafting.rounds, name="rounds"),
    path("<slug:uid>/pripominky/kolo/", drafting.round_new, name="round_new"),
    path("<slug:uid>/pripominky/nova/", drafting_remarks.remark_new, name="remark_new"),
    path("kolo/<slug:uid>/", drafting.round_page, name="round"),
    path("kolo/<slug:uid>/termin/", drafting.round_move, name="round_move"),
    path("kolo/<slug:uid>/uzavrit/", drafting.round_close, name="round_close"),
    path("kolo/<slug:uid>/otevrit/", drafting.round_reopen, name="round_reopen"),
    path("kolo/<slug:uid>/vyporadani/<slug:fmt>/", drafting.round_paper, name="round_paper"),
    path("pripominka/<slug:uid>/", drafting_remarks.remark_answer, name="remark_answer"),
    path("pripominka/<slug:uid>/upravit/", drafting_remarks.remark_edit, name="remark_edit"),
    path("pripominka/<slug:uid>/odebrat/", drafting_remarks.remark_remove, name="remark_remove"),
]

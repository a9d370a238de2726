"""Addresses: Claims, undertakings, indicators, lists behind numbers."""

from django.urls import URLPattern, path

from soucinnost.strategy.views import proving, proving_lists, proving_undertakings

urlpatterns: list[URLPattern] = [
    # -- over the whole strategy
    path("<slug:uid>/udaje/", proving_lists.claims, name="claims"),
    path("<slug:uid>/rozpory/", proving_lists.contradiction_list, name="contradictions"),
    path("<slug:uid>/chybi/", proving_lists.owing_list, name="owing"),
    path("<slug:uid>/akce/", proving_undertakings.undertaking_list, name="undertakings"),
    path("<slug:uid>/akce/nova/", proving_undertakings.undertaking_new, name="undertaking_new"),
    path("<slug:uid>/ukazatele/", proving_undertakings.indicator_list, name="indicators"),
    # -- a claim
    path("udaj/<slug:uid>/", proving.claim, name="claim"),
    path("udaj/<slug:uid>/opravit/", proving.claim_correct, name="claim_correct"),
    path("udaj/<slug:uid>/pouzit/", proving.claim_use, name="claim_use"),
    path("udaj/<slug:uid>/seznam/", proving.claim_rows, name="claim_rows"),
    path("udaj/<slug:uid>/rozpor/", proving_lists.conflict_new, name="conflict_new"),
    path("rozpor/<slug:uid>/zrusit/", proving_lists.conflict_remove, name="conflict_remove"),
    path("pouziti/<slug:uid>/ukoncit/", proving.claim_leave, name="claim_leave"),
    path("opatreni/<slug:uid>/udaj/", proving.claim_new, {"kind": "measure"}, name="claim_new"),
    path("opatreni/<slug:uid>/prevzit/", proving.take_over, {"kind": "measure"}, name="take_over"),
    # -- what was done
    path("akce/<slug:uid>/", proving_undertakings.undertaking, name="undertaking"),
    path("akce/<slug:uid>/upravit/", proving_undertakings.undertaking_edit, name="undertaking_edit"),
    path("akce/<slug:uid>/odebrat/", proving_undertakings.undertaking_remove, name="undertaking_remove"),
    path("akce/<slug:uid>/udaj/", proving.claim_new, {"kind": "undertaking"}, name="undertaking_claim"),
    path("akce/<slug:uid>/prevzit/", proving.take_over, {"kind": "undertaking"}, name="undertaking_take_over"),
    # -- what is counted
    path("opatreni/<slug:uid>/ukazatel/", proving_undertakings.indicator_new, {"kind": "measure"},
         name="indicator_new"),
    path("cil/<slug:uid>/ukazatel/", proving_undertakings.indicator_new, {"kind": "goal"}, name="goal_indicator_new"),
    path("ukazatel/<slug:uid>/", proving_undertakings.indicator, name="indicator"),
    path("ukazatel/<slug:uid>/upravit/", proving_undertakings.indicator_edit, name="indicator_edit"),
    path("ukazatel/<slug:uid>/odebrat/", proving_undertakings.indicator_remove, name="indicator_remove"),
    path("ukazatel/<slug:uid>/udaj/", proving.claim_new, {"kind": "indicator"}, name="indicator_claim"),
    path("ukazatel/<slug:uid>/prevzit/", proving.take_over, {"kind": "indicator"}, name="indicator_take_over"),
]

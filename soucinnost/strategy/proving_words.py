"""What the audit's verbs of evidence are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "strategy.claim_corrected": _("doklad strategie: oprava"),
    "strategy.claim_edited": _("doklad strategie: otevření formuláře"),
    "strategy.claim_left": _("doklad strategie: konec použití"),
    "strategy.claim_used": _("doklad strategie: použití"),
    "strategy.claim_viewed": _("doklad strategie: zobrazení"),
    "strategy.claims_listed": _("doklady strategie: zobrazení seznamu"),
    "strategy.claims_offered": _("doklady strategie: výběr ze zpráv skupin"),
    "strategy.conflict_marked": _("doklady strategie: označení rozporu"),
    "strategy.conflict_unmarked": _("doklady strategie: zrušení rozporu"),
    "strategy.contradictions_listed": _("doklady strategie: zobrazení rozporů"),
    "strategy.indicator_added": _("ukazatel: přidání"),
    "strategy.indicator_changed": _("ukazatel: změna"),
    "strategy.indicator_edited": _("ukazatel: otevření k úpravě"),
    "strategy.indicator_removed": _("ukazatel: odebrání"),
    "strategy.indicator_viewed": _("ukazatel: zobrazení"),
    "strategy.indicators_listed": _("ukazatele: zobrazení seznamu"),
    "strategy.owing_listed": _("strategie: zobrazení, kde chybějí doklady"),
    "strategy.rows_set": _("doklad strategie: seznam za číslem"),
    "strategy.undertaking_added": _("akce strategie: přidání"),
    "strategy.undertaking_changed": _("akce strategie: změna"),
    "strategy.undertaking_edited": _("akce strategie: otevření k úpravě"),
    "strategy.undertaking_removed": _("akce strategie: odebrání"),
    "strategy.undertaking_viewed": _("akce strategie: zobrazení"),
    "strategy.undertakings_listed": _("akce strategie: zobrazení seznamu"),
}

"""What the audit's verbs and the mails of collections are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "collection_asked": _("sběr strategie: prosba"),
    "collection_moved": _("sběr strategie: nový termín"),
    "collection_reminder": _("sběr strategie: připomínka"),
}
VERBS: dict[str, Any] = {
    "strategy.answer_edited": _("sběr strategie: otevření formuláře organizace"),
    "strategy.answer_entered": _("sběr strategie: zápis odpovědi za organizaci"),
    "strategy.answer_handed_in": _("sběr strategie: odevzdání odpovědi"),
    "strategy.answer_saved": _("sběr strategie: uložení rozepsané odpovědi"),
    "strategy.answer_viewed": _("sběr strategie: zobrazení odevzdané odpovědi"),
    "strategy.collection_requested": _("sběr strategie: prosba organizacím"),
    "strategy.collection_closed": _("sběr strategie: uzavření"),
    "strategy.collection_moved": _("sběr strategie: změna termínu"),
    "strategy.collection_opened": _("sběr strategie: otevření"),
    "strategy.collection_person_changed": _("sběr strategie: změna dotázané osoby"),
    "strategy.collection_person_edited": _("sběr strategie: výběr dotázané osoby"),
    "strategy.collection_drafted": _("sběr strategie: příprava"),
    "strategy.collection_reminded": _("sběr strategie: připomenutí"),
    "strategy.collection_reopened": _("sběr strategie: znovuotevření"),
    "strategy.collection_viewed": _("sběr strategie: zobrazení"),
    "strategy.collections_listed": _("sběry strategie: zobrazení seznamu"),
}

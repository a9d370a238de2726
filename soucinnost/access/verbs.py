"""What the audit's verbs are called for a reader. Apps add theirs; an unknown verb is shown as it is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_labels: dict[str, Any] = {}


def name_verbs(labels: Mapping[str, Any]) -> None:
    """Add labels (lazily translated nouns: what happened)."""
    _labels.update(labels)


def verb_label(verb: str) -> str:
    """The label of a verb, the verb itself when nobody named it."""
    return str(_labels.get(verb, verb))


OWN = {
    "account.created": _("založení účtu"),
    "account.given": _("přidělení účtu osobě"),
    "account.link_made": _("vydání odkazu k heslu"),
    "account.link_shown": _("zobrazení odkazu k heslu"),
    "account.links_revoked": _("zrušení odkazů k heslu"),
    "account.password_set": _("nastavení hesla"),
    "account.disabled": _("vypnutí účtu"),
    "account.enabled": _("zapnutí účtu"),
    "account.second_factor_reset": _("zrušení druhého faktoru"),
    "account.second_factor_added": _("přidání druhého faktoru"),
    "account.second_factor_removed": _("odebrání druhého faktoru"),
    "account.sessions_ended": _("ukončení přihlášení"),
    "account.language_set": _("změna jazyka"),
    "account.email_changed": _("změna přihlašovacího e-mailu"),
    "account.signed_in": _("přihlášení"),
    "account.sign_in_failed": _("neúspěšné přihlášení"),
    "account.listed": _("zobrazení seznamu účtů"),
    "account.viewed": _("zobrazení účtu"),
    "account.own_viewed": _("zobrazení vlastního účtu"),
    "audit.viewed": _("zobrazení záznamů o činnosti"),
    "circle.opened": _("založení okruhu sdílení"),
    "circle.glass_broken": _("mimořádný přístup správce"),
    "circle.glass_closed": _("konec mimořádného přístupu"),
    "circle.glass_asked": _("otevření žádosti o mimořádný přístup"),
    "circle.glass_listed": _("zobrazení mimořádných přístupů"),
    "controller.changed": _("změna nastavení správce údajů"),
    "controller.logo_set": _("nahrání loga"),
    "controller.logo_removed": _("odebrání loga"),
    "controller.listed": _("zobrazení správců údajů"),
    "controller.viewed": _("zobrazení nastavení správce údajů"),
    "grant.given": _("přidělení role"),
    "grant.ended": _("odebrání role"),
    "grant.listed": _("zobrazení rolí"),
    "retention.rule_set": _("změna lhůty uchování"),
    "retention.listed": _("zobrazení lhůt uchování"),
    "retention.viewed": _("zobrazení lhůty uchování"),
    "seat.given": _("přidělení místa"),
    "seat.changed": _("změna místa"),
    "seat.ended": _("ukončení místa"),
    "seat.withdrawn": _("vzetí místa zpět"),
}
name_verbs(OWN)

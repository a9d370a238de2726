"""What the audit's verbs are called for a reader. Apps add theirs; an unknown verb is shown as it is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_labels: dict[str, Any] = {}


def name_verbs(labels: Mapping[str, Any]) -> None:
    """Add labels (lazily translated nouns: what happened)."""
    _labels.update(labels)


def verb_label(verb: str) -> str:
    """The label of a verb: its own, else put together of subject and event; the verb itself when nobody named it."""
    if verb in _labels:
        return str(_labels[verb])
    subject, _dot, event = verb.partition(".")
    if subject in SUBJECTS and event in EVENTS:
        return f"{SUBJECTS[subject]}: {EVENTS[event]}"
    return verb


SUBJECTS = {
    "affiliation": _("místo v organizaci"), "agenda": _("program jednání"), "area": _("území"),
    "assignment": _("úkol"), "attachment": _("příloha"), "attendance": _("docházka"), "claim": _("údaj"),
    "codelist": _("číselník"), "desk": _("stůl"), "directory": _("adresář"), "entry": _("řádek zápisu"),
    "group": _("skupina"), "groups": _("skupiny"), "installation": _("instalace"), "invitation": _("pozvánka"),
    "locality": _("lokalita"), "mandate": _("mandát"), "mandates": _("mandáty"), "meeting": _("jednání"),
    "message": _("zpráva"), "minutes": _("zápis"), "organisation": _("organizace"), "people": _("lidé"),
    "person": _("osoba"), "presence": _("účast"), "question": _("otázka"), "retention": _("lhůty uchování"),
    "setup": _("první nastavení"), "stand_in": _("zastupování"), "standing_item": _("stálý bod"),
    "territory": _("území"), "topic": _("téma"), "unit": _("útvar"),
}
EVENTS = {
    "activated": _("obnovení"), "added": _("přidání"), "anonymised": _("odstranění osobních údajů"),
    "answered": _("odpověď"), "approved": _("schválení"), "backed_up": _("záloha"), "begun": _("začátek"),
    "boundaries_imported": _("načtení hranic"), "cancelled": _("zrušení"),
    "chair_handed_over": _("předání předsednictví"),
    "changed": _("změna"), "changes_viewed": _("zobrazení změn"), "chosen": _("výběr"), "closed": _("ukončení"),
    "conflict_kept": _("uložení obou znění"), "conflict_resolved": _("rozhodnutí mezi zněními"),
    "corrected": _("oprava"), "created": _("založení"), "damaged": _("poškození"),
    "deactivated": _("ukončení působení"),
    "dispatch_removed": _("zrušení záznamu o odeslání"), "dispatched": _("záznam o odeslání"),
    "document_added": _("přidání dokumentu"), "document_removed": _("odebrání dokumentu"),
    "downloaded": _("stažení"), "due_set": _("doplnění termínu"), "duplicates_shown": _("zobrazení podobných"),
    "edited": _("otevření k úpravě"), "edition_imported": _("načtení vydání"), "ended": _("konec"),
    "erased": _("vymazání"), "exported": _("stažení seznamu"), "finalised": _("uzavření"), "finished": _("splnění"),
    "given": _("přidělení"), "guest_added": _("přidání hosta"), "guest_removed": _("odebrání hosta"),
    "handed_on": _("předání"), "import_previewed": _("náhled načtení"), "imported": _("načtení seznamu"),
    "invited": _("rozeslání pozvánky"), "item_added": _("přidání bodu"), "item_changed": _("změna bodu"),
    "item_removed": _("odebrání bodu"), "item_viewed": _("zobrazení bodu"), "list_imported": _("načtení seznamu"),
    "listed": _("zobrazení seznamu"), "made": _("sestavení"), "meetings_noted": _("záznam termínů"),
    "moved": _("přesun"), "noted": _("záznam"), "offered": _("nabídka k výběru"), "opened": _("otevření"),
    "ordered": _("změna pořadí"), "paper_added": _("přidání podkladu"), "paper_removed": _("odebrání podkladu"),
    "paste_form_shown": _("zobrazení formuláře"), "paste_previewed": _("náhled seznamu členů"),
    "postponed": _("odložení"), "prepared_viewed": _("zobrazení přípravy"), "presence_viewed": _("zobrazení účasti"),
    "printed": _("tisk"), "raised": _("navržení"), "remark_settled": _("vypořádání připomínky"),
    "remarked": _("připomínka"), "removed": _("odebrání"), "renamed": _("přejmenování"), "reopened": _("nové otevření"),
    "restored": _("obnova ze zálohy"), "returned": _("vrácení"), "reviewed": _("revize"),
    "scan_attached": _("přiložení listiny"), "scan_removed": _("odebrání listiny"),
    "sent_for_remarks": _("rozeslání k připomínkám"), "settled": _("vypořádání"), "signed": _("podpis"),
    "split": _("rozdělení"), "standing_items_set": _("nastavení stálých bodů"), "started": _("zahájení"),
    "stated": _("uvedení"), "strays_cleaned": _("úklid souborů"), "struck": _("škrtnutí"),
    "suggested": _("návrh změny"), "superseded": _("nahrazení"), "task_dropped": _("vynechání úkolu"),
    "tasks_carried": _("přenesení úkolů"), "topic_scheduled": _("zařazení tématu"),
    "transferred": _("převod do jiné databáze"), "version_kept": _("uložení znění"), "viewed": _("zobrazení"),
    "withdrawn": _("vzetí zpět"), "written": _("zapsání"),
}


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
    "account.identity_tied": _("propojení účtu s přihlašovací službou"),
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

"""What kinds of messages and what happened to them are called for a reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_kinds: dict[str, Any] = {
    "account_notice": _("zpráva o účtu"),
    "draft": _("zápis k připomínkám"),
    "final": _("hotový zápis"),
    "glass_broken": _("mimořádný přístup správce"),
    "invitation": _("pozvánka na jednání"),
    "password_link": _("odkaz k nastavení hesla"),
    "password_reset": _("zapomenuté heslo"),
    "question": _("otázka z jednání"),
    "reminder": _("připomenutí"),
    "reopened": _("znovu otevřený zápis"),
    "review": _("zápis k revizi"),
    "second_factor_reset": _("zrušení druhého faktoru"),
    "sign_in_email": _("změna přihlašovacího e-mailu"),
    "summary": _("týdenní souhrn"),
    "task": _("úkol"),
}

VERBS = {
    "message.queued": _("zařazení zprávy k odeslání"),
    "message.sent": _("odeslání zprávy"),
    "message.failed": _("neodeslání zprávy"),
    "message.retried": _("nové odeslání zprávy"),
    "message.cancelled": _("zrušení zprávy"),
    "message.closed": _("uzavření zpráv adresátům"),
    "message.erased": _("vymazání zpráv"),
    "message.text_erased": _("vymazání textu zpráv"),
    "message.listed": _("zobrazení odchozí pošty"),
    "message.viewed": _("zobrazení zprávy"),
    "message.sent_outside": _("odeslání zprávy z vlastní schránky"),
    "message.drafted": _("stažení zprávy k odeslání z vlastní schránky"),
    "message.returned": _("záznam o vrácené zprávě"),
    "message.return_withdrawn": _("zrušení záznamu o vrácené zprávě"),
    "digest.reminded": _("připomenutí toho, co čeká"),
    "digest.forgotten": _("vymazání toho, co už bylo připomenuto"),
    "digest.summarised": _("týdenní souhrn"),
    "preference.chosen": _("volba připomenutí"),
    "preference.stopped": _("vypnutí připomenutí za člena"),
    "preference.resumed": _("zapnutí připomenutí za člena"),
    "preference.viewed": _("zobrazení volby připomenutí"),
    "link.listed": _("zobrazení jednorázových odkazů"),
    "link.made": _("vytvoření jednorázového odkazu"),
    "link.used": _("použití jednorázového odkazu"),
    "link.refused": _("otevření neplatného jednorázového odkazu"),
    "link.revoked": _("zrušení jednorázového odkazu"),
    "link.erased": _("vymazání jednorázových odkazů"),
    "feed.started": _("založení odběru kalendáře"),
    "feed.ended": _("ukončení odběru kalendáře"),
    "feed.read": _("čtení odběru kalendáře"),
    "feed.listed": _("zobrazení odběrů kalendáře"),
    "search.answered": _("odpověď hledání"),
}


_TROUBLES = {
    "StorageError": _("přílohu zprávy nejde přečíst"),
    "Missing": _("příloha zprávy chybí"),
    "Damaged": _("příloha zprávy je poškozená"),
    "SMTPRecipientsRefused": _("poštovní server adresu odmítl"),
    "SMTPDataError": _("poštovní server zprávu odmítl"),
    "SMTPSenderRefused": _("poštovní server odmítl odesílatele"),
    "SMTPAuthenticationError": _("poštovní server odmítl přihlášení aplikace"),
    "BadHeaderError": _("adresa nebo předmět nejde poslat"),
}


def trouble_label(error: str) -> str:
    """What a stored error (a name and a code) means to a reader; the code stays for the administrator."""
    if not error:
        return ""
    name, _space, code = error.partition(" ")
    label = str(_TROUBLES.get(name, _("poštovní server neodpovídá")))
    return f"{label} ({code})" if code else label


def name_kinds(labels: Mapping[str, Any]) -> None:
    """Add labels of kinds of messages (lazily translated); called by apps above."""
    _kinds.update(labels)


def kind_label(kind: str) -> str:
    """The label of a kind, the kind itself when nobody named it."""
    return str(_kinds.get(kind, kind))

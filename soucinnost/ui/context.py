"""What every page's frame needs."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from soucinnost.ui.addresses import address
from soucinnost.ui.frame import frame_of
from soucinnost.ui.navigation import entries_for

#: Sentences of app.js; the script takes them from the page, so that they are translated like everything else.
APP_WORDS = {
    "offline": _("Server neodpovídá. Zkontrolujte připojení a zkuste to znovu, nic se neztratilo."),
    "expired": _("Přihlášení mezitím vypršelo. Přihlaste se v jiné záložce a zkuste to znovu, nic se neztratilo."),
    "forbidden": _("K tomu nemáte oprávnění."),
    "failed": _("Změnu se nepodařilo uložit. Zkuste to prosím znovu."),
    "found": _("V tomto prohlížeči zůstal rozepsaný text, který nebyl uložen. Poslední změna:"),
    "restore": _("Obnovit rozepsaný text"),
    "discard": _("Zahodit"),
    "restored": _("Rozepsaný text je zpět ve formuláři. Uložen zatím není."),
    "signout": _("Rozepsaný neuložený text v tomto prohlížeči se odhlášením smaže. Odhlásit?"),
    "moved": _("Nové pořadí:"),
    "of": _("z"),
    "passkey": _(
        "Přístupový klíč se nepodařilo použít. Buď bylo ověření zrušeno, nebo zařízení takový klíč nemá. "
        "Zkuste to znovu, nebo zvolte jiný způsob."
    ),
}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Names of the page frame: ``frame``, ``navigation``, addresses that may exist, words of the script."""
    return {
        "mail_enabled": settings.MAIL_ENABLED,
        "reset_by_mail": bool(settings.MAIL_ENABLED and settings.PUBLIC_URL),
        "is_production": settings.PRODUCTION,
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "home_url": _address("desk:desk") or "/",
        "search_url": _address("search:search"),
        "suggest_url": _address("search:suggest"),
        "profile_url": _address("accounts:profile"),
        "app_words": _words_in(get_language()),
    }


@lru_cache(maxsize=8)
def _words_in(language: str | None) -> SafeString:
    """The element with the sentences of the script, in the language that is active."""
    return json_script(APP_WORDS, "app-words")


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    actor = getattr(request, "actor", None)
    return [] if actor is None or not actor.is_signed_in else entries_for(actor, request.path)


def _address(name: str) -> str:
    try:
        return address(name)
    except NoReverseMatch:
        return ""

"""What the audit's verbs of rounds of remarks are called, and the registration of what they need."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from soucinnost.access.verbs import name_verbs
from soucinnost.notices import purposes
from soucinnost.notices.words import name_kinds
from soucinnost.strategy import drafting_letters as letters
from soucinnost.strategy.actions.drafting import ask_again
from soucinnost.strategy.models import Round
from soucinnost.strategy.views.drafting_remarks import by_link

VERBS: dict[str, Any] = {
    "strategy.remark_added": _("připomínka ke strategii: podání"),
    "strategy.remark_answered": _("připomínka ke strategii: vypořádání"),
    "strategy.remark_changed": _("připomínka ke strategii: změna"),
    "strategy.remark_edited": _("připomínka ke strategii: otevření"),
    "strategy.remark_drafted": _("připomínka ke strategii: otevření formuláře"),
    "strategy.remark_removed": _("připomínka ke strategii: odebrání"),
    "strategy.round_closed": _("kolo připomínek: uzavření"),
    "strategy.round_downloaded": _("kolo připomínek: stažení vypořádání"),
    "strategy.round_moved": _("kolo připomínek: změna termínu"),
    "strategy.round_opened": _("kolo připomínek: otevření"),
    "strategy.round_drafted": _("kolo připomínek: příprava"),
    "strategy.round_reopened": _("kolo připomínek: znovuotevření"),
    "strategy.round_viewed": _("kolo připomínek: zobrazení"),
    "strategy.rounds_listed": _("kola připomínek: zobrazení seznamu"),
}


def register_drafting() -> None:
    """Tell the frame about rounds: verbs, mails, one-time links."""
    name_verbs(VERBS)
    name_kinds(letters.KINDS)
    purposes.register(purposes.Purpose(
        key=letters.PURPOSE, label=letters.LABEL, answer=by_link, open_until=letters.open_until,
        send_again=ask_again, model=Round,
    ))

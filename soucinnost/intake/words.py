"""What the audit calls what happens with old minutes."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "intake.taken": _("načtení starého zápisu"), "intake.read": _("přečtení starého zápisu"),
    "intake.corrected": _("oprava čtení starého zápisu"), "intake.saved": _("uložení starého zápisu jako jednání"),
    "intake.discarded": _("zahození čtení starého zápisu"), "intake.erased": _("vyřazení čtení starých zápisů"),
    "intake.listed": _("zobrazení čtení starých zápisů"), "intake.viewed": _("zobrazení čtení starého zápisu"),
    "meeting.imported": _("načtení jednání ze starého zápisu"), "minutes.imported": _("načtení starého zápisu"),
}

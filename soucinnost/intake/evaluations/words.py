"""What the audit calls what happens with readings of evaluations."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "evaluation.taken": _("načtení vyhodnocení strategie"), "evaluation.read": _("přečtení vyhodnocení strategie"),
    "evaluation.corrected": _("oprava čtení vyhodnocení"), "evaluation.saved": _("uložení vyhodnocení do strategie"),
    "evaluation.discarded": _("zahození čtení vyhodnocení"), "evaluation.erased": _("vyřazení čtení vyhodnocení"),
    "evaluation.listed": _("zobrazení čtení vyhodnocení"), "evaluation.viewed": _("zobrazení čtení vyhodnocení"),
}

"""What the overview calls its verbs, signals and measures."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "overview.viewed": _("zobrazení přehledu kraje"),
    "overview.towns_listed": _("zobrazení obcí bez skupiny"),
    "overview.history_viewed": _("zobrazení historie kraje"),
    "overview.exported": _("stažení přehledu kraje"),
}

SIGNALS = ("ok", "due", "late", "asleep", "none")
"""States of the rhythm, the best first."""

SIGNAL_LABELS = {
    "ok": _("v rytmu"), "due": _("na řadě"), "late": _("po termínu"), "asleep": _("dlouho bez jednání"),
    "none": _("bez signálu"),
}

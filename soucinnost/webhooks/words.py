"""What the audit calls what happens with webhooks."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "webhook.made": _("nastavení webhooku"), "webhook.paused": _("pozastavení webhooku"),
    "webhook.resumed": _("zapnutí webhooku"), "webhook.removed": _("odebrání webhooku"),
    "webhook.broken": _("vypnutí webhooku po chybách"), "webhook.told": _("oznámení programu"),
    "webhook.listed": _("zobrazení webhooků"), "webhook.viewed": _("zobrazení webhooku"),
    "webhook.deliveries_erased": _("vymazání záznamů o oznámeních"),
}

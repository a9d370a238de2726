"""Registration of the app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Telling programs of others what happened."""

    name = "soucinnost.webhooks"

    def ready(self) -> None:
        """Listen to the audit log; tell the own account, the duties and retention."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models load first
        from soucinnost.accounts.sections import register as register_section  # noqa: PLC0415
        from soucinnost.audit.hooks import listen  # noqa: PLC0415
        from soucinnost.kernel.duties import Duty  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.notices.words import name_kinds  # noqa: PLC0415
        from soucinnost.retention.registry import Kind, register  # noqa: PLC0415
        from soucinnost.webhooks import actions, jobs, own, words  # noqa: PLC0415
        from soucinnost.webhooks.enums import Event  # noqa: PLC0415

        name_verbs(words.VERBS)
        name_kinds({"webhook_broken": _("vypnutý webhook")})
        register_section(own.WEBHOOKS)
        listen("webhooks", Event.values, actions.note_event)
        register_duty(Duty("webhooks.send", _("Oznámení programům"), timedelta(minutes=1), jobs.send_due))
        register(
            Kind(
                key="webhooks.delivery", label=_("Oznámení programům"), default_months=3, afterwards="erase",
                basis=_("Záznam slouží k hledání chyb v propojení; co se stalo, je uloženo jinde."),
                expired=actions.expired, dispose=actions.erase_deliveries,
                organisation_path="webhook__circle__controller__organisation__uid",
            )
        )

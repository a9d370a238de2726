"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The machine interface."""

    name = "soucinnost.api"

    def ready(self) -> None:
        """Tell the audit, the own account and retention; models load only now, hence the imports here."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.accounts.sections import register as register_section  # noqa: PLC0415
        from soucinnost.api import actions, own, words  # noqa: PLC0415
        from soucinnost.audit.hooks import listen  # noqa: PLC0415
        from soucinnost.retention.registry import Kind, register  # noqa: PLC0415

        name_verbs(words.VERBS)
        register_section(own.TOKENS)
        listen("api.tokens", ("account.disabled", "account.second_factor_reset"), actions.end_with_account)
        register(
            Kind(
                key="api.token", label=_("Tokeny pro programy"), default_months=12, afterwards="erase",
                basis=_("Token, který neplatí, nic neotevře; co se s ním dělo, dokládá záznam o činnosti."),
                expired=actions.expired, dispose=actions.erase_tokens,
            )
        )

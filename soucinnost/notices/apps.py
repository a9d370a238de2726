"""Registration of the app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Messages to people: queue, retries, what went out."""

    name = "soucinnost.notices"

    def ready(self) -> None:
        """Take over the carrying of messages of the floors below; models load only now, hence the imports here."""
        from soucinnost.access.announcements import announce_through  # noqa: PLC0415
        from soucinnost.access.sections import Entry  # noqa: PLC0415
        from soucinnost.access.sections import register as register_page  # noqa: PLC0415
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.accounts.carrier import carry_through  # noqa: PLC0415
        from soucinnost.accounts.sections import register as register_section  # noqa: PLC0415
        from soucinnost.kernel.duties import Duty  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.notices import actions, jobs, own, rules, words  # noqa: PLC0415
        from soucinnost.notices.actions import digests, links  # noqa: PLC0415
        from soucinnost.retention.registry import Kind  # noqa: PLC0415
        from soucinnost.retention.registry import register as register_kind  # noqa: PLC0415

        announce_through(actions.queue)
        carry_through(own.carry_to_user)
        register_section(own.MESSAGES)
        register_section(own.REMINDERS)
        name_verbs(words.VERBS)
        register_page(
            Entry(
                "queue", _("Odchozí pošta"), _("Co čeká, co odešlo a co se nepodařilo"), "notices:queue", 70,
                rules.sees_queue,
            )
        )
        register_kind(
            Kind(
                key="notices.message", label=_("Odeslané zprávy"), default_months=12, afterwards="erase",
                basis=_("Zpráva jen oznamuje to, co je uloženo jinde; delší uchování nemá účel."),
                expired=actions.expired, dispose=actions.dispose, anonymise=actions.forget_texts,
                organisation_path="circle__controller__organisation__uid",
            )
        )
        register_kind(
            Kind(
                key="notices.link", label=_("Jednorázové odkazy"), default_months=3, afterwards="erase",
                basis=_("Prošlý odkaz nic neotevře; kdy byl použit, dokládá záznam o přístupech."),
                expired=links.expired_links, dispose=links.erase_links,
                organisation_path="circle__controller__organisation__uid",
            )
        )
        register_kind(
            Kind(
                key="notices.told", label=_("Co už bylo připomenuto"), default_months=24, afterwards="erase",
                basis=_("Aby se totéž nepřipomínalo dvakrát; co čeká déle, už nikdo nepřipomíná."),
                expired=digests.expired_told, dispose=digests.erase_told,
                organisation_path="circle__controller__organisation__uid",
            )
        )
        register_duty(Duty("notices.send", _("Odesílání pošty"), timedelta(minutes=1), jobs.send_due))
        register_duty(
            Duty("notices.digests", _("Připomenutí a týdenní souhrny"), timedelta(minutes=1), jobs.write_digests)
        )

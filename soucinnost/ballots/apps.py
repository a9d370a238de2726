"""Registration of the app."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Votes by correspondence (per rollam)."""

    name = "soucinnost.ballots"

    def ready(self) -> None:
        """Tell the audit, mail, links, search, retention, duties and the page of a group about ballots."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models first
        from soucinnost.ballots import digest, duties, findable, links, retained, section, words  # noqa: PLC0415
        from soucinnost.groups import hooks  # noqa: PLC0415
        from soucinnost.notices.words import name_kinds  # noqa: PLC0415

        digest.register_source()
        findable.register_kind()
        retained.register_kinds()
        links.register_purpose()
        duties.register_duty()
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        hooks.register_section("hlasovani", 27, section.ballots_of)

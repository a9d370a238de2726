"""The administration's own pages, as they stand on its front page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from soucinnost.access.rules import breaks_glass, grants_roles
from soucinnost.access.sections import Entry, register
from soucinnost.kernel.actor import Actor


def _manages(actor: Actor) -> bool:
    return grants_roles(actor) or bool(actor.managed_organisation_ids)


def register_pages() -> None:
    """Register them; safe to call again."""
    for entry in (
        Entry(
            "people", _("Lidé a účty"), _("Založení účtu, odkaz k heslu, druhý faktor, vypnutí"), "access:people", 10,
            _manages,
        ),
        Entry(
            "grants", pgettext_lazy("list", "Role"), _("Správci účtů, krajští koordinátoři, manažeři prevence"),
            "access:grants", 20, grants_roles,
        ),
        Entry(
            "controllers", _("Správci údajů"),
            _("Hlavička, barva, logo, druhý faktor a stahování u každé vedoucí organizace"), "access:controllers", 30,
            _manages,
        ),
        Entry(
            "glass", _("Mimořádný přístup"), _("Ohlášený vstup správce do skupiny, nejvýš na tři dny"), "access:glass",
            40, breaks_glass,
        ),
        Entry(
            "audit", _("Záznamy o činnosti"), _("Kdo kdy co udělal nebo otevřel; bez obsahu"), "access:audit", 50,
            grants_roles,
        ),
        Entry(
            "retention", _("Lhůty uchování"), _("Jak dlouho se co uchovává a co se stane pak"), "access:retention", 60,
            grants_roles,
        ),
    ):
        register(entry)

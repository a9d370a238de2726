"""Training needs by theme, for the page and as a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from soucinnost.documents.paper.xlsx import Column, Sheet, write_xlsx
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.support.enums import NeedState
from soucinnost.support.models import TrainingNeed

ALIVE = (NeedState.COLLECTED, NeedState.PLANNED)


@dataclass(frozen=True, slots=True)
class ThemeNeed:
    """What is needed of one theme: needs, organisations, people. ``people`` is the sum of numbers that were given,
    None when none was; ``uncounted`` needs gave none."""

    theme: str
    needs: int
    organisations: int
    people: int | None
    uncounted: int


def needs_of(actor: Actor, *, state: str = "", theme: str = "") -> list[TrainingNeed]:
    """Needs that the actor may see, by theme and training in Czech order; without a state those that live."""
    found = TrainingNeed.objects.visible_to(actor).select_related("keeper", "organisation", "theme")
    if state in NeedState.values:
        found = found.filter(state=state)
    elif state != "vse":
        found = found.filter(state__in=ALIVE)
    if theme:
        found = found.filter(theme__key=theme)
    return sorted(
        found, key=lambda one: (
            one.theme is None, sort_key(str(one.theme or "")), sort_key(one.training), sort_key(one.organisation.name),
            one.pk,
        )
    )


def by_theme(needs: Iterable[TrainingNeed]) -> list[ThemeNeed]:
    """Sum needs up by theme, in their order; those without a theme last."""
    held: dict[str, list[TrainingNeed]] = {}
    for need in needs:
        held.setdefault(str(need.theme) if need.theme is not None else "", []).append(need)
    rows = []
    for theme, of_theme in held.items():
        counted = [need.people for need in of_theme if need.people is not None]
        rows.append(
            ThemeNeed(
                theme or str(_("bez tématu")), len(of_theme), len({need.organisation_id for need in of_theme}),
                sum(counted) if counted else None, len(of_theme) - len(counted),
            )
        )
    return rows


def needs_book(needs: Sequence[TrainingNeed], *, created: datetime) -> bytes:
    """The needs and their sums as XLSX; a number that nobody gave is an empty cell, never 0."""
    columns = (
        Column(_("Školení"), width=40), Column(_("Téma"), width=28), Column(_("Kdo potřebuje"), width=36),
        Column(_("Počet lidí"), "integer", 12), Column(_("Od kdy"), "date"), Column(_("Stav"), width=20),
        Column(_("Poznámka"), width=40), Column(_("Kdo sbírá"), width=30), Column(_("Zapsáno"), "date"),
    )
    rows = [
        (
            need.training, str(need.theme) if need.theme is not None else None, need.organisation.name, need.people,
            need.wanted_from, need.get_state_display(), need.note, need.keeper.name, need.stated_on,
        )
        for need in needs
    ]
    sums = (
        Column(_("Téma"), width=36), Column(_("Potřeb"), "integer", 10), Column(_("Organizací"), "integer", 12),
        Column(_("Lidí"), "integer", 10), Column(_("Bez uvedeného počtu"), "integer", 14),
    )
    totals = [(one.theme, one.needs, one.organisations, one.people, one.uncounted) for one in by_theme(needs)]
    sheets = [Sheet(_("Potřeby"), columns, rows), Sheet(_("Podle tématu"), sums, totals)]
    return write_xlsx(sheets, created=created, title=str(_("Potřeby vzdělávání")))

"""Annexes: lists behind numbers, all undertakings, all sources with the notes that come from them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.chars import NOT_STATED
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.drafting.goals import undertaking_told
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import Grid, Line, Number, Part, Passage, Title, Words, words
from soucinnost.strategy.evaluation.phrases import claim_figure, sentence
from soucinnost.strategy.models import ListRow
from soucinnost.strategy.selectors.figures import list_figures
from soucinnost.strategy.selectors.whole import StrategyView, UndertakingView


def parts(view: StrategyView, sight: Sight) -> list[Part]:
    """Annexes A to C, each only where it has something."""
    return [*_lists(view), *_undertakings(view, sight), *_sources(view, sight)]


def _lists(view: StrategyView) -> list[Part]:
    some = [(claim, view.rows[claim.pk]) for claim in view.claims if view.rows.get(claim.pk)]
    if not some:
        return []
    found: list[Part] = [Title(1, _("Příloha A – Seznamy k číslům"), "priloha-a")]
    for claim, rows in some:
        named = sentence(typo(claim.label)) or _("Seznam")
        found += [
            Title(2, named, f"seznam-{claim.uid}"),
            Passage(f"list.{claim.uid}", named, data=(_list_grid(claim, rows),), is_fixed=True),
        ]
    return found


def _list_grid(claim: Claim, rows: list[ListRow]) -> Grid:
    figures = list_figures(claim, rows)
    has_value = any(row.value is not None for row in rows)
    cells = [_list_row(row, has_value) for row in (*figures.rows, *figures.planned_rows)]
    total: list[Line] = [words(_("Celkem podle údaje"), bold=True), (), (Number(claim_figure(claim), (claim.uid,)),)]
    if figures.matches is False:
        said = _("v seznamu %(count)s") % {"count": format_number(figures.counted)}
        total[1] = words(said)
    if has_value:
        total.insert(2, ())
        total[2], total[3] = total[3], ()
    cells.append(tuple(total))
    head = [_("Co"), _("Obec"), _("Zřizovatel nebo příjemce")]
    if has_value:
        head.insert(2, _("Počet"))
    return Grid("", tuple(head), tuple(cells), (2,) if has_value else ())


def _list_row(row: ListRow, has_value: bool) -> tuple[Line, ...]:
    name = typo(row.label) + (f" ({_('plán')})" if row.is_planned else "")
    place = typo(str(row.area)) if row.area is not None else "–"
    cells = [words(name), words(place), words(typo(row.organisation) or "–")]
    if has_value:
        cells.insert(2, words(format_number(row.value) if row.value is not None else NOT_STATED))
    return tuple(cells)


def _undertakings(view: StrategyView, sight: Sight) -> list[Part]:
    if not view.undertakings:
        return []
    title = _("Příloha B – Přehled akcí, projektů a dalších činností")
    head = (_("Název"), _("Druh"), _("Období"), pgettext("list", "Opatření"), _("Údaje"))
    rows = tuple(_undertaking_row(one, view) for one in view.undertakings)
    return [
        Title(1, title, "priloha-b"),
        Passage("undertakings", title, data=(Grid("", head, rows, widths=(2.8, 1.5, 1.3, 1, 2.4)),), is_fixed=True),
    ]


def _undertaking_row(one: UndertakingView, view: StrategyView) -> tuple[Line, ...]:
    made = one.undertaking
    served = sorted((measure for measure in one.measures if measure.pk in view.numbers),
                    key=lambda measure: _order(view.numbers[measure.pk]))
    cells: list[Words] = []
    for measure in served:
        cells += [*((Words(", "),) if cells else ()), Words(view.numbers[measure.pk], link=f"m-{measure.uid}")]
    return (
        words(typo(made.title)), words(str(made.get_kind_display())),
        words(period_text(made.period_from, made.period_to) or NOT_STATED), tuple(cells) or words("–"),
        undertaking_told(one, view, is_brief=bool(served)) or words("–"),
    )


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _sources(view: StrategyView, sight: Sight) -> list[Part]:
    by_source: dict[str, list[Claim]] = {}
    for claim in view.claims:
        by_source.setdefault(sight.sources.get(claim.pk, "") or _("zdroj neuveden"), []).append(claim)
    if not by_source:
        return []
    title = _("Příloha C – Zdroje údajů")
    head = (_("Zdroj"), _("Údajů"), _("Poznámky"))
    rows = tuple(
        (
            words(typo(name)), words(format_number(len(claims))),
            (Number("", tuple(claim.uid for claim in claims)),),
        )
        for name, claims in sorted(by_source.items(), key=lambda one: sort_key(one[0]))
    )
    return [
        Title(1, title, "priloha-c"),
        Passage("sources", title, data=(Grid("", head, rows, (1,), (3, 0.8, 3)),), is_fixed=True),
    ]

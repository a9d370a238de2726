"""The page for the council and the annexes: what money went on, what was not met beside the risks, nothing twice."""

from datetime import date
from decimal import Decimal

from soucinnost.operations.demo.stage import SYSTEM
from soucinnost.strategy.enums import Outcome, UndertakingKind
from soucinnost.strategy.evaluation.drafting import annexes
from soucinnost.strategy.evaluation.drafting.council import Fit, council
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import Items, Para, Passage
from soucinnost.strategy.evaluation.phrases import evidence_lines
from soucinnost.strategy.models import Assessment, Strategy, Undertaking
from soucinnost.strategy.selectors.whole import whole
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.report_kit import told, year


def lines(made: Strategy, key: str, fit: Fit = Fit()) -> list[str]:  # noqa: B008 - a frozen value
    """The lines of a passage of the page as plain text."""
    report = council(whole(SYSTEM, made), Sight(date(2026, 6, 1)), fit)
    passage = next(part for part in report.parts if isinstance(part, Passage) and part.key == key)
    found = []
    for block in passage.prose:
        if isinstance(block, Items):
            found += list(block.lines)
        elif isinstance(block, Para):
            found.append(block.line)
    return [" ".join("".join(one.text for one in line).split()) for line in found]


def project(made: Strategy, title: str) -> Undertaking:
    return Undertaking.objects.create(strategy=made, title=title, kind=UndertakingKind.PROJECT)


def test_costs_say_what_they_were_spent_on_and_projects_do_not_contradict_each_other(cast: Cast) -> None:
    made = kit.planted(cast)
    first = kit.measures(made)[0]
    for title, value in (("Noční hlídky", 300), ("Domovníci", 500)):
        told(made, use={"undertaking": project(made, title), "is_cost": True}, label="vyčleněná částka", unit="Kč",
             value=Decimal(value), **year(2025))
    told(made, use={"measure": first, "is_cost": True}, label="mzdy", unit="Kč", value=Decimal(7), **year(2025))
    found = lines(made, "council.costs")
    assert found[0] == "Součet uvedených částek: 807 Kč"
    assert "Noční hlídky (2025): 300 Kč" in found
    assert f"{first.title} – mzdy (2025): 7 Kč" in found


def test_money_that_nobody_marked_as_a_cost_is_told(cast: Cast) -> None:
    made = kit.planted(cast)
    first = kit.measures(made)[0]
    assert lines(made, "council.costs") == ["Náklady: neuvedeno"]
    told(made, use={"measure": first}, label="cena svítidel", unit="tis. Kč", value=Decimal(850))
    assert lines(made, "council.costs")[1] == "Peněžní údaje, které nejsou označené jako náklady: 1"


def test_a_short_page_says_what_was_not_met_beside_the_risks(cast: Cast) -> None:
    made = kit.planted(cast)
    first, second = kit.measures(made)[:2]
    for place in range(3):
        told(made, use={"measure": first, "is_risk": True}, text=f"Hrozba číslo {place}.")
    Assessment.objects.create(strategy=made, measure=first, outcome=Outcome.PARTLY, reason="Jen zčásti.")
    Assessment.objects.create(strategy=made, measure=second, outcome=Outcome.NOT_FULFILLED, reason="Nikdo nechtěl.")
    found = lines(made, "council.risks", Fit(risks=2))
    assert "Nikdo nechtěl." in found[0]
    assert found[1:] == ["Riziko: Hrozba číslo 0.", "Další: 3, viz celá zpráva"]


def test_the_overview_of_projects_has_numbers_only_where_a_measure_tells_the_rest(cast: Cast) -> None:
    made = kit.planted(cast)
    for title, measures in (("Hlídky", kit.measures(made)[:1]), ("Bez opatření", [])):
        done = project(made, title)
        done.measures.set(measures)
        told(made, use={"undertaking": done}, text=f"{title} se osvědčily.")
        told(made, use={"undertaking": done}, label="hodiny", unit="h", value=Decimal(40), **year(2025))
    overview = annexes.parts(whole(SYSTEM, made), Sight(date(2026, 6, 1)))
    grid = next(part.data[0] for part in overview if isinstance(part, Passage) and part.key == "undertakings")
    said = [" ".join("".join(one.text for one in row[-1]).split()) for row in grid.rows]
    assert said == ["Hodiny (2025): 40 h", "Hodiny (2025): 40 h; Bez opatření se osvědčily."]


def test_a_label_that_is_only_the_unit_is_not_said(cast: Cast) -> None:
    made = kit.planted(cast)
    first = kit.measures(made)[0]
    uses = [told(made, use={"measure": first}, label="účastníci", unit="účastníků", value=Decimal(80))]
    uses.append(told(made, use={"measure": first}, label="lektoři", unit="osob", value=Decimal(3)))
    said = [" ".join("".join(one.text for one in line).split()) for line in evidence_lines(uses)]
    assert said == ["80 účastníků", "Lektoři: 3 osob"]

"""The questions a region asks of its strategy, answered by the demonstration's records.

What is expected was written by hand from the public evaluation, not taken from the code or from the demonstration's
data. The strategies are entered once by the same actions as on the pages, then only read.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape

from django.test import Client, TestCase
from django.urls import reverse

from soucinnost.accounts.models import User
from soucinnost.codelists.actions import import_shipped as import_codelists
from soucinnost.operations.demo.people import ORGANISATIONS, PEOPLE
from soucinnost.operations.demo.stage import SYSTEM, Stage
from soucinnost.operations.demo.usti.staging import strategies
from soucinnost.strategy.actions.reporting import exported
from soucinnost.strategy.enums import Counting, Outcome
from soucinnost.strategy.models import Indicator, Strategy, Undertaking
from soucinnost.strategy.selectors.contradictions import ContradictionKind, contradictions
from soucinnost.strategy.selectors.figures import (
    IndicatorFigures,
    groups_of,
    list_figures,
    strategy_figures,
    undertaking_totals,
)
from soucinnost.strategy.selectors.ratios import ratios_of
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView, UndertakingView, whole
from soucinnost.territory.actions import import_shipped as import_territory
from tests.factories import today

REGION = ("uk", "pcr_uk", "spirala", "pms_uk", "svetlo")


@dataclass
class Read:
    """The strategy of 2012–2016 as its writer reads it."""

    strategy: Strategy
    view: StrategyView
    report: str
    browser: Client = field(default_factory=Client)

    def measure(self, number: str) -> MeasureView:
        return next(one for one in self.view.measures if one.number == number)

    def done(self, title: str) -> UndertakingView:
        return next(one for one in self.view.undertakings if one.undertaking.title == title)

    def figures(self, title: str) -> IndicatorFigures:
        return next(one for one in strategy_figures(self.view, today()) if title in one.indicator.title)

    def page(self, name: str, *args: str, **asked: str) -> str:
        answer = self.browser.get(reverse(f"strategy:{name}", args=args or [self.strategy.uid]), asked)
        assert answer.status_code == 200
        return plain(answer.content.decode())


def plain(html: str) -> str:
    """The words of a page on one line, without no-break spaces."""
    body = re.search(r"<main.*</main>|<body.*</body>", html, re.DOTALL)
    words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", body.group(0) if body else html, flags=re.DOTALL)
    return " ".join(unescape(words).split())


def _stage() -> Stage:
    import_territory(by=SYSTEM)
    import_codelists(by=SYSTEM)
    stage = Stage()
    for org in ORGANISATIONS:
        if org.key in REGION:
            stage.add_organisation(org)
    for who in PEOPLE:
        if who.org in REGION:
            stage.add_person(who)
    stage.manages("havlikova", stage.organisations["uk"])
    return stage


_held: list[Read] = []


class TestQuestions(TestCase):
    """One load for all questions; nobody writes."""

    read: Read

    @classmethod
    def setUpTestData(cls) -> None:
        stage = _stage()
        strategies(stage)
        strategy = Strategy.objects.get(short_name="usti-2012-2016")
        report = exported(by=SYSTEM, strategy=strategy, fmt="html").decode()
        _held[:] = [Read(strategy, whole(stage.actor("havlikova"), strategy), report)]

    def setUp(self) -> None:
        self.read = _held[0]
        self.read.browser = Client(HTTP_HOST="localhost")
        self.read.browser.force_login(User.objects.get(person__surname="Havlíková"))

    def test_goals_measures_and_activities(self) -> None:
        read = self.read
        goals = read.view.goals
        planned = {one.number: len(one.activities) for one in read.view.measures}
        assert [len(goal.measures) for goal in goals] == [3, 3, 2, 5]
        assert planned == {
            "1.1": 5, "1.2": 3, "1.3": 2, "2.1": 4, "2.2": 3, "2.3": 3, "3.1": 3, "3.2": 2,
            "4.1": 1, "4.2": 6, "4.3": 4, "4.4": 3, "4.5": 3,
        }
        assert sum(planned.values()) == 42
        assert all(goal.goal.evaluation for goal in goals)
        page = read.page("strategy")
        assert "13 opatření, 42 plánovaných aktivit" in page

    def test_early_intervention_was_not_achieved_and_why(self) -> None:
        read = self.read
        place = read.measure("2.3")
        outcomes = {one.activity.position: one.assessment.outcome for one in place.activities if one.assessment}
        assert place.assessment is not None
        assert (place.assessment.outcome, outcomes[2], outcomes[3]) == (
            Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.FULFILLED,
        )
        page = read.page("measure", place.measure.uid)
        assert "nesplněno Zavést systém včasné intervence ve všech správních obvodech" in page
        assert "přesunula systém z Ministerstva vnitra na Ministerstvo práce" in page
        assert "nebyl zájem ani peníze" in page
        assert "nesplněno Zavést systém včasné intervence" in read.page("strategy"), "as visible as what was done"

    def test_assistants_by_source_with_the_plan_apart(self) -> None:
        read = self.read
        figures = read.figures("Asistenti prevence")
        year = next(one for one in figures.periods if one.year == 2016)
        assert [part.amount.value for part in year.actual.parts] == [35, 116, 34]
        assert year.actual.total is not None
        assert year.actual.total.value == 185
        assert year.plan.total is None
        ahead = next(one for one in figures.periods if one.plan.total is not None)
        assert ahead.plan.total is not None
        assert (ahead.label.replace("\xa0", " "), ahead.plan.total.value) == ("2017–2019", 45)
        assert ahead.actual.total is None
        assert figures.total is not None
        assert figures.total.value == 185
        missing = [one.year for one in figures.periods if one.is_missing and one.plan.total is None]
        assert missing == [2012, 2013, 2014, 2015], "years nobody counted are said, not shown as 0"

    def test_participants_and_events_without_a_number(self) -> None:
        read = self.read
        years, every = undertaking_totals(read.view.undertakings)
        people = {one.year: one.units[0].amount.value for one in years if one.units and one.units[0].amount}
        assert people == {2013: 175, 2014: 113, 2015: 353, 2016: 368}
        total = every.units[0]
        assert total.amount is not None
        assert (total.amount.value, len(total.told), total.unit) == (1009, 12, "účastníků")
        assert {one.undertaking.title for one in total.untold} >= {
            "Projekce filmu Šmejdi pro seniory", "Identifikační forenzní značení majetku",
            "Držitelé mezinárodní ochrany",
        }
        page = read.page("undertakings")
        assert "1 009 účastníků" in page
        assert "353 účastníků, u 2 neuvedeno" in page
        assert "Držitelé mezinárodní ochrany Ústecký kraj číslo neuvedeno" in page

    def test_parts_add_up(self) -> None:
        read = self.read
        for title, whole_number, parts in (
            ("Senioři jako oběti trestné činnosti", 214, [134, 80]),
            ("Podpora sociálních služeb v Ústeckém kraji", 30, [12, 4, 14]),
            ("Podpora integrace romské komunity v Ústeckém kraji 2", 16, [10, 6]),
        ):
            told = next(group.told for group in groups_of(read.done(title).uses) if group.told.parts)
            assert told.whole is not None
            assert told.whole.value == whole_number
            assert [part.amount.value for part in told.parts] == parts
            assert told.matches is True

    def test_projects_are_summed_and_towns_are_not(self) -> None:
        read = self.read
        projects, towns = read.figures("Projekty obcí"), read.figures("Obce, které")
        assert projects.total is not None
        assert projects.total.value == 198
        assert (towns.total, towns.indicator.counting) == (None, Counting.NONE)
        counted = {one.year: one.actual.total.value for one in towns.periods if one.actual.total}
        assert counted == {2014: 24, 2015: 27, 2016: 23}

    def test_projects_for_one_town(self) -> None:
        read = self.read
        ratio = ratios_of(read.measure("2.1").indicators, read.strategy, today())[0]
        assert [(row.label, row.text) for row in ratio.rows] == [("2014", "3,08"), ("2015", "2,59"), ("2016", "2,35")]
        indicator = Indicator.objects.get(strategy=read.strategy, unit="projektů")
        for page in (read.page("indicator", indicator.uid), read.page("measure", read.measure("2.1").measure.uid)):
            assert "2014 74 24 3,08" in page
            assert "2016 54 23 2,35" in page

    def test_interview_rooms(self) -> None:
        read = self.read
        use = next(use for use in read.done("Speciální výslechové místnosti").uses if use.claim.value is not None)
        listed = list_figures(use.claim, read.view.rows[use.claim_id])
        assert (use.claim.value, listed.counted, listed.places, len(listed.planned_rows)) == (9, 9, 7, 2)
        assert listed.matches is True
        assert {row.area.name for row in listed.planned_rows if row.area} == {"Děčín", "Teplice"}
        police = list_figures(use.claim, read.view.rows[use.claim_id], organisation="Policie ČR")
        assert [row.area.name for row in police.rows if row.area] == ["Most", "Litoměřice"]
        narrowed = read.page("claim", use.claim.uid, kdo="Policie ČR")
        table = narrowed[narrowed.index("výslechová místnost") :]
        assert "Litoměřice" in table
        assert "Kadaň" not in table

    def test_contradictions_stand_with_both_sources(self) -> None:
        read = self.read
        found = {one.place: one for one in contradictions(read.view)}
        conferences = found["Konference o domácím násilí se Spirálou"]
        assert [claim.source_page for claim in conferences.claims] == ["7", "14"]
        assert "2014 a 2015" in conferences.claims[0].text
        assert "2013 a 2015" in conferences.claims[1].text
        eighty = found["Mezioborové setkání s Bílým kruhem bezpečí 2014"]
        assert eighty.kind == ContradictionKind.PRECISION
        assert {(claim.value, claim.kind) for claim in eighty.claims} == {
            (Decimal(80), "actual"), (Decimal(80), "approximate"),
        }
        page = read.page("contradictions")
        assert "přibližně 80 účastníků" in page
        assert page.count("na období 2012–2016, s. 7") == page.count("na období 2012–2016, s. 14") - 1 == 1

    def test_the_survey_goes_on_with_its_baseline(self) -> None:
        read = self.read
        activity = next(one for one in read.measure("3.1").activities if "veřejného mínění" in one.activity.text)
        held = activity.assessment
        assert held is not None
        assert held.outcome == Outcome.CARRIED_OVER
        assert held.carried_to is not None
        assert held.carried_to.strategy.short_name == "usti-2017-2021"
        assert held.baseline is not None
        assert held.baseline.period_from is not None
        assert held.baseline.period_from.year == 2009
        page = read.page("measure", held.carried_to.uid)
        assert "Analýza rizikových jevů a lokalit" in page, "the successor says what it continues"

    def test_money_and_things_handed_out(self) -> None:
        read = self.read
        costs = {use.claim.value: use.claim.kind for one in read.view.undertakings for use in one.uses if use.is_cost}
        assert costs == {Decimal(135_000_000): "actual", Decimal(37_000_000): "approximate"}
        told = {
            title: next(use.claim for use in read.done(title).uses if use.claim.value is not None)
            for title in ("Hračky pro dětské oběti", "Uzamykatelné skříňky na lůžkových odděleních nemocnic")
        }
        assert [claim.value for claim in told.values()] == [2100, 299]
        lockers = read.view.rows[told["Uzamykatelné skříňky na lůžkových odděleních nemocnic"].pk]
        assert {row.area.name for row in lockers if row.area} == {
            "Ústí nad Labem", "Děčín", "Teplice", "Most", "Chomutov",
        }
        senior = Undertaking.objects.get(strategy=read.strategy, title="Senioři jako oběti trestné činnosti")
        served = {number for pk, number in read.view.numbers.items() if senior.measures.filter(pk=pk).exists()}
        assert served == {"1.1", "1.2", "1.3", "4.4"}, "one project serves four measures"

    def test_the_report_says_all_of_it(self) -> None:
        read = self.read
        words = plain(read.report)
        for said in (
            "Opatření: 13", "Plánované aktivity: 42", "185 asistentů", "1 009", "353", "198", "3,08", "2,59", "2,35",
            "2 100 kusů", "299 skříněk", "9 místností", "přibližně 37 000 000 Kč", "přibližně 80 účastníků",
            "nebyl zájem ani peníze", "Výchozí stav: 2009", "Počet účastníků: neuvedeno", "135 000 000 Kč",
        ):
            assert said in words, said
        assert "214 osob" in words
        for goal in read.view.goals:
            assert plain(goal.goal.evaluation.split("\n")[0]) in words

    def test_every_number_of_the_report_leads_to_its_claims(self) -> None:
        read = self.read
        targets = set(re.findall(r'id="([^"]+)"', read.report))
        leads = re.findall(r'href="#([^"]+)"', read.report)
        assert set(leads) <= targets, "no link leads nowhere"
        notes = {one for one in targets if one.startswith("udaj-")}
        assert notes <= set(leads), "no note without a place that needs it"
        assert len(notes) == len(read.view.claims), "every claim is told and has its note"
        first = re.search(r'185\sasistentů<sup[^>]*>(.*?)</sup>', read.report)
        assert first is not None
        listed = re.findall(r'href="#(udaj-\d+)"', first.group(1))
        said = [re.search(rf'<li id="{one}"[^>]*>(.*?)</li>', read.report) for one in listed]
        assert [plain(one.group(1)).split(" asistentů")[0].split(": ")[1] for one in said if one] == ["35", "116", "34"]

    def test_the_page_for_the_council(self) -> None:
        read = self.read
        page = read.page("council")
        assert "185 asistentů" in page
        assert "54 projektů" in page
        assert "o 16 méně (o 23 %)" in page
        assert "Součet uvedených částek: přibližně 172 000 000 Kč" in page
        assert "Riziko:" in page

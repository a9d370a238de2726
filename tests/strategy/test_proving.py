"""Claims as evidence, undertakings and indicators: who may, what is refused, what follows what."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from soucinnost.audit.models import Entry
from soucinnost.documents.actions import attach
from soucinnost.evidence.actions import follow_closure, supersede_claim
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import PeriodError, parse_period, period_text
from soucinnost.strategy.actions import proving, undertakings
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.proving import Row
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.models import Assessment, ClaimUse, ListRow
from soucinnost.ui.charts import Bar, bar_chart, spans
from tests import factories
from tests.cast import ROLES, Cast
from tests.reports import kit as reports
from tests.strategy import kit
from tests.strategy.kit import refused
from tests.strategy.proving_kit import proved, state, year

SYSTEM = factories.SYSTEM
WRITERS = {"chair", "recorder"}
TEAM = WRITERS | {"reviewer", "member", "deputy"}


@pytest.mark.django_db
class TestWho:
    def test_everybody_writes_only_what_the_rules_let(self, cast: Cast) -> None:
        one = proved(cast)
        made, measure = one.strategy, one.measure
        second = kit.measures(made)[1]
        whole_team: list[Callable[[Any], Any]] = [
            lambda by: proving.state(by=by, strategy=made, measure=measure, text="Kurz"),
            lambda by: undertakings.add_undertaking(by=by, strategy=made, kind="event", title="Beseda"),
        ]
        author_and_writers: list[Callable[[Any], Any]] = [
            lambda by: proving.set_rows(by=by, strategy=made, claim=one.claim, rows=[Row("místnost")]),
            lambda by: proving.correct(by=by, use=one.use, is_risk=True),
        ]
        writers: list[Callable[[Any], Any]] = [
            lambda by: proving.mark_conflict(
                by=by, strategy=made, one=one.conflict.one, other=one.conflict.other, note="roky"
            ),
            lambda by: undertakings.change_undertaking(by=by, undertaking=one.undertaking, title="Setkání"),
            lambda by: undertakings.add_indicator(by=by, measure=second, title="Kurzy", unit="kurzů"),
            lambda by: undertakings.change_indicator(by=by, indicator=one.indicator, title="Asistenti"),
        ]
        for role in ROLES:
            for acts, allowed in ((whole_team, TEAM), (author_and_writers, WRITERS | {"member"}), (writers, WRITERS)):
                for act in acts:
                    before = Entry.objects.count()
                    if role in allowed:
                        act(cast.actor(role))
                    else:
                        with pytest.raises(PermissionDenied):
                            act(cast.actor(role))
                        assert Entry.objects.count() == before

    def test_taking_over_needs_a_place_in_both(self, cast: Cast) -> None:
        made = kit.planted(cast, shape=(1,))
        measure = kit.measures(made)[0]
        reports.report(cast, reports.call(cast), reports.CLIENTS)
        claim = Claim.objects.get()
        for role in ("outsider", "manager", "administrator", "former"):
            with pytest.raises(PermissionDenied):
                proving.take_over(by=cast.actor(role), strategy=made, claim=claim, measure=measure)
        elsewhere = factories.group("Jiná skupina", organisation=cast.town)
        factories.mandate(elsewhere, cast.person("chair"), is_chair=True)
        type(claim).objects.filter(pk=claim.pk).update(circle=elsewhere.circle)
        with pytest.raises(PermissionDenied):
            proving.take_over(by=cast.actor("member"), strategy=made, claim=claim, measure=measure)
        assert proving.take_over(by=cast.actor("chair"), strategy=made, claim=claim, measure=measure).claim != claim


@pytest.mark.django_db
class TestClaims:
    def test_what_is_refused(self, cast: Cast) -> None:
        one = proved(cast)
        other = kit.planted(cast, shape=(1,), title="Jiná strategie")
        made, measure = one.strategy, one.measure
        assert "Vyberte, čeho" in refused(lambda: state(made, text="x"), "measure")
        assert "z téže strategie" in refused(lambda: state(made, measure=kit.measures(other)[0], text="x"))
        activity = kit.measures(made)[1].activities.first()
        assert "k jinému opatření" in refused(lambda: state(made, measure=measure, activity=activity, text="x"))
        assert "patří k číslu" in refused(lambda: state(made, measure=measure, text="x", share="Program"), "share")
        assert "jednotce" in refused(
            lambda: state(made, indicator=one.indicator, value=1, unit="obcí", **year(2025)), "unit"
        )
        assert "za které období" in refused(lambda: state(made, indicator=one.indicator, value=1), "period_from")
        assert "nemá název" in refused(lambda: state(made, measure=measure, value=1, unit="m", rows=[Row(" ")]))
        assert "záporný" in refused(lambda: state(made, measure=measure, value=1, unit="m", rows=[Row("a", value=-1)]))
        assert "v čem" in refused(
            lambda: proving.mark_conflict(by=SYSTEM, strategy=made, one=one.claim, other=one.conflict.other, note=" ")
        )
        assert "dva různé" in refused(
            lambda: proving.mark_conflict(by=SYSTEM, strategy=made, one=one.claim, other=one.claim, note="x")
        )
        with pytest.raises(TypeError):
            proving.correct(by=SYSTEM, use=one.use, circle=other.circle)

    def test_everything_follows_a_correction(self, cast: Cast) -> None:
        one = proved(cast)
        again = proving.use_also(by=SYSTEM, strategy=one.strategy, claim=one.claim, undertaking=one.undertaking)
        assess(
            by=SYSTEM, measure=one.measure, outcome=Outcome.CARRIED_OVER, reason="Nestihlo se.", baseline=one.claim,
            carried_note="další strategie",
        )
        use = proving.correct(by=cast.actor("member"), use=one.use, value=9, share="v provozu")
        again.refresh_from_db()
        assert (use.claim.value, again.claim, use.share, again.share) == (9, use.claim, "v provozu", "")
        assert Assessment.objects.get().baseline == use.claim
        old = Claim.objects.get(pk=one.claim.pk)
        assert (old.value, old.superseded_by) == (3, use.claim)
        assert [ListRow.objects.filter(claim=claim).count() for claim in (old, use.claim)] == [3, 3]
        assert (use.claim.source_label, use.claim.source_page) == ("Výroční zpráva", "12")
        assert "novější" in refused(
            lambda: proving.use_also(by=SYSTEM, strategy=one.strategy, claim=old, measure=kit.measures(one.strategy)[1])
        )

    def test_taken_over_once_and_used_again(self, cast: Cast) -> None:
        made = kit.planted(cast, shape=(2,))
        first, second = kit.measures(made)
        reports.report(cast, reports.call(cast), reports.CLIENTS)
        claim, chair = Claim.objects.get(), cast.actor("chair")
        one = proving.take_over(by=chair, strategy=made, claim=claim, measure=first)
        two = proving.take_over(by=chair, strategy=made, claim=claim, measure=second)
        assert one.claim == two.claim
        assert one.claim.source_label.startswith("zpráva:")
        newer = supersede_claim(by=cast.actor("member"), claim=claim, value=21)
        assert one.claim.value == 20
        assert "opraven" in refused(lambda: proving.take_over(by=chair, strategy=made, claim=claim, measure=first))
        seats = list(cast.group.circle.seats.filter(person=cast.person("chair")))
        follow_closure(
            by=SYSTEM, source_kind=newer.source_kind, source_uid=newer.source_uid, is_closed=True, named_seats=seats
        )
        one.claim.refresh_from_db()
        assert not one.claim.is_closed
        assert "uzavřený" in refused(lambda: proving.take_over(by=chair, strategy=made, claim=newer, measure=first))

    def test_a_claim_of_an_event_keeps_it_as_its_source_beside_the_file(self, cast: Cast) -> None:
        one = proved(cast)
        paper = attach(by=cast.actor("member"), circle=one.strategy.circle, upload=factories.upload())
        use = proving.state(
            by=cast.actor("member"), strategy=one.strategy, undertaking=one.undertaking, text="Přišli i cizinci.",
            source_kind=proving.UNDERTAKING_SOURCE, source_uid=one.undertaking.uid, document=paper,
        )
        assert (use.claim.source_kind, use.claim.source_uid, use.document) == (
            proving.UNDERTAKING_SOURCE, one.undertaking.uid, paper
        )

    def test_at_an_activity_and_in_words_at_an_indicator(self, cast: Cast) -> None:
        one = proved(cast)
        activity = one.measure.activities.first()
        use = state(one.strategy, activity=activity, text="Rozdáno.")
        assert (use.measure, use.activity) == (one.measure, activity)
        words = state(one.strategy, indicator=one.indicator, text="Nikdo to nesčítal.")
        assert (words.claim.value, words.indicator) == (None, one.indicator)

    def test_taken_over_into_an_indicator_it_fits_it(self, cast: Cast) -> None:
        one, chair = proved(cast), cast.actor("chair")
        reports.report(cast, reports.call(cast), reports.CLIENTS)
        claim = Claim.objects.get(label="aktivních klientů")
        assert refused(
            lambda: proving.take_over(by=chair, strategy=one.strategy, claim=claim, indicator=one.indicator),
            "period_from",
        ) == "U ukazatele uveďte, za které období číslo platí."
        second = kit.measures(one.strategy)[1]
        again = proving.take_over(by=chair, strategy=one.strategy, claim=one.claim, measure=second)
        assert (again.claim, again.measure) == (one.claim, second), "a claim of the strategy itself is used again"

    def test_a_claim_left_everywhere_stays(self, cast: Cast) -> None:
        one = proved(cast)
        proving.stop_using(by=cast.actor("member"), use=one.use)
        assert Claim.objects.visible_to(cast.actor("deputy")).filter(pk=one.claim.pk).exists()
        assert not ClaimUse.objects.filter(claim=one.claim).exists()
        assert "odebral" in refused(lambda: proving.stop_using(by=cast.actor("member"), use=one.use))


@pytest.mark.django_db
def test_indicators_and_undertakings_with_numbers_stay(cast: Cast) -> None:
    one = proved(cast)
    assert "už má čísla" in refused(lambda: undertakings.remove_indicator(by=SYSTEM, indicator=one.indicator))
    assert "jsou údaje" in refused(lambda: undertakings.remove_undertaking(by=SYSTEM, undertaking=one.undertaking))
    assert "už jsou čísla" in refused(
        lambda: undertakings.change_indicator(by=SYSTEM, indicator=one.indicator, unit="obcí"), "unit"
    )
    assert "končí dřív" in refused(
        lambda: undertakings.add_undertaking(
            by=SYSTEM, strategy=one.strategy, kind="event", title="x", period_from=date(2025, 2, 1),
            period_to=date(2025, 1, 1),
        ), "period_to",
    )
    assert "druh" in refused(
        lambda: undertakings.add_undertaking(by=SYSTEM, strategy=one.strategy, kind="party", title="x"), "kind"
    )
    with pytest.raises(TypeError):
        undertakings.add_indicator(by=SYSTEM, title="x", unit="y")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016", "2016-01-01", "2016-12-31"), ("2012–2016", "2012-01-01", "2016-12-31"),
        ("2012 - 2016", "2012-01-01", "2016-12-31"), ("1. pololetí 2016", "2016-01-01", "2016-06-30"),
        ("II. pol. 2016", "2016-07-01", "2016-12-31"), ("3. čtvrtletí 2016", "2016-07-01", "2016-09-30"),
        ("7. 12. 2017", "2017-12-07", "2017-12-07"), ("7.–8. 4. 2010", "2010-04-07", "2010-04-08"),
        ("1. 9. – 30. 11. 2016", "2016-09-01", "2016-11-30"),
        ("1. 10. 2012 do 31. 3. 2015", "2012-10-01", "2015-03-31"),
        ("od 1. 10. 2012", "2012-10-01", "None"), ("do 31. 3. 2015", "None", "2015-03-31"), ("", "None", "None"),
    ],
)
def test_periods_are_read_and_written(text: str, start: str, end: str) -> None:
    found = parse_period(text, today=date(2026, 1, 1))
    assert (str(found[0]), str(found[1])) == (start, end)
    assert parse_period(period_text(*found), today=date(2026, 1, 1)) == found


@pytest.mark.parametrize("text", ["2016–2012", "někdy", "32. 1. 2016", "5. pololetí 2016"])
def test_periods_that_cannot_be_read(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text, today=date(2026, 1, 1))


def test_a_chart_says_with_shape_what_it_says_with_colour() -> None:
    bars = [
        Bar("2015", "neuvedeno"), Bar("2016", "30–32 osob", low=30, high=32),
        Bar("2017", "64 osob", low=64, is_plan=True), Bar("<b>", "0", low=0),
    ]
    assert [(round(one.sure, 3), round(one.most, 3)) for one in spans(bars)] == [
        (0, 0), (0.469, 0.5), (1, 1), (0, 0),
    ]
    drawn = bar_chart(bars, title="Graf „osob“")
    assert [drawn.count(f'class="{name}"') for name in ("none", "sure", "between", "plan")] == [2, 1, 1, 1]
    assert "style=" not in drawn and "<script" not in drawn and "&lt;b&gt;" in drawn
    assert spans([]) == []

"""Where forms of evidence lead, and what they say when something else is meant than what was sent."""

from typing import Any

import pytest
from django.urls import reverse

from soucinnost.evidence.models import Claim
from soucinnost.evidence.sources import described
from soucinnost.strategy.actions import proving, undertakings
from soucinnost.strategy.models import ClaimUse, Conflict, Indicator, ListRow
from tests.cast import Cast
from tests.reports import kit as reports
from tests.strategy import kit
from tests.strategy.proving_kit import proved, state, year

pytestmark = pytest.mark.django_db


def url(name: str, record: Any) -> str:
    return reverse(f"strategy:{name}", args=[record.uid])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_one_claim_after_another(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    address = url("claim_new", one.measure)
    sent = {"text": "Kurz", "kind": "actual", "dalsi": "1"}
    assert client.post(address, sent).url == address


def test_what_an_event_tells_of_itself_has_the_event_as_its_source(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    address = url("undertaking_claim", one.undertaking)
    assert 'value="2025"' in text_of(client.get(address)), "the days of the event are offered"
    assert client.post(address, {"value": "12", "unit": "dětí", "kind": "actual"}).status_code == 302
    claim = Claim.objects.latest("pk")
    assert (claim.source_kind, claim.source_uid) == (proving.UNDERTAKING_SOURCE, one.undertaking.uid)
    assert described(cast.actor("member"), [claim])[claim.pk].label.endswith("Setkání se seniory")
    assert described(cast.actor("outsider"), [claim])[claim.pk].url == ""


def test_a_claim_used_nowhere_is_not_corrected(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    proving.stop_using(by=cast.actor("member"), use=one.use)
    page = client.get(url("claim_correct", one.claim), follow=True)
    assert page.redirect_chain == [(url("claim", one.claim), 302)] and "Údaj se nikde nepoužívá" in text_of(page)


def test_what_was_taken_over_already_is_said(cast: Cast) -> None:
    one, client = proved(cast), cast.client("chair")
    reports.report(cast, reports.call(cast), reports.CLIENTS)
    address, claim = url("take_over", one.measure), Claim.objects.get(label="aktivních klientů")
    assert claim.label not in text_of(client.get(address, {"kdo": "policie"}))
    assert client.post(address, {"udaj": claim.uid}).url == url("measure", one.measure)
    again = client.post(address, {"udaj": claim.uid})
    assert again.status_code == 200 and "Údaj tu už použitý je." in text_of(again)
    assert ClaimUse.objects.filter(taken_from=claim).count() == 1


def test_events_of_one_year(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    address = url("undertakings", one.strategy)
    page = text_of(client.get(address, {"rok": "2024"}))
    assert "Beseda 0" in page and "Setkání se seniory" not in page
    assert "Setkání se seniory" in text_of(client.get(address, {"rok": "1999", "druh": "event"}))


def test_an_indicator_of_a_goal(cast: Cast) -> None:
    one, client = proved(cast), cast.client("chair")
    goal = one.measure.goal
    counted = undertakings.add_indicator(by=kit.SYSTEM, goal=goal, title="Pachatelé", unit="osob")
    use = state(one.strategy, indicator=counted, value=5, **year(2025))
    state(one.strategy, indicator=counted, value=7, share="nezletilí", **year(2025))
    page = text_of(client.get(url("indicator", counted)))
    assert "Pachatelé" in page and "nezletilí" in page
    assert url("indicator", counted) in text_of(client.get(url("claim", use.claim)))
    address = url("indicator_edit", counted)
    sent = {"title": "Mladí pachatelé", "unit": "osob", "counting": "none"}
    assert client.post(address, sent).url == url("indicator", counted)
    counted.refresh_from_db()
    assert counted.title == "Mladí pachatelé"
    assert "Mladí pachatelé" in text_of(client.get(url("indicators", one.strategy)))
    state(one.strategy, indicator=counted, value=6, source_label="jiný zdroj", **year(2025))
    assert f"1 {counted.title}" in text_of(client.get(url("contradictions", one.strategy)))
    client.post(url("indicator_remove", counted))
    assert Indicator.objects.filter(pk=counted.pk).exists()
    silent = undertakings.add_indicator(by=kit.SYSTEM, goal=goal, title="Oběti", unit="osob")
    assert client.post(url("indicator_remove", silent)).url == url("strategy", one.strategy)
    assert not Indicator.objects.filter(pk=silent.pk).exists()


def test_a_contradiction_is_marked_through_its_page(cast: Cast) -> None:
    one, client = proved(cast), cast.client("chair")
    other = state(one.strategy, measure=one.measure, text="Síť má čtyři místnosti.")
    address = url("conflict_new", one.claim)
    blank = client.post(address, {"other": other.claim.uid, "note": ""})
    assert blank.status_code == 422 and Conflict.objects.count() == 1
    assert client.post(address, {"other": other.claim.uid, "note": "počet"}).url == url(
        "contradictions", one.strategy
    )
    assert Conflict.objects.latest("pk").note == "počet"


def test_claims_of_one_year_and_of_one_kind(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    address = url("claims", one.strategy)
    plans = text_of(client.get(address, {"druh": "plan"}))
    assert "45 osob" in plans and "3 místností" not in plans
    assert "3 místností" not in text_of(client.get(address, {"rok": "2028"}))


def test_a_strategy_without_events_offers_measures_only(cast: Cast) -> None:
    made = kit.planted(cast, shape=(1,))
    claim = state(made, measure=kit.measures(made)[0], text="Kurz").claim
    page = text_of(cast.client("member").get(url("claim_use", claim)))
    assert 'optgroup label="Opatření"' in page and "Projekty a akce" not in page


@pytest.mark.parametrize(("rows", "said"), [
    ("a;;;;plán;navíc", "Sloupců je víc než pět."), ("\n".join(["řádek"] * 1001), "nejvýše 1000"),
])
def test_a_list_that_is_too_wide_or_too_long(cast: Cast, rows: str, said: str) -> None:
    one, client = proved(cast), cast.client("member")
    before = list(ListRow.objects.values_list("label", flat=True))
    page = client.post(url("claim_rows", one.claim), {"rows": rows})
    assert page.status_code == 422 and said in text_of(page)
    assert list(ListRow.objects.values_list("label", flat=True)) == before


def test_blank_lines_of_a_list_are_left_out_and_a_place_is_read_once(cast: Cast) -> None:
    one, client = proved(cast), cast.client("member")
    sent = {"rows": "Kadaň; Zkušebnice\n\n   \nMost; Zkušebnice\n"}
    assert client.post(url("claim_rows", one.claim), sent).status_code == 302
    assert list(ListRow.objects.filter(claim=one.claim).values_list("label", "area")) == [
        ("Kadaň", cast.town.area.pk), ("Most", cast.town.area.pk)
    ]

"""What is shown of another strategy: its title where its frame is seen, its measures only where its content is."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from soucinnost.access.enums import GrantRole
from soucinnost.strategy.actions import assessing, frame, reporting, tree
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.evaluation.nodes import to_json
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.reporting import drafted
from tests import factories
from tests.strategy import kit

pytestmark = pytest.mark.django_db
SECRET = "Poradna v ulici Tajná"


@pytest.fixture
def pair(cast):
    """A strategy whose first measure passes into a measure of a later one with another team; the recorder coordinates
    the region, so the frame of the later one is seen, and sits only in the earlier."""
    earlier = kit.planted(cast, title="Dřívější strategie", period_from=kit.FIRST, period_to=kit.LAST)
    later = tree.create_strategy(
        by=kit.SYSTEM, organisation=cast.town, title="Pozdější strategie", area=cast.town.area, period_from=kit.FIRST,
        period_to=kit.LAST, previous=earlier, takes_seat=False,
    )
    target = tree.add_measure(by=kit.SYSTEM, goal=tree.add_goal(by=kit.SYSTEM, strategy=later, title="C"), title=SECRET)
    assessing.assess(
        by=kit.SYSTEM, measure=kit.measures(earlier)[0], outcome=Outcome.CARRIED_OVER, reason="Chyběl čas.",
        carried_to=target,
    )
    return earlier, later


def words_of(report):
    return json.dumps(to_json(report), ensure_ascii=False).replace("\xa0", " ")


def test_measures_are_named_only_to_who_sees_the_content(cast, pair):
    earlier, later = pair
    factories.grant(cast.person("recorder"), GrantRole.COORDINATOR, region=cast.region)
    recorder = cast.actor("recorder")
    assert Strategy.objects.visible_to(recorder).filter(pk=later.pk).exists()
    assert "Pozdější strategie" in words_of(drafted(recorder, earlier))
    assert SECRET not in words_of(drafted(recorder, earlier))
    assert SECRET not in cast.client("recorder").get(
        reverse("strategy:evaluation", args=[earlier.uid])
    ).content.decode()


def test_a_version_names_measures_only_where_the_whole_team_sees_them(cast, pair):
    earlier, later = pair
    kit.team.give_team_seat(by=kit.SYSTEM, strategy=later, person=cast.person("recorder"), organisation=cast.town)
    recorder = cast.actor("recorder")
    assert SECRET in words_of(drafted(recorder, earlier))
    version = reporting.make_version(by=recorder, strategy=earlier)
    assert SECRET not in json.dumps(version.content, ensure_ascii=False).replace("\xa0", " ")
    uid = kit.measures(earlier)[0].uid
    passage = reporting.passage_in_draft(recorder, earlier, f"m.{uid}.undone")
    assert passage is not None and SECRET not in json.dumps(to_json(passage), ensure_ascii=False).replace("\xa0", " ")
    for role in ("chair", "reviewer", "member", "deputy"):
        kit.team.give_team_seat(by=kit.SYSTEM, strategy=later, person=cast.person(role), organisation=cast.town)
    version = reporting.make_version(by=cast.actor("recorder"), strategy=earlier)
    assert SECRET in json.dumps(version.content, ensure_ascii=False).replace("\xa0", " ")


def test_a_hidden_previous_strategy_has_no_title_in_the_form(cast, pair):
    earlier, later = pair
    Strategy.objects.filter(pk=later.pk).update(region=None)
    Strategy.objects.filter(pk=earlier.pk).update(previous=later)
    Strategy.objects.filter(pk=later.pk).update(previous=None)
    page = cast.client("recorder").get(reverse("strategy:edit", args=[earlier.uid])).content.decode()
    assert "Pozdější strategie" not in page
    assert "jiná strategie" in page


def test_a_baseline_is_a_claim_of_the_same_strategy(cast, pair):
    earlier, later = pair
    claim = kit.claim(cast, kit.measures(later)[0], label="Pocit", unit="%", value=62)
    with pytest.raises(ValidationError) as refused:
        assessing.assess(
            by=kit.SYSTEM, measure=kit.measures(earlier)[0], outcome=Outcome.CARRIED_OVER, reason="r",
            carried_note="jinam", baseline=claim,
        )
    assert list(refused.value.error_dict) == ["baseline"]


def test_who_does_not_see_where_it_passes_leaves_it_so(cast, pair):
    measure = kit.measures(pair[0])[0]
    client, address = cast.client("recorder"), reverse("strategy:assess", args=[measure.uid])
    page = client.get(address)
    assert SECRET not in page.content.decode()
    form = page.context["form"]
    sent = {"outcome": "carried", "reason": "Chyběly peníze.", "carried_to": form["carried_to"].value(),
            "assessed_on": "dnes"}
    assert client.post(address, sent).status_code == 302
    held = measure.assessments.order_by("pk").last()
    assert (held.reason, held.carried_to.title) == ("Chyběly peníze.", SECRET)


def test_a_short_name_given_in_the_same_moment_is_told(cast, pair, monkeypatch):
    monkeypatch.setattr(frame, "_made_name", lambda strategy, organisation: pair[0].short_name)
    monkeypatch.setattr(Strategy, "full_clean", lambda self, **fields: None)
    with pytest.raises(ValidationError) as refused:
        tree.create_strategy(
            by=kit.SYSTEM, organisation=cast.town, title="Třetí", period_from=kit.FIRST, period_to=kit.LAST
        )
    assert list(refused.value.error_dict) == ["short_name"]

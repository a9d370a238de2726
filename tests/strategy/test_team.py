"""Seats of a team: who gives and ends them, what is refused, that somebody is left to look after the strategy."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.strategy.actions import team, tree
from soucinnost.strategy.models import Goal
from tests import factories
from tests.cast import ROLES, Cast, as_actor
from tests.strategy import kit
from tests.strategy.kit import refused

pytestmark = pytest.mark.django_db


def test_seats_of_the_team(cast: Cast) -> None:
    made = kit.strategy(cast)
    person = factories.person(works_at=cast.police)
    for role in ROLES:
        if role in ("chair", "recorder", "manager"):
            continue
        with pytest.raises(PermissionDenied):
            team.give_team_seat(by=cast.actor(role), strategy=made, person=person)
        with pytest.raises(PermissionDenied):
            team.take_seat(by=cast.actor(role), strategy=made)
    seat = team.give_team_seat(by=cast.actor("manager"), strategy=made, person=person, organisation=cast.police)
    give = team.give_team_seat
    assert "už v týmu" in refused(lambda: give(by=kit.SYSTEM, strategy=made, person=person), "person")
    team.end_team_seat(by=cast.actor("recorder"), strategy=made, seat=seat, last_day=factories.today())
    gone = factories.person(is_active=False)
    assert "nepůsobí" in refused(lambda: give(by=kit.SYSTEM, strategy=made, person=gone), "person")


def test_a_manager_sits_down_and_is_written_down(cast: Cast) -> None:
    made = kit.planted(cast)
    assert not Goal.objects.visible_to(cast.actor("manager")).exists()
    seat = team.take_seat(by=cast.actor("manager"), strategy=made)
    assert seat.is_recorder and not seat.is_chair
    assert Goal.objects.visible_to(cast.actor("manager")).count() == 2
    assert Entry.objects.filter(verb="strategy.seat_taken", object_uid=made.uid).exists()
    assert "už v týmu" in refused(lambda: team.take_seat(by=cast.actor("manager"), strategy=made), "person")


def test_the_last_who_looks_after_it_stays(cast: Cast) -> None:
    chair = factories.person("Olga", "Poslední")
    made = tree.create_strategy(
        by=kit.SYSTEM, organisation=cast.ngo, title="Plán spolku", period_from=kit.FIRST, period_to=kit.LAST
    )
    seat = team.give_team_seat(by=kit.SYSTEM, strategy=made, person=chair, is_chair=True)
    actor = as_actor(chair)
    today = factories.today()
    assert "starat" in refused(lambda: team.end_team_seat(by=actor, strategy=made, seat=seat, last_day=today))
    assert "starat" in refused(lambda: team.change_team_seat(by=actor, strategy=made, seat=seat, is_chair=False))


def test_an_organisation_that_is_no_more_sends_nobody(cast: Cast) -> None:
    made, gone = kit.strategy(cast), factories.organisation("Zaniklý spolek", is_active=False)
    someone = factories.person()
    assert refused(
        lambda: team.give_team_seat(by=cast.actor("recorder"), strategy=made, person=someone, organisation=gone),
        "organisation",
    ) == "Organizace už nepůsobí. Vyberte jinou."


def test_a_seat_that_began_today_lasts_till_its_end_and_an_older_one_ends_at_once(cast: Cast) -> None:
    made, today = kit.strategy(cast), factories.today()
    someone = factories.person(works_at=cast.police)
    fresh = team.give_team_seat(by=kit.SYSTEM, strategy=made, person=someone)
    older = Seat.objects.get(circle=made.circle, person=cast.person("reviewer"))
    for seat, last in ((fresh, today), (older, today - timedelta(days=1))):
        team.end_team_seat(by=cast.actor("chair"), strategy=made, seat=seat)
        seat.refresh_from_db()
        assert seat.valid_to == last
    assert Entry.objects.filter(verb="strategy.seat_ended", object_uid=made.uid).count() == 2


def test_the_installation_itself_may_take_the_last_seat_away(cast: Cast) -> None:
    made = tree.create_strategy(
        by=kit.SYSTEM, organisation=cast.ngo, title="Plán spolku", period_from=kit.FIRST, period_to=kit.LAST
    )
    seat = team.give_team_seat(by=kit.SYSTEM, strategy=made, person=cast.person("member"), is_chair=True)
    team.change_team_seat(by=kit.SYSTEM, strategy=made, seat=seat, is_chair=False)
    seat.refresh_from_db()
    assert not seat.is_chair

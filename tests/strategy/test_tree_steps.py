"""Where forms of the tree lead: on to the next one, back to the tree, out of a team that one left oneself."""

from datetime import date

import pytest

from soucinnost.access.enums import GrantRole
from soucinnost.strategy.actions import tree
from soucinnost.strategy.models import Goal, Measure, Strategy
from tests import factories
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.test_tree_pages import opened, sent, text, url

pytestmark = pytest.mark.django_db


def test_one_goal_and_one_measure_after_another(cast: Cast) -> None:
    made, client = kit.strategy(cast), cast.client("recorder")
    for title in ("Cíl jedna", "Cíl dvě"):
        assert client.post(url("goal_new", made), {"title": title, "dalsi": "1"}).url == url("goal_new", made)
    first, second = made.goals.order_by("position")
    answer = client.post(url("measure_new", first), {"title": "Opatření", "dalsi": "1"})
    assert answer.url == url("measure_new", first) and Measure.objects.get().goal == first
    assert client.post(url("goal_remove", second)).url == url("strategy", made)
    assert Goal.objects.get() == first
    assert client.post(url("goal_remove", first)).url == url("goal", first) and Goal.objects.exists()


def test_the_frame_is_changed_and_an_overlap_with_another_is_asked_about(cast: Cast) -> None:
    made = kit.strategy(cast, area=None)
    kit.strategy(cast, area=None, title="Souběžný plán", period_from=date(2030, 1, 1), period_to=date(2031, 12, 31))
    client, address = cast.client("chair"), url("edit", made)
    frame = {"title": "Nový název", "kind": "prevention", "period_from": "2022", "period_to": "2030"}
    asked = client.post(address, {**frame, **opened(client, address)})
    assert asked.status_code == 422 and "téhož druhu a území: Souběžný plán" in text(asked)
    made.refresh_from_db()
    assert made.period_to == kit.LAST
    assert client.post(address, {**frame, "period_to": "2027", **opened(client, address)}).url == url("strategy", made)
    made.refresh_from_db()
    assert (made.title, made.period_to) == ("Nový název", date(2027, 12, 31))
    unread = client.post(address, {**frame, "period_to": "někdy", **opened(client, address)})
    assert unread.status_code == 422 and "téhož druhu a území" not in text(unread)


def test_who_manages_two_organisations_chooses_one(cast: Cast) -> None:
    factories.grant(cast.person("manager"), GrantRole.MANAGER, organisation=cast.ngo)
    client = cast.client("manager")
    page = text(client.get(url("new")))
    assert all(f"?organizace={one.uid}" in page for one in (cast.town, cast.ngo))
    frame = {"title": "Plán spolku", "kind": "prevention", "period_from": "2024", "period_to": "2027"}
    sent(client, f"{url('new')}?organizace={cast.ngo.uid}", **frame)
    assert Strategy.objects.get().circle.controller.organisation == cast.ngo
    assert client.get(f"{url('new')}?organizace={cast.police.uid}").status_code == 403


def test_a_measure_keeps_what_it_continues_seen_or_not(cast: Cast) -> None:
    made, early = kit.planted(cast, (1,)), kit.planted(cast, (1,), title="Dřívější plán")
    (measure,), (source,) = kit.measures(made), kit.measures(early)
    tree.change_measure(by=kit.SYSTEM, measure=measure, carried_from=source)
    client, address = cast.client("recorder"), url("measure_edit", measure)
    assert source.title in text(client.get(address)).replace("\xa0", " ")
    early.circle.seats.all().delete()
    hidden = text(client.get(address)).replace("\xa0", " ")
    assert "opatření jiné strategie" in hidden and f'value="{source.pk}" selected' in hidden
    page = sent(client, address, title="Nový název", carried_from=source.pk, **opened(client, address))
    measure.refresh_from_db()
    assert page.status_code == 200 and (measure.title, measure.carried_from) == ("Nový název", source)


def test_who_is_responsible_is_offered_also_without_a_seat(cast: Cast) -> None:
    (measure,) = kit.measures(kit.planted(cast, (1,)))
    worker = factories.person("Olga", "Odpovědná", works_at=cast.ngo)
    tree.change_measure(by=kit.SYSTEM, measure=measure, owner_person=worker)
    page = text(cast.client("recorder").get(url("measure_edit", measure)))
    assert f'value="{worker.pk}" selected' in page


def test_who_ends_the_own_seat_is_led_out_of_the_team(cast: Cast) -> None:
    made, client = kit.strategy(cast), cast.client("recorder")
    own = made.circle.seats.get(person=cast.person("recorder"))
    address = url("seat", made, own)
    days = {"valid_from": "1. 1. 2024", "valid_to": "31. 1. 2024"}
    assert client.post(address, {**days, **opened(client, address)}).url == url("list")
    assert client.get(url("team", made)).status_code == 404

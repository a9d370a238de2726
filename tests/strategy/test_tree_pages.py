"""Pages of the tree: what each of the cast gets, what stands there, what is refused and how."""

import gzip
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.audit.models import Entry
from soucinnost.strategy.actions import team, tree
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.models import Activity, Assessment, Goal, Measure, MeasureLink, Strategy
from tests import factories
from tests.cast import Cast, client_for
from tests.strategy import kit

pytestmark = pytest.mark.django_db

CANARY = "Kanárkové tajemství"


def url(name: str, *parts: Any) -> str:
    return reverse(f"strategy:{name}", args=[getattr(part, "uid", part) for part in parts])


def text(response: Any) -> str:
    """The page as one line, so that compiled catalogues (with their own spaces) do not matter."""
    return " ".join(response.content.decode().split())


def sent(client: Client, address: str, **data: Any) -> Any:
    """What comes of sending a form, with the redirect followed."""
    return client.post(address, data, follow=True)


def opened(client: Client, address: str) -> dict[str, str]:
    """The state that a form carries (see ui.editing), to be sent back."""
    page = client.get(address).content.decode()
    return {"revize": page.split('name="revize" value="')[1].split('"')[0]}


def test_only_the_team_reads_the_content(cast: Cast) -> None:
    made = kit.strategy(cast, introduction=CANARY)
    goal = tree.add_goal(by=kit.SYSTEM, strategy=made, title=f"{CANARY} cíl", description=CANARY)
    measure = tree.add_measure(
        by=kit.SYSTEM, goal=goal, title=f"{CANARY} opatření", activities=[f"{CANARY} aktivita"], owner=cast.ngo
    )
    kit.claim(cast, measure, text=f"{CANARY} doklad")
    assess(by=kit.SYSTEM, measure=measure, outcome=Outcome.NOT_FULFILLED, reason=f"{CANARY} důvod")
    addresses = [url("list"), url("strategy", made), url("measure", measure), url("team", made), url("sequence", made)]
    for role in ("member", "deputy"):
        pages = [cast.client(role).get(address) for address in addresses]
        assert [page.status_code for page in pages] == [200] * 5
        assert CANARY in text(pages[1]) and CANARY in text(pages[2])
    for role in (*kit.FRAME_ONLY, *kit.STRANGERS):
        client = cast.client(role)
        assert all(CANARY not in text(client.get(address)) for address in addresses), role
    assert made.title in text(cast.client("coordinator").get(url("list")))
    assert made.title not in text(cast.client("solo").get(url("list")))


def test_what_is_shown_is_written_down(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    measure = kit.measures(made)[0]
    claim = kit.claim(cast, measure)
    client = cast.client("member")
    client.get(url("strategy", made))
    client.get(url("measure", measure))
    rows = {entry.verb: entry for entry in Entry.objects.filter(verb__endswith="viewed")}
    assert {made.uid, measure.uid, claim.uid} <= set(rows["strategy.viewed"].ids)
    assert claim.uid in rows["strategy.measure_viewed"].ids
    cast.client("manager").get(url("strategy", made))
    assert Entry.objects.get(verb="strategy.frame_viewed").ids == [made.uid]


def test_the_tree_says_what_was_not_done_and_why(cast: Cast) -> None:
    made = kit.planted(cast, (3,), period_from=date(2020, 1, 1), period_to=date(2035, 12, 31))
    tree.approve(by=kit.SYSTEM, strategy=made, approved_on=date(2020, 2, 1), approved_by="Zastupitelstvo")
    one, two, three = kit.measures(made)
    kit.claim(cast, one, value=214, unit="osob", label="proškolených", stated_on=date(2023, 11, 5))
    assess(by=kit.SYSTEM, measure=one, outcome=Outcome.FULFILLED)
    activity = two.activities.get(position=2)
    say: dict[str, Any] = {"reason": "Nenašel se gestor.", "measure": two}
    assess(by=kit.SYSTEM, outcome=Outcome.NOT_FULFILLED, activity=activity, **say)
    assess(by=kit.SYSTEM, outcome=Outcome.PARTLY, measure=two, reason="Část čeká.")
    page = text(cast.client("member").get(url("strategy", made)))
    said = ("proškolených", "214", "Nenašel se gestor.", activity.text, "Část čeká.", "nehodnoceno", "Most k lidem")
    assert [words for words in said if words not in page] == []
    assert "zatím žádný" in page and "dluží" in page
    narrowed = text(cast.client("member").get(url("strategy", made), {"stav": "partly"}))
    assert two.title in narrowed and one.title not in narrowed
    assert three.title in text(cast.client("member").get(url("strategy", made), {"stav": "none", "kdo": cast.ngo.uid}))
    assert one.title not in text(cast.client("member").get(url("strategy", made), {"kdo": "nikdo"}))
    assert one.title in text(cast.client("member").get(url("strategy", made), {"stav": "nesmysl"}))


def test_a_manager_founds_and_fills_a_strategy(cast: Cast) -> None:
    client = cast.client("manager")
    assert "Založit první strategii" in text(client.get(url("list"))).replace("\xa0", " ")
    data = {"title": "Plán prevence", "kind": "prevention", "area": "Zkušebnice"}
    data |= {"period_from": "2024", "period_to": "2027"}
    wrong = client.post(url("new"), {**data, "period_to": "2020"})
    assert wrong.status_code == 422 and "Plán prevence" in text(wrong)
    assert not Strategy.objects.exists()
    page = sent(client, url("new"), **data)
    made = Strategy.objects.get()
    assert (made.period_from, made.period_to) == (date(2024, 1, 1), date(2027, 12, 31))
    assert "Vložit ze seznamu" in text(page).replace("\xa0", " ")
    again = client.post(url("new"), data)
    assert again.status_code == 422 and "confirmed" in text(again)
    assert Strategy.objects.count() == 1
    sent(client, url("new"), **data, confirmed="on", previous=made.pk)
    assert Strategy.objects.count() == 2


LIST = """1. Bezpečné město
1.1 Osvěta seniorů
Odpovídá: Most k lidem
- besedy v klubech
- leták
1.3 Kamerový systém
Odpovídá: Neznámý spolek
a) rozšíření
2. Spolupráce
2.1 Pracovní skupina
"""


def test_a_list_is_previewed_and_written(cast: Cast) -> None:
    made = kit.strategy(cast)
    client = cast.client("recorder")
    page = text(client.post(url("paste", made), {"text": LIST}))
    assert "1.3" in page and "1.2" in page and "Neznámý spolek" in page
    assert not Goal.objects.exists()
    back = text(client.post(url("paste", made), {"text": LIST, "zpet": "1"}))
    assert "Kamerový systém" in back and not Goal.objects.exists()
    sent(client, url("paste", made), text=LIST, ulozit="1")
    assert kit.shape_of(made) == [
        ("Bezpečné město", ["Osvěta seniorů", "Kamerový systém"]), ("Spolupráce", ["Pracovní skupina"])
    ]
    first, second, _third = kit.measures(made)
    assert first.owner == cast.ngo and second.owner is None and "Neznámý spolek" in second.description
    assert list(first.activities.values_list("text", flat=True)) == ["besedy v klubech", "leták"]
    loose = client.post(url("paste", made), {"text": "1.1 Bez cíle", "ulozit": "1"})
    assert loose.status_code == 422 and Measure.objects.count() == 3
    sent(client, url("paste", made), text="1.1 Bez cíle", ulozit="1", under=Goal.objects.get(position=2).pk)
    assert kit.shape_of(made)[1] == ("Spolupráce", ["Pracovní skupina", "Bez cíle"])
    assert client.post(url("paste", made), {"text": ""}).status_code == 422


def test_goals_and_measures_are_written_and_removed(cast: Cast) -> None:
    made = kit.strategy(cast)
    client = cast.client("recorder")
    sent(client, url("goal_new", made), title="Cíl jedna")
    goal = Goal.objects.get()
    measure_page = sent(
        client, url("measure_new", goal), title="Opatření jedna", owner="Most k lidem",
        partners="Policie Zkušebnice", activities="- první\n• druhá", period_from="2023", period_to="2024",
    )
    measure = Measure.objects.get()
    assert measure_page.status_code == 200 and measure.owner == cast.ngo
    assert list(measure.partners.all()) == [cast.police] and measure.period_to == date(2024, 12, 31)
    assert list(measure.activities.values_list("text", flat=True)) == ["první", "druhá"]
    outside = client.post(url("measure_new", goal), {"title": "Delší", "period_to": "2040"})
    assert outside.status_code == 422 and Measure.objects.count() == 1
    sent(client, url("measure_new", goal), title="Delší", period_to="2040", confirmed="on")
    assert Measure.objects.count() == 2
    unknown = client.post(url("measure_edit", measure), {"title": "Jiné", "partners": "Nikdo takový"})
    assert unknown.status_code == 422 and "Nikdo takový" in text(unknown)
    assert "opatření" in text(sent(client, url("goal_remove", goal)))
    sent(client, url("goal", goal), title="Cíl nový", **opened(client, url("goal", goal)))
    sent(client, url("goal_evaluation", goal), text="Daří se.", **opened(client, url("goal_evaluation", goal)))
    goal.refresh_from_db()
    assert (goal.title, goal.evaluation) == ("Cíl nový", "Daří se.")
    activity = measure.activities.get(position=1)
    sent(client, url("activity", activity), text="jinak", **opened(client, url("activity", activity)))
    sent(client, url("activity_shift", activity), kam="dolu")
    sent(client, url("activities", measure), text="třetí")
    assert list(measure.activities.values_list("text", flat=True)) == ["druhá", "jinak", "třetí"]
    sent(client, url("activity_remove", activity))
    sent(client, url("measure_remove", measure))
    assert not Measure.objects.filter(pk=measure.pk).exists() and not Activity.objects.exists()


def test_two_who_change_one_measure_are_asked(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    measure = kit.measures(made)[0]
    address = url("measure_edit", measure)
    state = opened(cast.client("recorder"), address)
    mine = {"title": measure.title, "owner": cast.ngo.name, "description": "Moje znění."}
    tree.change_measure(by=cast.actor("chair"), measure=measure, description="Cizí znění.")
    asked = cast.client("recorder").post(address, {**mine, **state})
    assert asked.status_code == 422
    assert "Moje znění." in text(asked) and "Cizí znění." in text(asked)
    measure.refresh_from_db()
    assert measure.description == "Cizí znění."
    tree.remove_measure(by=kit.SYSTEM, measure=measure)
    assert cast.client("recorder").post(address, {**mine, **state}).status_code == 404


def test_a_measure_moves_and_its_page_remembers(cast: Cast) -> None:
    made = kit.planted(cast)
    measure = kit.measures(made)[0]
    kit.claim(cast, measure, text="Besedy proběhly.")
    client, target = cast.client("chair"), made.goals.get(position=2)
    page = text(client.get(url("measure_move", measure)))
    assert "1.1" in page
    state = opened(client, url("measure_move", measure))
    done = sent(client, url("measure_move", measure), goal=target.pk, position="", **state)
    words = text(done)
    assert "2.3" in words and "1.1" in words and "Besedy proběhly." in words
    assert kit.shape_of(made)[1][1] == ["Opatření 2.1", "Opatření 2.2", "Opatření 1.1"]


def test_order_comes_by_buttons_and_by_script(cast: Cast) -> None:
    made = kit.planted(cast, (3, 1))
    client = cast.client("recorder")
    one, two, three, _other = kit.measures(made)
    first, second = made.goals.order_by("position")
    assert client.get(url("arrange", made)).status_code == 200
    sent(client, url("measure_shift", three), kam="nahoru")
    sent(client, url("goal_shift", second), kam="nahoru")
    assert kit.shape_of(made) == [
        ("Cíl 2", ["Opatření 2.1"]), ("Cíl 1", ["Opatření 1.1", "Opatření 1.3", "Opatření 1.2"])
    ]
    assert client.post(url("goals_order", made), {"order": [first.uid, second.uid]}).status_code == 204
    order = [two.uid, one.uid, three.uid]
    assert client.post(url("measures_order", first), {"order": order}).status_code == 204
    assert client.post(url("measures_order", first), {"order": order[:2]}).status_code == 409
    assert kit.shape_of(made)[0][1] == ["Opatření 1.2", "Opatření 1.1", "Opatření 1.3"]
    acts = [one.uid for one in two.activities.order_by("-position")]
    assert client.post(url("activities_order", two), {"order": acts}).status_code == 204
    assert [one.uid for one in two.activities.order_by("position")] == acts


def test_an_assessment_comes_through_the_page(cast: Cast) -> None:
    made = kit.planted(cast, (1,))
    later = kit.planted(cast, (1,), previous=made, title="Navazující plán")
    measure, target = kit.measures(made)[0], kit.measures(later)[0]
    claim = kit.claim(cast, measure, value=56, unit="%", label="pocit bezpečí")
    client, address = cast.client("recorder"), url("assess", measure)
    bare = client.post(address, {"outcome": "not", "assessed_on": "1. 3. 2024"})
    assert bare.status_code == 422 and not Assessment.objects.exists()
    activity = measure.activities.get(position=1)
    sent(client, f"{address}?aktivita={activity.uid}", outcome="fulfilled", assessed_on="1. 3. 2024")
    page = sent(
        client, address, outcome="carried", reason="Průzkum se nestihl.", carried_to=target.pk, baseline=claim.pk,
        assessed_on="1. 3. 2024",
    )
    held = Assessment.objects.get(activity=None)
    assert (held.carried_to, held.baseline) == (target, claim)
    words = text(page)
    assert "Průzkum se nestihl." in words and "Navazující plán" in words and "56" in words
    beside = text(client.get(url("sequence", made)))
    assert "Průzkum se nestihl." in beside and target.title in beside
    Measure.objects.filter(pk=target.pk).update(carried_from=measure)
    Assessment.objects.filter(pk=held.pk).update(outcome="partly", carried_to=None)
    assert "Průzkum se nestihl." in text(client.get(url("sequence", made)))
    Assessment.objects.filter(pk=held.pk).update(outcome="carried", carried_to=target)
    reader = factories.person(works_at=cast.police)
    team.give_team_seat(by=kit.SYSTEM, strategy=made, person=reader)
    only_here = text(client_for(reader).get(url("measure", measure)))
    assert "Navazující plán" not in only_here and "jiná strategie" in only_here.replace("\xa0", " ")


def test_links_and_their_notes(cast: Cast) -> None:
    made = kit.planted(cast, (2,))
    one, other = kit.measures(made)
    client = cast.client("recorder")
    page = text(sent(client, url("measure_link", one), other=other.pk, note="Stejný projekt"))
    assert "Stejný projekt" in page and other.title in page
    assert one.title in text(client.get(url("measure", other)))
    sent(client, url("measure_unlink", one, other))
    assert not MeasureLink.objects.exists()


def test_approval_and_states_by_the_chair(cast: Cast) -> None:
    made, client = kit.planted(cast, (1,)), cast.client("chair")
    address = url("approval", made)
    state = opened(client, address)
    page = sent(client, address, approved_by="Zastupitelstvo", approved_on="15. 6. 2022", resolution="24/2022", **state)
    assert "24/2022" in text(page)
    sent(client, url("state", made), stav="vyhodnocena")
    made.refresh_from_db()
    assert made.state == StrategyState.EVALUATED
    sent(client, url("state", made), stav="zpet")
    sent(client, url("state", made), stav="zpet")
    made.refresh_from_db()
    assert made.state == StrategyState.DRAFT
    sent(client, url("remove", made))
    assert not Strategy.objects.exists()


def test_the_team_is_seated_through_its_page(cast: Cast) -> None:
    made, client = kit.strategy(cast), cast.client("manager")
    someone = factories.person("Radka", "Přizvaná", works_at=cast.town)
    assert "Přizvaná" in text(client.get(url("seat_new", made), {"kdo": "prizvana"}))
    address = f"{url('seat_new', made)}?osoba={someone.uid}"
    assert f'value="{cast.town.name}"' in text(client.get(address)), "where the person works is proposed"
    page = sent(client, address, organisation=cast.town.name, is_recorder="on", valid_from="1. 1. 2024")
    assert "Přizvaná" in text(page)
    seat = made.circle.seats.get(person=someone)
    state = opened(client, url("seat", made, seat))
    sent(client, url("seat", made, seat), organisation="", valid_from="1. 1. 2024", is_chair="on", **state)
    seat.refresh_from_db()
    assert seat.is_chair and not seat.is_recorder and seat.organisation is None
    sent(client, url("seat_end", made, seat))
    seat.refresh_from_db()
    assert seat.valid_to == factories.today()
    taken = sent(client, url("seat_take", made))
    assert taken.status_code == 200 and made.circle.seats.filter(person=cast.person("manager")).exists()


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_any_size_costs_the_same(cast: Cast) -> None:
    small, large = kit.planted(cast, (1,)), kit.strategy(cast)
    goals = [Goal(strategy=large, position=n, title=f"Cíl {n}") for n in range(1, 11)]
    Goal.objects.bulk_create(goals)
    Measure.objects.bulk_create(
        Measure(strategy=large, goal=goal, position=n, title=f"Opatření na téma {n}", owner=cast.ngo)
        for goal in goals for n in range(1, 51)
    )
    client = cast.client("chair")
    for name in ("strategy", "arrange", "sequence", "team"):
        assert _queries(client, url(name, small)) == _queries(client, url(name, large)), name
    assert len(gzip.compress(client.get(url("strategy", large)).content)) <= 20_000

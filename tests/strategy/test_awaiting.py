"""The desk says what waits in strategies, to each what the person may settle, in a bounded number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.strategy.actions import drafting, tree
from soucinnost.strategy.models import Ask, Collection, Round, Strategy
from tests import factories
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.collecting_kit import opened

pytestmark = pytest.mark.django_db
DESK = reverse("desk:desk")


def desk_of(cast: Cast, role: str) -> str:
    return " ".join(cast.client(role).get(DESK).content.decode().replace("\xa0", " ").split())


def test_a_collection_waits_for_who_writes_the_strategy_when_it_closes(cast: Cast) -> None:
    one = opened(cast)
    url = f'href="{reverse("strategy:collection", args=[one.collection.uid])}"'
    assert url not in desk_of(cast, "chair")  # two weeks ahead
    today = factories.today()
    Collection.objects.update(due_on=today + timedelta(days=2), asked_on=today - timedelta(days=30))
    assert "Sběr končí, chybí 2 odpověd" in desk_of(cast, "recorder")
    Collection.objects.update(due_on=today - timedelta(days=4))
    late = desk_of(cast, "chair")
    assert url in late and "2 odpověd" in late and "4 dn" in late
    Ask.objects.update(state="handed_in", handed_in_at="2026-01-01T10:00:00Z")
    assert "Uzavřít sběr, odpověděli všichni" in desk_of(cast, "chair")
    for role in ("member", "manager", "coordinator", "outsider"):
        assert url not in desk_of(cast, role), role


def test_remarks_wait_when_their_round_is_over(cast: Cast) -> None:
    made = kit.planted(cast)
    one = drafting.open_round(by=kit.SYSTEM, strategy=made, due_on=factories.today())
    for text in ("Chybí senioři.", "Chybí mládež."):
        drafting.add_remark(by=cast.actor("member"), strategy=made, round_=one, text=text)
    assert "Vypořádat" not in desk_of(cast, "chair")
    before = factories.today() - timedelta(days=1)
    Round.objects.update(due_on=before, opened_on=before)
    page = desk_of(cast, "chair")
    assert "Vypořádat 2 připomín" in page and reverse("strategy:rounds", args=[made.uid]) in page
    assert "Vypořádat" not in desk_of(cast, "member")
    for remark in one.remarks.all():
        drafting.answer_remark(by=cast.actor("chair"), remark=remark, kind="accepted", answer="Doplněno.")
    assert "Vypořádat" not in desk_of(cast, "chair")


def test_strategies_that_are_over_wait_for_their_evaluation(cast: Cast) -> None:
    made = kit.planted(cast, period_from=date(2016, 1, 1), period_to=date(2020, 12, 31))
    assert "není vyhodnocená" not in desk_of(cast, "manager")  # a draft
    tree.approve(by=kit.SYSTEM, strategy=made, approved_on=date(2016, 1, 2), approved_by="Zastupitelstvo")
    for role in ("chair", "recorder", "manager", "coordinator"):
        page = desk_of(cast, role)
        assert "Strategie skončila a není vyhodnocená" in page and made.title in page, role
    for role in ("member", "outsider", "administrator", "solo"):
        assert "není vyhodnocená" not in desk_of(cast, role), role
    tree.mark_evaluated(by=kit.SYSTEM, strategy=made)
    assert "není vyhodnocená" not in desk_of(cast, "manager")
    for number in range(4):
        other = kit.strategy(cast, period_from=date(2000 + number, 1, 1), period_to=date(2001 + number, 12, 31))
        Strategy.objects.filter(pk=other.pk).update(state="approved", approved_on=date(2000, 1, 1))
    page = desk_of(cast, "coordinator")
    assert "4 strategi" in page and made.title not in page


def queries(client: Client) -> list[Any]:
    client.get(DESK)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(DESK).status_code == 200
    return [one["sql"][:90] for one in caught if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_strategies_cost_the_desk_one_query_however_many(cast: Cast) -> None:
    """One for all strategies; owed answers are asked only of who sits in one."""
    bare = len(queries(cast.client("recorder")))
    counts = []
    for _more in range(2):
        one = opened(cast)
        Collection.objects.update(due_on=factories.today())
        drafting.open_round(by=kit.SYSTEM, strategy=one.strategy, due_on=factories.today())
        counts.append(len(queries(cast.client("recorder"))))
    assert counts[0] == counts[1] == bare + 1

"""Every page of strategies takes a bounded number of queries, the same whatever the strategy holds."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.matrix.strategy_expected import GET
from tests.strategy.many_kit import Grown

pytestmark = pytest.mark.django_db

LISTS = frozenset({
    "list", "claims", "contradictions", "owing", "undertakings", "indicators", "collections", "rounds", "team",
    "report_versions", "arrange", "sequence", "take_over", "undertaking_take_over", "indicator_take_over",
})
MOST_OF_LIST, MOST_OF_DETAIL = 15, 25
ROLES = {"strategy:new": "manager", "strategy:remark_edit": "member"}
"""Who opens the page, where that is not the chair."""
FILES = frozenset({"strategy:evaluation_file", "strategy:report_html", "strategy:round_paper"})


def _seen(grown: Grown, clients: dict[str, Client]) -> dict[str, list[str]]:
    """Statements of every page, without marks of transactions."""
    found = {}
    for name in GET:
        address = reverse(name, kwargs=grown.stage.parameters(name, ""))
        with CaptureQueriesContext(connection) as caught:
            answer = clients[ROLES.get(name, "chair")].get(address)
        assert answer.status_code in ((200, 302) if name in FILES else (200,)), name
        found[name] = [
            one["sql"] for one in caught.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))
        ]
    return found


def test_every_page_takes_a_few_queries(cast: Cast, counts: Callable[[int, int], int]) -> None:
    grown = Grown(cast)
    clients = {role: cast.client(role) for role in ("chair", *ROLES.values())}
    grown.grow(1)
    _seen(grown, clients)
    few = _seen(grown, clients)
    grown.grow(counts(49, 499))
    many = _seen(grown, clients)
    grew = {name: (len(some), len(many[name])) for name, some in few.items() if len(many[name]) > len(some)}
    assert grew == {}
    most = {name: MOST_OF_LIST if name.removeprefix("strategy:") in LISTS else MOST_OF_DETAIL for name in GET}
    assert {name: len(some) for name, some in many.items() if len(some) > most[name]} == {}

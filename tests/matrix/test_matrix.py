"""Every address, everybody: the product against the hand-written table."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast
from tests.matrix.api_expected import API
from tests.matrix.expected import COLUMNS, ELSEWHERE, GET, POST
from tests.matrix.stage import Stage


def _outcome(response: Any) -> str:
    if response.status_code == 404:
        return "n"
    if response.status_code == 403:
        return "f"
    if response.status_code == 302 and response.url.startswith("/ucet/login/"):
        return "l"
    return "a" if response.status_code in {200, 302, 303, 400, 409, 422, 405} else str(response.status_code)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


def one_for_each(row: str) -> list[str]:
    """Who walks in the second run: for each answer that the row names the first who gets it."""
    return [COLUMNS[row.index(answer)] for answer in dict.fromkeys(row)]


def _row(stage: Stage, clients: dict[str, Client], method: str, name: str, roles: Sequence[str]) -> str:
    got = []
    for role in roles:
        point = transaction.savepoint()
        response = getattr(clients[role], method)(stage.url(name))
        got.append(_outcome(response))
        transaction.savepoint_rollback(point)
    return "".join(got)


@pytest.mark.parametrize(("method", "table"), [("get", GET), ("post", POST)])
def test_everybody_gets_what_the_table_says(
    stage: Stage, walkers: Callable[..., Sequence[str]], method: str, table: dict[str, str]
) -> None:
    clients = {role: stage.cast.client(role) for role in COLUMNS}
    wrong = {}
    for name, row in table.items():
        roles = walkers(COLUMNS, one_for_each(row))
        expected = "".join(row[COLUMNS.index(role)] for role in roles)
        got = _row(stage, clients, method, name, roles)
        if got != expected:
            wrong[name] = f"expected {expected}, got {got}"
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def _names(resolver: URLResolver, space: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= _names(pattern, pattern.namespace or space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(f"{space}:{pattern.name}" if space else pattern.name)
    return found


def test_every_address_is_in_the_matrix() -> None:
    known = {name.partition("@")[0] for name in (*GET, *POST)} | set(ELSEWHERE) | {f"api:{name}" for name in API}
    assert _names(get_resolver()) == known


def test_rows_have_a_value_for_everybody() -> None:
    short = [name for name, row in (*GET.items(), *POST.items()) if len(row) != len(COLUMNS)]
    assert not short

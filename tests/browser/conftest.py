"""A browser for the stories that run through several pages, with profiles that outlive a killed browser."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from soucinnost.access.actors import SystemActor
from soucinnost.operations.backup import restore, save
from tests.cast import client_for
from tests.emptied import empty_what_was_written

WIDE = {"width": 1280, "height": 900}
#: How long a story waits for what must come, in milliseconds: a busy machine is slow, and the first Czech text that a
#: process reads waits for the dictionaries. A story never waits for what must not come.
PATIENCE = 60_000

expect.set_options(timeout=PATIENCE)


def give_session(context: BrowserContext, address: str, client: Client) -> None:
    """Put the session of a signed-in test client into a browser."""
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


@pytest.fixture(autouse=True)
def _from_a_backup(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """With ``--restored`` a story begins on its people and meetings as they came back from a backup (figure 15)."""
    if not request.config.getoption("--restored"):
        return
    for name in {"cast", "meeting"} & set(request.fixturenames):
        request.getfixturevalue(name)
    archive, operator = tmp_path / "zaloha.zip", SystemActor("restore", "cli")
    saved = save(by=operator, path=archive)
    empty_what_was_written()
    settings.FILES_DIR = tmp_path / "restored files"
    restored = restore(by=operator, path=archive)
    assert restored.rows == saved.rows and restored.files == saved.files


@pytest.fixture
def quiet_server(live_server: Any) -> Iterator[Any]:
    """The running product; afterwards what it still answers is waited for, so that emptying the database is alone."""
    under_way = [0]

    def begins(**_about: Any) -> None:
        under_way[0] += 1

    def ends(**_about: Any) -> None:
        under_way[0] -= 1

    request_started.connect(begins)
    request_finished.connect(ends)
    yield live_server
    until = time.monotonic() + 20
    while under_way[0] > 0 and time.monotonic() < until:
        time.sleep(0.05)
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture
def profile(chromium: Browser, quiet_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Return ``profile(person, viewport=…)``: a fresh profile of a browser in which the person is signed in."""
    made: list[BrowserContext] = []

    def make(person: Any = None, **options: Any) -> BrowserContext:
        options.setdefault("viewport", WIDE)
        options.setdefault("reduced_motion", "reduce")  # a page that is still scrolling moves away from the pointer
        context = chromium.new_context(base_url=quiet_server.url, locale="cs", timezone_id="Europe/Prague", **options)
        context.set_default_timeout(PATIENCE)
        if person is not None:
            give_session(context, quiet_server.url, client_for(person))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()

"""A browser for the stories that run through several pages, with profiles that outlive a killed browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from tests.cast import client_for
from tools.driving import BrowserMissing, launched_browser

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium; without one the test fails with one line that says what to install."""
    try:
        with launched_browser() as browser:
            yield browser
    except BrowserMissing as error:
        pytest.fail(str(error), pytrace=False)


def give_session(context: BrowserContext, address: str, client: Client) -> None:
    """Put the session of a signed-in test client into a browser."""
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


@pytest.fixture
def profile(chromium: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Return ``profile(person, viewport=…)``: a fresh profile of a browser in which the person is signed in."""
    made: list[BrowserContext] = []

    def make(person: Any = None, **options: Any) -> BrowserContext:
        options.setdefault("viewport", WIDE)
        context = chromium.new_context(base_url=live_server.url, locale="cs", timezone_id="Europe/Prague", **options)
        context.set_default_timeout(10_000)
        if person is not None:
            give_session(context, live_server.url, client_for(person))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()

"""A browser for the tests of pages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def context(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh profile looking at the running product."""
    fresh = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), viewport=WIDE, locale="cs")
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


def confirm_password(page: Page, password: str = "velmi dlouhé heslo 7") -> None:
    """Where the product asks again who one is, answer by the password."""
    page.wait_for_load_state()
    if "/reauthenticate/" in page.url:
        page.get_by_label("Heslo").fill(password)
        page.get_by_role("button", name="Potvrdit", exact=True).click()


@pytest.fixture
def sign_in(page: Page) -> Callable[..., None]:
    """Sign a person of the cast in by e-mail and password."""

    def go(person: Any, where: str = "/o-aplikaci/", password: str = "velmi dlouhé heslo 7") -> None:
        person.user.set_password(password)
        person.user.save()
        page.goto(f"/ucet/login/?next={where}")
        page.get_by_label("E-mail").fill(person.user.email)
        page.get_by_label("Heslo").fill(password)
        page.get_by_role("button", name="Přihlásit", exact=True).click()
        page.wait_for_url(lambda url: "/login/" not in url)
        confirm_password(page, password)

    return go

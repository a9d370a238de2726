"""Driving the browser that tests and pictures look through."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools.browser import MISSING, find_chromium, find_light


class BrowserMissing(RuntimeError):
    """No browser was found; the message is one line that says what to install."""


@contextmanager
def launched_browser(*, light: bool = False) -> Iterator[Browser]:
    """A running Chromium without a window, ``light`` the one that costs least. Raises :class:`BrowserMissing`."""
    path = find_light() if light else find_chromium()
    if path is None:
        raise BrowserMissing(MISSING)
    # The driver keeps an event loop running in this thread; Django would refuse to talk to its database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()

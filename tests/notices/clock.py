"""A clock that tests move, and what a day of the installation does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from soucinnost.notices.jobs import send_due, write_digests
from tests.factories import SYSTEM


class Clock:
    """The moment that the product believes to be now; in Prague's time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.moment)

    def at(self, day: date | str, hour: int = 7, minute: int = 0) -> None:
        """Set the clock on the wall."""
        on = date.fromisoformat(day) if isinstance(day, str) else day
        self.moment = timezone.make_aware(datetime.combine(on, time(hour, minute)))


@contextmanager
def no_mail_server(settings: Any) -> Iterator[None]:
    """Nobody answers where the mail goes."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.notices.clock.NoServer"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


class NoServer:
    """A mail server that is not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: list[Any]) -> int:
        raise ConnectionRefusedError(111, "refused")


def tick() -> list[Any]:
    """One round of the duties; returns the mail that went out in it, hard spaces read as soft ones."""
    before = len(mail.outbox)
    write_digests(by=SYSTEM)
    send_due(by=SYSTEM)
    for sent in mail.outbox[before:]:
        sent.body = str(sent.body).replace("\xa0", " ")
    return mail.outbox[before:]


def to(person: Any, sent: list[Any]) -> list[Any]:
    """Of the mail, what went to the person."""
    return [one for one in sent if one.to == [person.email]]



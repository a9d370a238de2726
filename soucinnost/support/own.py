"""Circulars that came to the reader, on "my account": the way in for who has an account and no other part here."""

from typing import Any

from django.http import HttpRequest

from soucinnost.accounts.sections import Section
from soucinnost.support.selectors.lists import SHOWN, received


def my_circulars(request: HttpRequest) -> dict[str, Any]:
    """The latest circulars that the reader got, with the identifiers shown."""
    actor = request.actor  # type: ignore[attr-defined]
    found = list(received(actor)[:SHOWN])
    return {"circulars_for_me": found, "ids": [one.uid for one in found]}


CIRCULARS = Section(key="circulars", order=35, template="support/own.html", values=my_circulars)

"""What the tests of reports start from: the cast's group, in which the NGO reports (member, her deputy)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from soucinnost.agencies.models import Organisation
from soucinnost.reports.actions import hand_in, hand_in_for, open_call
from soucinnost.reports.content import Content, Number
from soucinnost.reports.models import Call, Report
from tests import factories
from tests.cast import Cast

CLIENTS = Number(label="aktivních klientů", value=Decimal(20), unit="osob")
PLACED = Number(label="získalo práci", value=Decimal(15), unit="osob", total=Decimal(30), total_label="klientů")


def call(cast: Cast, *, days: int = 20, by: str = "chair", **fields: Any) -> Call:
    """A call of the cast's group for a meeting in ``days`` days."""
    return open_call(
        by=cast.actor(by), group=cast.group, for_day=factories.today() + timedelta(days=days), **fields
    )


def content(text: str = "V terénu je živo.", *numbers: Number, **more: str) -> Content:
    """What a report says."""
    return Content(text=text, numbers=numbers, **more)


def report(
    cast: Cast, one: Call, *numbers: Number, text: str = "V terénu je živo.", by: str = "member",
    organisation: Organisation | None = None, **more: str,
) -> Report:
    """A report handed in by ``by``, the NGO's unless told otherwise."""
    return hand_in(
        by=cast.actor(by), call=one, organisation=organisation or cast.ngo, content=content(text, *numbers, **more)
    )


def past_call(cast: Cast, *, days: int = 90) -> Call:
    """A closed call of an earlier meeting."""
    day = factories.today() - timedelta(days=days)
    return Call.objects.create(
        circle=cast.group.circle, group=cast.group, title="Zprávy organizací", for_day=day, due_on=day, asked_on=day,
        state="closed", closed_on=day,
    )


def reported_then(
    cast: Cast, *numbers: Number, text: str = "Minule jsme začínali.", days: int = 90, **more: str
) -> Report:
    """The NGO's report of an earlier meeting."""
    return hand_in_for(
        by=cast.actor("chair"), call=past_call(cast, days=days), organisation=cast.ngo, author=cast.person("member"),
        content=content(text, *numbers, **more),
    )

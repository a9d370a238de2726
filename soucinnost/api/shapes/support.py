"""Methodical support: circulars and consultations."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema

from soucinnost.api.shapes.common import Given, Ref, organisation_ref, person_ref
from soucinnost.api.shapes.files import FileShape, file_shapes
from soucinnost.documents.models import Attachment
from soucinnost.support.enums import ConsultationKind
from soucinnost.support.models import Circular, Consultation
from soucinnost.support.selectors.circulars import Totals


class CircularChoice(Given):
    """Which circulars: those that came to the person only, or also those that the person's organisations keep."""

    received: bool = False


class CircularShape(Schema):
    """A circular; ``is_kept`` says that the person writes and sends it, else it came."""

    uid: str
    keeper: Ref
    subject: str
    state: str
    released_at: datetime | None
    asks_confirmation: bool
    is_kept: bool


class CircularCounts(Schema):
    """Copies in numbers: all, waiting, given to the post, sent, that reached nobody, opened, confirmed."""

    copies: int
    waiting: int
    mails: int
    sent: int
    lost: int
    opened: int
    confirmed: int


class CircularDetail(CircularShape):
    """A circular with its text and files. ``confirmed_on`` is one's own; ``counts`` only for who keeps it."""

    body: str
    files: list[FileShape]
    confirmed_on: date | None
    counts: CircularCounts | None


class ConsultationChoice(Given):
    """Which consultations: of one kind, or only those in which something is left to be done."""

    kind: Literal[tuple(ConsultationKind.values)] | None = None  # type: ignore[valid-type]
    open_only: bool = False


class ConsultationShape(Schema):
    """Advice or a visit: who, whom, when, about what, with what outcome."""

    uid: str
    keeper: Ref
    kind: str
    held_on: date
    given_by: Ref | None
    joined_by: str
    organisation: Ref | None
    person: Ref | None
    area: Ref | None
    call: str
    problem: str
    outcome: str
    follow_up: str
    follow_up_on: date | None
    followed_up_on: date | None
    is_shared: bool


def _values(one: Circular, is_kept: bool) -> dict[str, Any]:
    return {
        "uid": one.uid, "keeper": organisation_ref(one.keeper), "subject": one.subject, "state": one.state,
        "released_at": one.released_at, "asks_confirmation": one.asks_confirmation, "is_kept": is_kept,
    }


def circular_shape(one: Circular, *, is_kept: bool) -> CircularShape:
    """A circular, read with its keeper."""
    return CircularShape(**_values(one, is_kept))


def circular_detail(
    one: Circular, *, is_kept: bool, files: list[Attachment], confirmed_on: date | None, totals: Totals | None
) -> CircularDetail:
    """A circular with its text, and for who keeps it what became of it."""
    counts = None
    if totals is not None:
        counts = CircularCounts(
            copies=totals.copies, waiting=totals.waiting, mails=totals.mails, sent=totals.sent, lost=totals.lost,
            opened=totals.opened, confirmed=totals.confirmed,
        )
    return CircularDetail(
        **_values(one, is_kept), body=one.body, files=file_shapes(files), confirmed_on=confirmed_on, counts=counts
    )


def consultation_shape(one: Consultation) -> ConsultationShape:
    """A consultation, read with everybody it names."""
    keeper = organisation_ref(one.keeper)
    assert keeper is not None  # noqa: S101 - a record is always somebody's; for the type checker
    return ConsultationShape(
        uid=one.uid, keeper=keeper, kind=one.kind, held_on=one.held_on, given_by=person_ref(one.given_by),
        joined_by=one.joined_by, organisation=organisation_ref(one.organisation), person=person_ref(one.person),
        area=Ref(uid=one.area.uid, name=one.area.name) if one.area is not None else None, call=one.call,
        problem=one.problem, outcome=one.outcome, follow_up=one.follow_up, follow_up_on=one.follow_up_on,
        followed_up_on=one.followed_up_on, is_shared=one.is_shared,
    )

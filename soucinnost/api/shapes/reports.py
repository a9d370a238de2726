"""Calls for reports and reports."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from soucinnost.api.shapes.common import NO_NUL, Given, Ref, Uid, organisation_ref, person_ref
from soucinnost.api.shapes.tasks import Confirmed
from soucinnost.evidence.enums import ClaimKind
from soucinnost.reports.content import MOST_NUMBERS, MOST_TEXT, Content, Number
from soucinnost.reports.models import Call, Report
from soucinnost.reports.selectors import CallStanding

Count = Annotated[Decimal, Field(ge=-(10**13), le=10**13, decimal_places=4)]
"""A number as evidence can hold it."""


class CallChoice(Given):
    """Which calls."""

    group: Uid | None = None
    state: Literal["open", "closed"] | None = None


class CallShape(Schema):
    """A round of asking for reports; ``for_day`` is the day of the meeting."""

    uid: str
    group: Ref
    title: str
    for_day: date
    due_on: date
    state: str


class StandingShape(Schema):
    """An organisation in a call: its current report, or that it owes one."""

    organisation: Ref
    report: str | None
    owes: bool


class CallDetail(CallShape):
    """A call with who has reported and who owes."""

    organisations: list[StandingShape]


class ReportChoice(Given):
    """Which reports: of one group, call, organisation."""

    group: Uid | None = None
    call: Uid | None = None
    organisation: Uid | None = None


class NumberShape(Schema):
    """A number of a report: ``value`` in ``unit``, of the ``total`` if it is a part of something."""

    label: str
    value: Decimal | None
    unit: str
    total: Decimal | None
    total_label: str
    kind: str
    period_from: date | None
    period_to: date | None


class ReportShape(Schema):
    """A version of a report; ``number`` counts them, the highest one holds."""

    uid: str
    call: str
    group: Ref
    organisation: Ref
    number: int
    state: str
    text: str
    problems: str
    needs: str
    unchanged_since: date | None
    author: Ref | None
    entered_by: Ref | None
    handed_in_at: datetime
    numbers: list[NumberShape]


class NewNumber(Given):
    """A number to be reported."""

    label: str = Field(min_length=1, max_length=200, pattern=NO_NUL)
    value: Count
    unit: str = Field("", max_length=40, pattern=NO_NUL)
    total: Count | None = None
    total_label: str = Field("", max_length=200, pattern=NO_NUL)
    kind: Literal[tuple(ClaimKind.values)] = ClaimKind.ACTUAL.value  # type: ignore[valid-type]
    period_from: date | None = None
    period_to: date | None = None


class Correction(Confirmed):
    """What a corrected version of a report says, the whole of it."""

    text: str = Field("", max_length=MOST_TEXT, pattern=NO_NUL)
    problems: str = Field("", max_length=MOST_TEXT, pattern=NO_NUL)
    needs: str = Field("", max_length=MOST_TEXT, pattern=NO_NUL)
    numbers: list[NewNumber] = Field([], max_length=MOST_NUMBERS)

    def content(self) -> Content:
        """What it says, for the action."""
        return Content(
            text=self.text, problems=self.problems, needs=self.needs,
            numbers=tuple(Number(**number.model_dump()) for number in self.numbers),
        )

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Free text by field, in which personal data are looked for."""
        numbers = [("numbers", f"{one.label}\n{one.unit}\n{one.total_label}") for one in self.numbers]
        return [("text", self.text), ("problems", self.problems), ("needs", self.needs), *numbers]


class NewReport(Correction):
    """A report of one's own organisation; with ``nothing_new`` the last one still holds and nothing else is read."""

    organisation: Uid
    nothing_new: bool = False


def _call_values(call: Call) -> dict[str, Any]:
    return {
        "uid": call.uid, "group": Ref(uid=call.group.uid, name=call.group.name), "title": call.title,
        "for_day": call.for_day, "due_on": call.due_on, "state": call.state,
    }


def call_shape(call: Call) -> CallShape:
    """A call, read with its group."""
    return CallShape(**_call_values(call))


def call_detail(standing: CallStanding) -> CallDetail:
    """A call with how it stands."""
    rows = [
        StandingShape(
            organisation=Ref(uid=row.organisation.uid, name=row.organisation.name),
            report=row.report.uid if row.report is not None else None, owes=row.owes,
        )
        for row in standing.rows
    ]
    return CallDetail(**_call_values(standing.call), organisations=rows)


def report_shape(report: Report) -> ReportShape:
    """A report, read by ``reports.selectors.with_figures``."""
    numbers = [
        NumberShape(
            label=claim.label, value=claim.value, unit=claim.unit, total=claim.denominator,
            total_label=claim.denominator_label, kind=claim.kind, period_from=claim.period_from,
            period_to=claim.period_to,
        )
        for claim in (figure.claim for figure in report.figures.all())
    ]
    organisation = organisation_ref(report.organisation)
    assert organisation is not None  # noqa: S101 - a report is always somebody's; for the type checker
    return ReportShape(
        uid=report.uid, call=report.call.uid, group=Ref(uid=report.call.group.uid, name=report.call.group.name),
        organisation=organisation, number=report.number, state=report.state, text=report.text,
        problems=report.problems, needs=report.needs, unchanged_since=report.unchanged_since,
        author=person_ref(report.author), entered_by=person_ref(report.entered_by),
        handed_in_at=report.handed_in_at, numbers=numbers,
    )

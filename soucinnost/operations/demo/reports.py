"""Reports of the demonstration: of earlier meetings as the recorder entered them, of the coming one as they come in."""

from collections.abc import Sequence
from dataclasses import replace

from soucinnost.access.actors import PersonActor
from soucinnost.groups.enums import StandingItemKind
from soucinnost.kernel.numbers import parse_number
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.models import Meeting
from soucinnost.operations.demo.minutes import Item, Line
from soucinnost.operations.demo.minutes import Number as Told
from soucinnost.operations.demo.stage import Stage
from soucinnost.reports.actions import correct, hand_in, hand_in_for, nothing_new, save_draft
from soucinnost.reports.content import Content, Number
from soucinnost.reports.forms import offered_from
from soucinnost.reports.models import Call, Figure
from soucinnost.reports.selectors import last_report, reporting_seats


def _number(told: Told) -> Number:
    return Number(
        label=told.label, value=parse_number(told.value), unit=told.unit,
        total=parse_number(told.total) if told.total else None, total_label=told.total_label, kind=told.kind,
    )


def _content(line: Line) -> Content:
    return Content(
        text=line.text, problems=line.problems, needs=line.needs,
        numbers=tuple(_number(told) for told in line.numbers),
    )


def enter_reports(by: PersonActor, meeting: Meeting, items: Sequence[Item], stage: Stage) -> None:
    """Enter what organisations that report in the group reported at a meeting that has passed."""
    authors = {seat.organisation_id: seat.person for seat in reporting_seats([meeting.circle_id])}
    lines = {line.org: line for item in items if item.kind == StandingItemKind.REPORTS for line in item.lines}
    told = {key: line for key, line in lines.items() if key and stage.organisations[key].pk in authors}
    target = meeting.items.filter(kind=StandingItemKind.REPORTS).first()
    if not told or target is None:
        return
    call = ask_for_reports(by=by, item=target)
    for key, line in told.items():
        organisation = stage.organisations[key]
        hand_in_for(
            by=by, call=call, organisation=organisation, author=authors[organisation.pk], content=_content(line)
        )


def coming(stage: Stage, meeting: Meeting) -> Call:
    """Reports to the coming meeting: one handed in and corrected, one without change, one entered by the recorder from
    a mail, one begun and still owed.
    """
    recorder = stage.actor("doubravova")
    call = ask_for_reports(by=recorder, item=meeting.items.get(kind=StandingItemKind.REPORTS))
    places = {key: stage.organisations[key] for key in ("nosorozec", "sance", "rozkos", "souziti")}
    numbers = (
        Number(label="mladých v uzavřené skupině", value=parse_number("11"), unit="osob"),
        Number(label="škol s programem", value=parse_number("7"), unit="škol"),
    )
    first = hand_in(
        by=stage.actor("hajek"), call=call, organisation=places["nosorozec"],
        content=Content(
            text="Uzavřená skupina pro mladé od 15 let začala další běh, schází se třikrát týdně.",
            problems="Rodiče se zapojují málo.",
            needs="Pomoc kurátorů s doporučením do skupiny.",
            numbers=numbers,
        ),
    )
    numbers = (numbers[0], replace(numbers[1], value=parse_number("8")))
    held = [figure.claim for figure in Figure.objects.filter(report=first).select_related("claim")]
    correct(
        by=stage.actor("hajek"), report=first,
        content=Content(
            text=first.text, problems=first.problems, needs=first.needs,
            numbers=tuple(replace(number, claim_uid=claim.uid) for number, claim in zip(numbers, held, strict=True)),
        ),
    )
    nothing_new(by=stage.actor("rezac"), call=call, organisation=places["sance"])
    hand_in_for(
        by=recorder, call=call, organisation=places["rozkos"], author=stage.people["vlckova"],
        content=Content(
            text="Ambulance je otevřená v úterý odpoledne, většina práce zůstává v terénu.",
            numbers=(Number(label="kontaktů v terénu za čtvrtletí", value=parse_number("163"), unit="kontaktů"),),
        ),
    )
    souziti = stage.actor("mala")
    offered = offered_from(last_report(souziti, call, places["souziti"]))
    save_draft(
        by=souziti, call=call, organisation=places["souziti"],
        typed={**offered, "text": "Od září máme nového pracovníka, depistáž pokračuje."},
    )
    return call

"""What tests of readings stand on: a text whose parts are known, and readings of it."""

from datetime import date, time
from typing import Any

from soucinnost.documents.reading import lines_of
from soucinnost.groups.models import Group
from soucinnost.intake import actions
from soucinnost.intake.models import Intake
from soucinnost.intake.parsing import (
    NEXT_MEETING,
    AgendaPoint,
    Attendance,
    Day,
    Item,
    Mark,
    Minutes,
    Named,
    Outcome,
    Piece,
    Place,
    Report,
    SignOff,
    Suggestion,
    Task,
)
from soucinnost.meetings.models import Meeting
from tests.cast import Cast

TEXT = """Bezpečná Zkušebnice
Zápis č. 3/2018 z jednání dne 14. 6. 2018 od 9.00 do 10.30, radnice
Přítomni: Mgr. Předsedová Alena, Dana Členová, Karel Dávný
Program: 1. Úvod 2. Zprávy
1. Úvod
Schůzi zahájila předsedkyně a přivítala
všechny přítomné.
Skupina bere na vědomí plán práce.
pro 11, proti 0, zdržel se 1
2. Zprávy
Most k lidem: v terénu je 22 klientů.
Úkol: Zjistit stav osvětlení. Zodpovídá: Členová Termín: příští jednání
Kolega [redacted] předá seznam míst strážníkům.
Strana dvě, kopie
Zapsala Blanka Zapisovatelová 15. 6. 2018"""

LINES = lines_of(TEXT)

MINUTES = Minutes(
    subject=Piece("Bezpečná Zkušebnice", (1,)),
    date=Day(date(2018, 6, 14), begins=time(9), ends=time(10, 30), text="14. 6. 2018", lines=(2,)),
    place=Piece("radnice", (2,)),
    attendance=Attendance(
        present=(
            Named("Mgr. Předsedová Alena", lines=(3,)), Named("Dana Členová", lines=(3,)),
            Named("Karel Dávný", lines=(3,)),
        ),
        lines=(3,),
    ),
    agenda=(AgendaPoint("1", "Úvod", (4,)), AgendaPoint("2", "Zprávy", (4,)), AgendaPoint("3", "Různé", (4,))),
    items=(
        Item(
            "1", "Úvod",
            "Schůzi zahájila předsedkyně a přivítala všechny přítomné.\nSkupina bere na vědomí plán práce.\n"
            "pro 11, proti 0, zdržel se 1",
            (
                Outcome("decision", "Skupina bere na vědomí plán práce.", (8,)),
                Outcome("vote", "pro 11, proti 0, zdržel se 1", (9,)),
            ),
            (5, 6, 7, 8, 9),
        ),
        Item(
            "2", "Zprávy",
            "Most k lidem: v terénu je 22 klientů.\n"
            "Úkol: Zjistit stav osvětlení. Zodpovídá: Členová Termín: příští jednání\n"
            "Kolega [redacted] předá seznam míst strážníkům.",
            (Outcome("task", "Zjistit stav osvětlení.", (12,)),), (10, 11, 12, 13),
        ),
    ),
    reports=(Report("Most k lidem", "v terénu je 22 klientů.", (11,), "2"),),
    tasks=(Task("Zjistit stav osvětlení.", "Členová", NEXT_MEETING, lines=(12,), item="2"),),
    suggestions=(Suggestion("Kolega [redacted] předá seznam míst strážníkům.", "Kolega", "", (13,), "2"),),
    sign_off=(SignOff("recorder", "Blanka Zapisovatelová", date(2018, 6, 15), (15,)),),
    redactions=(Mark("[redacted]", 13),),
    unplaced=(Piece("Strana dvě, kopie", (14,)),),
    places=(Place(1, "subject"), Place(2, "date"), Place(4, "agenda")),
)
"""What the parser makes of TEXT; fixed here, so that these tests do not move with the parser."""


def take(cast: Cast, text: str = TEXT, name: str = "zapis.txt", role: str = "recorder", **more: Any) -> Intake:
    """A reading of the text by who runs the group."""
    group = Group.objects.select_related("circle__controller").get(pk=cast.group.pk)
    return actions.take_in(by=cast.actor(role), group=group, data=text.encode(), name=name, **more)


def corrected(cast: Cast, intake: Intake, **changes: Any) -> Intake:
    """The reading with its form changed by the recorder."""
    draft = {**intake.draft, **changes}
    return actions.save_draft(
        by=cast.actor("recorder"), intake=intake, draft=draft, base_revision=intake.revision
    ).reading


def saved(cast: Cast, intake: Intake, *confirmed: str) -> Meeting:
    """The meeting that the recorder makes of the reading; asked about loose lines only."""
    return actions.save_as_meeting(by=cast.actor("recorder"), intake=intake, confirmed=confirmed or ("loose",))


def values(draft: dict[str, Any], revision: int) -> dict[str, Any]:
    """What a browser sends of a form as it stands."""
    sent: dict[str, Any] = {"revision": str(revision), "person": [], "item": [], "signer": []}
    sent |= {name: draft[name] for name in ("subject", "number", "day", "starts", "ends", "place", "note")}
    for name, parts in (("person", draft["people"]), ("item", draft["items"]), ("signer", draft["signers"])):
        for part in parts:
            sent[name].append(part["key"])
            _fields(sent, part)
    for item in draft["items"]:
        sent[f"of-{item['key']}"] = [entry["key"] for entry in item["entries"]]
        for entry in item["entries"]:
            _fields(sent, entry)
    return sent


def _fields(sent: dict[str, Any], part: dict[str, Any]) -> None:
    for name, value in part.items():
        if isinstance(value, str) and name != "key":
            sent[f"{part['key']}.{name}"] = value


def entry(draft: dict[str, Any], kind: str) -> dict[str, Any]:
    """The first part of the kind."""
    return next(one for item in draft["items"] for one in item["entries"] if one["kind"] == kind)

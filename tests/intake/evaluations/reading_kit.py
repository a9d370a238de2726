"""What tests of readings of evaluations stand on: a document in our own words, readings of it, forms as sent."""

from typing import Any

from soucinnost.access.actors import actor_for_person
from soucinnost.intake.evaluations import actions
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.strategy.models import Strategy
from tests.cast import Cast

TEXT = """Nabídka školení pro učitele
MĚSTO ZKUŠEBNICE

Vyhodnocení Strategie prevence kriminality města Zkušebnice
na období 2016 – 2018

CÍL 1. Klidnější sídliště

Popis cíle:
Lidé chodí po sídlišti bez obav.

Opatření 1.1 – Světlo a dohled

Plánované aktivity:
• Vyměnit lampy v parku.
• Zavést podvečerní pochůzky.

Plnění:
• V roce 2017 bylo vyměněno 25 lamp.
• Proběhlo cca 120 pochůzek.

Opatření 1.2 – Hřiště

Plánované aktivity:
• Otevřít hřiště na noc.

Plnění:
• Hřiště se neotevřelo, chyběl správce.

Hodnocení cíle:
Sídliště je klidnější, hřiště zůstává dluhem.

CÍL 2. Pomoc seniorům

Opatření 2.1 – Besedy

Plánované aktivity:
• Uspořádat besedy v klubech.

Plnění:
• Besed se zúčastnilo 80 osob z 200 oslovených.

Hodnocení cíle:
Besedy mají smysl.
"""
NEW = ("overlap", "period", "personal", "numbers", "loose")
"""Every question answered."""


def manager(cast: Cast) -> Any:
    """The manager as of today: seats given meanwhile count."""
    return actor_for_person(cast.person("manager"))


def take(
    cast: Cast, text: str = TEXT, name: str = "vyhodnoceni.txt", strategy: Strategy | None = None,
    role: str = "manager", **more: Any,
) -> EvaluationReading:
    """A reading of the text for the cast's town."""
    return actions.take_in(
        by=cast.actor(role), organisation=cast.town, data=text.encode(), name=name, strategy=strategy, **more
    )


def values(draft: dict[str, Any], revision: int) -> dict[str, Any]:
    """What a browser sends of a form as it stands."""
    sent: dict[str, Any] = {"revision": str(revision), "goal": []}
    sent |= {name: draft[name] for name in shape.FIELDS}
    for goal in draft["goals"]:
        sent["goal"].append(goal["key"])
        sent[f"of-{goal['key']}"] = [measure["key"] for measure in goal["measures"]]
        _fields(sent, goal)
        for measure in goal["measures"]:
            _fields(sent, measure)
    for owner in shape.owners_of(draft):
        sent[f"in-{owner['key']}"] = [text["key"] for text in owner["texts"]]
        for text in owner["texts"]:
            _fields(sent, text)
            sent[f"num-{text['key']}"] = [number["key"] for number in text["numbers"]]
            for number in text["numbers"]:
                _fields(sent, number)
    return sent


def _fields(sent: dict[str, Any], part: dict[str, Any]) -> None:
    for name, value in part.items():
        if isinstance(value, str) and name != "key":
            sent[f"{part['key']}.{name}"] = value


def text_with(draft: dict[str, Any], words: str) -> dict[str, Any]:
    """The text of the tree that holds the words."""
    return next(text for _owner, text in shape.texts_of(draft) if words in text["text"])


def measure_with(draft: dict[str, Any], words: str) -> dict[str, Any]:
    """The measure whose title holds the words."""
    return next(measure for _goal, measure in shape.measures_of(draft) if words in measure["title"])


def every_character(reading: EvaluationReading) -> set[tuple[int, int]]:
    """Characters of the original that no part of the form knows."""
    missing = {
        (line["n"], place) for line in reading.lines for place, char in enumerate(line["t"]) if not char.isspace()
    }
    draft = reading.draft
    parts = [*shape.owners_of(draft), *(text for _owner, text in shape.texts_of(draft)), *draft["unplaced"]]
    spans = [span for part in parts for span in part["spans"]] + draft["marks"]
    spans += [span for name in ("title", "territory", "period") for span in draft["frame"][name]]
    for line, start, end in spans:
        missing -= {(line, place) for place in range(start, end)}
    return missing

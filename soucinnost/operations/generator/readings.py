"""Evaluations that were read from documents: one saved into each strategy, one more of each keeper to be corrected."""

import hashlib
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, Protocol

from soucinnost.agencies.models import Organisation, Person
from soucinnost.documents.reading import lines_of
from soucinnost.intake.drafting import lines_json
from soucinnost.intake.evaluations.drafting import draft_of
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.parsing import parse_evaluation
from soucinnost.operations.generator.kept import BATCH, at_hour
from soucinnost.operations.generator.words import TALK, WORK, Dice
from soucinnost.strategy.models import Strategy

TEXTS = 3
"""Different documents; keepers have them in turn."""


class Keeper(Protocol):
    """Whose strategy it is."""

    @property
    def people(self) -> list[Person]:
        """The team, its recorder second."""

    @property
    def owners(self) -> list[Organisation]:
        """Organisations, the one whose strategy it is first."""


def make_readings(dice: Dice, strategies: Sequence[Strategy], kept: dict[int, Any], today: date) -> None:
    """A saved reading of each strategy, and an older evaluation of the same organisation that waits for correction."""
    documents = [_document(dice, first) for first in range(2010, 2010 + TEXTS)]
    rows, files, waits = [], [], at_hour(today - timedelta(days=20), 9)
    for number, strategy in enumerate(strategies):
        keeper: Keeper = kept[strategy.pk]
        common = {"organisation": keeper.owners[0], "created_by": keeper.people[1], "changed_by": keeper.people[1]}
        day = strategy.period_from + timedelta(days=30)
        rows.append(
            EvaluationReading(
                uid=dice.uid(), strategy=strategy, state=ReadingState.SAVED, name="strategie.docx", kind="docx",
                size=40_000, sha256=_digest(f"saved {strategy.uid}"), revision=3, created_at=at_hour(day, 9),
                changed_at=at_hour(day, 11), outcome={"made": {"goals": 5, "measures": 30}, "left": []}, **common,
            )
        )
        text, lines, draft = documents[number % TEXTS]
        reading = EvaluationReading(
            uid=dice.uid(), state=ReadingState.READY, name="vyhodnoceni.txt", kind="txt", size=len(text),
            sha256=_digest(f"waits {strategy.uid}"), revision=1, lines=lines, draft=deepcopy(draft),
            created_at=waits, changed_at=waits, **common,
        )
        rows.append(reading)
        files.append(EvaluationFile(reading=reading, content=text))
    EvaluationReading.objects.bulk_create(rows, batch_size=BATCH)
    EvaluationFile.objects.bulk_create(files, batch_size=BATCH)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _document(dice: Dice, first: int) -> tuple[bytes, list[dict[str, Any]], dict[str, Any]]:
    """A made-up evaluation with four goals, as bytes, as its lines and as the form that its reading gives."""
    lines = [f"Vyhodnocení strategie prevence kriminality na období {first} – {first + 4}", ""]
    for goal in range(1, 5):
        lines += [f"Cíl {goal}: {dice.choice(WORK)}", ""]
        for measure in range(1, 4):
            lines += [f"Opatření {goal}.{measure}: {dice.choice(WORK)}", "Plánované aktivity:"]
            lines += [f"- {dice.choice(WORK)}" for _ in range(3)]
            lines += ["Výsledky:"]
            lines += [f"- {dice.choice(TALK)} Zúčastnilo se {dice.randrange(10, 200)} osob." for _ in range(4)]
            lines.append("")
        lines += ["Vyhodnocení cíle:", " ".join(dice.choices(TALK, k=5)), ""]
    text = "\n".join(lines)
    read = lines_of(text)
    return text.encode(), lines_json(read), draft_of(parse_evaluation(read))

"""How much of a stranger's document is read right: hits of each field, and what went wrong in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

LABEL = re.compile(
    r"^(?:(?:strategický\s+)?cíl|opatření|priorita|aktivita)\s*(?:č\.\s*)?A?[\dIVX.]+\s*[:.–-]*\s*"
    r"|^(?:vyhodnocení(?:\s+cíle)?|celkové hodnocení cíle [IVX]+|zhodnocení cíle č\. \d|shrnutí priority \d|gestor"
    r"|plánované aktivity|plán|skutečnost)\s*[:.]?\s*|^\d\.\d\s+|^[-–•]\s*|^plnění v (?:roce|letech) [\d a–ž]*?\d{4}$",
    re.IGNORECASE,
)
DROPPED = re.compile(
    r"^\d{0,2}$|\t\d+$|^obsah$|^protidrogový plán .* – vyhodnocení$|^(?:opatření|stav|celkové hodnocení cíle [ivx]+\.)$"
    r"|strana \d|^podhorský kraj",
    re.IGNORECASE,
)


def squeezed(text: str) -> str:
    """Return letters and digits only, small: neither wrapping nor letter-spacing tells two texts apart."""
    return re.sub(r"[\W_]+", "", text).casefold()


def says(text: str, wanted: str) -> bool:
    """Whether ``text`` is „begins … ends“; a label of at most 35 signs may stand in front."""
    begins, _, ends = wanted.partition("…")
    found = squeezed(text)
    start = found.find(squeezed(begins))
    return 0 <= start <= 35 and (found.endswith(squeezed(ends)) if ends else found[start:] == squeezed(begins))


class Scores:
    """Hits of each field and the misses in words."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.hits: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.misses: list[str] = []

    def count(self, field: str, is_hit: bool, what: str) -> None:
        """Count one thing of ``field``."""
        self.hits[field][0] += is_hit
        self.hits[field][1] += 1
        if not is_hit:
            self.misses.append(f"{field}: {what}")

    def texts(self, field: str, wanted: Sequence[str], found: Sequence[str], where: str) -> None:
        """Count each text wanted once, and each one found that nobody wanted."""
        left = list(found)
        for text in wanted:
            hit = next((one for one in left if says(one, text)), None)
            if hit is not None:
                left.remove(hit)
            self.count(field, hit is not None, f"{where} misses „{text}“")
        for text in left:
            self.count(field, False, f"{where} has „{text}“ too many")


def same_number(found: object, wanted: str) -> bool:
    """Whether the numbers agree, Roman or Arabic."""
    arabic = {"I": "1", "II": "2", "III": "3"}
    return [arabic.get(part, part) for part in re.findall(r"[IVX]+|\d+", str(found))] == [
        arabic.get(part, part) for part in wanted.split(".")
    ]


def score(found: Json, wanted: Json, lines: Sequence[str]) -> Scores:
    """Compare what was read (``--json``) with what should be; ``lines`` are the document's."""
    scores = Scores()
    head, expected = found["strategy"], wanted["strategy"]
    scores.count("title", squeezed(expected["title"]) in squeezed(head["title"] or ""), repr(head["title"]))
    territory = head["territory"] or ""
    scores.count("territory", squeezed(expected["territory"]) in squeezed(territory), repr(territory))
    years = [int(year) for year in re.findall(r"\d{4}", str(head["period"]))]
    scores.count("period", sorted(set(years)) == expected["period"] if years else False, repr(head["period"]))
    _goals(scores, found["goals"], wanted["goals"], wanted["either"])
    unplaced = [squeezed(str(one)) for one in found["unplaced"]]
    placed = squeezed(" ".join(_strings(found["goals"])))
    for text in wanted["unplaced"]:
        is_there = any(squeezed(text) in one for one in unplaced)
        scores.count("unplaced", is_there and squeezed(text) not in placed, text)
    everything = squeezed(" ".join(_strings(found)))
    for text in _strings(found["strategy"]) + _strings(found["goals"]):
        scores.count("tidy", not re.search(r"  |\b\w \w \w \w\b|-\n", text), f"{text!r} is not tidy")
    for line in lines:
        for part in re.split(r"\t\|?\t?|\n", line):
            if not DROPPED.search(part.strip()) and not DROPPED.search(line.strip()):
                rest = squeezed(LABEL.sub("", part.strip()))
                scores.count("nothing lost", rest in everything, part)
    return scores


def _goals(scores: Scores, found: list[Json], wanted: list[Json], either: Sequence[str]) -> None:
    """Compare goals by their numbers, and their measures."""
    for goal in wanted:
        read = next((one for one in found if same_number(one["number"], goal["number"])), None)
        name = f"goal {goal['number']}"
        scores.count(
            "goals",
            read is not None and squeezed(read["title"]) == squeezed(goal["title"]),
            f"{name}: {read and read['title']!r}",
        )
        read = read or {"description": "", "evaluation": "", "measures": []}
        for field in ("description", "evaluation"):
            text = " ".join(_strings(read[field]))
            scores.count(field, says(text, goal[field]), f"{name}: {text!r}")
        for measure in goal["measures"]:
            _measure(scores, read["measures"], measure, either)
        for _ in range(len(read["measures"]) - len(goal["measures"])):
            scores.count("measures", False, f"{name} has one too many")
    for _ in range(len(found) - len(wanted)):
        scores.count("goals", False, "one too many")


def _measure(scores: Scores, found: list[Json], wanted: Json, either: Sequence[str]) -> None:
    """Compare one measure."""
    name = f"measure {wanted['number']}"
    read = next((one for one in found if same_number(one["number"], wanted["number"])), None)
    scores.count(
        "measures",
        read is not None and squeezed(read["title"]) == squeezed(wanted["title"]),
        f"{name}: {read and read['title']!r}",
    )
    read = read or {"planned": [], "results": []}
    states = {squeezed(text) for text in either}
    scores.texts("planned", wanted["planned"], [" ".join(_strings(one)) for one in read["planned"]], name)
    results = [" ".join(_strings(one)) for one in read["results"]]
    kept = [one for one in results if squeezed(one).removeprefix("stav") not in states]
    scores.texts("results", wanted["results"], kept, name)


def _strings(value: object) -> list[str]:
    """Return all texts in a piece of JSON, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return []

"""The fields of an entry's kind: their shape as typed, and reading them.

What was typed is kept as typed; what can be read goes into columns; what cannot is a problem (``meetings.problems``).

Shape (every key may be missing)::

    result         "adopted", "rejected" or "agreed"
    votes          {"for": "11", "against": "0", "abstained": "0"}
    owner          {"text": "Mgr. Iveta Pokorná", "person": uid, "organisation": uid}
    due            "15. 1. 2018" or "do příštího jednání"
    organisation   {"text": "Nová Šance", "uid": uid}
    numbers        [{"uid", "label", "value", "unit", "total", "total_label", "kind", "from", "to"}]
    answers_until  "15. 12. 2017"
    closed_to      [uids of seats]; missing means open to the circle
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from soucinnost.assignments.enums import DueKind
from soucinnost.evidence.enums import ClaimKind
from soucinnost.kernel.dates import DateError, is_next_meeting, parse_date
from soucinnost.kernel.folding import fold
from soucinnost.kernel.ids import is_uid
from soucinnost.kernel.numbers import NumberError, parse_number
from soucinnost.meetings.enums import DecisionResult, EntryKind
from soucinnost.meetings.problems import Problem, unreadable

LONG = 200
SHORT = 40
MAX_NUMBERS = 30
MAX_SEATS = 300
VOTES = ("for", "against", "abstained")
_NUMBER_TEXTS = {
    "label": LONG, "value": SHORT, "unit": SHORT, "total": SHORT, "total_label": LONG, "kind": SHORT, "from": SHORT,
    "to": SHORT,
}
_MAX_VALUE = Decimal(10) ** 14
_NO_DUE = re.compile(r"(?:bez terminu|neni|zadny|prubezne|-|–|0)")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Details = dict[str, Any]


def plain(value: object, limit: int = LONG) -> str:
    """Return any value as one line of at most ``limit`` characters that both databases can store."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(_UNSTORABLE.sub("", str(value)).split())[:limit]


def normalised(raw: object) -> Details:
    """Return typed fields in the shape above: unknown keys and empty values dropped, texts on one line."""
    if not isinstance(raw, Mapping):
        return {}
    details: Details = {}
    for key, value in (
        ("result", plain(raw.get("result"), SHORT)),
        ("votes", _texts(raw.get("votes"), dict.fromkeys(VOTES, SHORT))),
        ("owner", _texts(raw.get("owner"), {"text": LONG, "person": SHORT, "organisation": SHORT})),
        ("due", plain(raw.get("due"))),
        ("organisation", _texts(raw.get("organisation"), {"text": LONG, "uid": SHORT})),
        ("numbers", _numbers(raw.get("numbers"))),
        ("answers_until", plain(raw.get("answers_until"))),
    ):
        if value:
            details[key] = value
    if isinstance(raw.get("closed_to"), list):
        seats = {plain(seat, SHORT) for seat in raw["closed_to"][:MAX_SEATS]}
        details["closed_to"] = sorted(seat for seat in seats if is_uid(seat))
    return details


def _texts(raw: object, limits: Mapping[str, int]) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        return {}
    found = {name: plain(raw.get(name), limit) for name, limit in limits.items()}
    return {name: text for name, text in found.items() if text}


def _numbers(raw: object) -> list[dict[str, str]]:
    if not isinstance(raw, list):
        return []
    rows: dict[str, dict[str, str]] = {}
    for row in raw[:MAX_NUMBERS]:
        uid = plain(row.get("uid"), SHORT) if isinstance(row, Mapping) else ""
        texts = _texts(row, _NUMBER_TEXTS)
        if is_uid(uid) and set(texts) - {"kind"}:
            rows[uid] = {"uid": uid, **texts}
    return list(rows.values())


# -- merging two writers


def parts_of(details: Details) -> dict[str, Any]:
    """Return the fields that two people may change apart from each other; each number of a report is one."""
    parts = {key: value for key, value in details.items() if key != "numbers"}
    for row in details.get("numbers", []):
        parts[f"numbers.{row['uid']}"] = row
    return parts


def whole_of(parts: Mapping[str, Any], order: Iterable[str]) -> Details:
    """Put the parts together again; ``order`` lists uids of numbers, others follow."""
    details = {key: value for key, value in parts.items() if not key.startswith("numbers.")}
    known = [uid for uid in dict.fromkeys(order) if f"numbers.{uid}" in parts]
    rest = sorted(key.removeprefix("numbers.") for key in parts if key.startswith("numbers."))
    numbers = [parts[f"numbers.{uid}"] for uid in (*known, *(uid for uid in rest if uid not in known))]
    return {**details, "numbers": numbers} if numbers else details


# -- reading


@dataclass(frozen=True)
class Number:
    """A number of a report that could be read."""

    uid: str
    label: str
    value: Decimal | None
    unit: str
    total: Decimal | None
    total_label: str
    kind: str
    period_from: date | None
    period_to: date | None


@dataclass
class Reading:
    """What could be read of the fields of one kind, and what could not."""

    result: str = ""
    votes: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(VOTES))
    due_kind: str = ""
    due_on: date | None = None
    answers_until: date | None = None
    numbers: list[Number] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(kind: str, details: Details, *, meeting_day: date) -> Reading:
    """Read the fields that belong to ``kind``. Who is meant by a name is found out by the action, not here."""
    reading = Reading()
    if kind == EntryKind.DECISION:
        _read_decision(details, reading)
    elif kind == EntryKind.TASK:
        _read_due(details.get("due", ""), meeting_day, reading)
    elif kind == EntryKind.REPORT:
        for row in details.get("numbers", []):
            _read_number(row, meeting_day, reading)
    elif kind == EntryKind.QUESTION:
        reading.answers_until = _read_day(
            details.get("answers_until", ""), meeting_day, reading, "answers_until", not_before=meeting_day
        )
    return reading


def _read_decision(details: Details, reading: Reading) -> None:
    for name, text in details.get("votes", {}).items():
        if text.isascii() and text.isdigit() and len(text) <= 4:
            reading.votes[name] = int(text)
        else:
            reading.problems.append(Problem(f"votes.{name}", "votes_whole"))
    result = details.get("result", "")
    if result in DecisionResult.values:
        reading.result = result
    elif reading.votes["for"] is not None:
        against = reading.votes["against"] or 0
        reading.result = DecisionResult.ADOPTED if reading.votes["for"] > against else DecisionResult.REJECTED
    else:
        reading.result = DecisionResult.AGREED


def _read_due(text: str, meeting_day: date, reading: Reading) -> None:
    if not text or _NO_DUE.fullmatch(fold(text)):
        reading.due_kind = DueKind.NONE
    elif is_next_meeting(text):
        reading.due_kind = DueKind.NEXT_MEETING
    else:
        reading.due_on = _read_day(text, meeting_day, reading, "due", not_before=meeting_day)
        reading.due_kind = DueKind.DATE if reading.due_on is not None else ""


def _read_day(
    text: str, today: date, reading: Reading, name: str, *, not_before: date | None = None
) -> date | None:
    if not text:
        return None
    try:
        day = parse_date(text, today=today)
    except DateError as error:
        reading.problems.append(unreadable(name, "day", text, error))
        return None
    if not_before is not None and day < not_before:
        reading.problems.append(Problem(name, "due_before"))
        return None
    return day


def _read_number(row: Mapping[str, str], today: date, reading: Reading) -> None:
    before = len(reading.problems)
    name = f"numbers.{row['uid']}"
    value = _amount(row.get("value", ""), reading, f"{name}.value")
    total = _amount(row.get("total", ""), reading, f"{name}.total")
    if total is not None and total <= 0:
        reading.problems.append(Problem(f"{name}.total", "total_positive"))
    start = _period(row.get("from", ""), today, reading, f"{name}.from", last=False)
    end = _period(row.get("to", ""), today, reading, f"{name}.to", last=True)
    if start and end and end < start:
        reading.problems.append(Problem(f"{name}.to", "period_order"))
    if value is None and len(reading.problems) == before:
        reading.problems.append(Problem(f"{name}.value", "value_missing"))
    if value is not None and not (row.get("label") or row.get("unit")):
        reading.problems.append(Problem(f"{name}.label", "label_missing"))
    kind = row.get("kind", "")
    if len(reading.problems) == before:
        reading.numbers.append(
            Number(
                uid=row["uid"], label=row.get("label", ""), value=value, unit=row.get("unit", ""), total=total,
                total_label=row.get("total_label", ""), kind=kind if kind in ClaimKind.values else ClaimKind.ACTUAL,
                period_from=start, period_to=end,
            )
        )


def _amount(text: str, reading: Reading, name: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = parse_number(text)
    except NumberError as error:
        reading.problems.append(unreadable(name, "number", text, error))
        return None
    exponent = value.as_tuple().exponent
    if abs(value) >= _MAX_VALUE or (isinstance(exponent, int) and exponent < -4):
        reading.problems.append(Problem(name, "too_long"))
        return None
    return value


def _period(text: str, today: date, reading: Reading, name: str, *, last: bool) -> date | None:
    """Read one end of a period: a day, or a whole year."""
    if re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    return _read_day(text, today, reading, name)

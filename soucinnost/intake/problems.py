"""What keeps a reading from being saved as a meeting, and what its person is asked before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.intake import draft as shape
from soucinnost.intake.draft import NEW, Draft
from soucinnost.intake.enums import PartKind, TaskState
from soucinnost.kernel.dates import DateError, format_date, parse_date, parse_time
from soucinnost.kernel.folding import fold
from soucinnost.kernel.personnames import PersonNameError, parse_person_name
from soucinnost.meetings.enums import Hours

LONGEST = {"subject": 200, "place": 300, "note": 20_000}
NAME = 160
DETAIL = 200
NOON = time(12)
OTHER_BODY, SAME_DAY, LOOSE = "other_body", "same_day", "loose"
_BODY = re.compile(
    r"\b(?:pracovní\w*\s+skupin\w+|koordinační\w*\s+skupin\w+|komis[ei]\w*|výbor\w*|tým\w*|platform\w+|"
    r"kulat\w+\s+st[oů]l\w*|rad[aěuy]\b|zastupitelstv\w+)(?:\s+[^\n,.;|]{0,90})?", re.I
)
_WORD = re.compile(r"\w{3,}")
_DAY = re.compile(r"^\s*(?:do\s+)?[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}\s*$")


@dataclass(frozen=True)
class Obstacle:
    """What has to be put right: an id on the page (``anchor``) and a sentence."""

    anchor: str
    message: str


@dataclass(frozen=True)
class Doubt:
    """What has to be confirmed: its code, a sentence, and an address that helps to decide."""

    code: str
    message: str
    url: str = ""


@dataclass(frozen=True)
class When:
    """When the meeting was, as far as the form says; ``starts`` and ``ends`` hold its place in time."""

    starts: datetime
    ends: datetime
    hours: str


def day_of(draft: Draft) -> date | None:
    """The day of the meeting where it can be read."""
    try:
        return parse_date(draft["day"], today=timezone.localdate()) if draft["day"] else None
    except DateError:
        return None


def read_when(draft: Draft) -> tuple[When | None, list[Obstacle]]:
    """Read the day and the hours; what cannot be read is an obstacle, hours that are not written are none."""
    obstacles = []
    if not draft["day"]:
        return None, [Obstacle("pole-day", _("Doplňte den jednání. V zápisu se nenašel."))]
    try:
        day = parse_date(draft["day"], today=timezone.localdate())
    except DateError as error:
        return None, [Obstacle("pole-day", error.message_cs)]
    if day > timezone.localdate():
        obstacles.append(
            Obstacle("pole-day", _("Den %(day)s je v budoucnosti. Opravte ho, podle zápisu jednání už bylo.")
                     % {"day": format_date(day)})
        )
    clocks: dict[str, time | None] = {}
    for name in ("starts", "ends"):
        try:
            clocks[name] = parse_time(draft[name]) if draft[name] else None
        except DateError as error:
            obstacles.append(Obstacle(f"pole-{name}", error.message_cs))
    if obstacles:
        return None, obstacles
    begins, ends = clocks["starts"], clocks["ends"]
    start = timezone.make_aware(datetime.combine(day, begins or NOON))
    if begins is None:
        return When(start, start + timedelta(hours=1), Hours.NONE), []
    if ends is None:
        return When(start, start + timedelta(hours=1), Hours.BEGIN), []
    end = timezone.make_aware(datetime.combine(day if ends > begins else day + timedelta(days=1), ends))
    if end - start > timedelta(hours=16):
        return None, [Obstacle("pole-ends", _("Konec je dřív než začátek. Opravte hodiny jednání."))]
    return When(start, end, Hours.BOTH), []


def obstacles(draft: Draft) -> list[Obstacle]:
    """Everything that has to be put right before the form can become a meeting."""
    _when, found = read_when(draft)
    if draft["number"] and not (draft["number"].isascii() and draft["number"].isdigit()):
        found.append(Obstacle("pole-number", _("Číslo jednání zapište číslicemi, nebo ho nechte prázdné.")))
    for name, limit in LONGEST.items():
        if len(draft[name]) > limit:
            found.append(
                Obstacle(f"pole-{name}", _("Text je příliš dlouhý, vejde se %(limit)s znaků. Zkraťte ho.")
                         % {"limit": limit})
            )
    long_name = _("Jméno má mít nejvýše %(limit)s znaků. Na jeden řádek patří jedna osoba.") % {"limit": NAME}
    for one in (*draft["people"], *draft["signers"]):
        if len(one["name"]) > NAME:
            found.append(Obstacle(one["key"], long_name))
    for one in draft["people"]:
        if len(one["organisation"]) > DETAIL:
            message = _("Organizace nebo funkce má mít nejvýše %(limit)s znaků.") % {"limit": DETAIL}
            found.append(Obstacle(one["key"], message))
    for signer in draft["signers"]:
        if signer["day"] and day_of({**draft, "day": signer["day"]}) is None:
            found.append(Obstacle(signer["key"], _("Den podpisu nejde přečíst. Napište například 15. 1. 2018.")))
    for _item, entry in shape.entries_of(draft):
        found += _of_entry(entry)
        found += _of_term(entry)
    return found


def _of_term(entry: Mapping[str, Any]) -> list[Obstacle]:
    """A term with a day that does not exist, of a task that is to be followed; other words may stand as they are."""
    if entry["kind"] != PartKind.TASK or entry["state"] == TaskState.UNKNOWN or not _DAY.search(entry["due"]):
        return []
    try:
        parse_date(entry["due"], today=timezone.localdate())
    except DateError as error:
        return [Obstacle(entry["key"], error.message_cs)]
    return []


def _of_entry(entry: Mapping[str, Any]) -> list[Obstacle]:
    found = []
    key = entry["key"]
    if entry["kind"] == PartKind.TASK and entry["state"] != TaskState.UNKNOWN and not entry["who"]:
        message = _("Úkol, který se má zapsat mezi úkoly, potřebuje řešitele z adresáře. Jinak ho nechte jen v zápisu.")
        found.append(Obstacle(key, message))
    if entry["kind"] == PartKind.DECISION:
        for name in ("for", "against", "abstained"):
            if entry[name] and not (entry[name].isascii() and entry[name].isdigit() and len(entry[name]) <= 4):
                found.append(Obstacle(key, _("Počet hlasů zapište celým číslem od 0 výš.")))
    if any(len(entry[name]) > DETAIL for name in ("organisation", "owner", "due")):
        found.append(
            Obstacle(key, _("Organizace, řešitel a termín mají mít nejvýše %(limit)s znaků.") % {"limit": DETAIL})
        )
    return found


def loose_doubt(count: int) -> Doubt:
    """The question about lines that stand nowhere."""
    words = ngettext(
        "%(count)s řádek není zařazený. Uloží se na konec zápisu jako „Nezařazené řádky“.",
        "%(count)s řádků není zařazených. Uloží se na konec zápisu jako „Nezařazené řádky“.", count,
    )
    return Doubt(LOOSE, words % {"count": count})


def other_body(name: str, others: Iterable[str], subject: str, lines: Sequence[Mapping[str, Any]]) -> str:
    """The body that the heading names where it is not the group ``name``; "" when nothing speaks for that.

    ``others`` are names of other groups the person knows. The heading is the subject and the first fifteen lines.
    """
    heading = "\n".join([subject, *(line["t"] for line in lines[:15])])
    own = _stems(name)
    there = _stems(heading)
    if not own or len(own & there) * 2 > len(own) or fold(name) in fold(heading):
        return ""
    folded = fold(heading)
    for other in others:
        if fold(other) in folded and other != name:
            return other
    found = _BODY.search(subject) or _BODY.search(heading)
    return " ".join(found.group().split()) if found else ""


def _stems(text: str) -> set[str]:
    """Beginnings of the words, so that case forms meet."""
    return {word[:5] for word in _WORD.findall(fold(text)) if not word.isdigit()}


def new_names(draft: Draft) -> list[str]:
    """Names of people to be created, each once, as they will stand in the directory."""
    names = dict.fromkeys(one["name"] for one in draft["people"] if one["person"] == NEW and one["name"])
    return [name_of(name) for name in names]


def name_of(written: str) -> str:
    """A written name as the directory will have it: „p. Mgr. Bílá Jana“ is „Mgr. Jana Bílá“."""
    try:
        return parse_person_name(written).display()
    except PersonNameError:
        return written

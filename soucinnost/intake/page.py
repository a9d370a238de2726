"""Everything that the page of correction shows: the original by lines, the form, whom names may mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.agencies.rules import writes_directory
from soucinnost.agencies.selectors import told_apart
from soucinnost.intake import draft as shape
from soucinnost.intake.draft import MADE, NEW, Draft, Part
from soucinnost.intake.enums import Offered, PartKind, TaskState
from soucinnost.intake.matching import Directory, organisations_for, people_for
from soucinnost.intake.models import Intake
from soucinnost.intake.problems import Obstacle, name_of, obstacles
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import DecisionResult, PresenceStatus, SignatureRole

LOOSE, LEFT, PLACED, RUNNING = "loose", "left", "placed", "running"
ENOUGH = 60
"""Whole directories are not offered in each row: members of any time, and whom the text seems to name."""


@dataclass(frozen=True)
class OriginalLine:
    """A line of the original: its state, and what of the form holds it (a label and the id to go to)."""

    number: int
    text: str
    state: str
    label: str = ""
    anchor: str = ""
    page: int = 0

    @property
    def cells(self) -> list[str]:
        """Cells of a table row; other lines are one."""
        return [cell.strip() for cell in self.text.split("\t")]


@dataclass(frozen=True)
class Row:
    """A part with what its controls need: choices as ready HTML, sentences on what is wrong with it."""

    part: Part
    problems: tuple[str, ...] = ()
    people: SafeString = SafeString("")
    owners: SafeString = SafeString("")
    places: SafeString = SafeString("")

    @property
    def lines(self) -> str:
        """Numbers of its lines, for the highlighting."""
        return " ".join(str(line) for line in self.part["lines"])


@dataclass(frozen=True)
class ItemRow:
    """An item with its parts; ``number`` counts from 1."""

    number: int
    row: Row
    entries: tuple[Row, ...]


def options(rows: Iterable[tuple[str, str]]) -> SafeString:
    """Choices as ready HTML: value and label of each."""
    return format_html_join("", '<option value="{}">{}</option>', rows)


def _told(kind: type[models.TextChoices]) -> dict[str, str]:
    return {one.value: str(one.label) for one in kind}


@dataclass
class Page:
    """The page for one actor. ``draft`` is the form shown, which is not the stored one when both are."""

    actor: Actor
    intake: Intake
    draft: Draft
    asked: list[Obstacle] = field(default_factory=list)

    @cached_property
    def _people(self) -> list[Person]:
        return people_for(self.actor, self.intake.group)

    @cached_property
    def _places(self) -> list[Organisation]:
        return organisations_for(self.actor, self.intake.group)

    @cached_property
    def _offered_people(self) -> list[Person]:
        """Members of any time, people already chosen, and others whom the text names by surname and given name."""
        if len(self._people) <= ENOUGH:
            return self._people
        sat = set(Seat.objects.filter(circle=self.intake.circle_id).values_list("person_id", flat=True))
        chosen = {one["person"] for one in self.draft["people"]}
        chosen |= {entry["who"].removeprefix("p:") for _item, entry in shape.entries_of(self.draft)}
        return [one for one in self._people if one.pk in sat or one.uid in chosen]

    @cached_property
    def _offered_places(self) -> list[Organisation]:
        if len(self._places) <= ENOUGH:
            return self._places
        sat = set(Seat.objects.filter(circle=self.intake.circle_id).values_list("organisation_id", flat=True))
        chosen = {entry["organisation_uid"] for _item, entry in shape.entries_of(self.draft)}
        chosen |= {entry["who"].removeprefix("o:") for _item, entry in shape.entries_of(self.draft)}
        return [one for one in self._places if one.pk in sat or one.uid in chosen]

    @cached_property
    def _choices(self) -> dict[str, SafeString]:
        people = [(one.uid, self._label(one)) for one in self._offered_people]
        places = [(one.uid, one.name) for one in self._offered_places]
        return {
            "people": options(people), "places": options(places),
            "owners": options(self._made.items()) + options([(f"p:{uid}", name) for uid, name in people])
            + options([(f"o:{uid}", name) for uid, name in places]),
        }

    @cached_property
    def _beside(self) -> dict[str, str]:
        return told_apart(self._people)

    def _label(self, person: Person) -> str:
        beside = self._beside.get(person.uid, "")
        return f"{person.sort_name} – {beside}" if beside else person.sort_name

    @cached_property
    def _made(self) -> dict[str, str]:
        """Those in the attendance who are to be created, to be owners of tasks."""
        words = _("%(name)s (založí se)")
        return {
            f"{MADE}{one['key']}": words % {"name": name_of(one["name"])} for one in self.draft["people"]
            if one["person"] == NEW and one["name"]
        }

    @cached_property
    def _names(self) -> dict[str, str]:
        labels = {one.uid: self._label(one) for one in self._people}
        names = labels | {one.uid: one.name for one in self._places} | self._made
        names |= {f"p:{uid}": label for uid, label in labels.items()}
        return names | {f"o:{one.uid}": one.name for one in self._places}

    def words(self, part: Part) -> str:
        """A part in one text as a reader understands it: names of choices, no keys; lines left out."""
        labels: dict[str, dict[str, str]] = {
            "status": _told(PresenceStatus), "kind": _told(PartKind), "state": _told(TaskState),
            "result": _told(DecisionResult), "role": _told(SignatureRole), "choice": _told(Offered),
            "person": self._names | {NEW: _("založit novou osobu")}, "who": self._names,
            "organisation_uid": self._names,
        }
        shown = []
        for name, value in part.items():
            if name in {"key", "lines", "entries", "item"} or not value:
                continue
            if name == "state" and part.get("kind") != PartKind.TASK:
                continue
            shown.append(str(labels[name].get(value, _("(volba, která se už nenabízí)")) if name in labels else value))
        return " · ".join(shown)

    def _select(self, kind: str, chosen: str) -> SafeString:
        """Choices with the chosen one in front; the others are the same text for each row."""
        name = self._names.get(chosen, "")
        front = format_html('<option value="{}" selected>{}</option>', chosen, name) if name else SafeString("")
        return front + self._choices[kind]

    @cached_property
    def _wrong(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in obstacles(self.draft):
            found[one.anchor] = (*found.get(one.anchor, ()), one.message)
        return found

    def wrong(self) -> dict[str, tuple[str, ...]]:
        """Sentences on what is wrong with fields of the frame, by the field's name."""
        return {name: self._wrong.get(f"pole-{name}", ()) for name in shape.TEXTS}

    # -- the form

    @property
    def creates_people(self) -> bool:
        """Whether the person may put somebody new into the directory."""
        return writes_directory(self.actor)

    @cached_property
    def people(self) -> list[Row]:
        """The attendance."""
        return [
            Row(one, self._wrong.get(one["key"], ()), people=self._select("people", one["person"]))
            for one in self.draft["people"]
        ]

    @cached_property
    def items(self) -> list[ItemRow]:
        """Items with their parts."""
        return [
            ItemRow(number, Row(item), tuple(self._entry(entry) for entry in item["entries"]))
            for number, item in enumerate(self.draft["items"], start=1)
        ]

    def _entry(self, entry: Part) -> Row:
        return Row(
            entry, self._wrong.get(entry["key"], ()),
            owners=self._select("owners", entry["who"]) if entry["kind"] == PartKind.TASK else SafeString(""),
            places=self._select("places", entry["organisation_uid"])
            if entry["kind"] == PartKind.REPORT else SafeString(""),
        )

    @cached_property
    def offers(self) -> list[Row]:
        """Sentences that sound like a promise."""
        return [Row(one) for one in self.draft["offers"]]

    @property
    def undecided(self) -> int:
        """How many of them wait."""
        return sum(one["choice"] == Offered.WAITING for one in self.draft["offers"])

    @cached_property
    def signers(self) -> list[Row]:
        """Names under the minutes."""
        return [Row(one, self._wrong.get(one["key"], ())) for one in self.draft["signers"]]

    @property
    def frame_lines(self) -> dict[str, str]:
        """Numbers of lines of each field of the frame, for the highlighting."""
        frame = self.draft["frame"]
        return {name: " ".join(str(line) for line in frame.get(name, ())) for name in shape.TEXTS}

    @cached_property
    def mentioned(self) -> list[Person]:
        """People of the group, of any time, whom the text of the items names in any case form."""
        text = "\n".join(entry["text"] for _item, entry in shape.entries_of(self.draft))
        return Directory(self._offered_people, ()).mentioned(text)

    # -- choices

    statuses: ClassVar = [(status.value, status.label) for status in PresenceStatus if status != PresenceStatus.UNKNOWN]
    kinds: ClassVar = PartKind.choices
    states: ClassVar = TaskState.choices
    results: ClassVar = DecisionResult.choices
    roles: ClassVar = SignatureRole.choices
    new: ClassVar = NEW

    # -- the original

    @cached_property
    def loose(self) -> list[int]:
        """Lines that stand nowhere."""
        return shape.loose_lines(self.draft, self.intake.lines)

    @cached_property
    def left(self) -> list[int]:
        """Lines confirmed as left out."""
        return shape.left_lines(self.draft, self.intake.lines)

    @cached_property
    def original(self) -> list[OriginalLine]:
        """The original, line by line."""
        homes = self._homes()
        loose, left = set(self.loose), set(self.left)
        return [self._original(line, homes, loose, left) for line in self.intake.lines]

    def _original(
        self, line: dict[str, Any], homes: dict[int, tuple[str, str]], loose: set[int], left: set[int]
    ) -> OriginalLine:
        number = line["n"]
        label, anchor = homes.get(number, ("", ""))
        state = LOOSE if number in loose else LEFT if number in left else PLACED
        if state == PLACED and number in self.draft["frame"].get("running", ()):
            state = RUNNING
        return OriginalLine(number, line["t"], state, label, anchor, line["p"])

    def _homes(self) -> dict[int, tuple[str, str]]:
        """Where each line stands: words and an id."""
        frame = {
            "subject": _("název"), "day": _("den"), "place": _("místo"), "note": _("účast"), "agenda": _("program"),
            "heading": _("nadpis"), "running": _("záhlaví strany"), "number": _("číslo"),
        }
        homes = {
            line: (frame.get(name, ""), f"pole-{name}" if name in shape.TEXTS else "")
            for name, lines in self.draft["frame"].items() for line in lines
        }
        homes |= {line: (_("účast"), one["key"]) for one in self.draft["people"] for line in one["lines"]}
        homes |= {line: (_("podpisy"), one["key"]) for one in self.draft["signers"] for line in one["lines"]}
        for number, item in enumerate(self.draft["items"], start=1):
            for part in (item, *item["entries"]):
                homes |= {
                    line: (_("bod %(number)s") % {"number": number}, part["key"]) for line in part["lines"]
                }
        return homes


@dataclass(frozen=True)
class Difference:
    """A part that differs between the form that was sent and the one that is stored: what it is, and both texts."""

    label: str
    mine: str
    stored: str


def differences(mine: Draft, stored: Draft, said: Callable[[Part], str]) -> list[Difference]:
    """Where two forms differ, in words; for a conflict, where both have to be seen. ``said`` tells a part in words."""
    labels = {
        "subject": _("Název"), "number": _("Číslo"), "day": _("Den"), "starts": _("Začátek"), "ends": _("Konec"),
        "place": _("Místo"), "note": _("K účasti"),
    }
    differing = [name for name in labels if mine[name] != stored[name]]
    found = [Difference(labels[name], mine[name], stored[name]) for name in differing]
    lists = {"people": _("Účast"), "items": _("Bod"), "signers": _("Podpis"), "offers": _("Návrh úkolu")}
    for name, label in lists.items():
        found += _different_parts(label, mine[name], stored[name], said)
    texts = [{entry["key"]: entry for _item, entry in shape.entries_of(one)} for one in (mine, stored)]
    found += _different_parts(_("Text"), list(texts[0].values()), list(texts[1].values()), said)
    if mine["left"] != stored["left"]:
        both = (", ".join(str(line) for line in one["left"]) for one in (mine, stored))
        found.append(Difference(_("Vynechané řádky"), *both))
    return found


def _different_parts(
    label: str, mine: Sequence[Part], stored: Sequence[Part], said: Callable[[Part], str]
) -> list[Difference]:
    left, right = ({one["key"]: said(one) for one in parts} for parts in (mine, stored))
    keys = dict.fromkeys([*left, *right])
    return [
        Difference(label, left.get(key, _("(není)")), right.get(key, _("(není)"))) for key in keys
        if left.get(key) != right.get(key)
    ]

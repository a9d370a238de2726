"""Everything that the page of correction shows: the original with what holds each stretch of it, the form, choices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.evidence.enums import ClaimKind
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.enums import NumberChoice, TextKind, Way
from soucinnost.intake.evaluations.matching import Existing, area_field, area_of, existing_of, key_of
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.parsing import Reason
from soucinnost.intake.evaluations.problems import obstacles
from soucinnost.intake.page import Difference, options
from soucinnost.intake.sent import Part
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.typography import shortened
from soucinnost.notices.models import circles_run_by
from soucinnost.strategy.enums import Outcome, StrategyKind
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.rules import creates

MARK, LOOSE, LEFT = "mark", "loose", "left"
_SHOWN_AT_ONCE = 12
MOST_CHOICE = 40
"""Each text offers all goals and measures, so their names are short."""


@dataclass(frozen=True)
class Stretch:
    """Characters of a line that one part holds: its id, how it is shown, the text."""

    key: str
    state: str
    text: str


@dataclass(frozen=True)
class OriginalLine:
    """A line of the original, cut where another part begins; ``page`` is 0 where the format knows none."""

    number: int
    page: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class NumberRow:
    """A number of a result with what is wrong with it; ``before``, ``itself``, ``after`` are its place in the text."""

    part: Part
    problems: tuple[str, ...]

    @property
    def quote(self) -> SafeString:
        """The words around, the number marked."""
        before, _open, rest = self.part["quote"].partition("⟦")
        itself, _close, after = rest.partition("⟧")
        return format_html("…{}<mark>{}</mark>{}…", before, itself, after) if itself else SafeString("")


@dataclass(frozen=True)
class TextRow:
    """A text with its controls: kinds it may be, where it may go, whether the strategy has it already."""

    part: Part
    owner: Part
    kinds: list[tuple[str, str]]
    homes: SafeString
    numbers: tuple[NumberRow, ...] = ()
    problems: tuple[str, ...] = ()
    is_there: bool = False

    @property
    def waiting(self) -> int:
        """How many of its numbers nobody has decided on."""
        return sum(one.part["choice"] == NumberChoice.WAITING for one in self.numbers)

    @property
    def opens(self) -> bool:
        """Whether its numbers are shown at once: one of them is wrong."""
        return any(one.problems for one in self.numbers)


@dataclass(frozen=True)
class OwnerRow:
    """A goal or a measure with its texts; ``held`` is what the strategy has in its place."""

    part: Part
    label: str
    texts: tuple[TextRow, ...]
    matches: SafeString
    held: Any = None
    problems: tuple[str, ...] = ()
    measures: tuple["OwnerRow", ...] = ()


@dataclass(frozen=True)
class Heap:
    """Texts that stand nowhere for one reason."""

    reason: str
    label: str
    texts: list[Part]
    undecided: int

    @property
    def opens(self) -> bool:
        """Whether it is shown at once: a few of them, of which nobody has said anything."""
        return self.undecided > 0 and len(self.texts) <= _SHOWN_AT_ONCE


@dataclass
class Page:
    """The page for one actor. ``draft`` is the form shown, which is not the stored one when both are."""

    actor: Actor
    reading: EvaluationReading
    draft: Draft
    kinds: ClassVar = StrategyKind.choices
    outcomes: ClassVar = Outcome.choices
    claim_kinds: ClassVar = ClaimKind.choices
    choices: ClassVar = NumberChoice.choices
    ways: ClassVar = Way.choices
    place_kinds: ClassVar = [(one.value, one.label) for one in TextKind if one is not TextKind.APART]
    _wrong: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in obstacles(self.draft, self.reading.strategy):
            self._wrong[one.anchor] = (*self._wrong.get(one.anchor, ()), one.message)

    @property
    def wrong(self) -> dict[str, tuple[str, ...]]:
        """Sentences on what is wrong with fields of the frame, by the field's name."""
        return {name: self._wrong.get(f"pole-{name}", ()) for name in (*shape.FIELDS, "tree")} | {
            "tree": self._wrong.get("strom", ())
        }

    # -- where it goes

    @cached_property
    def targets(self) -> list[Strategy]:
        """Strategies of the organisation that the actor writes."""
        found = Strategy.objects.filter(
            circle__in=circles_run_by(self.actor), circle__controller__organisation=self.reading.organisation
        )
        return list(found.order_by("-period_from", "title", "pk"))

    @property
    def may_found(self) -> bool:
        """Whether the actor may found a strategy of the organisation."""
        return creates(self.actor, self.reading.organisation)

    @cached_property
    def existing(self) -> Existing:
        """The tree of the strategy that the reading goes into."""
        return existing_of(self.actor, self.reading.strategy)

    @cached_property
    def area(self) -> Any:
        """The territory that was understood."""
        return area_of(self.draft["territory"])[0]

    @property
    def area_input(self) -> SafeString:
        """The field of the territory with its suggestions."""
        wrong = {"aria-invalid": "true", "aria-describedby": "chyba-territory"} if self.wrong["territory"] else {}
        attrs = {"id": "pole-territory", "autocomplete": "off", "class": "full", **wrong}
        return area_field().widget.render("territory", self.draft["territory"], attrs)

    # -- the tree

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {owner["key"]: shape.label_of(self.draft, owner) for owner in shape.owners_of(self.draft)}

    @cached_property
    def homes(self) -> SafeString:
        """Goals and measures as choices."""
        return options(self._home_names)

    @cached_property
    def _home_names(self) -> list[tuple[str, str]]:
        names = []
        for owner in shape.owners_of(self.draft):
            words = _("Cíl %(label)s: %(title)s") if shape.is_goal(owner) else _("Opatření %(label)s: %(title)s")
            told = {"label": self._labels[owner["key"]], "title": shortened(owner["title"], MOST_CHOICE)}
            names.append((owner["key"], words % told))
        return names

    @cached_property
    def _home_by_key(self) -> dict[str, str]:
        return dict(self._home_names)

    @cached_property
    def goals(self) -> list[OwnerRow]:
        """Goals with their measures and texts."""
        return [self._goal(goal) for goal in self.draft["goals"]]

    def _goal(self, goal: Part) -> OwnerRow:
        held = self.existing.goals.get(goal["match"])
        names = [(uid, f"{self.existing.number_of(one)}. {one.title}") for uid, one in self.existing.goals.items()]
        return OwnerRow(
            goal, self._labels[goal["key"]], self._texts(goal, None), _chosen(names, goal["match"]), held,
            self._wrong.get(goal["key"], ()), tuple(self._measure(one) for one in goal["measures"]),
        )

    def _measure(self, measure: Part) -> OwnerRow:
        held = self.existing.measures.get(measure["match"])
        names = [(uid, f"{one.number} {one.measure.title}") for uid, one in self.existing.measures.items()]
        return OwnerRow(
            measure, self._labels[measure["key"]], self._texts(measure, held), _chosen(names, measure["match"]), held,
            self._wrong.get(measure["key"], ()),
        )

    def _texts(self, owner: Part, held: Any) -> tuple[TextRow, ...]:
        not_here = {TextKind.PLANNED, TextKind.RESULT} if shape.is_goal(owner) else set()
        return tuple(
            TextRow(
                text, owner,
                [(one.value, str(one.label)) for one in TextKind if one not in not_here or one == text["kind"]],
                self._home(owner["key"]), self._numbers(text), self._wrong.get(text["key"], ()),
                held is not None and self._is_there(text, held),
            )
            for text in owner["texts"]
        )

    def _home(self, key: str) -> SafeString:
        front = format_html('<option value="{}" selected>{}</option>', key, self._home_by_key[key])
        return front + self.homes

    def _numbers(self, text: Part) -> tuple[NumberRow, ...]:
        if text["kind"] != TextKind.RESULT:
            return ()
        return tuple(NumberRow(one, self._wrong.get(one["key"], ())) for one in text["numbers"])

    @staticmethod
    def _is_there(text: Part, held: Any) -> bool:
        known = held.activities if text["kind"] == TextKind.PLANNED else held.texts
        return bool(text["text"].strip()) and key_of(text["text"]) in known

    @cached_property
    def undecided(self) -> int:
        """How many numbers wait for a decision."""
        return shape.undecided(self.draft)

    # -- what stands nowhere

    @cached_property
    def loose(self) -> list[Part]:
        """Texts of which nobody has said that they do not belong."""
        return shape.loose(self.draft)

    @cached_property
    def heaps(self) -> list[Heap]:
        """Texts that stand nowhere, by reason."""
        labels = {
            shape.REMOVED: _("Vyjmuté ze stromu"), Reason.OTHER.value: _("Nerozpoznané"),
            Reason.DETAIL.value: _("Garanti, náklady, stav"), Reason.UPPER.value: _("Nadpisy nad cíli"),
            Reason.BEFORE.value: _("Před prvním cílem: jiné názvy, titulní strana, úvod"),
            Reason.AFTER.value: _("Za posledním cílem: přílohy, seznamy"),
            Reason.PAGE.value: _("Čísla stran a záhlaví"),
        }
        found = []
        for reason, label in labels.items():
            texts = [one for one in self.draft["unplaced"] if one["reason"] == reason and one["text"].strip()]
            if texts:
                found.append(Heap(reason, label, texts, sum(not one["left"] for one in texts)))
        return found

    # -- the original

    @cached_property
    def original(self) -> list[OriginalLine]:
        """The original, line by line, each stretch with the part that holds it."""
        held: dict[int, list[tuple[int, int, str, str]]] = {}
        for key, state, parts in self._holders():
            for line, start, end in parts:
                held.setdefault(line, []).append((start, end, key, state))
        return [
            OriginalLine(line["n"], line["p"], _cut(line["t"], held.get(line["n"], ())))
            for line in self.reading.lines if line["t"].strip()
        ]

    def _holders(self) -> Iterable[tuple[str, str, Iterable[Any]]]:
        yield "", MARK, self.draft["marks"]
        for name in ("territory", "period", "title"):
            yield f"pole-{name}", "", self.draft["frame"].get(name, ())
        for one in self.draft["unplaced"]:
            yield one["key"], LEFT if one["left"] else LOOSE, one["spans"]
        for owner in shape.owners_of(self.draft):
            yield owner["key"], "", owner["spans"]
            for text in owner["texts"]:
                yield text["key"], "", text["spans"]


def _chosen(names: list[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "", '<option value="{}"{}>{}</option>',
        ((uid, SafeString(" selected") if uid == chosen else "", name) for uid, name in names),
    )


def _cut(text: str, held: Iterable[tuple[int, int, str, str]]) -> tuple[Stretch, ...]:
    """The line in stretches; where two parts claim the same characters, the later one has them."""
    cells: list[tuple[str, str]] = [("", "")] * len(text)
    for start, end, key, state in held:
        cells[start:end] = [(key, state)] * (min(end, len(text)) - start)
    found, place = [], 0
    for (key, state), run in groupby(cells):
        width = sum(1 for _cell in run)
        words = text[place:place + width].replace("\t", " | ")
        found.append(Stretch(key, state, words))
        place += width
    return tuple(found)


def differences(mine: Draft, stored: Draft) -> list[Difference]:
    """Where two forms differ, in words; for a conflict, where both have to be seen."""
    labels = {
        "title": _("Název"), "short_name": _("Zkratka"), "kind": _("Druh"), "territory": _("Území"),
        "period": _("Období"), "day": _("Ke dni"), "approved_by": _("Kdo schválil"),
        "approved_on": _("Kdy"), "resolution": _("Číslo usnesení"),
    }
    found = [
        Difference(label, mine[name], stored[name]) for name, label in labels.items() if mine[name] != stored[name]
    ]
    left, right = _told(mine), _told(stored)
    for key in dict.fromkeys([*left, *right]):
        one, other = left.get(key), right.get(key)
        if one != other:
            label = (one or other or ("", ""))[0]
            found.append(Difference(label, one[1] if one else _("(není)"), other[1] if other else _("(není)")))
    return found


def _told(draft: Draft) -> dict[str, tuple[str, str]]:
    """Each part in words: what it is, what it says."""
    say: Callable[[Part, tuple[str, ...]], str] = lambda part, names: " · ".join(  # noqa: E731
        str(part[name]) for name in names if part.get(name)
    )
    found: dict[str, tuple[str, str]] = {}
    for owner in shape.owners_of(draft):
        label = shape.label_of(draft, owner)
        what = _("Cíl %(label)s") if shape.is_goal(owner) else _("Opatření %(label)s")
        outcomes = {"outcome": str(dict(Outcome.choices).get(owner.get("outcome", ""), ""))}
        found[owner["key"]] = (
            what % {"label": label}, say({**owner, **outcomes}, ("title", "outcome", "reason", "carried"))
        )
        for text in owner["texts"]:
            kind = str(TextKind(text["kind"]).label)
            found[text["key"]] = (f"{label} – {kind}", text["text"])
            for number in text["numbers"]:
                shown = {**number, "choice": str(NumberChoice(number["choice"]).label)}
                names = ("value", "unit", "label", "whole", "period", "choice")
                found[number["key"]] = (f"{label} – {_('číslo')}", say(shown, names))
    for one in draft["unplaced"]:
        state = _("nepatří k dokumentu") if one["left"] else _("nezařazeno")
        found[one["key"]] = (state, one["text"])
    return found


def count_of(reading: EvaluationReading) -> str:
    """What a reading holds, for the list: „4 cíle, 13 opatření“."""
    goals, measures = len(reading.draft["goals"]), sum(1 for _one in shape.measures_of(reading.draft))
    first = ngettext("%(n)s cíl", "%(n)s cílů", goals) % {"n": goals}
    second = ngettext("%(n)s opatření", "%(n)s opatření", measures) % {"n": measures}
    return f"{first}, {second}"

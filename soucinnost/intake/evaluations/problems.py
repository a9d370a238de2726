"""What has to be put right before a reading becomes a strategy, and what the person is asked before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.evidence.periods import PeriodError, parse_period
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.enums import NumberChoice, TextKind
from soucinnost.intake.evaluations.matching import area_of
from soucinnost.intake.problems import Doubt, Obstacle
from soucinnost.intake.sent import Part
from soucinnost.kernel.fullnames import find_full_names
from soucinnost.kernel.numbers import MOST_DIGITS, keeps_digits
from soucinnost.kernel.personaldata import find_personal_data
from soucinnost.strategy.actions.activities import MOST_ACTIVITIES, MOST_ACTIVITY
from soucinnost.strategy.actions.assessing import NEEDS_REASON
from soucinnost.strategy.actions.common import MOST_TEXT, MOST_TITLE
from soucinnost.strategy.actions.frame import MOST_SHORT_NAME, MOST_STRATEGY_TITLE
from soucinnost.strategy.actions.goals import MOST_GOALS
from soucinnost.strategy.actions.measures import MOST_MEASURES
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.models import Strategy
from soucinnost.ui.forms import CzechDateField, CzechDecimalField

LOOSE, UNDECIDED, OVERLAP, OTHER_PERIOD, PERSONAL = "loose", "numbers", "overlap", "period", "personal"
SHORT = {"unit": 40, "label": 200, "whole_label": 200}
MOST_APPROVER, MOST_RESOLUTION = 200, 60
SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_SHOWN = 12
MOST_VALUE = Decimal(10) ** 14
"""Columns of numbers hold fourteen digits before the comma and four behind it."""
_NUMBER = CzechDecimalField(required=False, decimal_places=4)
_DAY = CzechDateField(required=False)


@dataclass(frozen=True)
class Figure:
    """A number of a result as it becomes a claim."""

    value: Decimal
    unit: str
    label: str
    kind: str
    denominator: Decimal | None
    denominator_label: str
    period_from: date | None
    period_to: date | None


def number_of(text: str) -> Decimal | None:
    """A number as people type it („1 009“, „135,5“); None for none. Raises ValidationError with a sentence."""
    value: Decimal | None = _NUMBER.clean(text)
    if value is not None and not (keeps_digits(value) and abs(value) < MOST_VALUE):
        raise ValidationError(_("Číslo má nejvýše %(limit)s platných číslic.") % {"limit": MOST_DIGITS})
    return value


def period_of(draft: Draft) -> tuple[date, date] | None:
    """First and last day of the strategy, where they can be read."""
    try:
        first, last = parse_period(draft["period"], today=timezone.localdate())
    except PeriodError:
        return None
    return (first, last) if first is not None and last is not None else None


def day_of(draft: Draft, name: str) -> date | None:
    """A day of the form, where it can be read."""
    try:
        day: date | None = _DAY.clean(draft[name])
    except ValidationError:
        return None
    return day


def stated_on(draft: Draft) -> date:
    """The day to which the results stand: as said, else the end of the period, at the latest today."""
    today, said, period = timezone.localdate(), day_of(draft, "day"), period_of(draft)
    return said or (min(period[1], today) if period is not None else today)


def figure_of(number: Part) -> Figure:
    """The claim that a number becomes. Raises ValidationError with a sentence."""
    value, whole = number_of(number["value"]), number_of(number["whole"])
    if value is None:
        raise ValidationError(_("Doplňte číslo, nebo ho nechte jen v textu."))
    if not (number["unit"].strip() or number["label"].strip()):
        raise ValidationError(_("Doplňte, co číslo počítá."))
    if whole is not None and whole <= 0:
        raise ValidationError(_("Celek musí být větší než nula."))
    long = next((name for name, limit in SHORT.items() if len(number[name]) > limit), "")
    if long:
        raise ValidationError(_("Text u čísla má nejvýše %(limit)s znaků.") % {"limit": SHORT[long]})
    try:
        first, last = parse_period(number["period"], today=timezone.localdate())
    except PeriodError as error:
        raise ValidationError(error.message_cs) from None
    words = {name: " ".join(number[name].split()) for name in SHORT}
    return Figure(value, words["unit"], words["label"], number["kind"], whole, words["whole_label"], first, last)


def obstacles(draft: Draft, strategy: Strategy | None) -> list[Obstacle]:
    """Everything that has to be put right; ``strategy`` is the existing one that the reading goes into."""
    found = [] if strategy is not None else list(_of_frame(draft))
    if draft["day"] and day_of(draft, "day") is None:
        found.append(Obstacle("pole-day", _("Den nejde přečíst. Napište například 31. 12. 2016.")))
    elif (said := day_of(draft, "day")) is not None and said > timezone.localdate():
        found.append(Obstacle("pole-day", _("Den vyhodnocení je v budoucnosti.")))
    if not any(True for _one in shape.measures_of(draft)):
        found.append(Obstacle("strom", _("Není tu žádné opatření. Přidejte cíl s opatřením.")))
    found += _of_size(draft)
    for goal in draft["goals"]:
        found += _of_goal(goal)
    for _goal, measure in shape.measures_of(draft):
        found += _of_measure(measure)
    for _text, number in shape.numbers_of(draft):
        if number["choice"] == NumberChoice.TAKEN:
            try:
                figure_of(number)
            except ValidationError as error:
                found.append(Obstacle(number["key"], error.messages[0]))
    return found


def _of_frame(draft: Draft) -> Iterable[Obstacle]:
    if not draft["title"].strip():
        yield Obstacle("pole-title", _("Doplňte název strategie."))
    elif len(draft["title"]) > MOST_STRATEGY_TITLE:
        yield Obstacle("pole-title", _too_long(MOST_STRATEGY_TITLE))
    if not draft["period"]:
        yield Obstacle("pole-period", _("Doplňte, pro které roky strategie platila."))
    elif period_of(draft) is None:
        yield Obstacle("pole-period", _("Období napište například 2012–2016."))
    _area, refused = area_of(draft["territory"])
    if refused:
        yield Obstacle("pole-territory", refused)
    approval = [draft[name] for name in ("approved_by", "approved_on", "resolution")]
    if any(approval) and not (draft["approved_by"] and draft["approved_on"]):
        message = _("Ke schválení patří, kdo strategii schválil i kdy. Nebo obojí nechte prázdné.")
        yield Obstacle("pole-approved_by", message)
    if len(draft["approved_by"]) > MOST_APPROVER:
        yield Obstacle("pole-approved_by", _too_long(MOST_APPROVER))
    if draft["approved_on"]:
        said = day_of(draft, "approved_on")
        if said is None or said > timezone.localdate():
            yield Obstacle("pole-approved_on", _("Den schválení nejde přečíst, nebo je v budoucnosti."))
    yield from _of_short_fields(draft)


def _of_short_fields(draft: Draft) -> Iterable[Obstacle]:
    """What the fields of a strategy refuse: the number of the resolution, its short name."""
    if len(" ".join(draft["resolution"].split())) > MOST_RESOLUTION:
        yield Obstacle("pole-resolution", _too_long(MOST_RESOLUTION))
    name = draft["short_name"].strip()
    if not name:
        return
    if len(name) > MOST_SHORT_NAME or not SHORT_NAME.fullmatch(name):
        message = _("Zkratka má nejvýše %(limit)s malých písmen bez háčků a čárek, číslic a spojovníků.")
        yield Obstacle("pole-short_name", message % {"limit": MOST_SHORT_NAME})
    elif Strategy.objects.filter(short_name=name).exists():
        message = _("Stejnou zkratku už má jiná strategie. Vyberte jinou, nebo nechte prázdné.")
        yield Obstacle("pole-short_name", message)


def _of_size(draft: Draft) -> Iterable[Obstacle]:
    """More goals or measures than a strategy can have."""
    if len(draft["goals"]) > MOST_GOALS:
        yield Obstacle("strom", _("Cílů může být nejvýše %(limit)s.") % {"limit": MOST_GOALS})
    if sum(1 for _one in shape.measures_of(draft)) > MOST_MEASURES:
        yield Obstacle("strom", _("Opatření může být nejvýše %(limit)s.") % {"limit": MOST_MEASURES})


def _of_goal(goal: Part) -> Iterable[Obstacle]:
    if not goal["title"].strip() and not goal["match"]:
        yield Obstacle(goal["key"], _("Doplňte název cíle."))
    if len(goal["title"]) > MOST_TITLE:
        yield Obstacle(goal["key"], _too_long(MOST_TITLE))
    for text in goal["texts"]:
        if text["kind"] in {TextKind.PLANNED, TextKind.RESULT} and text["text"].strip():
            yield Obstacle(text["key"], _("Plány a výsledky patří k opatření. Vyberte, ke kterému."))
    for kind in (TextKind.EVALUATION, TextKind.DESCRIPTION):
        if sum(len(text["text"]) + 2 for text in goal["texts"] if text["kind"] == kind) > MOST_TEXT:
            yield Obstacle(goal["key"], _too_long(MOST_TEXT))


def _of_measure(measure: Part) -> Iterable[Obstacle]:
    if not measure["title"].strip() and not measure["match"]:
        yield Obstacle(measure["key"], _("Doplňte název opatření."))
    if len(measure["title"]) > MOST_TITLE:
        yield Obstacle(measure["key"], _too_long(MOST_TITLE))
    if measure["outcome"] in NEEDS_REASON and not measure["reason"].strip():
        yield Obstacle(measure["key"], _("Napište důvod: co se nesplnilo nebo nestihlo a proč."))
    if measure["outcome"] == Outcome.CARRIED_OVER and not measure["carried"].strip():
        yield Obstacle(measure["key"], _("Uveďte, kam opatření přechází."))
    if len(measure["carried"]) > 300:  # noqa: PLR2004 - Assessment.carried_note
        yield Obstacle(measure["key"], _too_long(300))
    if len(measure["reason"]) > MOST_TEXT:
        yield Obstacle(measure["key"], _too_long(MOST_TEXT))
    planned = [text for text in measure["texts"] if text["kind"] == TextKind.PLANNED and text["text"].strip()]
    if len(planned) > MOST_ACTIVITIES:
        message = _("Plánovaných aktivit může být nejvýše %(limit)s.") % {"limit": MOST_ACTIVITIES}
        yield Obstacle(measure["key"], message)
    for text in planned:
        if len(" ".join(text["text"].split())) > MOST_ACTIVITY:
            yield Obstacle(text["key"], _too_long(MOST_ACTIVITY))
    for text in measure["texts"]:
        if len(text["text"]) > MOST_TEXT:
            yield Obstacle(text["key"], _too_long(MOST_TEXT))


def _too_long(limit: int) -> str:
    return _("Text je příliš dlouhý, vejde se %(limit)s znaků. Zkraťte ho.") % {"limit": limit}


# -- what is asked


def loose_doubt(count: int) -> Doubt:
    """The question about texts that stand nowhere."""
    words = ngettext(
        "%(count)s část není zařazená. Do strategie se neuloží, zůstane u čtení.",
        "%(count)s částí není zařazených. Do strategie se neuloží, zůstanou u čtení.", count,
    )
    return Doubt(LOOSE, words % {"count": count})


def numbers_doubt(count: int) -> Doubt:
    """The question about numbers of which nobody has said anything."""
    words = ngettext(
        "O %(count)s čísle jste nerozhodli. Údajem se nestane, zůstane jen v textu.",
        "O %(count)s číslech jste nerozhodli. Údaji se nestanou, zůstanou jen v textu.", count,
    )
    return Doubt(UNDECIDED, words % {"count": count})


def personal_in(draft: Draft) -> list[tuple[str, str]]:
    """What in the texts looks like a name of a person or another personal data, each once, with where it stands."""
    found: dict[str, str] = {}
    for owner, text in shape.texts_of(draft):
        words = text["text"]
        for one in (*find_personal_data(words), *find_full_names(words)):
            found.setdefault(" ".join(one.text.split()), str(text["key"]))
        del owner
    return list(found.items())


def parts_found(draft: Draft) -> dict[str, Any]:
    """Counts for the summary."""
    texts = [text for _owner, text in shape.texts_of(draft) if text["text"].strip()]
    numbers = [number for _text, number in shape.numbers_of(draft)]
    return {
        "goals": len(draft["goals"]), "measures": sum(1 for _one in shape.measures_of(draft)),
        "planned": sum(text["kind"] == TextKind.PLANNED for text in texts),
        "results": sum(text["kind"] == TextKind.RESULT for text in texts),
        "evaluated": sum(
            any(text["kind"] == TextKind.EVALUATION and text["text"].strip() for text in goal["texts"])
            for goal in draft["goals"]
        ),
        "assessed": sum(bool(measure["outcome"]) for _goal, measure in shape.measures_of(draft)),
        "taken": sum(number["choice"] == NumberChoice.TAKEN for number in numbers),
        "undecided": shape.undecided(draft), "loose": len(shape.loose(draft)),
        "left": sum(one["left"] for one in draft["unplaced"]),
    }

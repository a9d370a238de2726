"""What an owner writes of a measure, as typed and as read: checked here once for every way in (page, link, on behalf).

Typed content is ``{"text", "obstacles", "nothing", "figures": {indicator uid: {"value", "kind", "whole", "note",
"sure"}}}``; everything in it is text but ``nothing``. ``sure`` is the value that was confirmed when it was asked about.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from soucinnost.evidence.enums import ClaimKind
from soucinnost.kernel.numbers import format_number
from soucinnost.ui.forms import CzechDecimalField

SOURCE = "strategy.answer"
"""How claims name where they came from; their ``source_uid`` is the uid of the answer."""
MOST_TEXT = 20_000
MOST_NOTE = 500
MOST_VALUE = 60
FIGURE = ("value", "kind", "whole", "note", "sure")
KINDS = (ClaimKind.ACTUAL, ClaimKind.APPROXIMATE)
Typed = dict[str, Any]
_ABOUT = re.compile(r"(?:cca|ca|asi|přibližně|priblizne|přibl|zhruba|kolem|okolo|odhadem|~|≈)\.?\s*", re.IGNORECASE)
_HUNDRED = 100


def _plain(value: object, limit: int) -> str:
    text = value if isinstance(value, str) else ""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()[:limit]


def tidied(typed: Mapping[str, Any]) -> Typed:
    """Typed content in one shape, so that two of them can be compared; figures that say nothing are left out."""
    figures: dict[str, dict[str, str]] = {}
    for uid, row in (typed.get("figures") or {}).items():
        kept = {name: _plain(row.get(name), MOST_NOTE if name == "note" else MOST_VALUE) for name in FIGURE}
        kept["kind"] = kept["kind"] if kept["kind"] in KINDS else str(ClaimKind.ACTUAL)
        if kept["value"] or kept["whole"] or kept["note"]:
            figures[str(uid)[:40]] = kept
    return {
        "text": _plain(typed.get("text"), 2 * MOST_TEXT), "obstacles": _plain(typed.get("obstacles"), 2 * MOST_TEXT),
        "nothing": bool(typed.get("nothing")), "figures": figures,
    }


def says_something(typed: Mapping[str, Any]) -> bool:
    """Whether anything was written that would be missed."""
    return bool(typed.get("text") or typed.get("obstacles") or typed.get("nothing") or typed.get("figures"))


def is_changed(typed: Mapping[str, Any], handed: Mapping[str, Any]) -> bool:
    """Whether something else is typed than was handed in."""
    return bool(handed) and tidied(typed) != tidied(handed)


def state_of(typed: Mapping[str, Any]) -> str:
    """What a page remembers of the content that it showed."""
    text = json.dumps(tidied(typed), sort_keys=True, ensure_ascii=False)
    return salted_hmac("soucinnost.strategy.answering", text, algorithm="sha256").hexdigest()[:16]


def read_number(text: str, unit: str = "") -> tuple[Decimal | None, bool]:
    """A number as typed and whether it says that it is approximate: „cca 80“, „1 009,5“, „80 osob“ of unit „osob“.

    Empty is None: nobody said, which is not 0. Raises ValidationError.
    """
    tidy = " ".join(text.split())
    about = _ABOUT.match(tidy)
    if about is not None:
        tidy = tidy[about.end():]
    if unit and len(tidy) > len(unit) and tidy.casefold().endswith(unit.casefold()):
        tidy = tidy[: -len(unit)].rstrip()
    if about is not None and not tidy:
        raise ValidationError(_("Chybí číslo. Co nejde vyčíslit, napište slovy nahoru."))
    field_ = CzechDecimalField(required=False, decimal_places=4, min_value=-(10**14), max_value=10**14)
    return field_.clean(tidy), about is not None


@dataclass(frozen=True)
class Figure:
    """A number of an indicator, of a ``whole`` if it is a part of something; ``note`` is what belongs to it."""

    value: Decimal
    kind: str
    whole: Decimal | None = None
    note: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the claim that states it."""
        return {"value": self.value, "kind": self.kind, "denominator": self.whole, "text": self.note}


def read_figure(row: Mapping[str, str], unit: str) -> Figure | None:
    """A row as a number; None where no number was given. Raises ValidationError by field."""
    problems: dict[str, Any] = {}
    value, whole, is_about = None, None, False
    try:
        value, is_about = read_number(row.get("value", ""), unit)
    except ValidationError as error:
        problems["value"] = error
    try:
        whole, _about = read_number(row.get("whole", ""))
    except ValidationError as error:
        problems["whole"] = error
    if whole is not None and whole <= 0:
        problems["whole"] = _("Celek musí být větší než nula.")
    if value is None and not problems and (row.get("whole") or row.get("note")):
        problems["value"] = _("Doplňte číslo, nebo vymažte i celek a poznámku. Slova patří nahoru.")
    if problems:
        raise ValidationError(problems)
    if value is None:
        return None
    kind = str(ClaimKind.APPROXIMATE) if is_about else row.get("kind") or str(ClaimKind.ACTUAL)
    return Figure(value, kind, whole, row.get("note", ""))


def doubts_of(figure: Figure, unit: str) -> list[str]:
    """What makes one stop at a number: asked about, never refused."""
    found = []
    if unit.strip().startswith("%") and figure.value > _HUNDRED:
        found.append(_("Je to víc než 100 %%: %(value)s %%.") % {"value": format_number(figure.value)})
    if figure.whole is not None and figure.value > figure.whole:
        found.append(_("Hodnota %(value)s je větší než celek %(whole)s (%(percent)s %%).") % {
            "value": format_number(figure.value), "whole": format_number(figure.whole),
            "percent": format_number(figure.value * _HUNDRED / figure.whole, 0),
        })
    if figure.value < 0:
        found.append(_("Číslo je záporné: %(value)s.") % {"value": format_number(figure.value)})
    return found


@dataclass(frozen=True)
class Content:
    """What an answer says, as values. With ``nothing`` the reason stands in ``obstacles``."""

    text: str = ""
    obstacles: str = ""
    nothing: bool = False
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def claims(self) -> dict[str, dict[str, Any]]:
        """The fields of the claims that state it, by ``text``, ``obstacles`` and uids of indicators."""
        found: dict[str, dict[str, Any]] = {}
        if self.nothing:
            words = _("V tomto období se neudělalo nic. Důvod: %(reason)s") % {"reason": self.obstacles}
            found["obstacles"] = {"text": words, "label": _("co se nepodařilo")}
        else:
            if self.text:
                found["text"] = {"text": self.text, "label": ""}
            if self.obstacles:
                found["obstacles"] = {"text": self.obstacles, "label": _("co se nepodařilo")}
        return found | {uid: figure.fields for uid, figure in self.figures.items()}


def read_content(typed: Mapping[str, Any], units: Mapping[str, str]) -> Content:
    """Typed content as values; ``units`` are the measure's indicators. Raises ValidationError (by field of the form).

    Numbers of indicators that are no more are left out; what was typed of them stays typed.
    """
    tidy = tidied(typed)
    problems: dict[str, Any] = {}
    for name in ("text", "obstacles"):
        if len(tidy[name]) > MOST_TEXT:
            problems[name] = _("Text má nejvýše %(limit)s znaků.") % {"limit": MOST_TEXT}
    if tidy["nothing"] and not tidy["obstacles"]:
        problems["obstacles"] = _("Napište, proč se v tomto období nic neudělalo.")
    if tidy["nothing"] and tidy["text"]:
        problems["nothing"] = _("Buď se neudělalo nic, nebo napište co. Obojí naráz neplatí.")
    read = {uid: read_figure(row, units[uid]) for uid, row in tidy["figures"].items() if uid in units}
    if problems:
        raise ValidationError(problems)
    figures = {uid: figure for uid, figure in read.items() if figure is not None}
    return Content(tidy["text"], tidy["obstacles"], tidy["nothing"], figures)

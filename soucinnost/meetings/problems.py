"""What cannot be read of an entry's fields: kept as a code with values, worded when somebody reads it."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from soucinnost.kernel.errors import InputError

SOURCE_LANGUAGE = "cs"


@dataclass(frozen=True)
class Problem:
    """What is wrong: in which field, a code known to :func:`message_of`, the values its sentence names.

    ``said`` is the exact Czech sentence of whoever could not read a day or a number; other languages get the general
    one of the code.
    """

    field: str
    code: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    said: str = ""

    def as_json(self) -> dict[str, Any]:
        """As stored with the entry."""
        kept: dict[str, Any] = {"field": self.field, "code": self.code}
        if self.values:
            kept["values"] = dict(self.values)
        if self.said:
            kept["said"] = self.said
        return kept


def unreadable(name: str, code: str, text: str, error: InputError) -> Problem:
    """What was typed as a day (``day``) or a number (``number``) and cannot be read."""
    return Problem(name, code, {"text": text}, error.message_cs)


def _sentence(code: str) -> str:
    return {
        "votes_whole": _("Počet hlasů zapište celým číslem od 0 výš."),
        "votes_over": _("Hlasů je %(votes)s, přítomných členů %(present)s. Opravte hlasy nebo přítomnost."),
        "quorum": _("Skupina nebyla usnášeníschopná: přítomno %(present)s, potřeba %(needed)s."),
        "day": _("Den „%(text)s“ nejde přečíst, nebo neexistuje. Napište například 15. 1. 2018."),
        "number": _("„%(text)s“ nejde přečíst jako číslo. Napište například 1009,5."),
        "due_before": _("Termín je dřív než jednání. Opravte ho, text zůstává."),
        "total_positive": _("Celek musí být větší než nula."),
        "period_order": _("Období končí dřív, než začíná."),
        "value_missing": _("Doplňte hodnotu, bez ní se údaj do ukazatelů nezapíše."),
        "label_missing": _("U čísla uveďte, co se počítá."),
        "too_long": _("Číslo může mít nejvýše 14 míst před čárkou a 4 za ní."),
        "owner_missing": _("Úkol zatím nemá, kdo ho splní. Dokud ho nedoplníte, nikomu nepřijde."),
        "owner_unknown": _("Toto jméno není mezi členy ani organizacemi. Vyberte ze seznamu, text zůstává."),
        "reporter_missing": _("Doplňte, která organizace podala zprávu, ať je u čísel vidět, čí jsou."),
        "reporter_unknown": _("Tato organizace není v adresáři. Vyberte ze seznamu, text zůstává."),
        "task_refused": _("Úkol se podle řádku nepodařilo zadat ani změnit. Zkontrolujte termín a kdo ho splní."),
    }.get(code, "")


def message_of(problem: Mapping[str, Any]) -> str:
    """A stored problem as a whole sentence in the reader's language. One stored before codes says what it said."""
    code, values = problem.get("code", ""), problem.get("values", {})
    if not code:
        return str(problem.get("message", ""))
    if problem.get("said") and get_language() == SOURCE_LANGUAGE:
        return str(problem["said"])
    if code == "owner_many":
        return ngettext(
            "Tomuto jménu odpovídá %(count)s člen. Vyberte ze seznamu.",
            "Tomuto jménu odpovídají %(count)s členové. Vyberte ze seznamu, u jména je organizace.", values["count"],
        ) % values
    return _sentence(code) % values


def worded(problems: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Stored problems as the page shows them: ``field`` and ``message``."""
    return [{"field": str(one["field"]), "message": message_of(one)} for one in problems]

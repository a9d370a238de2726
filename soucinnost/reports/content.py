"""What a report says, as values: checked here once for every way in (page, mail entered on behalf, import)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soucinnost.evidence.enums import ClaimKind

MOST_TEXT = 20_000
MOST_NUMBERS = 30
TEXTS = ("text", "problems", "needs")


@dataclass(frozen=True)
class Number:
    """A number: ``value`` in ``unit``, of the ``total`` if it is a part of something.

    ``claim_uid`` names the claim it stood in before, in a correction.
    """

    label: str
    value: Decimal | None
    unit: str = ""
    total: Decimal | None = None
    total_label: str = ""
    kind: str = ClaimKind.ACTUAL
    period_from: date | None = None
    period_to: date | None = None
    claim_uid: str = ""

    def as_claim(self) -> dict[str, object]:
        """The fields of the claim that states it."""
        return {
            "label": " ".join(self.label.split()), "value": self.value, "unit": " ".join(self.unit.split()),
            "denominator": self.total, "denominator_label": " ".join(self.total_label.split()), "kind": self.kind,
            "period_from": self.period_from, "period_to": self.period_to,
        }


@dataclass(frozen=True)
class Content:
    """What is new, what is a problem, what is needed (plain text with line breaks), and the numbers."""

    text: str = ""
    problems: str = ""
    needs: str = ""
    numbers: tuple[Number, ...] = ()

    def checked(self) -> "Content":
        """Return it tidied; raises ValidationError by field for what cannot be handed in."""
        tidy = replace(self, text=_tidy(self.text), problems=_tidy(self.problems), needs=_tidy(self.needs))
        for name in TEXTS:
            if len(getattr(tidy, name)) > MOST_TEXT:
                raise ValidationError({name: _("Text má nejvýše %(limit)s znaků.") % {"limit": MOST_TEXT}})
        if len(tidy.numbers) > MOST_NUMBERS:
            raise ValidationError(_("Čísel může být nejvýše %(limit)s.") % {"limit": MOST_NUMBERS})
        if not (tidy.text or tidy.problems or tidy.needs or tidy.numbers):
            message = _("Napište aspoň větu, nebo číslo.")
            raise ValidationError({"text": message})
        for number in tidy.numbers:
            _check(number)
        return tidy


def _tidy(text: str) -> str:
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _check(number: Number) -> None:
    if number.value is None:
        raise ValidationError(_("Číslo nemá hodnotu: %(label)s") % {"label": number.label or number.unit})
    if not number.label.strip():
        raise ValidationError(_("U čísla uveďte, co se počítá."))

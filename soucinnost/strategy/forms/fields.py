"""Fields that forms of strategies share: days that may be years, organisations a line each, texts a line each."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation
from soucinnost.agencies.selectors import NameIndex
from soucinnost.codelists.models import Term
from soucinnost.codelists.selectors import terms_on
from soucinnost.kernel.collation import sorted_cs
from soucinnost.ui.forms import CzechDateField

FINANCING = "financing"
MOST_LINES = 60
MOST_SUGGESTED = 400
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*")


class FirstDayField(CzechDateField):
    """A first day; a bare year is its 1. 1."""

    month, day = 1, 1

    def to_python(self, value: Any) -> date | None:
        year = _YEAR.fullmatch(value) if isinstance(value, str) else None
        return date(int(year.group(1)), self.month, self.day) if year else super().to_python(value)


class LastDayField(FirstDayField):
    """A last day; a bare year is its 31. 12."""

    month, day = 12, 31


class OrganisationsField(forms.CharField):
    """Organisations by name, short name or IČO, each on its own line; gives a list of them."""

    default_error_messages = {
        "unknown": _("V adresáři není: %(text)s"),
        "ambiguous": _("Tak se jmenuje víc organizací, napište IČO: %(text)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 8000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(one.name for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Organisation]:  # type: ignore[override]
        lines = [" ".join(line.split()) for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if not lines:
            return []
        index = NameIndex(Organisation.objects.all())
        found: list[int] = []
        problems = []
        for line in lines[:MOST_LINES]:
            ico = "".join(line.split()).zfill(8)
            by_ico = index.by_ico.get(ico) if ico.isdigit() else None
            named = [by_ico] if by_ico is not None else index.exact(line)
            if len(named) == 1:
                found.append(named[0].pk)
            else:
                code = "ambiguous" if named else "unknown"
                problems.append(ValidationError(self.error_messages[code], code=code, params={"text": line[:80]}))
        if problems:
            raise ValidationError(problems)
        return sorted_cs(Organisation.objects.filter(pk__in=found), key=lambda one: one.name)


def offer_money(form: forms.BaseForm, held: Iterable[Term]) -> None:
    """Offer today's sources of money in the field ``funding``, and those that are chosen already; without any of them
    the form has no such field."""
    terms = list(terms_on(FINANCING))
    known = {one.pk for one in terms}
    terms += [one for one in held if one.pk not in known]
    if not terms:
        del form.fields["funding"]
        return
    field: Any = form.fields["funding"]
    field.queryset = Term.objects.filter(pk__in=[one.pk for one in terms])
    field.widget.choices = [(one.pk, str(one)) for one in terms]


def organisation_names(organisations: Any) -> list[str]:
    """Names for suggestions under the fields; none where there are too many of them to send."""
    names = list(organisations.filter(is_active=True).values_list("name", flat=True)[: MOST_SUGGESTED + 1])
    return sorted_cs(names) if len(names) <= MOST_SUGGESTED else []


def lines_of(text: str) -> Sequence[str]:
    """Lines that say something, each without a bullet in front."""
    rows = (" ".join(re.sub(r"^\s*[-–—•*·▪]\s+", "", line).split()) for line in text.splitlines())
    return [row for row in rows if row]

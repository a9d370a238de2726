"""Bringing editions of code lists. Terms are never edited: a new edition says what is in force from a day on."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.codelists.imports import ReadTerm, read_terms
from soucinnost.codelists.models import CodeList, Edition, Term
from soucinnost.codelists.rules import imports_lists
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.tables import Table, read_table

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class ImportResult:
    """The edition, and whether it was made now (False: the same edition with the same terms was there already)."""

    edition: Edition
    is_new: bool
    count: int


@transaction.atomic
def import_edition(
    *, by: Actor, key: str, name: str, label: str, valid_from: date, table: Table, source: str = ""
) -> ImportResult:
    """Make a new edition of the list ``key`` (the list too, when there is none) from a table of terms.

    All or nothing. The edition before ends the day before. Importing the same label with the same terms again changes
    nothing. Raises ValidationError (finished Czech sentences with line numbers) for bad terms, for a label that is
    taken by other terms and for an edition that would start before the last one; PermissionDenied by
    :func:`~soucinnost.codelists.rules.imports_lists`.
    """
    if not imports_lists(by):
        raise PermissionDenied(_("Číselníky načítá správce nebo krajský koordinátor."))
    terms, errors = read_terms(table)
    if not terms and not errors:
        errors = [_("V tabulce není žádná položka.")]
    if errors:
        raise ValidationError(errors)
    code_list, _created = CodeList.objects.get_or_create(key=key, defaults={"name": name, "source": source})
    same = Edition.objects.filter(code_list=code_list, label=label).first()
    if same is not None:
        if same.valid_from == valid_from and _content(same) == _content_of(terms):
            return ImportResult(same, False, len(terms))
        raise ValidationError(
            {"label": _("Vydání s tímto označením už existuje a má jiný obsah. Zvolte jiné označení.")}
        )
    edition = _open_edition(code_list, label, valid_from)
    _write_terms(edition, terms)
    record(by=by, verb="codelist.edition_imported", object_uid=code_list.key, ids=[str(edition.pk)])
    return ImportResult(edition, True, len(terms))


def _open_edition(code_list: CodeList, label: str, valid_from: date) -> Edition:
    last = code_list.editions.order_by("-valid_from").first()
    if last is not None:
        if valid_from <= last.valid_from:
            late = _("Vydání musí platit od pozdějšího dne než předchozí, to platí od %(day)s.")
            raise ValidationError({"valid_from": late % {"day": format_date(last.valid_from)}})
        last.valid_to = valid_from - timedelta(days=1)  # the last one is in force without an end
        last.save(update_fields=["valid_to"])
    edition = Edition(code_list=code_list, label=label, valid_from=valid_from)
    edition.full_clean()
    edition.save()
    return edition


def _write_terms(edition: Edition, terms: Sequence[ReadTerm]) -> None:
    made = Term.objects.bulk_create(
        Term(edition=edition, key=term.key, label_cs=term.label_cs, label_en=term.label_en, position=position)
        for position, term in enumerate(terms, start=1)
    )
    by_key = {term.key: term for term in made}
    children = []
    for term in terms:
        if term.parent:
            by_key[term.key].parent = by_key[term.parent]
            children.append(by_key[term.key])
    Term.objects.bulk_update(children, ["parent"])


def _content(edition: Edition) -> list[tuple[str, str, str, str]]:
    terms = edition.terms.select_related("parent").order_by("position", "id")
    return [(term.key, term.label_cs, term.label_en, term.parent.key if term.parent else "") for term in terms]


def _content_of(terms: Sequence[ReadTerm]) -> list[tuple[str, str, str, str]]:
    return [(term.key, term.label_cs, term.label_en, term.parent) for term in terms]


@transaction.atomic
def import_shipped(*, by: Actor) -> list[ImportResult]:
    """Load the lists that come with the product (``codelists/data``); again, nothing changes."""
    with (DATA / "lists.csv").open(encoding="utf-8", newline="") as file:
        lists = list(csv.DictReader(file))
    return [
        import_edition(
            by=by, key=row["key"], name=row["name"], label=row["label"],
            valid_from=date.fromisoformat(row["valid_from"]), source=row["source"],
            table=read_table((DATA / f"{row['key']}.csv").read_bytes()),
        )
        for row in lists
    ]

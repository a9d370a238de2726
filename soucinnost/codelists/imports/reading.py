"""From a table to terms: keys, labels, parents, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from soucinnost.kernel.folding import fold
from soucinnost.kernel.tables import Table, find_columns

HEADINGS: dict[str, Sequence[str]] = {
    "key": ("klíč", "kód", "kod", "key", "code", "id", "zkratka"),
    "label_cs": ("název", "nazev", "český název", "česky", "cs", "položka", "text", "popis", "label_cs", "label cs"),
    "label_en": ("anglicky", "anglický název", "en", "english", "label_en", "label en", "name"),
    "parent": ("nadřazený", "nadřazený klíč", "nadřazený kód", "rodič", "parent", "skupina"),
}
KEY_LENGTH = 60
LABEL_LENGTH = 200


@dataclass(frozen=True)
class ReadTerm:
    """One term as it stands in the table; ``line`` is where."""

    line: int
    key: str
    label_cs: str
    label_en: str = ""
    parent: str = ""


def read_terms(table: Table) -> tuple[list[ReadTerm], list[str]]:
    """Return the terms of the table in its order and finished sentences about what is wrong, with line numbers.

    Without headings the first column is the Czech label and the second the English one. A missing key is made of the
    Czech label. Any error means that the edition must not be imported.
    """
    columns = find_columns(table, HEADINGS, needs=("label_cs",))
    places = columns.places or {"label_cs": 0, "label_en": 1}
    terms: list[ReadTerm] = []
    errors = [_("Řádek %(line)s: %(what)s") % {"line": row.number, "what": problem}
              for row in table.rows for problem in row.problems]
    if "label_cs" not in places:
        return [], [*errors, _("Chybí sloupec s českým názvem. Nadepište ho „název“.")]
    for row in columns.body:
        cells = {field: row.cell(place) for field, place in places.items()}
        label = cells["label_cs"]
        key = _key(cells.get("key") or label)
        term = ReadTerm(row.number, key, label, cells.get("label_en", ""), _key(cells.get("parent", "")))
        errors.extend(_wrong(term))
        terms.append(term)
    return terms, errors + _between(terms)


def _key(text: str) -> str:
    return slugify(fold(text).replace("/", " "))[:KEY_LENGTH].strip("-")


def _wrong(term: ReadTerm) -> list[str]:
    line = {"line": term.line}
    if not term.label_cs:
        return [_("Řádek %(line)s: chybí český název.") % line]
    if not term.key:
        return [_("Řádek %(line)s: z názvu nejde vytvořit klíč, doplňte sloupec „klíč“.") % line]
    if max(len(term.label_cs), len(term.label_en)) > LABEL_LENGTH:
        return [_("Řádek %(line)s: název je delší než %(limit)s znaků.") % {**line, "limit": LABEL_LENGTH}]
    return []


def _between(terms: list[ReadTerm]) -> list[str]:
    errors = []
    first: dict[str, int] = {}
    for term in terms:
        if term.key and term.key in first:
            errors.append(
                _("Řádek %(line)s: klíč „%(key)s“ už je na řádku %(first)s.")
                % {"line": term.line, "key": term.key, "first": first[term.key]}
            )
        first.setdefault(term.key, term.line)
    for term in terms:
        if term.parent and (term.parent not in first or term.parent == term.key):
            errors.append(
                _("Řádek %(line)s: nadřazená položka „%(key)s“ v seznamu není.")
                % {"line": term.line, "key": term.parent}
            )
    return errors + _circles(terms)


def _circles(terms: list[ReadTerm]) -> list[str]:
    parent = {term.key: term.parent for term in terms}
    errors = []
    for term in terms:
        seen, key = {term.key}, term.parent
        while key and key not in seen:
            seen.add(key)
            key = parent.get(key, "")
        if key == term.key and term.parent != term.key:
            errors.append(_("Řádek %(line)s: položka je nadřazená sama sobě.") % {"line": term.line})
    return errors

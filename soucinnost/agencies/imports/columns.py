"""Headings of lists of people and organisations as they occur, and guessing where there are none."""

import re
from collections.abc import Callable, Mapping, Sequence

from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.organisations import IcoError, check_ico
from soucinnost.kernel.personnames import PersonNameError, parse_person_name
from soucinnost.kernel.tables import Columns, Row, Table, find_columns

HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("jméno a příjmení", "příjmení a jméno", "příjmení, jméno", "jméno, příjmení", "celé jméno", "osoba",
             "člen", "členka", "účastník", "zástupce", "kontaktní osoba", "kontakt", "zastupuje", "full name", "person",
             "display name", "zobrazované jméno", "titul jméno příjmení", "jméno příjmení", "příjmení jméno",
             "titul, jméno, příjmení", "jméno člena", "jméno zástupce", "jméno osoby"),
    "given": ("jméno", "křestní jméno", "křestní", "first name", "given name"),
    "surname": ("příjmení", "last name", "surname", "family name"),
    "titles_before": ("titul", "titul před", "tituly před", "titul před jménem", "tituly před jménem", "tituly",
                      "hodnost", "title"),
    "titles_after": ("titul za", "tituly za", "titul za jménem", "tituly za jménem", "suffix"),
    "email": ("e-mail", "email", "mail", "e-mailová adresa", "emailová adresa", "adresa elektronické pošty",
              "e-mail osoby", "e-mail address", "email address", "elektronická adresa"),
    "phone": ("telefon", "tel", "tel.", "mobil", "mobilní telefon", "telefonní číslo", "telefon osoby", "phone",
              "mobile", "mobile phone", "business phone"),
    "organisation": ("organizace", "instituce", "zaměstnavatel", "firma", "subjekt", "název organizace",
                     "název instituce", "název subjektu", "úřad", "název", "společnost", "za organizaci", "company",
                     "organisation", "organization", "organizace/instituce"),
    "ico": ("ičo", "ič", "ičo organizace", "identifikační číslo", "company id"),
    "unit": ("odbor", "oddělení", "útvar", "pracoviště", "odbor/oddělení", "department"),
    "position": ("funkce", "pozice", "pracovní pozice", "pracovní zařazení", "pracovní funkce", "job title",
                 "position"),
    "kind": ("druh", "druh organizace", "typ", "typ organizace", "kind"),
    "short_name": ("zkratka", "zkrácený název", "zkratka organizace", "short name"),
    "address": ("adresa", "sídlo", "adresa organizace", "adresa sídla", "address"),
    "data_box": ("datová schránka", "id datové schránky", "isds", "ds", "data box"),
    "website": ("web", "www", "webové stránky", "website"),
    "org_email": ("e-mail organizace", "email organizace", "podatelna", "e-mail podatelny"),
    "org_phone": ("telefon organizace", "telefon do kanceláře"),
    "valid_from": ("od", "platí od", "mandát od", "ve funkci od", "valid from"),
    "valid_to": ("do", "platí do", "mandát do", "ve funkci do", "valid to"),
}
PERSON_FIELDS = ("name", "given", "surname")
_MOST = 0.6
_PHONE = re.compile(r"\+?[0-9][0-9 \-/]{7,18}[0-9]")


def people_columns(table: Table) -> Columns:
    """Return which column holds what: by the headings, or by what stands in the cells where there is no heading."""
    columns = find_columns(table, HEADINGS, needs=("name", "surname", "organisation"))
    if columns.heading is not None and not _is_data(columns.heading, table):
        return columns
    return Columns(_guess(table.rows), None, table.rows)


def _is_data(heading: Row, table: Table) -> bool:
    """Whether a row taken for a heading is data: it holds an address, which headings do not."""
    return any("@" in cell for cell in heading.cells) and len(table.rows) > 0


def _guess(rows: Sequence[Row]) -> dict[str, int]:
    width = max((len(row.cells) for row in rows), default=0)
    values = [[row.cell(index) for row in rows if row.cell(index)] for index in range(width)]
    places: dict[str, int] = {}
    for field, fits in (("email", _is_email), ("ico", _is_ico), ("phone", _is_phone)):
        _take(places, field, values, fits)
    _take(places, "name", values, _is_whole_name)
    if "name" not in places:
        _take(places, "given", values, lambda text: is_given_name(text.split()[0]))
        if "given" in places:
            beside = [place for place in (places["given"] + 1, places["given"] - 1) if 0 <= place < width]
            free = [place for place in beside if place not in places.values() and values[place]]
            if free:
                places["surname"] = free[0]
    rest = [index for index in range(width) if index not in places.values() and values[index]]
    wanted = ["organisation", "position"] if set(PERSON_FIELDS) & set(places) else ["name", "organisation", "position"]
    places.update(zip(wanted, rest, strict=False))
    if "given" in places and "surname" not in places and "name" not in places:
        places["name"] = places.pop("given")
    return places


def _take(places: dict[str, int], field: str, values: list[list[str]], fits: Callable[[str], bool]) -> None:
    best, best_share = None, _MOST
    for index, cells in enumerate(values):
        if index in places.values() or not cells:
            continue
        share = sum(1 for cell in cells if fits(cell)) / len(cells)
        if share >= best_share and (best is None or share > best_share):
            best, best_share = index, share
    if best is not None:
        places[field] = best


def _is_email(text: str) -> bool:
    return "@" in text


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text))


def _is_ico(text: str) -> bool:
    try:
        check_ico(text)
    except IcoError:
        return False
    return len(text) == 8


def _is_whole_name(text: str) -> bool:
    try:
        name = parse_person_name(text)
    except PersonNameError:
        return False
    return bool(name.given) and any(is_given_name(word) for word in name.given.split())

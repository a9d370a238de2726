"""A list of units as CSV or XLSX."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from soucinnost.kernel.folding import fold
from soucinnost.kernel.tables import Columns, Row, Table, find_columns
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.imports.plan import AreaRecord, Plan

HEADINGS: dict[str, Sequence[str]] = {
    "kind": ("druh", "úroveň", "typ", "kind", "level"),
    "code": ("kód", "kod", "code", "kód obce", "kod_obec", "kod_obce", "kód okresu", "kod_okres", "kod_okresu",
             "kód kraje", "kod_kraj", "kod_kraje", "kód orp", "kod_orp", "chodnota", "kód momc", "kod_momc"),
    "name": ("název", "nazev", "jméno", "name", "obec", "název obce", "naz_obec", "nazev_obce", "název okresu",
             "naz_lau1", "název kraje", "naz_cznuts3", "název orp", "naz_orp", "text"),
    "nuts": ("nuts", "lau", "nuts/lau", "kód nuts", "kod_nuts", "kod_cznuts3", "kod_lau1", "cznuts"),
    "parent": ("nadřazený", "nadřazený kód", "nadřazená jednotka", "parent", "parent_code", "kód nadřazené jednotky"),
    "orp": ("orp", "kód orp obce", "orp_code", "kod_orp_obce", "obec s rozšířenou působností"),
    "replaces": ("nahrazuje", "dřívější kód", "replaces"),
    "latitude": ("šířka", "zeměpisná šířka", "latitude", "lat"),
    "longitude": ("délka", "zeměpisná délka", "longitude", "lon", "lng"),
}
PARENT_COLUMNS: dict[str, Sequence[str]] = {
    AreaKind.DISTRICT: ("kód kraje", "kod_kraj", "kod_kraje", "kod_cznuts3"),
    AreaKind.ORP: ("kód kraje", "kod_kraj", "kod_kraje", "kod_cznuts3", "kód okresu", "kod_okres", "kod_lau1"),
    AreaKind.MUNICIPALITY: ("kód okresu", "kod_okres", "kod_okresu", "kod_lau1", "kód kraje", "kod_kraj"),
    AreaKind.CITY_DISTRICT: ("kód obce", "kod_obec", "kod_obce"),
}
OWN_CODE_COLUMNS: dict[str, Sequence[str]] = {
    AreaKind.REGION: ("kód kraje", "kod_kraj", "kod_kraje"),
    AreaKind.DISTRICT: ("kód okresu", "kod_okres", "kod_okresu"),
    AreaKind.ORP: ("kód orp", "kod_orp"),
    AreaKind.MUNICIPALITY: ("kód obce", "kod_obec", "kod_obce"),
    AreaKind.CITY_DISTRICT: ("kód momc", "kod_momc"),
}
KIND_WORDS = {
    "stat": AreaKind.STATE, "state": AreaKind.STATE, "kraj": AreaKind.REGION, "region": AreaKind.REGION,
    "okres": AreaKind.DISTRICT, "district": AreaKind.DISTRICT, "orp": AreaKind.ORP,
    "obec s rozsirenou pusobnosti": AreaKind.ORP, "obec": AreaKind.MUNICIPALITY, "mesto": AreaKind.MUNICIPALITY,
    "municipality": AreaKind.MUNICIPALITY, "obvod": AreaKind.CITY_DISTRICT, "mestska cast": AreaKind.CITY_DISTRICT,
    "mestsky obvod": AreaKind.CITY_DISTRICT, "momc": AreaKind.CITY_DISTRICT, "city district": AreaKind.CITY_DISTRICT,
    "city_district": AreaKind.CITY_DISTRICT, "mestsky obvod nebo cast": AreaKind.CITY_DISTRICT,
}
_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{0,11}")
_NAME_LENGTH = 120


def plan_list(table: Table, *, source: str, kind: str = "") -> Plan:
    """Return the units of a table as a plan; ``kind`` (a value of AreaKind) holds where no column says the level.

    Headings may be the usual Czech or English ones and those of the Czech Statistical Office's files. Where the level
    is known, columns such as „kód kraje“ give the code or the parent as befits it. All errors are collected, each
    with its line.
    """
    plan = Plan(source=source, notes=list(table.notes))
    plan.errors += [_error(row.number, problem) for row in table.rows for problem in row.problems]
    columns = _columns(table, kind)
    missing = [label for field, label in (("code", _("kód")), ("name", _("název"))) if field not in columns.places]
    if missing:
        plan.errors.append(_("V seznamu chybí sloupec: %(names)s.") % {"names": ", ".join(missing)})
        return plan
    if "kind" not in columns.places and not kind:
        plan.errors.append(_("Seznam neříká, o jakou úroveň jde. Doplňte sloupec „druh“, nebo úroveň zvolte."))
        return plan
    if columns.unknown:
        plan.notes.append(_("Nečtou se sloupce: %(names)s.") % {"names": ", ".join(columns.unknown)})
    first_lines: dict[tuple[str, str], int] = {}
    for row in columns.body:
        record, errors = _record(row, columns, kind)
        plan.errors += [_error(row.number, error) for error in errors]
        if record is None:
            continue
        known = first_lines.setdefault((record.kind, record.code), row.number)
        if known != row.number:
            plan.errors.append(
                _error(row.number, _("kód %(code)s už je na řádku %(first)s.") % {"code": record.code, "first": known})
            )
        plan.records.append(record)
    return plan


def _columns(table: Table, kind: str) -> Columns:
    names = {field: list(spellings) for field, spellings in HEADINGS.items()}
    own, parents = OWN_CODE_COLUMNS.get(kind, ()), PARENT_COLUMNS.get(kind, ())
    if own:
        every = {spelling for spellings in OWN_CODE_COLUMNS.values() for spelling in spellings}
        names["code"] = [name for name in names["code"] if name not in every or name in own]
        names["nuts"] = [name for name in names["nuts"] if name not in parents]
        names["parent"] += [name for name in parents if name not in own]
    return find_columns(table, names, needs=("code",))


def _error(line: int, what: str) -> str:
    return _("Řádek %(line)s: %(what)s") % {"line": line, "what": what}


def _record(row: Row, columns: Columns, kind: str) -> tuple[AreaRecord | None, list[str]]:
    errors: list[str] = []
    code, name = columns.get(row, "code").upper(), " ".join(columns.get(row, "name").split())
    level = kind
    word = columns.get(row, "kind")
    if word:
        level = _kind(word)
        if not level:
            errors.append(_("úroveň „%(word)s“ neznáme.") % {"word": word})
    elif not level:
        errors.append(_("chybí úroveň."))
    if not code:
        errors.append(_("chybí kód."))
    elif not _CODE.fullmatch(code):
        errors.append(_("kód „%(code)s“ nemá správný tvar.") % {"code": code[:40]})
    if not name:
        errors.append(_("chybí název."))
    elif len(name) > _NAME_LENGTH:
        errors.append(_("název je delší než %(limit)s znaků.") % {"limit": _NAME_LENGTH})
    latitude, longitude = (_degrees(columns.get(row, field), field, errors) for field in ("latitude", "longitude"))
    if (latitude is None) != (longitude is None):
        errors.append(_("chybí šířka nebo délka."))
    links = {field: columns.get(row, field).upper() for field in ("nuts", "parent", "orp", "replaces")}
    for link in links.values():
        if link and not _CODE.fullmatch(link):
            errors.append(_("kód „%(code)s“ nemá správný tvar.") % {"code": link[:40]})
    if errors:
        return None, errors
    return AreaRecord(row.number, level, code, name, latitude=latitude, longitude=longitude, **links), []


def _kind(word: str) -> str:
    folded = fold(word)
    return str(KIND_WORDS.get(folded, folded if folded in AreaKind.values else ""))


def _degrees(text: str, field: str, errors: list[str]) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    limit = 90 if field == "latitude" else 180
    if not -limit <= value <= limit:
        errors.append(_("souřadnice „%(text)s“ není ve stupních.") % {"text": text[:40]})
        return None
    return value

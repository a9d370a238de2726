"""Boundaries as GeoJSON: features matched to units by code, never by name."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from soucinnost.kernel.folding import fold
from soucinnost.kernel.tables.encoding import decode
from soucinnost.kernel.tables.errors import TableError
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.geometry import GeometryError, check_crs, read_area
from soucinnost.territory.imports.plan import Boundary, Plan

STATE_CODE = "CZ"
_STATE_NAMES = frozenset({"ceska republika", "cesko", "czech republic", "czechia"})
# Which property tells the level: the most detailed one that the feature has. Names are compared in lower case.
LEVELS: Sequence[tuple[str, Sequence[str], Sequence[str], Sequence[str], Sequence[str]]] = (
    # level, codes, NUTS or LAU codes, names, parent's codes
    (AreaKind.CITY_DISTRICT, ("kod_momc", "kod_mc"), (), ("naz_momc", "naz_mc"), ("kod_obec", "kod_obce")),
    (AreaKind.MUNICIPALITY, ("kod_obec", "kod_obce"), (), ("naz_obec", "nazev_obce"),
     ("kod_okres", "kod_lau1", "kod_orp", "kod_kraj", "kod_cznuts3")),
    (AreaKind.ORP, ("kod_orp",), (), ("naz_orp",), ("kod_kraj", "kod_cznuts3")),
    (AreaKind.DISTRICT, ("kod_okres",), ("kod_lau1",), ("naz_lau1", "naz_okres"), ("kod_kraj", "kod_cznuts3")),
    (AreaKind.REGION, ("kod_kraj",), ("kod_cznuts3",), ("naz_cznuts3", "naz_kraj"), ("kod_stat",)),
    (AreaKind.STATE, ("kod_stat",), (), ("naz_stat",), ()),
)
GENERIC_CODE = ("code", "kod", "id", "iun")
GENERIC_NUTS = ("nuts", "nuts_id", "lau", "lau_id")
GENERIC_NAME = ("name", "nazev", "naz", "nuts_name")
GENERIC_PARENT = ("parent", "parent_code", "nadrazeny")


def looks_like_geojson(data: bytes) -> bool:
    """Whether a file begins as JSON does; what a table never does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def plan_boundaries(data: bytes, *, source: str, kind: str = "") -> Plan:
    """Return the boundaries of a FeatureCollection as a plan; ``kind`` is for files that say a code and no level.

    Reads the property names of the Czech offices' files (KOD_OBEC, KOD_OKRES, KOD_LAU1, KOD_KRAJ, KOD_CZNUTS3 and
    so on) and plain ones (code, nuts, name, parent). The state needs no code: there is one. Lines that cross
    themselves are repaired and counted; what cannot be repaired is an error with the feature's number.
    """
    plan = Plan(source=source)
    features = _features(data, plan)
    if plan.errors:
        return plan
    seen: dict[tuple[str, str], int] = {}
    for position, feature in enumerate(features, start=1):
        try:
            boundary = _boundary(position, feature, kind)
        except GeometryError as error:
            plan.errors.append(_("Prvek %(number)s%(name)s: %(what)s")
                               % {"number": position, "name": _hint(feature), "what": error})
            continue
        key = (boundary.kind, boundary.code or boundary.nuts)
        first = seen.setdefault(key, position)
        if first != position:
            plan.errors.append(_("Prvek %(number)s: kód %(code)s už má prvek %(first)s.")
                               % {"number": position, "code": key[1], "first": first})
        plan.boundaries.append(boundary)
    return plan


def _features(data: bytes, plan: Plan) -> list[Any]:
    try:
        text, _encoding = decode(data)
        document = json.loads(text)
    except TableError as error:
        plan.errors.append(error.message_cs)
        return []
    except json.JSONDecodeError as error:
        plan.errors.append(_("Soubor není platný GeoJSON: chyba na řádku %(line)s.") % {"line": error.lineno})
        return []
    except RecursionError:
        plan.errors.append(_("Soubor není platný GeoJSON: je příliš zanořený."))
        return []
    if not isinstance(document, dict) or document.get("type") not in ("FeatureCollection", "Feature"):
        plan.errors.append(_("Soubor musí být GeoJSON typu FeatureCollection."))
        return []
    try:
        check_crs(document)
    except GeometryError as error:
        plan.errors.append(str(error))
        return []
    features = [document] if document["type"] == "Feature" else document.get("features")
    if not isinstance(features, list) or not features:
        plan.errors.append(_("V souboru není žádný prvek."))
        return []
    return features


def _properties(feature: object) -> dict[str, str]:
    """Return the properties as text under lower-case names; empty ones are left out."""
    found = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(found, dict):
        return {}
    simple = {str(name).lower(): value for name, value in found.items() if isinstance(value, str | int | float)}
    return {name: _as_code(value) for name, value in simple.items() if str(value).strip()}


def _as_code(value: str | int | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else " ".join(str(value).split())


def _hint(feature: object) -> str:
    properties = _properties(feature)
    name = _first(properties, [name for level in LEVELS for name in level[3]] + list(GENERIC_NAME))
    return f" ({name[:60]})" if name else ""


def _first(properties: Mapping[str, str], names: Sequence[str]) -> str:
    return next((properties[name] for name in names if name in properties), "")


def _boundary(position: int, feature: object, kind: str) -> Boundary:
    properties = _properties(feature)
    level, code, nuts, name, parent = _identity(properties, kind)
    if level == AreaKind.STATE and not code:
        code = STATE_CODE if fold(name) in _STATE_NAMES else ""
    if not level:
        raise GeometryError(_("z vlastností nejde poznat úroveň. Zvolte ji při načtení."))
    if not (code or nuts):
        raise GeometryError(_("chybí kód; podle názvu se hranice nepřiřazují."))
    read = read_area(feature.get("geometry") if isinstance(feature, dict) else None)
    return Boundary(
        position, level, code.upper()[:40], nuts.upper()[:40], name, parent.upper(), read.geojson, read.was_repaired
    )


def _identity(properties: Mapping[str, str], kind: str) -> tuple[str, str, str, str, str]:
    """Return level, code, NUTS, name and parent's code."""
    for level, codes, nuts, names, parents in LEVELS:
        told = _first(properties, [*codes, *nuts]) or (level == AreaKind.STATE and _first(properties, names))
        if told and kind in ("", level):
            return (
                str(level), _first(properties, codes), _first(properties, nuts), _first(properties, names),
                _first(properties, parents),
            )
    return (
        kind, _first(properties, GENERIC_CODE), _first(properties, GENERIC_NUTS), _first(properties, GENERIC_NAME),
        _first(properties, GENERIC_PARENT),
    )

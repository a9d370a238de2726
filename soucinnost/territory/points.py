"""Coordinates as people paste them from a map."""

import re

from django.utils.translation import gettext as _

_NUMBER = r"(-?[0-9]{1,3}(?:[.,][0-9]+)?)"
_PAIR = re.compile(rf"\s*{_NUMBER}\s*°?\s*([NS]?)\s*[,;\s]\s*{_NUMBER}\s*°?\s*([EW]?)\s*", re.IGNORECASE)


class PointError(ValueError):
    """Coordinates that cannot be read; the text is a finished sentence."""


def parse_point(text: str) -> tuple[float, float]:
    """Return (latitude, longitude) in degrees from „49.8203N, 18.2625E“, „49,8203 18,2625“ and the like.

    Latitude first, as Czech maps give it. Raises :class:`PointError`.
    """
    match = _PAIR.fullmatch(text)
    if match is None:
        raise PointError(_("Souřadnice nelze přečíst. Napište je například 49.8203N, 18.2625E."))
    latitude, longitude = (float(match[index].replace(",", ".")) for index in (1, 3))
    latitude = -latitude if match[2].upper() == "S" else latitude
    longitude = -longitude if match[4].upper() == "W" else longitude
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PointError(_("Šířka je od −90 do 90 a délka od −180 do 180 stupňů."))
    return latitude, longitude


def format_point(latitude: float, longitude: float) -> str:
    """Return „49.8203N, 18.2625E“, which :func:`parse_point` and maps read back."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.6g}{north}, {abs(longitude):.6g}{east}"

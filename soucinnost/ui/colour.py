"""A town sets one colour; here it becomes accents whose contrast is guaranteed.

Hue is the town's, lightness is ours (OKLCH by Björn Ottosson, https://bottosson.github.io/posts/oklab/); contrast is
that of WCAG 2.2, 1.4.3. Computed on the server, so that no browser needs relative colours.
"""

import math
import re
from dataclasses import dataclass

DEFAULT_TOWN = "#00606b"
LIGHT_GROUNDS = ("#ffffff", "#f2f5f4")
DARK_GROUNDS = ("#111516", "#1a2021")
ON_LIGHT, ON_DARK, ON_DARK_BAND = "#ffffff", "#0c1112", "#e6ebea"
REQUIRED = 4.5
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Palette:
    """Accent and band as ``#rrggbb`` for the light and the dark theme."""

    light_accent: str
    light_band: str
    dark_accent: str
    dark_band: str


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour written as ``#rrggbb``."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(town: str) -> Palette:
    """Return the accents made from the town's colour; anything that is not ``#rrggbb`` gives the default's.

    Every accent has a contrast of at least 4.5 to the grounds it is written on and to the text written on it.
    """
    chroma, hue = _chroma_and_hue(town if is_colour(town) else DEFAULT_TOWN)
    light = _until(0.43, -0.01, min(chroma, 0.14), hue, (*LIGHT_GROUNDS, ON_LIGHT))
    dark = _until(0.78, 0.01, min(chroma, 0.11), hue, (*DARK_GROUNDS, ON_DARK))
    band = _until(0.29, -0.01, min(chroma, 0.07), hue, (ON_DARK_BAND,))
    return Palette(light, light, dark, band)


def stylesheet(town: str) -> str:
    """Return the colour sheet of a town: the same roles as in style.css, light and dark."""
    made = palette(town)
    return (
        f":root{{--accent:{made.light_accent};--band:{made.light_band}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{made.dark_accent};--band:{made.dark_band}}}}}\n"
    )


def _until(lightness: float, step: float, chroma: float, hue: float, grounds: tuple[str, ...]) -> str:
    while True:
        made = _to_hex(lightness, chroma, hue)
        if min(contrast(made, ground) for ground in grounds) >= REQUIRED:
            return made
        lightness += step


def _channels(colour: str) -> Rgb:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _chroma_and_hue(colour: str) -> tuple[float, float]:
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return math.hypot(a, b), math.atan2(b, a)


def _to_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _to_hex(lightness: float, chroma: float, hue: float) -> str:
    """Write the colour in sRGB; chroma shrinks until it fits."""
    while chroma > 0 and not all(-1e-4 <= value <= 1 + 1e-4 for value in _to_rgb(lightness, chroma, hue)):
        chroma -= 0.005
    values = _to_rgb(lightness, max(chroma, 0), hue)
    return "#" + "".join(f"{round(255 * min(1, max(0, _encoded(max(0, value))))):02x}" for value in values)

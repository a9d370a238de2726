"""No town can choose an unreadable page."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from soucinnost.ui import colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_of_known_pairs() -> None:
    """The values of the WCAG definition: black on white is 21, a colour on itself 1, #767676 on white 4.54."""
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#123456", "#123456") == 1
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@given(COLOURS)
@example("#ffff00")
@example("#ffffff")
@example("#000000")
def test_every_colour_gives_readable_accents(town: str) -> None:
    made = colour.palette(town)
    for ground in (*colour.LIGHT_GROUNDS, colour.ON_LIGHT):
        assert colour.contrast(made.light_accent, ground) >= 4.5
    for ground in (*colour.DARK_GROUNDS, colour.ON_DARK):
        assert colour.contrast(made.dark_accent, ground) >= 4.5
    assert colour.contrast(made.light_band, "#ffffff") >= 4.5
    assert colour.contrast(made.dark_band, colour.ON_DARK_BAND) >= 4.5


def test_hue_stays_the_towns() -> None:
    red, green, blue = (colour.palette(town).light_accent for town in ("#ff0000", "#00aa00", "#0000ff"))
    channels = [[int(made[at : at + 2], 16) for at in (1, 3, 5)] for made in (red, green, blue)]
    assert [values.index(max(values)) for values in channels] == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "}body{display:none"])
def test_what_is_not_a_colour_gives_the_default(text: str) -> None:
    assert not colour.is_colour(text)
    assert colour.stylesheet(text) == colour.stylesheet(colour.DEFAULT_TOWN)


def test_stylesheet_default_is_the_one_in_style_css() -> None:
    """The sheet without a town and the computed default agree, so a page does not change colour on sign-in."""
    made = colour.palette(colour.DEFAULT_TOWN)
    from tests.ui.places import STYLE

    css = STYLE.read_text(encoding="utf-8")
    accents = re.findall(r"--accent:(#[0-9a-f]{6})", css)
    assert accents == [made.light_accent, made.dark_accent]

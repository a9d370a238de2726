"""The logo of a letterhead: taken only when every writer can draw it."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

MAX_PIXELS = 20_000_000


def drawable_logo(content: bytes | None) -> bytes | None:
    """Return the logo when it is a whole PNG or JPEG of a bearable size, else None."""
    if not content:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > MAX_PIXELS:
                    return None
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return content

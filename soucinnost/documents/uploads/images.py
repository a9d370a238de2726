"""Pictures: checked without unpacking a bomb; logos freed of what a camera or an editor wrote into them."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from soucinnost.documents.uploads.refusal import UploadRefused

MAX_PIXELS = 120_000_000
MAX_LOGO_PIXELS = 20_000_000
MAX_LOGO_SIDE = 2_000

_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


def check_image(file: BinaryIO, kind: str) -> None:
    """Read the header of a picture; raises UploadRefused when it is broken or has too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=(kind.upper(),)) as image:
                width, height = image.size
                frames = getattr(image, "n_frames", 1) if kind in {"gif", "webp"} else 1
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except _UNREADABLE as error:
        raise UploadRefused("corrupt", "Obrázek je poškozený a nelze ho otevřít.") from error
    if width * height > MAX_PIXELS or width * height * frames > 4 * MAX_PIXELS:
        raise _too_many()


def strip_image_metadata(content: bytes) -> bytes:
    """Return a logo as PNG or JPEG with nothing but its pixels: turned upright, at most 2 000 pixels a side.

    Place, camera, author, comments, colour profile and hidden thumbnails are gone. The same input gives the same
    bytes. Raises UploadRefused for anything but PNG, JPEG, GIF or WebP, a broken picture, or too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                if image.width * image.height > MAX_LOGO_PIXELS:
                    raise _too_many()
                is_photo = image.format == "JPEG"
                upright = ImageOps.exif_transpose(image)
                pixels = upright.convert("RGB" if is_photo else "RGBA")
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except UploadRefused:
        raise
    except _UNREADABLE as error:
        raise UploadRefused("corrupt", "Logo není obrázek PNG nebo JPEG, který by šel otevřít.") from error
    pixels.thumbnail((MAX_LOGO_SIDE, MAX_LOGO_SIDE))
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    if is_photo:
        bare.save(out, "JPEG", quality=92)
    else:
        bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def _too_many() -> UploadRefused:
    return UploadRefused("pixels", "Obrázek má příliš mnoho bodů. Zmenšete ho a zkuste to znovu.")

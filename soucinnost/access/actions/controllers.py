"""What a lead organisation sets for its circles: look of documents, second factor, export, agreements."""

import io
import re
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from soucinnost.access.models import Controller
from soucinnost.access.rules import manages_controller, require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor

LOGO_BYTES = 2 * 1024 * 1024
LOGO_PIXELS = 25_000_000
LOGO_SIZE = (800, 400)
CHANGEABLE = frozenset(
    {"requires_mfa", "members_may_export", "heading", "colour", "hosting_agreement", "dpo_contact"}
)


@transaction.atomic
def change_controller(*, by: Actor, controller: Controller, **changes: object) -> Controller:
    """Change what a lead organisation sets. Raises ValidationError for a colour that is not ``#rrggbb``."""
    require(manages_controller(by, controller))
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"a controller has no changeable {', '.join(sorted(unknown))}")
    colour = str(changes.get("colour", controller.colour))
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValidationError({"colour": _("Barvu zadejte jako # a šest znaků, například #00606b.")})
    for name, value in changes.items():
        setattr(controller, name, value)
    controller.save(update_fields=sorted(changes))
    record(by=by, verb="controller.changed", object_uid=controller.organisation.uid)
    return controller


@transaction.atomic
def set_logo(*, by: Actor, controller: Controller, upload: BinaryIO | None) -> None:
    """Store the logo, drawn anew as PNG of at most 800 × 400 pixels; None removes it.

    Raises ValidationError for what is not a picture or is too large. Whatever hid in the uploaded file besides the
    picture (comments, places, scripts) is left behind.
    """
    require(manages_controller(by, controller))
    controller.logo = None if upload is None else redraw(upload)
    controller.save(update_fields=["logo"])
    verb = "controller.logo_removed" if upload is None else "controller.logo_set"
    record(by=by, verb=verb, object_uid=controller.organisation.uid)


def redraw(upload: BinaryIO) -> bytes:
    """Return the picture in ``upload`` (PNG, JPEG or WebP, at most 2 MB) as a clean PNG; raise ValidationError."""
    content = upload.read(LOGO_BYTES + 1)
    if len(content) > LOGO_BYTES:
        raise ValidationError({"logo": _("Obrázek je větší než 2 MB. Zmenšete ho prosím.")})
    unreadable = ValidationError({"logo": _("Soubor se nepodařilo přečíst jako obrázek PNG, JPEG nebo WebP.")})
    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
        if picture.width * picture.height > LOGO_PIXELS:
            raise ValidationError({"logo": _("Obrázek má příliš mnoho bodů. Zmenšete ho prosím.")})
        drawn = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise unreadable from error
    drawn.thumbnail(LOGO_SIZE)
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    result = io.BytesIO()
    clean.save(result, format="PNG")
    return result.getvalue()

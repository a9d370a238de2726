"""States of a preparation and of a cover, kinds of parts."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreparationState(models.TextChoices):
    """The life of a preparation."""

    OPEN = "open", _("připravuje se")
    PUBLISHED = "published", _("zveřejněno")
    DROPPED = "dropped", _("nahrazeno novým zněním")


class Decision(models.TextChoices):
    """What somebody decided about a proposed cover."""

    WAITING = "waiting", _("čeká")
    HIDE = "hide", _("skrýt")
    KEEP = "keep", _("nechat")


class Origin(models.TextChoices):
    """Where a cover comes from."""

    PROPOSED = "proposed", _("návrh")
    FIELD = "field", _("z pole zápisu")
    ADDED = "added", _("doplněno")
    FORM = "form", _("jiný tvar skrytého slova")


class PartKind(StrEnum):
    """What a part of the text is on the page and on paper."""

    HEAD = "head"
    TITLE = "title"
    FACT = "fact"
    SECTION = "section"
    ITEM = "item"
    TEXT = "text"
    LIST = "list"
    ROW = "row"
    FILE = "file"

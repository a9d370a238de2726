"""States of a reading of an evaluation, what its texts are, what was decided about its numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingState(models.TextChoices):
    """Where a reading is."""

    WAITING = "waiting", _("čeká na přečtení")
    READY = "ready", _("k opravě")
    UNREADABLE = "unreadable", _("nejde přečíst")
    SAVED = "saved", _("uloženo do strategie")
    DISCARDED = "discarded", _("zahozeno")


class TextKind(models.TextChoices):
    """What a text of a goal or a measure is."""

    PLANNED = "planned", _("plánovaná aktivita")
    RESULT = "result", _("co se udělalo")
    DESCRIPTION = "description", _("popis")
    EVALUATION = "evaluation", _("hodnocení cíle")
    APART = "apart", _("nepatří k dokumentu")


class NumberChoice(models.TextChoices):
    """What was made of a number that stands in a result."""

    WAITING = "", _("nerozhodnuto")
    TAKEN = "taken", _("převzít jako údaj")
    LEFT = "left", _("nechat jen v textu")


class Way(models.TextChoices):
    """What becomes of an evaluation of a goal that has one already."""

    KEEP = "", _("nechat, co ve strategii je")
    APPEND = "append", _("připojit pod něj")
    REPLACE = "replace", _("nahradit ho")

"""States of a reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeState(models.TextChoices):
    """Where a reading is."""

    WAITING = "waiting", _("čeká na přečtení")
    READY = "ready", _("k opravě")
    UNREADABLE = "unreadable", _("nejde přečíst")
    SAVED = "saved", _("uloženo jako jednání")
    DISCARDED = "discarded", _("zahozeno")


class PartKind(models.TextChoices):
    """What a part of an item is; each becomes a line of the minutes."""

    TEXT = "text", _("text")
    DECISION = "decision", _("rozhodnutí")
    CONCLUSION = "conclusion", _("závěr")
    TASK = "task", _("úkol")
    REPORT = "report", _("zpráva")


class TaskState(models.TextChoices):
    """What a task of old minutes is today, as the person who corrects says."""

    UNKNOWN = "unknown", _("nevím – zůstane jen v zápisu")
    OPEN = "open", _("trvá – zapsat mezi úkoly")
    DONE = "done", _("splněn – zapsat jako splněný")


class Offered(models.TextChoices):
    """What was made of a sentence that sounds like a promise."""

    WAITING = "", _("nerozhodnuto")
    TAKEN = "task", _("přidáno jako úkol")
    LEFT = "left", _("zůstane jen v textu")

"""States of a task."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueKind(models.TextChoices):
    """When a task is due."""

    DATE = "date", _("do data")
    NEXT_MEETING = "next_meeting", _("do příštího jednání")
    NONE = "none", _("bez termínu")


class AssignmentState(models.TextChoices):
    """Where a task is."""

    OPEN = "open", _("otevřený")
    DONE = "done", _("splněný")
    CANCELLED = "cancelled", _("zrušený")


class EventKind(models.TextChoices):
    """What happened to a task."""

    CREATED = "created", _("zadán")
    CHANGED = "changed", _("upraven")
    HANDED_ON = "handed_on", _("předán")
    RETURNED = "returned", _("vrácen")
    SPLIT = "split", _("rozdělen")
    DUE_SET = "due_set", _("termín doplněn")
    POSTPONED = "postponed", _("odložen")
    REMARK = "remark", _("poznámka")
    ACKNOWLEDGED = "noted", _("vzat na vědomí")
    FINISHED = "finished", _("splněn")
    REOPENED = "reopened", _("znovu otevřen")
    CANCELLED = "cancelled", _("zrušen")

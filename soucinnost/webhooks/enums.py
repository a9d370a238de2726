"""What is told, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What a program can be told of: verbs of the audit log whose object is a task or a meeting."""

    TASK_CREATED = "assignment.created", _("úkol zadán")
    TASK_CHANGED = "assignment.changed", _("úkol upraven")
    TASK_HANDED_ON = "assignment.handed_on", _("úkol předán")
    TASK_RETURNED = "assignment.returned", _("úkol vrácen")
    TASK_POSTPONED = "assignment.postponed", _("termín úkolu změněn")
    TASK_ACKNOWLEDGED = "assignment.acknowledged", _("úkol vzat na vědomí")
    TASK_FINISHED = "assignment.finished", _("úkol splněn")
    TASK_REOPENED = "assignment.reopened", _("úkol znovu otevřen")
    TASK_CANCELLED = "assignment.cancelled", _("úkol zrušen")
    MEETING_CREATED = "meeting.created", _("jednání založeno")
    MEETING_CHANGED = "meeting.changed", _("jednání změněno nebo přesunuto")
    MEETING_INVITED = "meeting.invited", _("pozvánka rozeslána")
    MEETING_CANCELLED = "meeting.cancelled", _("jednání zrušeno")
    MEETING_STARTED = "meeting.started", _("jednání zahájeno")
    MEETING_ENDED = "meeting.ended", _("jednání ukončeno")
    MINUTES_SENT = "minutes.sent_for_remarks", _("zápis u členů k připomínkám")
    MINUTES_FINAL = "minutes.finalised", _("zápis uzamčen")
    MINUTES_REOPENED = "minutes.reopened", _("zápis znovu otevřen")


class WebhookState(models.TextChoices):
    """Whether a program is being told."""

    ACTIVE = "active", _("oznamuje se")
    PAUSED = "paused", _("pozastaveno")
    BROKEN = "broken", _("vypnuto po chybách")


class DeliveryState(models.TextChoices):
    """What became of one telling."""

    QUEUED = "queued", _("čeká")
    SENT = "sent", _("doručeno")
    FAILED = "failed", _("nedoručeno")
    DROPPED = "dropped", _("neposláno")

"""States of a call for reports and of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    """Whether reports are still awaited."""

    OPEN = "open", _("zprávy se sbírají")
    CLOSED = "closed", _("uzavřeno")


class ReportState(models.TextChoices):
    """What a version of a report says."""

    HANDED_IN = "handed_in", _("odevzdáno")
    NOTHING_NEW = "nothing_new", _("beze změny")

"""What kind of statement a claim is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimKind(models.TextChoices):
    """A plan is never summed with what happened; an approximate number says so."""

    ACTUAL = "actual", _("skutečnost")
    APPROXIMATE = "approximate", _("přibližně")
    PLAN = "plan", _("plán")

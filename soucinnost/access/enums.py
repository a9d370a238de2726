"""Roles, named once in code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GrantRole(models.TextChoices):
    """Roles over an installation, a region or an organisation."""

    ADMINISTRATOR = "administrator", _("správce účtů")
    COORDINATOR = "coordinator", _("krajský koordinátor")
    MANAGER = "manager", _("manažer prevence")


class Standing(models.TextChoices):
    """On what ground somebody sits in a circle."""

    MEMBER = "member", _("člen")
    DEPUTY = "deputy", _("zástupce")
    BREAK_GLASS = "break_glass", _("mimořádný přístup")


class Function(models.TextChoices):
    """What a seat does in its circle besides being a member."""

    CHAIR = "chair", _("předseda")
    RECORDER = "recorder", _("zapisovatel")
    REVIEWER = "reviewer", _("revidující")

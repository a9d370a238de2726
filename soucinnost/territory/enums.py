"""Kinds of territory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    """Levels of the state's territory, largest first."""

    STATE = "state", _("stát")
    REGION = "region", _("kraj")
    DISTRICT = "district", _("okres")
    ORP = "orp", _("obec s rozšířenou působností")
    MUNICIPALITY = "municipality", _("obec")
    CITY_DISTRICT = "city_district", _("městský obvod nebo část")

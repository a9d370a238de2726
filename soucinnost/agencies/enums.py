"""Kinds of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """Who takes part in prevention."""

    STATE_POLICE = "state_police", _("Policie ČR")
    MUNICIPAL_POLICE = "municipal_police", _("obecní nebo městská policie")
    CHILD_PROTECTION = "child_protection", _("OSPOD")
    PROBATION = "probation", _("Probační a mediační služba")
    MUNICIPALITY = "municipality", _("obec, město nebo obvod")
    REGION = "region", _("kraj")
    MINISTRY = "ministry", _("ministerstvo nebo ústřední úřad")
    LABOUR_OFFICE = "labour_office", _("Úřad práce")
    COURT = "court", _("soud")
    PROSECUTOR = "prosecutor", _("státní zastupitelství")
    PRISON = "prison", _("Vězeňská služba")
    SCHOOL = "school", _("škola nebo školské zařízení")
    HEALTH = "health", _("zdravotnické zařízení")
    NGO = "ngo", _("nestátní nezisková organizace")
    CONTRIBUTORY = "contributory", _("příspěvková organizace")
    COMPANY = "company", _("podnik, družstvo nebo společenství vlastníků")
    OTHER = "other", _("jiná")

"""Kinds and states of methodical support."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationKind(models.TextChoices):
    """How somebody was advised."""

    CONSULTATION = "consultation", _("konzultace")
    VISIT = "visit", _("metodická návštěva")
    TELEPHONE = "telephone", _("telefonát")
    WRITTEN = "written", _("písemná odpověď")


class CircularState(models.TextChoices):
    """The life of a circular, in order."""

    DRAFT = "draft", _("rozepsaný")
    SENDING = "sending", _("rozesílá se")
    SENT = "sent", _("rozeslaný")


class DeliveryState(models.TextChoices):
    """What became of one copy."""

    WAITING = "waiting", _("čeká na odeslání")
    QUEUED = "queued", _("předáno poště")
    SAME_PERSON = "same_person", _("stejná osoba, dostává jednou")
    NO_ADDRESS = "no_address", _("osoba nemá e-mail")
    NO_CONTACT = "no_contact", _("organizace nemá kontaktní osobu")
    LEFT = "left", _("osoba už v organizaci nepůsobí")


class NeedState(models.TextChoices):
    """What happens with a training need."""

    COLLECTED = "collected", _("zapsaná")
    PLANNED = "planned", _("školení se chystá")
    MET = "met", _("naplněná")
    DROPPED = "dropped", _("odpadla")


class Leading(models.TextChoices):
    """Whether an organisation leads a group that works."""

    ANY = "", _("všechny")
    LEADS = "ano", _("vedou skupinu")
    LEADS_NOT = "ne", _("žádnou skupinu nevedou")

"""States of a ballot, choices, rules and results."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BallotState(models.TextChoices):
    """Life of a ballot."""

    PREPARED = "prepared", _("připravuje se")
    OPEN = "open", _("hlasuje se")
    CLOSED = "closed", _("ukončeno")
    WITHDRAWN = "withdrawn", _("staženo")


class Choice(models.TextChoices):
    """How somebody votes."""

    FOR = "for", _("pro")
    AGAINST = "against", _("proti")
    ABSTAIN = "abstain", _("zdržuji se")


class Majority(models.TextChoices):
    """What majority adopts the proposal; the group's rules of procedure say which."""

    ALL = "all", _("nadpoloviční většina všech členů")
    CAST = "cast", _("nadpoloviční většina odevzdaných hlasů")
    TWO_THIRDS = "two_thirds", _("dvě třetiny všech členů")


class Result(models.TextChoices):
    """What came of it."""

    ADOPTED = "adopted", _("přijato")
    REJECTED = "rejected", _("nepřijato")
    NO_QUORUM = "no_quorum", _("neplatné, hlasovalo málo členů")


class Channel(models.TextChoices):
    """How a vote came."""

    ACCOUNT = "account", _("v aplikaci")
    LINK = "link", _("odkazem")
    ENTERED = "entered", _("došlo jinak, zapsáno za člena")

"""States and kinds of strategies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StrategyKind(models.TextChoices):
    """What a strategy is about."""

    CRIME_PREVENTION = "prevention", _("prevence kriminality")
    SOCIAL_INCLUSION = "inclusion", _("sociální začleňování")
    DRUG_POLICY = "drugs", _("protidrogová politika")
    SAFETY = "safety", _("bezpečnost")
    OTHER = "other", _("jiná")


class StrategyState(models.TextChoices):
    """From the first draft to the evaluation."""

    DRAFT = "draft", _("připravuje se")
    APPROVED = "approved", _("schválená")
    EVALUATED = "evaluated", _("vyhodnocená")


class Outcome(models.TextChoices):
    """How a measure or a planned activity turned out."""

    FULFILLED = "fulfilled", pgettext_lazy("strategy", "splněno")
    ONGOING = "ongoing", _("plní se průběžně")
    PARTLY = "partly", _("splněno částečně")
    NOT_FULFILLED = "not", _("nesplněno")
    CARRIED_OVER = "carried", _("přechází dál")


class UndertakingKind(models.TextChoices):
    """What was done."""

    PROJECT = "project", _("projekt")
    EVENT = "event", _("akce")
    CAMPAIGN = "campaign", _("kampaň")
    HANDOUT = "handout", _("předané věci")
    NETWORK = "network", _("síť míst nebo služeb")
    PUBLICATION = "publication", _("publikace, spot, web")
    OTHER = "other", _("jiné")


class Counting(models.TextChoices):
    """What may be done with an indicator's numbers of several years: towns of two years must not be added up."""

    SUM = "sum", _("roky se sčítají")
    LATEST = "latest", _("platí poslední stav")
    NONE = "none", _("roky se nesčítají")


class AnswerKind(models.TextChoices):
    """What became of a remark."""

    WAITING = "waiting", _("čeká na vypořádání")
    ACCEPTED = "accepted", _("přijato")
    PARTLY = "partly", _("přijato zčásti")
    REJECTED = "rejected", _("nepřijato")
    EXPLAINED = "explained", _("vysvětleno")


class CollectionState(models.TextChoices):
    """Whether a yearly collection still takes answers."""

    OPEN = "open", _("probíhá")
    CLOSED = "closed", _("uzavřený")


class AskState(models.TextChoices):
    """How far an owner is with the form."""

    ASKED = "asked", _("čeká")
    STARTED = "started", _("rozepsáno")
    HANDED_IN = "handed_in", _("odevzdáno")


class VersionState(models.TextChoices):
    """How far the making of a version of the evaluation report is."""

    WAITING = "waiting", _("připravuje se")
    READY = "ready", _("hotovo")
    FAILED = "failed", _("nepodařilo se")


class PassageEvent(models.TextChoices):
    """What was done with a passage of the report."""

    WRITTEN = "written", _("přepsáno")
    DROPPED = "dropped", _("zpět k návrhu ze záznamů")


PASSAGES = "strategy.passages"
"""Under which kind the texts of passages are kept (``versions``), all of a strategy in one row."""
STRATEGY_SOURCE = "strategy.strategy"
UNDERTAKING_SOURCE = "strategy.undertaking"
DOCUMENT_SOURCE = "documents.attachment"
"""Kinds of records that a claim stated in a strategy names as its source."""

"""Kinds and rhythms of groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupType(models.TextChoices):
    """What sort of body it is."""

    REGIONAL_WORKING_GROUP = "regional_working_group", _("pracovní skupina kraje")
    MUNICIPAL_WORKING_GROUP = "municipal_working_group", _("pracovní skupina města nebo obce")
    COMMITTEE = "committee", _("komise nebo výbor")
    LOCAL_PARTNERSHIP = "local_partnership", _("lokální partnerství")
    PARTNERSHIP_WORKING_GROUP = "partnership_working_group", _("pracovní skupina lokálního partnerství")
    SVL_PLATFORM = "svl_platform", _("koordinační platforma ve vyloučené lokalitě")
    MULTIDISCIPLINARY_TEAM = "multidisciplinary_team", _("multidisciplinární tým")
    YOUTH_TEAM = "youth_team", _("tým pro mládež")
    VICTIM_TEAM = "victim_team", _("tým pro oběti")
    ROUND_TABLE = "round_table", _("kulatý stůl")
    MANAGERS_MEETING = "managers_meeting", _("setkání manažerů prevence")
    METHODICAL_MEETING = "methodical_meeting", _("metodická porada")
    OTHER = "other", _("jiná")


class Rhythm(models.TextChoices):
    """How often the group means to meet."""

    WEEKLY = "weekly", _("týdně")
    FORTNIGHTLY = "fortnightly", _("jednou za 14 dní")
    MONTHLY = "monthly", _("měsíčně")
    BIMONTHLY = "bimonthly", _("jednou za dva měsíce")
    QUARTERLY = "quarterly", _("čtvrtletně")
    HALF_YEARLY = "half_yearly", _("dvakrát ročně")
    YEARLY = "yearly", _("jednou ročně")
    AS_NEEDED = "as_needed", _("podle potřeby")


class QuorumKind(models.TextChoices):
    """When the group can decide."""

    NONE = "none", _("není stanoveno")
    MAJORITY = "majority", _("nadpoloviční většina členů")
    TWO_THIRDS = "two_thirds", _("dvě třetiny členů")
    FIXED = "fixed", _("pevný počet členů")


class StandingItemKind(models.TextChoices):
    """What a standing item of the agenda is."""

    ORDINARY = "ordinary", _("bod")
    REPORTS = "reports", _("zprávy organizací")
    TASKS = "tasks", _("kontrola úkolů")
    APPROVAL = "approval", _("schválení minulého zápisu")


class TopicState(models.TextChoices):
    """Life of a topic that somebody raised."""

    OPEN = "open", _("otevřené")
    SCHEDULED = "scheduled", _("zařazené")
    DONE = "done", _("probrané")
    DROPPED = "dropped", _("odložené")


class GroupDocumentKind(models.TextChoices):
    """What a document of a group is."""

    STATUTES = "statutes", _("statut nebo jednací řád")
    MANDATE = "mandate", _("jmenování, usnesení o zřízení")
    METHODOLOGY = "methodology", _("metodika")
    OTHER = "other", _("jiný dokument")


class DisposalMark(models.TextChoices):
    """Skartační znak: what happens with the file after its term."""

    A = "A", _("A – trvale uložit")
    S = "S", _("S – skartovat")
    V = "V", _("V – posoudit")

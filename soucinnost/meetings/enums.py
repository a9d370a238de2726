"""States and kinds of a meeting and of what is written at it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """The life of a meeting, in order."""

    PREPARED = "prepared", _("připravuje se")
    INVITED = "invited", _("pozváno")
    RUNNING = "running", _("probíhá")
    DRAFT = "draft", _("zápis se dokončuje")
    REMARKS = "remarks", _("u členů k připomínkám")
    SIGNING = "signing", _("u revidujících")
    FINAL = "final", _("uzamčen")
    CANCELLED = "cancelled", _("zrušeno")


class Hours(models.TextChoices):
    """How much is known of a meeting's hours: of an old one sometimes the day only."""

    BOTH = "both", _("začátek i konec")
    BEGIN = "begin", _("jen začátek")
    NONE = "none", _("jen den")


class PlaceKind(models.TextChoices):
    """How the place is given."""

    ADDRESS = "address", _("adresa")
    LOCALITY = "locality", _("lokalita")
    POINT = "point", _("bod na mapě")
    ONLINE = "online", _("na dálku")


class PresenceStatus(models.TextChoices):
    """How somebody took part."""

    UNKNOWN = "unknown", _("nezaznamenáno")
    PRESENT = "present", _("přítomen")
    EXCUSED = "excused", _("omluven")
    ABSENT = "absent", _("nepřítomen")
    DEPUTY = "deputy", _("zastoupen")
    GUEST = "guest", _("host")


class ReplyAnswer(models.TextChoices):
    """What somebody answered to the invitation."""

    COMING = "coming", _("přijdu")
    NOT = "not", _("nepřijdu")
    DEPUTY = "deputy", _("přijde někdo za mě")


class ReplyChannel(models.TextChoices):
    """How the answer came."""

    ACCOUNT = "account", _("v Součinnosti")
    LINK = "link", _("odkazem z pozvánky")
    ENTERED = "entered", _("zapsáno za člena")


class EntryKind(models.TextChoices):
    """What a line of the minutes is."""

    INFORMATION = "information", _("informace")
    DECISION = "decision", _("rozhodnutí")
    TASK = "task", _("úkol")
    REPORT = "report", _("zpráva")
    SUGGESTION = "suggestion", _("podnět")
    QUESTION = "question", _("otázka")
    PROJECT_IDEA = "project_idea", _("projektový záměr")


class DecisionResult(models.TextChoices):
    """How a vote came out."""

    ADOPTED = "adopted", _("přijato")
    REJECTED = "rejected", _("nepřijato")
    AGREED = "agreed", _("dohodou bez hlasování")


class SignatureRole(models.TextChoices):
    """Who signs minutes."""

    RECORDER = "recorder", _("zápis")
    REVIEWER = "reviewer", _("revize")
    APPROVAL = "approval", _("schválení")


class VersionReason(models.TextChoices):
    """Why a version of minutes was kept."""

    CLOSED = "closed", _("po jednání")
    SENT = "sent", _("k připomínkám")
    SIGNED = "signed", _("podepsáno")
    CORRECTED = "corrected", _("opraveno při revizi")
    FINAL = "final", _("uzamčeno")
    REOPENED = "reopened", _("znovu otevřeno")
    IMPORTED = "imported", _("načteno ze starého zápisu")


class DispatchKind(models.TextChoices):
    """How minutes left the office."""

    DATA_BOX = "data_box", _("datová schránka")
    EMAIL = "email", _("e-mail")
    POST = "post", _("pošta")
    HAND = "hand", _("osobně")

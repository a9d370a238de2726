"""Groups: who they are, by what rules they meet, who sits in them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle, Seat
from soucinnost.agencies.models import Person
from soucinnost.codelists.models import Term
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import (
    DisposalMark,
    GroupDocumentKind,
    GroupType,
    QuorumKind,
    Rhythm,
    StandingItemKind,
    TopicState,
)
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.territory.models import Area, Locality


class GroupQuerySet(models.QuerySet["Group"]):
    """The frame of a group (that it exists, type, themes, chair, rhythm, last meeting) and its content."""

    def visible_to(self, actor: Actor) -> "GroupQuerySet":
        """Groups whose frame the actor may see: sits there, coordinates the region, manages the lead organisation."""
        if actor.is_system:
            return self
        return self.filter(
            Q(circle__in=actor.circle_ids)
            | Q(region__in=actor.coordinated_region_ids)
            | Q(circle__controller__organisation__in=actor.managed_organisation_ids)
        )

    def content_visible_to(self, actor: Actor) -> "GroupQuerySet":
        """Groups whose content the actor may see: those where the actor sits today."""
        return self if actor.is_system else self.filter(circle__in=actor.circle_ids)


class Group(models.Model):
    """A working group, team or platform."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="group")
    name = models.CharField(_("název"), max_length=200)
    type = models.CharField(_("druh"), max_length=30, choices=GroupType.choices)
    purpose = models.TextField(_("poslání"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("nadřazená skupina"),
    )
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="groups", verbose_name=_("území"))
    localities = models.ManyToManyField(Locality, blank=True, related_name="groups", verbose_name=_("lokality"))
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("témata"))
    rhythm = models.CharField(_("rytmus"), max_length=12, choices=Rhythm.choices, default=Rhythm.QUARTERLY)
    rhythm_note = models.CharField(_("poznámka k rytmu"), max_length=200, blank=True)
    founded_on = models.DateField(_("vznik"), null=True, blank=True)
    closed_on = models.DateField(_("ukončení"), null=True, blank=True)
    last_met_on = models.DateField(null=True, blank=True)
    next_meeting_on = models.DateField(null=True, blank=True)
    # statutes
    quorum_kind = models.CharField(
        _("usnášeníschopnost"), max_length=10, choices=QuorumKind.choices, default=QuorumKind.NONE,
    )
    quorum_count = models.PositiveSmallIntegerField(
        _("počet členů"), null=True, blank=True, validators=[MinValueValidator(1)],
    )
    votes_by_correspondence = models.BooleanField(_("hlasování per rollam"), default=False)
    approves_at_next_meeting = models.BooleanField(_("zápis se schvaluje na příštím jednání"), default=False)
    publishes_meetings = models.BooleanField(_("kdy a kde se schází, je veřejné"), default=False)
    publishes_minutes = models.BooleanField(_("má veřejnou stránku se zápisy"), default=False)
    remarks_days = models.PositiveSmallIntegerField(_("dnů na připomínky"), default=7)
    # paper
    heading = models.TextField(_("hlavička dokumentů"), blank=True)
    numbering = models.CharField(_("číslování jednání"), max_length=60, default="{number}/{year}")
    file_plan_code = models.CharField(_("spisový znak"), max_length=20, blank=True)
    disposal_mark = models.CharField(_("skartační znak"), max_length=1, choices=DisposalMark.choices, blank=True)
    disposal_years = models.PositiveSmallIntegerField(_("skartační lhůta (roky)"), null=True, blank=True)
    usual_place = models.CharField(_("obvyklé místo"), max_length=200, blank=True)
    usual_start = models.TimeField(_("obvyklý začátek"), null=True, blank=True)
    usual_minutes = models.PositiveSmallIntegerField(_("obvyklá délka (min)"), default=120)
    created_at = models.DateTimeField(default=timezone.now)

    objects = GroupQuerySet.as_manager()

    field_classes = classify(
        public="uid name type purpose",
        internal="id circle parent region areas localities themes rhythm rhythm_note founded_on closed_on last_met_on "
        "next_meeting_on quorum_kind quorum_count votes_by_correspondence approves_at_next_meeting remarks_days "
        "publishes_meetings publishes_minutes heading numbering file_plan_code disposal_mark disposal_years "
        "usual_place usual_start "
        "usual_minutes created_at",
    )

    class Meta:
        indexes = [models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(closed_on__gte=models.F("founded_on")),
                name="groups_dates",
            ),
            models.CheckConstraint(
                condition=~Q(quorum_kind=QuorumKind.FIXED) | Q(quorum_count__isnull=False), name="groups_fixed_quorum"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupScopedQuerySet(models.QuerySet):
    """Content of a group: for those who sit in it today."""

    def visible_to(self, actor: Actor) -> "GroupScopedQuerySet":
        return self if actor.is_system else self.filter(group__circle__in=actor.circle_ids)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates are part of the frame for who manages the group, content for members."""

    def visible_to(self, actor: Actor) -> "MandateQuerySet":
        if actor.is_system:
            return self
        return self.filter(
            Q(group__circle__in=actor.circle_ids)
            | Q(group__circle__controller__organisation__in=actor.managed_organisation_ids)
        )


class Mandate(models.Model):
    """Why somebody sits in a group: who sent them, on what ground. The seat it gives is in ``access``."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="mandates")
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="mandate")
    basis = models.CharField(_("podklad (jmenování, usnesení)"), max_length=200, blank=True)
    reports = models.BooleanField(_("podává zprávu za organizaci"), default=False)

    objects = MandateQuerySet.as_manager()

    field_classes = classify(internal="id uid group seat basis reports")

    def __str__(self) -> str:
        return str(self.seat)


class StandingItem(models.Model):
    """An item that every agenda of the group starts with."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="standing_items")
    position = models.PositiveIntegerField()
    title = models.CharField(_("název"), max_length=200)
    kind = models.CharField(
        _("druh"), max_length=10, choices=StandingItemKind.choices, default=StandingItemKind.ORDINARY,
    )
    minutes = models.PositiveSmallIntegerField(_("minut"), null=True, blank=True)
    presenter = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("uvede"),
    )

    objects = GroupScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid group position title kind minutes presenter")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """Something to be talked about at a coming meeting."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(_("téma"), max_length=200)
    note = models.TextField(_("podrobněji"), blank=True)
    raised_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    raised_on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=10, choices=TopicState.choices, default=TopicState.OPEN)

    objects = GroupScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid group title note raised_on state", personal="raised_by")

    class Meta:
        ordering = ["raised_on", "id"]

    def __str__(self) -> str:
        return self.title


class GroupDocument(models.Model):
    """A lasting document of the group."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="documents")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        _("druh"), max_length=12, choices=GroupDocumentKind.choices, default=GroupDocumentKind.OTHER,
    )

    objects = GroupScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid group attachment kind")

    def __str__(self) -> str:
        return str(self.attachment)

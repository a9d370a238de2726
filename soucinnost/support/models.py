"""Records of methodical support.

Who sees what, thought out before the fields:

- Every record has a keeper: the organisation that gives the support and is the data controller of the record.
  *Keepers' people* are its managers (grant of a manager) and, where the keeper is the region's own authority
  (an organisation of kind „kraj“ whose territory is the region), the coordinators of that region. They see and write.
  The region is kept with the record when it is made: whoever edits the directory later moves no record to another
  region's coordinator.
- A coordinator does not see what a town of the region keeps for itself, nor the other way round: what a town asked for
  in confidence would never be asked again.
- The other side of a consultation, a material or a need is an organisation. Its managers read the record when the
  keeper marked it as shared with them; a need that they stated themselves they read always and change while it is only
  collected.
- A circular that went out is read by the contact persons to whom it went, as long as they are in that organisation.
  They see the text and the files, never who else got it, nor what became of the copies.
- Nobody else sees anything; administrators of accounts have no content here, and a seat in a group gives nothing.
"""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.codelists.models import Term
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.notices.models import Message
from soucinnost.support.enums import CircularState, ConsultationKind, DeliveryState, NeedState
from soucinnost.territory.models import Area


def kept_by(actor: Actor, path: str = "") -> Q:
    """Condition for records that the actor keeps: manager of the keeper, or coordinator of the record's region."""
    own = Q(**{f"{path}keeper__in": actor.managed_organisation_ids})
    if not actor.coordinated_region_ids:
        return own
    return own | Q(**{f"{path}region__in": actor.coordinated_region_ids})


def region_of(keeper: Organisation) -> Area | None:
    """The region whose own authority the keeper is; None for a town, an agency and so on."""
    return keeper.area if keeper.kind == OrganisationKind.REGION else None


class KeptQuerySet(models.QuerySet[Any]):
    """Records by their keeper; see the text at the top of this module."""

    def visible_to(self, actor: Actor) -> "KeptQuerySet":
        """Records the actor keeps, and those shared with an organisation that she manages."""
        if actor.is_system:
            return self
        return self.filter(kept_by(actor) | Q(is_shared=True, organisation__in=actor.managed_organisation_ids))

    def kept_by(self, actor: Actor) -> "KeptQuerySet":
        """Records the actor keeps: what she may write, count and take out."""
        return self if actor.is_system else self.filter(kept_by(actor))


class Consultation(models.Model):
    """Advice or a visit: who, whom, when, about what, with what outcome. Coordination only, never a client's case."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("za koho"))
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(
        _("druh"), max_length=12, choices=ConsultationKind.choices, default=ConsultationKind.CONSULTATION
    )
    held_on = models.DateField(_("kdy"))
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kdo")
    )
    joined_by = models.CharField(_("kdo byl přizván"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("komu")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("s kým")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("obec")
    )
    call = models.CharField(_("výzva nebo program"), max_length=200, blank=True)
    problem = models.TextField(_("o čem"))
    outcome = models.TextField(_("výsledek"), blank=True)
    follow_up = models.CharField(_("co dál"), max_length=300, blank=True)
    follow_up_on = models.DateField(_("do kdy"), null=True, blank=True)
    followed_up_on = models.DateField(_("vyřízeno"), null=True, blank=True)
    is_shared = models.BooleanField(_("vidí i druhá strana"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    field_classes = classify(
        internal="id uid keeper region kind held_on organisation area call problem outcome follow_up follow_up_on "
        "followed_up_on is_shared created_at",
        personal="given_by person joined_by",
    )

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["keeper", "-held_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | Q(area__isnull=False),
                name="support_consultation_with_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(organisation__isnull=False), name="support_consultation_shared_with"
            ),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | ~Q(follow_up=""), name="support_follow_up_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.whom}"

    @property
    def whom(self) -> str:
        """The other side, in words."""
        names = [one.label if isinstance(one, Organisation) else one.name for one in (self.organisation, self.person)
                 if one is not None]
        return ", ".join(names) or (self.area.name if self.area is not None else "")

    @property
    def is_followed_up(self) -> bool:
        """Whether nothing is left to be done."""
        return not self.follow_up or self.followed_up_on is not None


class FilingCircleQuerySet(models.QuerySet["FilingCircle"]):
    """Where files lie; only the installation itself asks."""

    def visible_to(self, actor: Actor) -> "FilingCircleQuerySet":
        """All for the installation, none for anybody else."""
        return self if actor.is_system else self.none()


class FilingCircle(models.Model):
    """The circle in which a keeper's files lie. Nobody has a seat in it: files are handed out with their record."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="+")

    objects = FilingCircleQuerySet.as_manager()

    field_classes = classify(internal="id organisation circle")

    def __str__(self) -> str:
        return str(self.organisation)


class CircularQuerySet(models.QuerySet["Circular"]):
    """Circulars: all of them for who keeps them, those that went out for who got them."""

    def visible_to(self, actor: Actor) -> "CircularQuerySet":
        """Circulars kept by the actor's organisations, and those that the actor got and may read today."""
        if actor.is_system:
            return self
        mine = Exists(Delivery.objects.received_by(actor).filter(circular=OuterRef("pk")))
        return self.filter(kept_by(actor) | mine)

    def kept_by(self, actor: Actor) -> "CircularQuerySet":
        """Circulars that the actor writes and sends."""
        return self if actor.is_system else self.filter(kept_by(actor))

    def received_by(self, actor: Actor) -> "CircularQuerySet":
        """Circulars that came to the actor as a contact person."""
        return self.filter(Exists(Delivery.objects.received_by(actor).filter(circular=OuterRef("pk"))))


class Circular(models.Model):
    """A letter to contact persons of chosen organisations. ``criteria`` says how they were chosen (see recipients)."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("za koho"))
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(_("předmět"), max_length=160)
    body = models.TextField(_("text"))
    asks_confirmation = models.BooleanField(_("žádat o potvrzení"), default=False)
    state = models.CharField(max_length=8, choices=CircularState.choices, default=CircularState.DRAFT)
    criteria = models.JSONField(default=dict, blank=True)
    left_out = models.ManyToManyField(Organisation, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = CircularQuerySet.as_manager()

    field_classes = classify(
        internal="id uid keeper region subject body asks_confirmation state criteria left_out created_at released_at",
        personal="written_by",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CircularState.DRAFT, released_at__isnull=True)
                | (~Q(state=CircularState.DRAFT) & Q(released_at__isnull=False)),
                name="support_circular_released",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class CircularFile(models.Model):
    """A file that goes with a circular."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")

    objects = models.Manager()

    field_classes = classify(internal="id circular attachment")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Copies of a circular: for who keeps it, and one's own."""

    def visible_to(self, actor: Actor) -> "DeliveryQuerySet":
        """Copies of kept circulars, and those that came to the actor."""
        if actor.is_system:
            return self
        return self.filter(kept_by(actor, "circular__") | Q(pk__in=self.received_by(actor).values("pk")))

    def received_by(self, actor: Actor) -> "DeliveryQuerySet":
        """Copies addressed to the actor, as long as the actor is in that organisation."""
        if actor.person_id is None:
            return self.none()
        here = Affiliation.objects.on(timezone.localdate()).filter(
            person=OuterRef("person"), organisation=OuterRef("organisation")
        )
        handed = (DeliveryState.QUEUED, DeliveryState.SAME_PERSON, DeliveryState.NO_ADDRESS)
        return self.filter(Exists(here), person=actor.person_id, state__in=handed)


class Delivery(models.Model):
    """One copy of a circular: to which organisation, to whom, what became of it, when it was confirmed.

    That it was opened is known from the log of what pages showed, for readers who sign in; nothing is hidden in mails.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(_("potvrzeno"), null=True, blank=True)
    confirmed_by_hand = models.BooleanField(default=False)

    objects = DeliveryQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circular organisation state message confirmed_on confirmed_by_hand", personal="person"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["circular", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["circular", "organisation", "person"], name="support_one_copy"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(state=DeliveryState.NO_CONTACT), name="support_copy_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circular}: {self.person or self.organisation}"


class Handover(models.Model):
    """A material handed on: what, to whom, when, how many. No number means that nobody counted."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("za koho"))
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("co"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("komu")
    )
    audience = models.CharField(_("komu slovy"), max_length=200, blank=True)
    handed_on = models.DateField(_("kdy"))
    count = models.PositiveIntegerField(_("kusů"), null=True, blank=True)
    note = models.CharField(_("poznámka"), max_length=300, blank=True)
    attachment = models.OneToOneField(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_shared = models.BooleanField(_("vidí i druhá strana"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    field_classes = classify(
        internal="id uid keeper region title organisation audience handed_on count note attachment is_shared created_at"
    )

    class Meta:
        ordering = ["-handed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(audience=""), name="support_handed_to_somebody"
            ),
            models.CheckConstraint(condition=Q(count__isnull=True) | Q(count__gte=1), name="support_handed_some"),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(organisation__isnull=False), name="support_handover_shared_with"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NeedQuerySet(models.QuerySet["TrainingNeed"]):
    """Training needs: for who collects them, and for who stated them or with whom they are shared."""

    def visible_to(self, actor: Actor) -> "NeedQuerySet":
        """Needs the actor collects, those that her organisation stated, and those shared with it."""
        if actor.is_system:
            return self
        told = Q(is_own_statement=True) | Q(is_shared=True)
        return self.filter(kept_by(actor) | (Q(organisation__in=actor.managed_organisation_ids) & told))

    def kept_by(self, actor: Actor) -> "NeedQuerySet":
        """Needs the actor collects."""
        return self if actor.is_system else self.filter(kept_by(actor))


class TrainingNeed(models.Model):
    """Who needs which training: theme, how many people, from when. ``is_own_statement``: stated by the organisation."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("kdo sbírá"))
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("kdo potřebuje")
    )
    training = models.CharField(_("jaké školení"), max_length=200)
    theme = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("téma")
    )
    people = models.PositiveIntegerField(_("počet lidí"), null=True, blank=True)
    wanted_from = models.DateField(_("od kdy"), null=True, blank=True)
    note = models.CharField(_("poznámka"), max_length=300, blank=True)
    state = models.CharField(_("stav"), max_length=10, choices=NeedState.choices, default=NeedState.COLLECTED)
    is_own_statement = models.BooleanField(default=False)
    is_shared = models.BooleanField(_("vidí i druhá strana"), default=False)
    stated_on = models.DateField(_("zapsáno"), default=timezone.localdate)

    objects = NeedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid keeper region organisation training theme people wanted_from note state is_own_statement "
        "is_shared stated_on"
    )

    class Meta:
        ordering = ["-stated_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(people__isnull=True) | Q(people__gte=1), name="support_need_of_some"),
        ]

    def __str__(self) -> str:
        return self.training

"""Preparations of public versions (internal) and what was published (covered text alone)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.publishing.enums import Decision, Origin, PreparationState


class PreparationQuerySet(models.QuerySet["Preparation"]):
    """Preparations for those who sit in the group's circle today."""

    def visible_to(self, actor: Actor) -> "PreparationQuerySet":
        return self if actor.is_system else self.filter(circle__in=actor.circle_ids)


class Preparation(models.Model):
    """The public version of one wording of minutes while people decide what is covered, and the record of it after.

    ``source`` is the whole open text as parts (:mod:`soucinnost.publishing.text`), read when the preparation began;
    covers are places in it. Nothing of this leaves: what is published is made from it and stored apart.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="+")
    source = models.JSONField()
    state = models.CharField(max_length=10, choices=PreparationState.choices, default=PreparationState.OPEN)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PreparationQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle meeting version source state started_at published_at",
        personal="started_by published_by",
    )

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state=PreparationState.OPEN), name="publishing_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.state}"


class CoverQuerySet(models.QuerySet["Cover"]):
    """Covers of preparations that the actor may see."""

    def visible_to(self, actor: Actor) -> "CoverQuerySet":
        return self if actor.is_system else self.filter(preparation__circle__in=actor.circle_ids)


class Cover(models.Model):
    """A place in the text of a preparation that is proposed to be covered, and what was decided.

    ``start`` and ``end`` are places in the joined text; covers of one preparation never overlap. ``kind`` is a kind of
    ``kernel.czech.covering`` or one of our own. ``before`` is what was decided about the same words in an earlier
    wording: offered, not decided.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="covers")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PROPOSED)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    before = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CoverQuerySet.as_manager()

    field_classes = classify(
        internal="id uid preparation start end kind reason origin decision before decided_at", personal="decided_by"
    )

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="publishing_cover_covers"),
            models.UniqueConstraint(fields=["preparation", "start"], name="publishing_cover_once"),
            models.CheckConstraint(
                condition=Q(decision=Decision.WAITING) | Q(decided_at__isnull=False), name="publishing_cover_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"


class PublicMinutesQuerySet(models.QuerySet["PublicMinutes"]):
    """Published minutes: rows with their inner side for the circle, what is public for everybody."""

    def visible_to(self, actor: Actor) -> "PublicMinutesQuerySet":
        return self if actor.is_system else self.filter(meeting__circle__in=actor.circle_ids)

    def public(self) -> "PublicMinutesQuerySet":
        """What is public now: published, not withdrawn, of a group that has a public page."""
        return self.filter(withdrawn_at__isnull=True, meeting__group__publishes_minutes=True)


class PublicMinutes(models.Model):
    """What the public has of one meeting: the covered text and the papers made of it, nothing that was covered.

    One row a meeting, so that its address stays; published again, its content is replaced. ``words`` are the search
    keys of the covered text. A withdrawn row keeps its address (410) and loses its content when the term is over.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("název"), max_length=300)
    number = models.CharField(_("číslo"), max_length=80, blank=True)
    day = models.DateField(_("den jednání"))
    parts = models.JSONField()
    words = models.TextField()
    pdf = models.BinaryField()
    docx = models.BinaryField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("důvod stažení"), max_length=300, blank=True)

    objects = PublicMinutesQuerySet.as_manager()

    field_classes = classify(
        public="uid title number day parts words pdf docx published_at",
        internal="id meeting version withdrawn_at withdrawn_reason",
        personal="published_by withdrawn_by",
    )

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name_plural = "public minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="publishing_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PublicFileQuerySet(models.QuerySet["PublicFile"]):
    """Files named in published minutes."""

    def visible_to(self, actor: Actor) -> "PublicFileQuerySet":
        return self if actor.is_system else self.filter(minutes__meeting__circle__in=actor.circle_ids)

    def public(self) -> "PublicFileQuerySet":
        """Those that anybody may take now: of public minutes, labelled, open and not removed."""
        return self.filter(
            minutes__in=PublicMinutes.objects.public(), attachment__cleared_at__isnull=False,
            attachment__is_closed=False, attachment__removed_at__isnull=True,
        )


class PublicFile(models.Model):
    """A file named in published minutes; its own identifier, so that the inner one stays inside.

    Whether the public gets it is asked at each request: it needs the label „bez osobních údajů“ at that moment.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    minutes = models.ForeignKey(PublicMinutes, on_delete=models.CASCADE, related_name="files")
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="+")

    objects = PublicFileQuerySet.as_manager()

    field_classes = classify(public="uid", internal="id minutes attachment")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "attachment"], name="publishing_file_once")]

    def __str__(self) -> str:
        return self.uid


class Statement(models.Model):
    """Who answers for the accessibility of the public pages (zákon č. 99/2019 Sb., § 11): one row, all of it public."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    operator = models.CharField(_("kdo stránky provozuje"), max_length=200)
    contact = models.CharField(_("kam hlásit překážky"), max_length=200)
    limits = models.TextField(_("co přístupné není"), blank=True)
    assessed_on = models.DateField(_("den posouzení"))

    field_classes = classify(public="uid operator contact limits assessed_on", internal="id")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="publishing_one_statement")]

    def __str__(self) -> str:
        return self.operator

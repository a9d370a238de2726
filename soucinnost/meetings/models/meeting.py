"""A meeting, who took part, how its minutes were dispatched."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle, Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.documents.models import Attachment
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.enums import DispatchKind, Hours, MeetingState, PlaceKind, PresenceStatus
from soucinnost.territory.models import LATITUDE, LONGITUDE, Locality


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings for those who sit in the group's circle today."""

    def visible_to(self, actor: Actor) -> "MeetingQuerySet":
        return self if actor.is_system else self.filter(circle__in=actor.circle_ids)


class Meeting(models.Model):
    """One meeting of a group. ``number`` counts within the group and year only.

    ``is_imported`` marks one that was read from old minutes (:class:`~soucinnost.meetings.models.Imported`): what it
    says is as it was written then, not checked against the members of that day. Of such a meeting the hours may be
    unknown (``hours``); ``starts_at`` and ``ends_at`` then hold its place in time only and are not shown.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("číslo"))
    year = models.PositiveSmallIntegerField(_("rok"))
    title = models.CharField(_("název"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("začátek"))
    ends_at = models.DateTimeField(_("konec"))
    hours = models.CharField(max_length=5, choices=Hours.choices, default=Hours.BOTH)
    is_imported = models.BooleanField(default=False)
    place_kind = models.CharField(_("místo je"), max_length=10, choices=PlaceKind.choices, default=PlaceKind.ADDRESS)
    place = models.CharField(_("místo"), max_length=300, blank=True)
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lokalita")
    )
    latitude = models.FloatField(_("zeměpisná šířka"), null=True, blank=True, validators=LATITUDE)
    longitude = models.FloatField(_("zeměpisná délka"), null=True, blank=True, validators=LONGITUDE)
    state = models.CharField(_("stav"), max_length=10, choices=MeetingState.choices, default=MeetingState.PREPARED)
    invited_at = models.DateTimeField(null=True, blank=True)
    invited_snapshot = models.JSONField(null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    remarks_until = models.DateField(_("připomínky do"), null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    file_reference = models.CharField(_("č. j."), max_length=80, blank=True)
    attendance_scan = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    field_classes = classify(
        internal="id uid group circle number year title starts_at ends_at hours is_imported place_kind place locality "
        "latitude longitude state invited_at invited_snapshot calendar_sequence started_at ended_at remarks_until "
        "finalised_at cancelled_reason file_reference attendance_scan created_at"
    )

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["circle", "-starts_at"]), models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "number"], name="meetings_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meetings_end_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}/{self.year}"


class MeetingScopedQuerySet(models.QuerySet):
    """Parts of a meeting, for those who may see the meeting."""

    def visible_to(self, actor: Actor) -> "MeetingScopedQuerySet":
        return self if actor.is_system else self.filter(meeting__circle__in=actor.circle_ids)


class Presence(models.Model):
    """How one person took part. A member is named by seat, a guest by name."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guest_name = models.CharField(_("jméno hosta"), max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("organizace"), max_length=200, blank=True)
    status = models.CharField(_("účast"), max_length=8, choices=PresenceStatus.choices, default=PresenceStatus.UNKNOWN)
    deputy_name = models.CharField(_("kdo zastupuje"), max_length=160, blank=True)
    arrived_at = models.TimeField(_("přišel v"), null=True, blank=True)
    left_at = models.TimeField(_("odešel v"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid meeting seat organisation organisation_name status arrived_at left_at changed_at",
        personal="person guest_name deputy_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="meetings_presence_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(guest_name=""), name="meetings_presence_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.guest_name)


class Dispatch(models.Model):
    """A note that minutes were sent: how, when, under what number."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="dispatches")
    kind = models.CharField(_("způsob"), max_length=8, choices=DispatchKind.choices, default=DispatchKind.DATA_BOX)
    sent_on = models.DateField(_("dne"))
    recipient = models.CharField(_("komu"), max_length=200)
    message_id = models.CharField(_("číslo zprávy"), max_length=60, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid meeting kind sent_on recipient message_id", personal="noted_by")

    class Meta:
        ordering = ["sent_on", "id"]
        verbose_name_plural = "dispatches"

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_on}"

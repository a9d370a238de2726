"""Circles, seats and grants; everything readable hangs on these three."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.enums import GrantRole, Standing
from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.kernel.secretbox import seal, unseal
from soucinnost.territory.models import Area


class EncryptedTextField(models.TextField):
    """Text encrypted at rest with the installation's field key."""

    def get_prep_value(self, value: str | None) -> str | None:
        return seal(value, settings.FIELD_KEY) if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return unseal(value, settings.FIELD_KEY) if value else value


class ControllerQuerySet(models.QuerySet["Controller"]):
    """Lead organisations by who sets their frame."""

    def visible_to(self, actor: Actor) -> "ControllerQuerySet":
        """Those the actor may set: all for administrators of accounts, own ones for managers."""
        if actor.is_system or actor.is_administrator:
            return self
        return self.filter(organisation__in=actor.managed_organisation_ids)


class Controller(models.Model):
    """A lead organisation: the data controller of its circles, and what hangs on it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="controller")
    requires_mfa = models.BooleanField(_("druhý faktor povinný"), default=False)
    members_may_export = models.BooleanField(_("členové smějí stahovat dokumenty"), default=True)
    heading = models.TextField(_("hlavička dokumentů"), blank=True)
    colour = models.CharField(_("barva"), max_length=7, default="#00606b")
    logo = models.BinaryField(null=True, blank=True, editable=True)
    hosting_agreement = models.CharField(_("smlouva o zpracování"), max_length=300, blank=True)
    dpo_contact = models.CharField(_("pověřenec pro ochranu údajů"), max_length=300, blank=True)

    objects = ControllerQuerySet.as_manager()

    field_classes = classify(
        public="colour heading logo dpo_contact",
        internal="id organisation requires_mfa members_may_export hosting_agreement",
    )

    def __str__(self) -> str:
        return str(self.organisation)


class Circle(models.Model):
    """Those who share. A group has one; its lead organisation is the controller of what is in it."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="circles")

    field_classes = classify(internal="id uid controller")

    def __str__(self) -> str:
        return self.uid


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by day and by who may see them."""

    def on(self, day: object) -> "SeatQuerySet":
        """Seats held on a day, first and last day included."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def without_break_glass(self) -> "SeatQuerySet":
        """Seats of members and deputies: those who count, sign and vote."""
        return self.exclude(standing=Standing.BREAK_GLASS)

    def visible_to(self, actor: Actor) -> "SeatQuerySet":
        if actor.is_system:
            return self
        return self.filter(
            Q(circle__in=actor.circle_ids) | Q(circle__controller__organisation__in=actor.managed_organisation_ids)
        )


class Seat(models.Model):
    """A person's place in a circle, from its first to its last day. Being employed somewhere gives nothing."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    standing = models.CharField(_("postavení"), max_length=12, choices=Standing.choices, default=Standing.MEMBER)
    is_chair = models.BooleanField(_("předsedá"), default=False)
    is_recorder = models.BooleanField(_("zapisuje"), default=False)
    is_reviewer = models.BooleanField(_("reviduje"), default=False)
    deputy_for = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="deputies")
    valid_from = models.DateField(_("od"), default=timezone.localdate)
    valid_to = models.DateField(_("do"), null=True, blank=True)
    note = models.CharField(_("poznámka"), max_length=200, blank=True)

    objects = SeatQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle organisation standing is_chair is_recorder is_reviewer deputy_for "
        "valid_from valid_to note",
        personal="person",
    )

    class Meta:
        indexes = [models.Index(fields=["person", "valid_from", "valid_to"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="access_seat_dates"
            ),
            models.CheckConstraint(
                condition=(Q(standing=Standing.DEPUTY) & Q(deputy_for__isnull=False))
                | (~Q(standing=Standing.DEPUTY) & Q(deputy_for__isnull=True)),
                name="access_deputy_of_whom",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.BREAK_GLASS)
                | Q(is_chair=False, is_recorder=False, is_reviewer=False, valid_to__isnull=False),
                name="access_break_glass_only_reads",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} / {self.circle}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants by day and by who may see them."""

    def on(self, day: object) -> "GrantQuerySet":
        """Grants valid on a day, first and last day included."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def overlapping(self, first: object, last: object) -> "GrantQuerySet":
        """Grants valid on at least one day from ``first`` to ``last`` (None: for ever)."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)

    def visible_to(self, actor: Actor) -> "GrantQuerySet":
        """All for administrators, one's own for everybody."""
        if actor.is_system or actor.is_administrator:
            return self
        return self.filter(person=actor.person_id) if actor.is_signed_in else self.none()


class Grant(models.Model):
    """A role outside circles: administrator of accounts, coordinator of a region, manager of an organisation."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=16, choices=GrantRole.choices)
    region = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    valid_from = models.DateField(_("od"), default=timezone.localdate)
    valid_to = models.DateField(_("do"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    field_classes = classify(internal="id uid role region organisation valid_from valid_to", personal="person")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role=GrantRole.ADMINISTRATOR, region__isnull=True, organisation__isnull=True)
                | Q(role=GrantRole.COORDINATOR, region__isnull=False, organisation__isnull=True)
                | Q(role=GrantRole.MANAGER, region__isnull=True, organisation__isnull=False),
                name="access_grant_scope",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="access_grant_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    """Entries by day and by who may see them."""

    def open_on(self, day: object) -> "BreakGlassQuerySet":
        """Entries that let somebody in on a day."""
        return self.filter(closed_at__isnull=True, seat__valid_from__lte=day, seat__valid_to__gte=day)

    def visible_to(self, actor: Actor) -> "BreakGlassQuerySet":
        """Administrators of accounts see all, members of a circle those into their circle."""
        if actor.is_system or actor.is_administrator:
            return self
        return self.filter(seat__circle__in=actor.circle_ids)


class BreakGlass(models.Model):
    """An administrator's announced, short entry into a circle, with its reason."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="break_glass")
    reason = EncryptedTextField(_("důvod"))
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BreakGlassQuerySet.as_manager()

    field_classes = classify(internal="id uid seat opened_at closed_at", sensitive="reason")

    def __str__(self) -> str:
        return self.uid


class CircleScopedQuerySet(models.QuerySet):
    """Records of a circle: open to its seats, or closed to the seats that are named."""

    def visible_to(self, actor: Actor) -> "CircleScopedQuerySet":
        """Records in circles where the actor sits today, without those closed to other seats."""
        if actor.is_system:
            return self
        links: Any = getattr(self.model, "named_seats")  # noqa: B009 - the field is the concrete model's
        named = links.through.objects.filter(
            **{f"{self.model._meta.model_name}_id": OuterRef("pk"), "seat_id__in": actor.seat_ids}
        )
        return self.filter(circle__in=actor.circle_ids).filter(Q(is_closed=False) | Exists(named))


class CircleScoped(models.Model):
    """A record that belongs to a circle and may be closed to named seats."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    is_closed = models.BooleanField(_("jen pro jmenované"), default=False)
    named_seats = models.ManyToManyField(Seat, blank=True, related_name="+", verbose_name=_("kdo smí vidět"))

    class Meta:
        abstract = True

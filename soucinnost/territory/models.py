"""Territory by official codes, and localities that no register knows."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.points import format_point

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


OWN_CODE_PREFIX = "X-"
"""Codes that begin so are our own, given to units whose official code was not certain when the list was shipped."""


class AreaQuerySet(models.QuerySet["Area"]):
    """Units of the state are public knowledge."""

    def visible_to(self, actor: Actor) -> "AreaQuerySet":
        return self

    def light(self) -> "AreaQuerySet":
        """Without boundaries, which may be large and are wanted only where they are drawn."""
        return self.defer("boundary")


class LocalityQuerySet(models.QuerySet["Locality"]):
    """Localities are for who signs in: naming a place excluded in public needs a decision elsewhere."""

    def visible_to(self, actor: Actor) -> "LocalityQuerySet":
        return self if actor.is_system or actor.is_signed_in else self.none()


class Area(models.Model):
    """A unit of the state's territory; matched by code, never by name (two towns may share one).

    ``code`` is the RÚIAN/ČSÚ code, ``nuts`` the NUTS or LAU code. ``boundary`` is GeoJSON geometry in WGS84.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("druh"), max_length=16, choices=AreaKind.choices)
    code = models.CharField(_("kód"), max_length=12)
    nuts = models.CharField(_("kód NUTS/LAU"), max_length=12, blank=True)
    name = models.CharField(_("název"), max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    orp = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="municipalities")
    latitude = models.FloatField(null=True, blank=True, validators=LATITUDE)
    longitude = models.FloatField(null=True, blank=True, validators=LONGITUDE)
    boundary = models.JSONField(null=True, blank=True)
    source = models.CharField(_("zdroj"), max_length=200, blank=True)
    source_date = models.DateField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    field_classes = classify(
        public="id uid kind code nuts name parent orp latitude longitude boundary source source_date"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="territory_code_once")]
        indexes = [models.Index(fields=["nuts"]), models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def has_own_code(self) -> bool:
        """Whether the code is ours and not an official one."""
        return self.code.startswith(OWN_CODE_PREFIX)


class Locality(models.Model):
    """A part of a municipality that people speak of, such as a socially excluded locality: a point or an area."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("název"), max_length=120)
    municipality = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="localities")
    is_excluded = models.BooleanField(_("sociálně vyloučená lokalita"), default=False)
    latitude = models.FloatField(_("zeměpisná šířka"), null=True, blank=True, validators=LATITUDE)
    longitude = models.FloatField(_("zeměpisná délka"), null=True, blank=True, validators=LONGITUDE)
    boundary = models.JSONField(null=True, blank=True)
    note = models.TextField(_("poznámka"), blank=True)

    objects = LocalityQuerySet.as_manager()

    field_classes = classify(
        internal="id uid name municipality is_excluded latitude longitude boundary note"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="territory_locality_once"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="territory_point_whole",
            ),
        ]
        verbose_name_plural = "localities"

    def __str__(self) -> str:
        return self.name

    @property
    def point_text(self) -> str:
        """The point as a map reads it; empty when there is none."""
        if self.latitude is None or self.longitude is None:
            return ""
        return format_point(self.latitude, self.longitude)

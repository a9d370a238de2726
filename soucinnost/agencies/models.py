"""Organisations, their units, the people in them and who stands in for whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from soucinnost.accounts.models import User
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.personnames import PersonName
from soucinnost.kernel.privacy import classify
from soucinnost.territory.models import Area


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations are shared knowledge of everybody who signs in; the public sees none here."""

    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        return self if actor.is_system or actor.is_signed_in else self.none()


class Organisation(models.Model):
    """An agency: police, town, NGO, school and so on."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("druh"), max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(_("název"), max_length=200)
    short_name = models.CharField(_("zkrácený název"), max_length=60, blank=True)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("území"))
    address = models.CharField(_("adresa"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=60, blank=True)
    website = models.URLField(_("web"), blank=True)
    data_box = models.CharField(_("datová schránka"), max_length=10, blank=True)
    is_active = models.BooleanField(_("působí"), default=True)

    objects = OrganisationQuerySet.as_manager()

    field_classes = classify(
        public="id uid kind name short_name ico area address email phone website data_box is_active"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ico"], condition=~Q(ico=""), name="agencies_ico_once"),
        ]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Unit(models.Model):
    """A department of an organisation."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(_("název"), max_length=200)

    field_classes = classify(public="id uid organisation name")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="agencies_unit_once")]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    """Contacts: oneself, those who share a circle, and the whole directory for who manages groups or accounts."""

    def visible_to(self, actor: Actor) -> "PersonQuerySet":
        if actor.is_system or actor.is_administrator or actor.managed_organisation_ids:
            return self
        if actor.coordinated_region_ids:
            return self
        if not actor.is_signed_in:
            return self.none()
        return self.filter(Q(pk=actor.person_id) | Q(pk__in=actor.colleague_ids))


class Person(models.Model):
    """Somebody who takes part: with an account or without one."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    titles_before = models.CharField(_("tituly před"), max_length=60, blank=True)
    given_name = models.CharField(_("jméno"), max_length=60)
    surname = models.CharField(_("příjmení"), max_length=80)
    titles_after = models.CharField(_("tituly za"), max_length=60, blank=True)
    salutation = models.CharField(_("oslovení"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=60, blank=True)
    is_public_role = models.BooleanField(_("veřejná funkce"), default=False)
    public_role_reason = models.CharField(_("důvod veřejnosti"), max_length=200, blank=True)
    is_active = models.BooleanField(_("působí"), default=True)
    inactive_since = models.DateField(_("nepůsobí od"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    field_classes = classify(
        internal="id uid user is_public_role public_role_reason is_active inactive_since",
        personal="titles_before given_name surname titles_after salutation email phone",
    )

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["surname", "given_name"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public_role=False) | ~Q(public_role_reason=""), name="agencies_public_role_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def parts(self) -> PersonName:
        """The name in its parts."""
        return PersonName(
            titles_before=tuple(self.titles_before.split()), given=self.given_name, surname=self.surname,
            titles_after=tuple(part.strip() for part in self.titles_after.split(",") if part.strip()),
        )

    @property
    def is_anonymised(self) -> bool:
        """Whether the personal data were removed when their term was over."""
        return not self.surname

    @property
    def name(self) -> str:
        """The name with titles, as it stands in minutes."""
        return gettext("jméno odstraněno") if self.is_anonymised else self.parts.display()

    @property
    def sort_name(self) -> str:
        """Surname first, for lists."""
        return gettext("jméno odstraněno") if self.is_anonymised else self.parts.sort_display()


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Places of people in organisations: seen with the person."""

    def visible_to(self, actor: Actor) -> "AffiliationQuerySet":
        return self.filter(person__in=Person.objects.visible_to(actor))

    def on(self, day: object) -> "AffiliationQuerySet":
        """Those held on a day, first and last day included; an open end is no end."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Affiliation(models.Model):
    """A person's place in an organisation."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True)
    position = models.CharField(_("funkce"), max_length=120, blank=True)
    is_contact = models.BooleanField(_("kontaktní osoba"), default=False)
    valid_from = models.DateField(_("od"), null=True, blank=True)
    valid_to = models.DateField(_("do"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    field_classes = classify(
        internal="id uid organisation unit is_contact valid_from valid_to", personal="person position"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="agencies_affiliation_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.organisation}"


class StandIn(models.Model):
    """Somebody who may act for another in an organisation, from a day to a day."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    affiliation = models.ForeignKey(Affiliation, on_delete=models.CASCADE, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stands_in")
    valid_from = models.DateField(_("od"), null=True, blank=True)
    valid_to = models.DateField(_("do"), null=True, blank=True)

    field_classes = classify(internal="id uid affiliation valid_from valid_to", personal="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["affiliation", "person"], name="agencies_stand_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} / {self.affiliation}"

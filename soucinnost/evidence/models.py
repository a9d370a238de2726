"""Claims: what somebody reported, as it was reported."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.enums import ClaimKind
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.territory.models import Area, Locality


class Claim(CircleScoped):
    """A statement or number with source, period and kind. Never overwritten: a correction supersedes it.

    ``denominator`` says of what total the number is (40 of 120). ``source_kind`` and ``source_uid`` name the
    record it came from (``meetings.entry`` and the like), so that every number leads back; ``source_label`` says it
    in words where there is no such record (a printed report), or for those who do not see it.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="claims",
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    label = models.CharField(_("co"), max_length=200, blank=True)
    text = models.TextField(_("sdělení"), blank=True)
    value = models.DecimalField(_("hodnota"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("jednotka"), max_length=40, blank=True)
    denominator = models.DecimalField(_("z celku"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator_label = models.CharField(_("čeho je celek"), max_length=200, blank=True)
    kind = models.CharField(_("údaj"), max_length=12, choices=ClaimKind.choices, default=ClaimKind.ACTUAL)
    period_from = models.DateField(_("období od"), null=True, blank=True)
    period_to = models.DateField(_("období do"), null=True, blank=True)
    stated_on = models.DateField(_("ke dni"), default=timezone.localdate)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True)
    source_kind = models.CharField(max_length=60)
    source_uid = models.CharField(max_length=40, db_index=True)
    source_label = models.CharField(_("zdroj"), max_length=300, blank=True)
    source_page = models.CharField(_("strana zdroje"), max_length=40, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by",
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = CircleScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed organisation label text value unit denominator denominator_label kind "
        "period_from period_to stated_on area locality source_kind source_uid source_label source_page supersedes "
        "created_at",
        personal="author",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(value__isnull=False), name="evidence_claim_says_something",
            ),
            models.CheckConstraint(
                condition=Q(period_to__isnull=True)
                | Q(period_from__isnull=True)
                | Q(period_to__gte=models.F("period_from")),
                name="evidence_claim_period",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0), name="evidence_denominator",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.text[:60]

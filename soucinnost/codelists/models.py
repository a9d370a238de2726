"""Code lists: each has editions with validity, an edition has terms."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.privacy import classify


class CodeList(models.Model):
    """A list such as themes or target groups, named by a stable key."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("název"), max_length=200)
    source = models.CharField(_("zdroj"), max_length=300, blank=True)

    field_classes = classify(public="id key name source")

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One edition of a list, in force from a day on and until the next one."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="editions")
    label = models.CharField(_("označení"), max_length=60)
    valid_from = models.DateField(_("platí od"))
    valid_to = models.DateField(_("platí do"), null=True, blank=True)

    field_classes = classify(public="id code_list label valid_from valid_to")

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code_list", "label"], name="codelists_edition_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="codelists_edition_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_list} {self.label}"


class Term(models.Model):
    """One entry of an edition. The key stays the same from edition to edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="terms")
    key = models.SlugField(max_length=60)
    label_cs = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)

    field_classes = classify(public="id edition key label_cs label_en parent position")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="codelists_term_once")]

    def __str__(self) -> str:
        return self.label_en if get_language() == "en" and self.label_en else self.label_cs

"""Forms of territory."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.numbers import format_bytes
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.territory.geometry import GeometryError, check_crs, read_area
from soucinnost.territory.models import Locality
from soucinnost.territory.points import PointError, format_point, parse_point
from soucinnost.territory.selectors import lies_outside

MAX_GEOJSON = 1024 * 1024
CONFIRM = "confirmed"


class LocalityForm(forms.Form):
    """A locality as a point, an area, both or neither. A place outside of its municipality asks for a confirmation."""

    name = forms.CharField(label=_("Název"), max_length=120)
    municipality = AreaField(label=_("Obec nebo městský obvod"), help_text=_("Název, nebo kód."))
    is_excluded = forms.BooleanField(label=_("Sociálně vyloučená lokalita"), required=False)
    point = forms.CharField(
        label=_("Bod"), max_length=80, required=False,
        help_text=_("Souřadnice z mapy, například 49.8203N, 18.2625E."),
    )
    boundary = forms.CharField(
        label=_("Plocha"), required=False, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("GeoJSON s polygonem ve WGS84. Můžete ho vložit, nebo níže nahrát."),
    )
    file = forms.FileField(label=_("Plocha ze souboru GeoJSON"), required=False)
    note = forms.CharField(label=_("Poznámka"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, locality: Locality | None = None, **kwargs: Any) -> None:
        if locality is not None:
            point = ""
            if locality.latitude is not None and locality.longitude is not None:
                point = format_point(locality.latitude, locality.longitude)
            kwargs.setdefault("initial", {
                "name": locality.name, "municipality": locality.municipality, "is_excluded": locality.is_excluded,
                "point": point, "note": locality.note,
                "boundary": json.dumps(locality.boundary) if locality.boundary else "",
            })
        super().__init__(*args, **kwargs)
        self.is_outside = False
        self.fields[CONFIRM] = forms.BooleanField(label=_("Přesto uložit, poloha je správně"), required=False)

    @property
    def confirm_field(self) -> forms.BoundField:
        """The box that says that the place is right."""
        return self[CONFIRM]

    def clean_point(self) -> tuple[float, float] | None:
        """Read the coordinates."""
        text = self.cleaned_data["point"]
        if not text:
            return None
        try:
            return parse_point(text)
        except PointError as error:
            raise ValidationError(str(error)) from None

    def clean_boundary(self) -> dict[str, Any] | None:
        """Read the pasted area."""
        text = self.cleaned_data["boundary"]
        return self._geometry(text) if text else None

    def clean_file(self) -> dict[str, Any] | None:
        """Read the area of the uploaded file."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > MAX_GEOJSON:
            raise ValidationError(_("Soubor má %(size)s, plocha lokality může mít nejvýš %(limit)s.") % {
                "size": format_bytes(file.size), "limit": format_bytes(MAX_GEOJSON)})
        try:
            return self._geometry(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("Soubor není GeoJSON v kódování UTF-8.")) from None

    @staticmethod
    def _geometry(text: str) -> dict[str, Any]:
        """Return the one geometry of a GeoJSON geometry, feature or collection of one feature."""
        try:
            found = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            raise ValidationError(_("Text není platný GeoJSON.")) from None
        try:
            if isinstance(found, dict):
                check_crs(found)
                if found.get("type") == "FeatureCollection":
                    features = found.get("features")
                    if not isinstance(features, list) or len(features) != 1:
                        raise ValidationError(_("GeoJSON musí obsahovat právě jeden prvek."))
                    found = features[0]
                if isinstance(found, dict) and found.get("type") == "Feature":
                    found = found.get("geometry")
            return read_area(found).geojson
        except GeometryError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Ask when the place lies outside of its municipality."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.is_outside = lies_outside(
            cleaned["municipality"], **{key: self.values()[key] for key in ("latitude", "longitude", "boundary")}
        )
        if self.is_outside and not cleaned.get(CONFIRM):
            self.add_error(None, ValidationError(
                _("Poloha je mimo hranici obce. Opravte ji, nebo níže potvrďte."), code="outside"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        latitude, longitude = data.get("point") or (None, None)
        return {
            "name": data["name"], "municipality": data["municipality"], "is_excluded": data["is_excluded"],
            "latitude": latitude, "longitude": longitude, "boundary": data.get("file") or data.get("boundary"),
            "note": data["note"],
        }


class ImportForm(forms.Form):
    """A file with a list or with boundaries."""

    file = forms.FileField(label=_("Soubor CSV, XLSX nebo GeoJSON"))
    kind = forms.ChoiceField(
        label=_("Úroveň"), required=False, choices=[("", _("pozná se ze souboru")), *AreaKind.choices]
    )
    create = forms.BooleanField(
        label=_("Založit i jednotky, které v seznamu nejsou"), required=False,
        help_text=_("Jen pro hranice. Použijte u souboru se stejnými kódy, jaké má seznam."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too big before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise ValidationError(_("Soubor má %(size)s, nejvýš může mít %(limit)s.") % {
                "size": format_bytes(file.size), "limit": format_bytes(settings.UPLOAD_LIMIT)})
        return file

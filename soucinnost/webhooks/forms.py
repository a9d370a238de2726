"""Shape of what people type about a webhook."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.webhooks.enums import Event


class WebhookForm(forms.Form):
    """Which group, which address, which events. ``circles`` maps identifiers to names of groups one runs."""

    circle = forms.ChoiceField(label=_("Skupina"))
    address = forms.CharField(
        label=_("Adresa programu"), max_length=500, widget=forms.URLInput, help_text=_("Začíná https://.")
    )
    events = forms.MultipleChoiceField(
        label=_("Kdy oznámit"), choices=Event.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, circles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"].choices = list(circles.items())  # type: ignore[attr-defined]

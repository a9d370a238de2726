"""What is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.collation import sorted_cs
from soucinnost.search import registry
from soucinnost.ui.forms import CzechDateField


class SearchForm(forms.Form):
    """Words, kind and days."""

    q = forms.CharField(
        label=_("Hledat"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    druh = forms.ChoiceField(label=_("Druh"), required=False)
    od = CzechDateField(label=_("Od"), required=False)
    do = CzechDateField(label=_("Do"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted_cs(registry.kinds(), key=lambda one: str(one.label))
        field: Any = self.fields["druh"]
        field.choices = [("", _("vše")), *((one.kind, one.label) for one in kinds)]

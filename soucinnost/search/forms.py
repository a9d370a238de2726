"""What is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.search import registry
from soucinnost.ui.forms import CzechDateField


class SearchForm(forms.Form):
    """Words, group and days; the kind is chosen by the tabs above the answers.

    ``circles`` are the identifiers and names of the circles in which the reader sits.
    """

    q = forms.CharField(label=_("Hledat"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    skupina = forms.ChoiceField(label=_("Skupina"), required=False)
    od = CzechDateField(label=_("Od"), required=False)
    do = CzechDateField(label=_("Do"), required=False)
    druh = forms.ChoiceField(label=_("Druh"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, circles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["druh"]
        keys = {key for one in registry.kinds() for key in (one.kind, one.tab.key)}
        kind.choices = [("", ""), *((key, key) for key in sorted(keys))]
        if circles:
            group: Any = self.fields["skupina"]
            group.choices = [("", _("všechny")), *circles]
        else:
            del self.fields["skupina"]

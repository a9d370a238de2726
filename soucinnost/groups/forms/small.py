"""Topics, standing items, documents."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.groups.actions.items import MOST_MINUTES
from soucinnost.groups.actions.topics import MOST_NOTE
from soucinnost.groups.enums import GroupDocumentKind, StandingItemKind
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import seats_on
from soucinnost.ui.forms import PersonalDataWarningMixin


class TopicForm(PersonalDataWarningMixin, forms.Form):
    """What should be talked about."""

    personal_data_fields = ("title", "note")
    personal_data_names = True

    title = forms.CharField(label=_("Téma"), max_length=200)
    note = forms.CharField(
        label=_("Podrobněji"), required=False, max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class StandingItemForm(forms.Form):
    """An item that every agenda starts with."""

    title = forms.CharField(label=_("Název"), max_length=200)
    kind = forms.ChoiceField(label=_("Druh"), choices=StandingItemKind.choices)
    minutes = forms.IntegerField(label=_("Minut"), required=False, min_value=1, max_value=MOST_MINUTES)
    presenter = forms.ModelChoiceField(
        label=_("Uvede"), required=False, queryset=Person.objects.none(), empty_label=_("neurčeno")
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = kwargs.get("initial", {}).get("presenter")
        people = {seat.person_id: seat.person for seat in seats_on(group, timezone.localdate())}
        if held is not None:
            people.setdefault(held.pk, held)
        field: Any = self.fields["presenter"]
        field.queryset = Person.objects.filter(pk__in=people)
        field.widget.choices = [("", field.empty_label), *((pk, one.sort_name) for pk, one in people.items())]


class DocumentForm(forms.Form):
    """A lasting document."""

    upload = forms.FileField(label=_("Soubor"), allow_empty_file=True)
    title = forms.CharField(
        label=_("Název"), required=False, max_length=200, help_text=_("Prázdný znamená jméno souboru.")
    )
    kind = forms.ChoiceField(label=_("Druh"), choices=GroupDocumentKind.choices, initial=GroupDocumentKind.OTHER)

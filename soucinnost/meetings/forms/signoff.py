"""Shape of what people type when minutes are finished. Each form has its own ids: several stand on one page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.agencies.selectors import told_apart
from soucinnost.kernel.collation import sorted_cs
from soucinnost.meetings.enums import DispatchKind
from soucinnost.meetings.findings import Found
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StepForm(PersonalDataWarningMixin):
    """One step of the sign-off; ``step`` makes its ids."""

    step = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.step}-%s")
        super().__init__(*args, **kwargs)
        self.personal_data_fields = tuple(
            name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)
        )

    def _offer(self, name: str, people: Sequence[Person], first: Any) -> None:
        listed = sorted_cs(people, key=lambda person: person.sort_name)
        self.people = {person.uid: person for person in listed}
        beside = told_apart(listed)
        named = [(one.uid, ", ".join(filter(None, (one.name, beside.get(one.uid))))) for one in listed]
        self.fields[name].choices = [("", first), *named]  # type: ignore[attr-defined]

    def person_of(self, name: str) -> Person | None:
        """The person that was chosen, None for oneself."""
        return self.people.get(self.cleaned_data.get(name, ""))


class SendDraftForm(StepForm):
    """Until when members may remark."""

    step = "poslat"
    until = CzechDateField(label=_("Připomínky do"))


class LeaveForm(forms.Form):
    """In which lines something that looks like personal data stays, and why."""

    lines = forms.MultipleChoiceField(
        label=_("Ponechat v řádcích"), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Označte řádky, ve kterých má údaj zůstat."),
            "invalid_choice": _("Zápis se mezitím změnil. Projděte řádky znovu."),
        },
    )
    reason = forms.CharField(
        label=_("Proč tam patří"), max_length=300,
        help_text=_("Například: úřední kontakt, souhlas dotčeného. Samotný údaj sem nepište."),
        error_messages={"required": _("Napište, proč údaj do zápisu patří.")},
    )

    def __init__(self, *args: Any, found: Sequence[Found] = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "ponechat-%s")
        super().__init__(*args, **kwargs)
        self.found = {one.key: one for one in found}
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (one.key, ", ".join(f"{text} ({kind})" for text, kind in one.pieces)) for one in found
        ]

    def clean_lines(self) -> list[Found]:
        """The lines with the pieces that the reader saw there."""
        return [self.found[key] for key in self.cleaned_data["lines"]]


class RemarkForm(StepForm):
    """A remark on the whole or on one line (``entry`` is its uid); who runs the circle may enter a member's."""

    step = "pripominka"
    text = forms.CharField(label=_("Co navrhujete změnit"), widget=_area(3), max_length=5000)
    entry = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    person = forms.ChoiceField(label=_("Za koho"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("person", people, _("za sebe"))
        if not people:
            del self.fields["person"]


class SettleForm(StepForm):
    """What was made of a remark."""

    step = "vyporadat"
    accepted = forms.TypedChoiceField(
        label=_("Vypořádání"), choices=[("1", _("přijato")), ("0", _("nepřijato"))], coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    response = forms.CharField(label=_("Odůvodnění"), widget=_area(2), required=False, max_length=2000)


class SignForm(StepForm):
    """A signature's day and note, under the version that was on the page."""

    step = "podepsat"
    note = forms.CharField(label=_("Poznámka k podpisu"), widget=_area(2), required=False, max_length=2000)
    signed_on = CzechDateField(label=_("Dne"), required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)


class ReviewForm(SignForm):
    """A reviewer's signature."""

    step = "revize"


class ReviewForOtherForm(SignForm):
    """A signature that a reviewer gave on paper."""

    step = "revize-za"
    person = forms.ChoiceField(label=_("Kdo podepsal"))

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("person", people, _("vyberte"))


class ApproveForm(SignForm):
    """The day of the meeting that approved the minutes."""

    step = "schvalit"


class ReopenForm(StepForm):
    """Why locked minutes are opened."""

    step = "otevrit"
    reason = forms.CharField(label=_("Důvod"), widget=_area(2), max_length=2000)


class DispatchForm(StepForm):
    """How minutes left the office."""

    step = "odeslat"
    kind = forms.ChoiceField(label=_("Způsob"), choices=DispatchKind.choices)
    sent_on = CzechDateField(label=_("Odesláno dne"), initial=timezone.localdate)
    recipient = forms.CharField(label=_("Komu"), max_length=200)
    message_id = forms.CharField(
        label=_("Číslo datové zprávy"), max_length=60, error_messages={"required": _("Uveďte číslo datové zprávy.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The number belongs to a data box message; the first choice, with which the form is offered empty."""
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("kind")) != DispatchKind.DATA_BOX:
            self.fields["message_id"].required = False

"""Shape of what people type when minutes are finished."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.meetings.enums import DispatchKind
from soucinnost.ui.forms import CzechDateField


class SendDraftForm(forms.Form):
    """Until when members may remark."""

    until = CzechDateField(label=_("Připomínky do"))


class RemarkForm(forms.Form):
    """A remark on the whole or on one line (``entry`` is its uid)."""

    text = forms.CharField(label=_("Připomínka"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)
    entry = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)


class SettleForm(forms.Form):
    """What was made of a remark."""

    accepted = forms.TypedChoiceField(
        label=_("Vypořádání"), choices=[("1", _("přijato")), ("0", _("nepřijato"))], coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    response = forms.CharField(
        label=_("Odůvodnění"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )


class SignForm(forms.Form):
    """A signature's day and note."""

    signed_on = CzechDateField(label=_("Dne"), required=False)
    note = forms.CharField(
        label=_("Poznámka k podpisu"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)


class ReopenForm(forms.Form):
    """Why locked minutes are opened."""

    reason = forms.CharField(label=_("Důvod"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class DispatchForm(forms.Form):
    """How minutes left the office."""

    kind = forms.ChoiceField(label=_("Způsob"), choices=DispatchKind.choices)
    sent_on = CzechDateField(label=_("Odesláno dne"), initial=timezone.localdate)
    recipient = forms.CharField(label=_("Komu"), max_length=200)
    message_id = forms.CharField(label=_("Číslo datové zprávy"), max_length=60, required=False)

"""Shapes of what people type about their own account."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NewPasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=_("Nové heslo"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Nejméně 12 znaků. Nejlepší je několik slov, která spolu nesouvisejí."),
    )
    again = forms.CharField(
        label=_("Heslo znovu"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both passwords are the same."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("Hesla se liší. Napište ho prosím dvakrát stejně."))
        return again


class LanguageForm(forms.Form):
    """The language of pages and messages."""

    language = forms.ChoiceField(label=_("Jazyk stránek a zpráv"), choices=settings.LANGUAGES)

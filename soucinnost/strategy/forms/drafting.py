"""Forms of rounds of remarks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.typography import shortened
from soucinnost.strategy.enums import AnswerKind
from soucinnost.strategy.models import Remark, Round
from soucinnost.strategy.selectors.drafting import Target
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin

ROWS = 5


class RoundForm(PersonalDataWarningMixin):
    """Until when remarks are taken, what is said with it."""

    personal_data_fields = ("note",)

    due_on = CzechDateField(label=_("Připomínky do"))
    title = forms.CharField(
        label=_("Název"), required=False, max_length=200, help_text=_("Prázdné znamená „1. kolo připomínek“ a dál.")
    )
    note = forms.CharField(
        label=_("Průvodní slovo"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RoundDueForm(forms.Form):
    """The last day of a round."""

    due_on = CzechDateField(label=_("Připomínky do"))


class RemarkForm(PersonalDataWarningMixin):
    """A remark: on what, whether in the round that runs, the words."""

    personal_data_fields = ("text",)

    about = forms.ChoiceField(label=_("K čemu"), required=False)
    within = forms.ChoiceField(label=_("Kam patří"), required=False)
    text = forms.CharField(label=_("Připomínka"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(
        self, data: Any = None, *, targets: Sequence[Target], running: Round | None, chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"about": chosen, "within": running.uid if running is not None else ""})
        self.targets = {one.key: one for one in targets}
        self.fields["about"].choices = menu_of(targets)  # type: ignore[attr-defined]
        if running is not None:
            self.fields["within"].choices = [(running.uid, running.title), ("", _("mimo kolo"))]  # type: ignore[attr-defined]
        else:
            del self.fields["within"]

    @property
    def target(self) -> Target | None:
        """What was chosen; None is the whole."""
        return self.targets.get(self.cleaned_data.get("about", ""))


def menu_of(targets: Sequence[Target]) -> list[tuple[str, Any]]:
    """The whole, goals and measures as a menu."""
    return [("", _("strategie jako celek")), *((one.key, shortened(one.label, 90)) for one in targets)]


class RemarkTextForm(PersonalDataWarningMixin):
    """The words of one's own remark."""

    personal_data_fields = ("text",)

    text = forms.CharField(label=_("Připomínka"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))


class AnswerRemarkForm(PersonalDataWarningMixin):
    """What became of a remark and why."""

    personal_data_fields = ("answer",)

    answer_kind = forms.ChoiceField(label=_("Vypořádání"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Odůvodnění"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Potřebné všude, kde připomínka není prostě přijatá."),
    )

    def __init__(self, data: Any = None, *, remark: Remark) -> None:
        is_waiting = remark.answer_kind == AnswerKind.WAITING
        super().__init__(
            data, initial={"answer_kind": None if is_waiting else remark.answer_kind, "answer": remark.answer}
        )
        field: Any = self.fields["answer_kind"]
        field.error_messages["required"] = _("Vyberte, co s připomínkou je.")
        kinds = [one for one in AnswerKind.choices if one[0] != AnswerKind.WAITING]
        field.choices = kinds if is_waiting else [*kinds, (AnswerKind.WAITING.value, AnswerKind.WAITING.label)]


class LinkRemarksForm(PersonalDataWarningMixin):
    """Several remarks at once, for who came by a one-time link; empty rows say nothing."""

    personal_data_fields = tuple(f"text{number}" for number in range(1, ROWS + 1))

    def __init__(self, data: Any = None, *, targets: Sequence[Target]) -> None:
        super().__init__(data)
        self.targets = {one.key: one for one in targets}
        for number in range(1, ROWS + 1):
            self.fields[f"about{number}"] = forms.ChoiceField(
                label=_("K čemu"), required=False, choices=menu_of(targets)
            )
            self.fields[f"text{number}"] = forms.CharField(
                label=_("Připomínka"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
            )

    @property
    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Rows of the form with their numbers."""
        return [(number, self[f"about{number}"], self[f"text{number}"]) for number in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(f"text{number}", "").strip() for number in range(1, ROWS + 1)) and not self.errors:
            self.add_error("text1", _("Napište aspoň jednu připomínku."))
        return cleaned

    def said(self) -> list[tuple[Target | None, str]]:
        """Remarks with what they speak of."""
        found = []
        for number in range(1, ROWS + 1):
            text = self.cleaned_data[f"text{number}"].strip()
            if text:
                found.append((self.targets.get(self.cleaned_data[f"about{number}"]), text))
        return found

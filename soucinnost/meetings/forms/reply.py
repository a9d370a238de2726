"""Shape of an answer to an invitation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.kernel.collation import sort_key
from soucinnost.meetings.enums import ReplyAnswer
from soucinnost.meetings.selectors.replies import Answered


class ReplyForm(forms.Form):
    """Whether one comes. ``people`` adds whom the answer is of, for who enters it on behalf."""

    answer = forms.ChoiceField(label=_("Přijdete?"), choices=ReplyAnswer.choices, widget=forms.RadioSelect)
    deputy_name = forms.CharField(
        label=_("Kdo přijde místo Vás"), max_length=160, required=False,
        help_text=_("Jen pokud přijde někdo za Vás: jméno a kde pracuje."),
    )
    note = forms.CharField(label=_("Vzkaz pro toho, kdo jednání připravuje"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Iterable[Answered] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people: dict[str, Person] = {}
        if people is not None:
            # Two people may bear one name: the organisation tells them apart.
            rows = sorted(people, key=lambda row: sort_key(row.person.sort_name))
            self._people = {row.person.uid: row.person for row in rows}
            choices = [("", "—")]
            choices += [
                (row.person.uid, f"{row.person.name}, {row.organisation}".rstrip(", ")) for row in rows
            ]
            self.fields["answer"].choices = [  # type: ignore[attr-defined]
                (ReplyAnswer.COMING, _("přijde")), (ReplyAnswer.NOT, _("nepřijde")),
                (ReplyAnswer.DEPUTY, _("přijde někdo jiný")),
            ]
            self.fields["person"] = forms.ChoiceField(label=_("Za koho"), choices=choices)
            self.fields["answer"].label = _("Odpověď")
            self.fields["deputy_name"].label = _("Kdo přijde místo dotyčné osoby")
            self.fields["deputy_name"].help_text = ""
            self.fields["note"].label = _("Vzkaz")
            self.order_fields(["person", "answer", "deputy_name", "note"])

    def person(self) -> Person | None:
        """Whom the answer is of, None for one's own."""
        return self._people.get(self.cleaned_data.get("person", ""))

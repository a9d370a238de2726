"""Shape of a proposal, of a vote, of a vote that came otherwise."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.ballots.actions.preparing import MOST_EXPLANATION, MOST_QUESTION
from soucinnost.ballots.enums import Choice, Majority
from soucinnost.ballots.letters import seat_label
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_at, is_whole_day, last_day
from soucinnost.kernel.dates import to_prague
from soucinnost.ui.forms import CzechDateField, CzechTimeField, PersonalDataWarningMixin


class BallotForm(PersonalDataWarningMixin, forms.Form):
    """The proposal, its reasons, the deadline, the majority. ``deadline`` is read of day and time."""

    personal_data_fields = ("question", "explanation")
    personal_data_names = True

    question = forms.CharField(
        label=_("Návrh, o kterém se hlasuje"), max_length=MOST_QUESTION, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Znění, na které se odpovídá pro, proti, nebo zdržuji se. Po zahájení se už nemění."),
    )
    explanation = forms.CharField(
        label=_("Zdůvodnění"), max_length=MOST_EXPLANATION, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    day = CzechDateField(label=_("Hlasovat lze do"), help_text=_("Den ještě patří do lhůty. Třeba „za 7 dní“."))
    time = CzechTimeField(label=_("Hodina"), required=False, help_text=_("Prázdné znamená do konce dne."))
    majority = forms.ChoiceField(
        label=_("Potřebná většina"), choices=Majority.choices, initial=Majority.ALL, widget=forms.RadioSelect,
        help_text=_("Jak ji stanoví statut nebo jednací řád skupiny."),
    )

    @staticmethod
    def start_of(ballot: Ballot) -> dict[str, Any]:
        """What stands in the form of a ballot that exists."""
        clock = None if is_whole_day(ballot.deadline) else to_prague(ballot.deadline).time()
        return {
            "question": ballot.question, "explanation": ballot.explanation, "day": last_day(ballot.deadline),
            "time": clock, "majority": ballot.majority,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and "time" not in self.errors:
            try:
                cleaned["deadline"] = deadline_at(cleaned["day"], cleaned.get("time"))
            except ValidationError as error:
                self.add_error(None, error)
            except OverflowError:
                self.add_error("day", gettext("Takový den není."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in ("question", "explanation", "deadline", "majority")}


class VoteForm(forms.Form):
    """A choice for each voting paper of the reader; papers whose member has voted in person are not offered."""

    def __init__(self, *args: Any, votes: Iterable[Vote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [vote for vote in votes if not vote.is_taken]  # type: ignore[attr-defined]
        self._uids = {f"hlas-{vote.uid}": vote.uid for vote in offered}
        for name, vote in zip(self._uids, offered, strict=True):
            is_only = len(offered) == 1
            label = gettext("Váš hlas") if is_only and not vote.is_deputising else (  # type: ignore[attr-defined]
                gettext("Za člena: %(who)s") if vote.is_deputising else gettext("Za sebe: %(who)s")  # type: ignore[attr-defined]
            ) % {"who": seat_label(vote)}
            self.fields[name] = forms.ChoiceField(
                label=label, choices=Choice.choices, widget=forms.RadioSelect, required=is_only,
                initial=vote.choice or None, error_messages={"required": gettext("Vyberte, jak hlasujete.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.choices():
            self.add_error(None, gettext("Vyberte, jak hlasujete."))
        return cleaned

    def choices(self) -> dict[str, str]:
        """What was chosen, by the uid of the voting paper."""
        chosen = {uid: self.cleaned_data.get(name, "") for name, uid in self._uids.items()}
        return {uid: choice for uid, choice in chosen.items() if choice}


class EnterForm(forms.Form):
    """A vote that came by mail or on paper: whose, how, when it came."""

    paper = forms.ChoiceField(label=_("Čí hlas"))
    choice = forms.ChoiceField(label=_("Hlas"), choices=Choice.choices, widget=forms.RadioSelect)
    received_on = CzechDateField(label=_("Kdy hlas přišel"))

    def __init__(self, *args: Any, votes: Sequence[Vote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._papers: dict[str, tuple[Vote, Person]] = {}
        choices = [("", "—")]
        for vote in votes:
            for number, seat in enumerate((vote.seat, *vote.seat.standing_in)):  # type: ignore[attr-defined]
                key = vote.uid if number == 0 else f"{vote.uid}.{seat.person.uid}"
                label = seat_label(vote)
                if number:
                    label = gettext("%(member)s – hlasuje zástup: %(deputy)s") % {
                        "member": label, "deputy": seat.person.name,
                    }
                self._papers[key] = (vote, seat.person)
                choices.append((key, label))
        self.fields["paper"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        vote, person = self._papers[self.cleaned_data["paper"]]
        return {
            "vote": vote, "person": person, "choice": self.cleaned_data["choice"],
            "received_on": self.cleaned_data["received_on"],
        }


class WithdrawForm(forms.Form):
    """Why a ballot is withdrawn."""

    reason = forms.CharField(label=_("Důvod"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    """A paper to decide by."""

    upload = forms.FileField(label=_("Soubor"), allow_empty_file=True)
    title = forms.CharField(
        label=_("Název"), required=False, max_length=200, help_text=_("Prázdný znamená jméno souboru.")
    )

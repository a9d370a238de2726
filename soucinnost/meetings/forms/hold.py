"""Forms of a running meeting that work without script: presence, a guest, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Seat
from soucinnost.agencies.selectors import told_apart
from soucinnost.meetings.actions.answers import MAX_ANSWER
from soucinnost.meetings.actions.presence import NAME
from soucinnost.meetings.enums import PresenceStatus
from soucinnost.meetings.selectors.lines import PresenceLine

MEMBER_STATUSES = [choice for choice in PresenceStatus.choices if choice[0] != PresenceStatus.GUEST]


class PresenceForm(forms.Form):
    """One person's presence. The times are read by the action, which says what is wrong with them."""

    status = forms.ChoiceField(label=_("účast"), choices=MEMBER_STATUSES)
    deputy_name = forms.CharField(label=_("kdo zastupuje"), max_length=NAME, required=False)
    arrived = forms.CharField(label=_("přišel v"), max_length=20, required=False)
    left = forms.CharField(label=_("odešel v"), max_length=20, required=False)

    def __init__(self, *args: Any, line: PresenceLine, **kwargs: Any) -> None:
        kwargs["prefix"] = line.uid
        super().__init__(*args, **kwargs)
        self.line = line
        if line.is_guest:
            self.fields["status"].choices = [(PresenceStatus.GUEST, PresenceStatus.GUEST.label)]  # type: ignore[attr-defined]
            del self.fields["deputy_name"]


class GuestForm(forms.Form):
    """A guest by name and organisation; without a name nobody is added."""

    name = forms.CharField(label=_("jméno hosta"), max_length=NAME, required=False)
    organisation = forms.CharField(label=_("organizace"), max_length=200, required=False)


class AnswerForm(forms.Form):
    """An answer to a question; who runs the meeting may enter it for a member."""

    text = forms.CharField(
        label=_("Odpověď"), max_length=MAX_ANSWER, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Napište odpověď.")},
    )
    person = forms.ChoiceField(label=_("Za koho"), required=False)

    def __init__(self, *args: Any, seats: list[Seat] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seats:
            people = {seat.person.uid: seat.person for seat in seats}
            beside = told_apart(people.values())
            named = [(uid, ", ".join(filter(None, (one.name, beside.get(uid))))) for uid, one in people.items()]
            self.fields["person"].choices = [("", _("za sebe")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

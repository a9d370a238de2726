"""Shape of what people type about a task. Owners are chosen among those who sit in the group today."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.assignments.models import Assignment
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.collation import sort_key
from soucinnost.ui.forms import CzechDateField

PERSON, ORGANISATION = "p", "o"


class OwnerField(forms.ChoiceField):
    """A person or an organisation of the group; gives ``(person, organisation)``.

    Two people of one name are told apart by their organisation, and where that is the same, by e-mail.
    """

    def __init__(self, group: Group, *, keep: Assignment | None = None, **kwargs: Any) -> None:
        self.people: dict[str, Any] = {}
        self.organisations: dict[str, Any] = {}
        seats = seats_on(group, timezone.localdate())
        deputies = [deputy for seat in seats for deputy in seat.standing_in]  # type: ignore[attr-defined]
        for seat in [*seats, *deputies]:
            self.people[seat.person.uid] = seat.person
            if seat.organisation is not None:
                self.organisations[seat.organisation.uid] = seat.organisation
        if keep is not None and keep.owner_person is not None:
            self.people.setdefault(keep.owner_person.uid, keep.owner_person)
        if keep is not None and keep.owner_organisation is not None:
            self.organisations.setdefault(keep.owner_organisation.uid, keep.owner_organisation)
        where = {seat.person.uid: seat.organisation for seat in [*seats, *deputies]}
        people = sorted(self.people.values(), key=lambda person: sort_key(person.sort_name))
        choices = [
            (
                str(_("Lidé")),
                [(f"{PERSON}:{person.uid}", self._label(person, where.get(person.uid))) for person in people],
            ),
            (
                str(_("Organizace")),
                [
                    (f"{ORGANISATION}:{organisation.uid}", organisation.name)
                    for organisation in sorted(self.organisations.values(), key=lambda one: sort_key(one.name))
                ],
            ),
        ]
        super().__init__(choices=[("", _("vyberte")), *choices], **kwargs)

    def _label(self, person: Any, organisation: Any) -> str:
        same = [other for other in self.people.values() if other.name == person.name]
        parts = [person.name]
        if organisation is not None:
            parts.append(organisation.label)
        if len(same) > 1 and person.email:
            parts.append(person.email)
        return ", ".join(parts)

    @staticmethod
    def value_of(assignment: Assignment) -> str:
        """The choice that stands for a task's present owner."""
        if assignment.owner_person is not None:
            return f"{PERSON}:{assignment.owner_person.uid}"
        return f"{ORGANISATION}:{assignment.owner_organisation.uid}" if assignment.owner_organisation else ""

    def clean(self, value: Any) -> tuple[Any, Any]:
        chosen = super().clean(value)
        if not chosen:
            return None, None
        kind, _colon, uid = chosen.partition(":")
        if kind == PERSON:
            return self.people[uid], None
        return None, self.organisations[uid]


class FinishForm(forms.Form):
    """What proves that a task is done."""

    evidence = forms.CharField(
        label=_("Čím je splnění doloženo"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    finished_on = CzechDateField(label=_("Splněno dne"), required=False)
    upload = forms.FileField(label=_("Soubor"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("evidence", "").strip() and not cleaned.get("upload"):
            raise ValidationError({"evidence": _("Napište, čím je splnění doloženo, nebo přiložte soubor.")})
        return cleaned


class HandOnForm(forms.Form):
    """To whom a task goes and why."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(assignment.group, label=_("Komu"))
        self.fields["text"] = forms.CharField(
            label=_("Vzkaz"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
        )


class ReasonForm(forms.Form):
    """One sentence why."""

    text = forms.CharField(label=_("Důvod"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class RemarkForm(forms.Form):
    """A note for the history."""

    text = forms.CharField(label=_("Poznámka"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class PostponeForm(forms.Form):
    """Another due day and why."""

    due_on = CzechDateField(label=_("Nový termín"))
    text = forms.CharField(label=_("Důvod"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000)


class PartForm(forms.Form):
    """One part of a task that is being split."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label=_("Co"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
        )
        self.fields["owner"] = OwnerField(assignment.group, keep=assignment, label=_("Kdo"))

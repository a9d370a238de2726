"""Shape of what people type about a task. Owners are chosen among those who sit in the group today."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import present_seats
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.collation import sort_key
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin

PERSON, ORGANISATION = "p", "o"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnerField(forms.ChoiceField):
    """A person or an organisation of the group that may see the task; gives ``(person, organisation)``.

    Two people of one name are told apart by their organisation, and where that is the same, by e-mail. ``keep`` also
    offers the present owner, who may have left the group.
    """

    def __init__(self, task: Assignment, *, keep: bool = False, **kwargs: Any) -> None:
        seats = seats_on(task.group, timezone.localdate())
        deputies = [deputy for seat in seats for deputy in seat.standing_in]  # type: ignore[attr-defined]
        sitting = present_seats(task, [*seats, *deputies])
        self.people: dict[str, Any] = {seat.person.uid: seat.person for seat in sitting}
        self.organisations: dict[str, Any] = {
            seat.organisation.uid: seat.organisation for seat in sitting if seat.organisation is not None
        }
        if keep and task.owner_person is not None:
            self.people.setdefault(task.owner_person.uid, task.owner_person)
        elif keep and task.owner_organisation is not None:
            self.organisations.setdefault(task.owner_organisation.uid, task.owner_organisation)
        where = {seat.person.uid: seat.organisation for seat in sitting}
        people = sorted(self.people.values(), key=lambda person: sort_key(person.sort_name))
        named = [(f"{PERSON}:{person.uid}", self._label(person, where.get(person.uid))) for person in people]
        places = [
            (f"{ORGANISATION}:{organisation.uid}", organisation.name)
            for organisation in sorted(self.organisations.values(), key=lambda one: sort_key(one.name))
        ]
        choices = [("", _("vyberte")), (str(_("Lidé")), named), (str(pgettext("list", "Organizace")), places)]
        super().__init__(choices=choices, **kwargs)

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
        kind, _colon, uid = super().clean(value).partition(":")
        if kind == PERSON:
            return self.people[uid], None
        return None, self.organisations[uid]


class StepForm(PersonalDataWarningMixin):
    """A step with a task. Each has its own ids (``step``), because several stand on one page."""

    step = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.step}-%s")
        super().__init__(*args, **kwargs)
        self.personal_data_fields = tuple(
            name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)
        )


class FinishForm(StepForm):
    """What proves that a task is done."""

    step = "splnit"
    evidence = forms.CharField(label=_("Čím je splnění doloženo"), widget=_area(3), required=False, max_length=5000)
    finished_on = CzechDateField(label=_("Splněno dne"), required=False)
    upload = forms.FileField(label=_("Soubor"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("evidence", "").strip() and not cleaned.get("upload"):
            raise ValidationError({"evidence": _("Napište, čím je splnění doloženo, nebo přiložte soubor.")})
        return cleaned


class HandOnForm(StepForm):
    """To whom a task goes and why."""

    step = "predat"
    text = forms.CharField(label=_("Vzkaz"), widget=_area(2), required=False, max_length=2000)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(assignment, label=_("Komu"))


class ReturnForm(StepForm):
    """Why a task goes back."""

    step = "vratit"
    text = forms.CharField(label=_("Proč úkol vracíte"), widget=_area(2), max_length=2000)


class CancelForm(StepForm):
    """Why a task is cancelled."""

    step = "zrusit"
    text = forms.CharField(label=_("Proč se úkol ruší"), widget=_area(2), max_length=2000)


class ReopenForm(StepForm):
    """Why a task is opened again."""

    step = "otevrit"
    text = forms.CharField(label=_("Proč se úkol znovu otevírá"), widget=_area(2), max_length=2000)


class RemarkForm(StepForm):
    """A note for the history."""

    step = "poznamka"
    text = forms.CharField(label=_("Poznámka"), widget=_area(2), max_length=2000)


class LinkForm(StepForm):
    """What somebody without an account says of a task: how it was done, or a word about it."""

    step = "odpoved"
    text = forms.CharField(
        label=_("Čím je splnění doloženo, nebo vzkaz"), widget=_area(4), max_length=5000,
        error_messages={"required": _("Napište aspoň větu: co se stalo a kde to je, nebo co brání splnění.")},
    )


class PostponeForm(StepForm):
    """Another due day and why; no day means the next meeting."""

    step = "odlozit"
    due_on = CzechDateField(label=_("Nový termín"), required=False)
    text = forms.CharField(label=_("Důvod"), widget=_area(2), required=False, max_length=2000)


class PartForm(PersonalDataWarningMixin):
    """One part of a task that is being split."""

    personal_data_fields = ("text",)
    text = forms.CharField(label=_("Co"), widget=_area(2), max_length=2000)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(assignment, keep=True, label=_("Kdo"))


PartFormSet = forms.formset_factory(PartForm, extra=0, min_num=2, max_num=10, absolute_max=10)


class ChooseForm(forms.Form):
    """What the list shows. Anything it does not know means the first choice."""

    kdo = forms.ChoiceField(
        label=_("Čí"), required=False,
        choices=[
            ("moje", _("moje a mé organizace")), ("vse", _("všechny v mých skupinách")),
            ("bez", _("bez řešitele ve skupině")),
        ],
    )
    stav = forms.ChoiceField(
        label=_("Stav"), required=False,
        choices=[
            ("otevrene", _("otevřené")), ("po-terminu", _("po termínu")), ("splnene", _("splněné")),
            ("zrusene", _("zrušené")), ("vse", _("všechny")),
        ],
    )
    skupina = forms.ChoiceField(label=_("Skupina"), required=False)

    def __init__(self, data: Any, groups: list[Any], *, runs: bool) -> None:
        whose = [choice for choice in self.base_fields["kdo"].choices if runs or choice[0] != "bez"]  # type: ignore[attr-defined]
        states = self.base_fields["stav"].choices  # type: ignore[attr-defined]
        circles = [("", _("všechny")), *((group.uid, group.name) for group in groups)]
        known = {"kdo": whose, "stav": states, "skupina": circles}
        #: The choices that hold: what was asked for where it is known, else the first.
        self.wanted = {
            name: data.get(name) if data.get(name) in dict(choices) else choices[0][0]
            for name, choices in known.items()
        }
        super().__init__(initial=self.wanted)
        for name, choices in known.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
